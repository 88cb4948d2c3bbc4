public import Ethereum
public import EthereumRPC
public import Primitives

extension PubkeyRouter {
    /// True if enough distinct active validators have signed the message (EIP-191); reverts with the reason
    /// if not.
    public func checkNodeSignatures(
        _ signatures: [NodeSignature], of message: [UInt8], stakingContract: Address
    ) async throws(EthereumRPCError) -> Bool {
        try await read("checkNodeSignatures", signatures, message, stakingContract)
    }

    /// The key, 65 bytes uncompressed, that derives from an id and the root keys of a network.
    public func derivedPublicKey(
        stakingContract: Address, derivedKeyID: Bytes32
    ) async throws(EthereumRPCError) -> [UInt8] {
        try await read("getDerivedPubkey", stakingContract, derivedKeyID)
    }

    /// The address of a PKP's key. Reverts if there is no such PKP.
    public func ethereumAddress(of tokenID: UInt256) async throws(EthereumRPCError) -> Address {
        try await read("getEthAddress", tokenID)
    }

    /// The address of an uncompressed key of 65 bytes.
    public func ethereumAddress(ofPublicKey publicKey: [UInt8]) async throws(EthereumRPCError) -> Address {
        try await read("deriveEthAddressFromPubkey", publicKey)
    }

    /// Whether there is routing data for the PKP.
    public func isRouted(_ tokenID: UInt256) async throws(EthereumRPCError) -> Bool {
        try await read("isRouted", tokenID)
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Where the resolver says that ``PKPNFT`` is.
    public func pkpNFTAddress() async throws(EthereumRPCError) -> Address {
        try await read("getPkpNftAddress")
    }

    /// The key of a PKP, 65 bytes uncompressed; empty if there is none.
    public func publicKey(of tokenID: UInt256) async throws(EthereumRPCError) -> [UInt8] {
        try await read("getPubkey", tokenID)
    }

    /// The same as ``routingData(of:)``.
    public func publicKeys(_ tokenID: UInt256) async throws(EthereumRPCError) -> RoutingData {
        try await read("pubkeys", tokenID)
    }

    /// The root keys of a network, in the order by which keys derive; empty until all validators have voted.
    public func rootKeys(of stakingContract: Address) async throws(EthereumRPCError) -> [RootKey] {
        try await read("getRootKeys", stakingContract)
    }

    /// What the key of a PKP derives from; empty fields if there is no such PKP.
    public func routingData(of tokenID: UInt256) async throws(EthereumRPCError) -> RoutingData {
        try await read("getRoutingData", tokenID)
    }

    /// The PKP whose key has this address; 0 if there is none.
    public func tokenID(of ethereumAddress: Address) async throws(EthereumRPCError) -> UInt256 {
        try await read("ethAddressToPkpId", ethereumAddress)
    }
}
