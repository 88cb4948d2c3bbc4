internal import Ethereum
package import LitContracts
internal import LitProtocol
package import Primitives
internal import Secp256k1

extension SessionMaker {
    /// A session that a PKP allows to those whom it permits, as their proofs show.
    package func session(
        for pkp: PKP, authenticatedBy proofs: [AuthProof], allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions()
    ) async throws(LitError) -> Session {
        guard !proofs.isEmpty else {
            throw LitError(
                .invalidArgument, "Without a proof of who asks, no PKP allows a session.",
                hint: "Pass one, such as authenticatedBy: [.wallet(wallet)], or have an action decide.")
        }
        return try await session(
            for: pkp, proofs, decision: nil, parameters: nil, Self.order(permissions, lifetime, options))
    }

    /// A session that a PKP allows if an action, which it permits, says so.
    package func session(
        for pkp: PKP, decidedBy action: DecidingAction, parameters: JSON.Object = JSON.Object(),
        authenticatedBy proofs: [AuthProof] = [], allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions()
    ) async throws(LitError) -> Session {
        try await session(
            for: pkp, proofs, decision: action, parameters: parameters,
            Self.order(permissions, lifetime, options))
    }

    private func session(
        for pkp: PKP, _ proofs: [AuthProof], decision: DecidingAction?, parameters: JSON.Object?,
        _ order: Order
    ) async throws(LitError) -> Session {
        let publicKey: PublicKey
        do { publicKey = try PublicKey(pkp.publicKey) } catch {
            throw LitError(
                .invalidArgument, "The PKP \(pkp.address) has no key on secp256k1: \(error)",
                hint: "Read the PKP from the contract again.", cause: error)
        }
        return try await session(
            order, account: pkp.address,
            approver: Self.approver(proofs, decision: decision, parameters: parameters),
            isRepeatable: proofs.allSatisfy(\.isRepeatable)
        ) { () async throws(LitError) in
            let key = surroundings.makeKey()
            let context = try await context(
                order, key: key, account: pkp.address,
                statement: "Lit Protocol PKP session signature "
                    + (order.options.statement ?? ReCap().statement),
                domain: order.options.domain ?? "litprotocol.com")
            let message = try await message(order.options.message, for: pkp.address, context)
            var methods: [AuthMethodProof] = []
            for proof in proofs {
                methods.append(
                    try await proof.proof(
                        nonce: context.nonce, now: surroundings.now(), domain: order.options.domain))
            }
            let approval = try await surroundings.allowSession(
                SessionKeyOrder(
                    sessionURI: key.uri, pkp: publicKey, authMethods: methods, message: message.text,
                    source: decision?.source, parameters: parameters))
            return try material(order, key: key, context: context, approval: approval)
        }
    }

    /// Who allows a session of a PKP, and by what, without showing it.
    private static func approver(
        _ proofs: [AuthProof], decision: DecidingAction?, parameters: JSON.Object?
    ) -> String {
        let decided: JSON =
            switch decision {
            case .code(let text): ["code": .string(text)]
            case .cid(let cid): ["cid": .string("\(cid)")]
            case nil: .null
            }
        let all: JSON = [
            "proofs": .array(proofs.map { .string($0.identity) }), "action": decided,
            "parameters": parameters.map { .object($0) } ?? .null,
        ]
        return "pkp " + SHA2.sha256(all.canonicalUTF8).hex
    }
}
