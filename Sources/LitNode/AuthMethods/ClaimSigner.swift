package import LitProtocol
package import Primitives
package import Secp256k1
package import ThresholdBLS

/// A node's agreement that somebody may mint the key of an id: its wallet's signature of the id.
package struct ClaimSigner: Sendable {
    private let sign: @Sendable (Bytes32) async throws -> Signature

    /// - Parameter sign: the node's wallet key; signs a digest.
    package init(sign: @escaping @Sendable (Bytes32) async throws -> Signature) { self.sign = sign }

    /// By a key in memory.
    package init(_ key: PrivateKey) {
        self.init { digest in try key.sign(digest) }
    }

    /// The signature of an id.
    package func signature(of id: DerivedKeyID) async throws(NodeError) -> Signature {
        do {
            return try await sign(KeyClaim.digest(of: id))
        } catch {
            throw NodeError(.systemFault, "The node could not sign the claim.")
        }
    }

    /// What a node answers to a claim by an auth method: `{"signature", "derivedKeyId"}`, digits without
    /// `0x`.
    package func answer(for user: AuthMethodContext) async throws(NodeError) -> JSON {
        let id = DerivedKeyID(userID: user.userID, appID: user.appID)
        return KeyClaim.answer(id, try await signature(of: id))
    }
}
