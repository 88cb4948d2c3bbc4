package import ActionProtocol
package import ActionRuntime
internal import KeyService
internal import LitContracts
internal import LitProtocol
package import Primitives
internal import Secp256k1
internal import ThresholdBLS

extension NodeActionHost {
    package func sign(
        _ request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> ActionSignature {
        let (key, answer) = try await answer(to: request, in: context)
        guard let part = answer.part else {
            var absent = ActionSignature(absentFrom: request.name)
            absent.verifiedSignature = answer.signature
            return absent
        }
        var signature = ActionSignature(
            digest: request.digest, share: part.share, index: 0, bigR: part.bigR,
            publicKey: key.uncompressed, name: request.name)
        signature.verifiedSignature = answer.signature
        return signature
    }

    package func signAndCombine(
        _ request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> CombinedSignature {
        let signature = try await answer(to: request, in: context).answer.signature
        let parity = signature.recoveryID & 1
        return CombinedSignature(bigR: [2 + parity] + signature.r.bytes, s: signature.s.bytes32, v: parity)
    }

    /// Signs with the other nodes, if whoever stands behind the execution, or the action itself, may use the
    /// key.
    private func answer(
        to request: ActionSigningRequest, in context: OperationContext
    ) async throws(OperationFailure) -> (key: PublicKey, answer: SigningAnswer) {
        guard let bytes = try? Hex.decode(request.publicKey), let key = try? PublicKey(bytes),
            let pkp = PKP(publicKey: key.uncompressed)
        else {
            throw OperationFailure(
                message: "publicKey must be a public key of secp256k1: 65 bytes in hexadecimal digits.")
        }
        // Named before anything is awaited: the same at every node, whatever takes how long.
        let purpose = purpose(of: request, in: context)
        let (registry, authorization) = (services.registry, services.authorization)
        let owner = AuthContext(context.authentication, running: context.actionID)
        let scope: Scope = request.scope == .anything ? .signAnything : .personalSign
        async let routing = outcome { () async throws(NodeError) in
            try await registry.routing(of: pkp.tokenID)?.derivedKeyID
        }
        try await failing { () async throws(NodeError) in
            try await authorization.require(scope, of: pkp.tokenID, for: owner)
        }
        let found = await routing
        let derivedKeyID = try await failing { () async throws(NodeError) in try found.get() }
        guard let derivedKeyID else {
            throw OperationFailure(
                message: "There is no PKP with the public key \(key.uncompressed.prefixedHex).")
        }
        let order = SigningOrder(
            digest: request.digest, derivedKeyID: derivedKeyID, publicKey: key, requestID: context.requestID,
            purpose: purpose)
        do throws(KeyServiceError) {
            return (key, try await services.keys.sign(order))
        } catch {
            throw OperationFailure(error)
        }
    }

    /// `<CID>/<name>`; with a number behind it if the action gave the name before.
    private func purpose(of request: ActionSigningRequest, in context: OperationContext) -> String {
        repeated("\(context.actionID)/\(request.name)")
    }

    package func claimKey(
        _ keyID: String, derivedKeyID: Bytes32, in context: OperationContext
    ) async throws(OperationFailure) -> ActionClaim {
        let signature = try await failing { () async throws(NodeError) in
            try await services.claims.signature(of: DerivedKeyID(derivedKeyID))
        }
        return ActionClaim(signature: signature.recoverable().hex, derivedKeyID: derivedKeyID.hex)
    }
}
