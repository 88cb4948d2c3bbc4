public import Ethereum
public import EthereumRPC
public import Primitives

extension KeyDeriver {
    /// The key that derives from an id and those root keys that are of the given type, in their order.
    public func computePublicKey(
        derivedKeyID: Bytes32, rootKeys: [RootKey], keyType: KeyType = .secp256k1
    ) async throws(EthereumRPCError) -> DerivedPublicKey {
        try await readResults("computeHDPubKey", derivedKeyID, rootKeys, keyType)
    }

    /// Of the precompile that does the same on chains that have one; not called.
    public func precompileAddress() async throws(EthereumRPCError) -> Address {
        try await read("HD_KDF")
    }
}
