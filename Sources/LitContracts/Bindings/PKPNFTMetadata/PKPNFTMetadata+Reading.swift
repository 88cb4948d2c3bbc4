public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPNFTMetadata {
    /// The resolver by which the contract finds the others.
    public func contractResolver() async throws(EthereumRPCError) -> Address {
        try await read("contractResolver")
    }

    /// The environment for which it asks the resolver.
    public func environment() async throws(EthereumRPCError) -> LitEnvironment {
        try await read("env")
    }

    /// Lowercase hexadecimal with `0x`.
    public func hex(of bytes: [UInt8]) async throws(EthereumRPCError) -> String {
        try await read("bytesToHex", bytes)
    }

    /// A data URI of JSON that describes a PKP.
    public func tokenURI(
        of tokenID: UInt256, publicKey: [UInt8], ethereumAddress: Address
    ) async throws(EthereumRPCError) -> String {
        try await read("tokenURI", tokenID, publicKey, ethereumAddress)
    }
}
