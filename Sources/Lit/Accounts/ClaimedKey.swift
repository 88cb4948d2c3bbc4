public import Ethereum
public import EthereumRPC
public import LitContracts
public import Primitives
public import Secp256k1

/// A key that somebody has a right to by an auth method, before it is minted as a PKP.
///
/// Whoever has the nodes' signatures can mint it, with `lit.contracts.mintPKP(claiming:)`.
public struct ClaimedKey: Hashable, Sendable {
    /// What the key derives from: the hash of who, in which application.
    public let keyID: Bytes32
    /// The key, which is the same as soon as anybody claims with the same auth method.
    public let publicKey: PublicKey
    /// One of each node over ``keyID``, in the order of the nodes.
    public let signatures: [Signature]

    /// The Ethereum address of the key.
    public var address: Address { Address(publicKey) }
}

extension ClaimedKey {
    package init(_ claim: KeyClaim) {
        keyID = Bytes32(claim.derivedKeyID) ?? .zero
        publicKey = claim.publicKey
        signatures = claim.signatures
    }
}

extension LitContracts {
    /// Mints the PKP of a claimed key to the sending account, and waits until it is done.
    ///
    /// - Throws: `EthereumRPCError` with `reverted` if it is minted already, or nodes' signatures do not suffice.
    public func mintPKP(claiming key: ClaimedKey) async throws(EthereumRPCError) -> PKP {
        let signatures = key.signatures.map {
            NodeSignature(r: $0.r.bytes32, s: $0.s.bytes32, v: 27 + $0.recoveryID)
        }
        return try await pkpNFT.claimAndMint(
            derivedKeyID: key.keyID, signatures: signatures, value: pkpNFT.mintCost()
        ).outcome()
    }
}
