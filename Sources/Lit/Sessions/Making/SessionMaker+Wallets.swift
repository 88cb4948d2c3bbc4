package import Ethereum
package import EthereumRPC
internal import LitProtocol
internal import Primitives

extension SessionMaker {
    /// What messages of wallets say unless the options say something else.
    package static let statement = "Sign in to the Lit network."

    /// A session that a wallet allows, or whatever else signs for an account.
    package func session(
        for signer: any EthereumSigner, allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions()
    ) async throws(LitError) -> Session {
        let order = try Self.order(completed(permissions), lifetime, options)
        return try await session(order, account: signer.address, approver: "wallet", isRepeatable: true) {
            () async throws(LitError) in
            let key = surroundings.makeKey()
            let context = try await walletContext(order, key: key, account: signer.address)
            let message = try await message(options.message, for: signer.address, context)
            let approval = try await AuthSig(signing: message, by: signer)
            return try material(order, key: key, context: context, approval: approval)
        }
    }

    /// A session that a callback has allowed by whoever signs.
    ///
    /// - Parameter account: whose signature is needed; nil for any. A store is looked into only if it is given: what
    ///   names the account must be trusted then, for it opens that account's session.
    package func session(
        account: Address?, allowing permissions: [SessionPermission],
        lasting lifetime: SessionLifetime = .hours(24), options: SessionOptions = SessionOptions(),
        signingIn signIn: @escaping @Sendable (AuthNeeded) async throws -> AuthSig
    ) async throws(LitError) -> Session {
        let order = try Self.order(completed(permissions), lifetime, options)
        // Renewals are for the account that allowed the first one.
        let known = AccountOnce(account)
        return try await session(order, account: account, approver: "wallet", isRepeatable: true) {
            () async throws(LitError) in
            let key = surroundings.makeKey()
            let context = try await walletContext(order, key: key, account: known.value)
            let approval: AuthSig
            do { approval = try await signIn(context) } catch {
                throw .whileSigning(error, for: context.account)
            }
            let material = try material(order, key: key, context: context, approval: approval)
            known.set(material.account)
            return material
        }
    }

    /// With what the network wants beside signing.
    private func completed(_ permissions: [SessionPermission]) -> [SessionPermission] {
        let signs = permissions.contains { SessionPermission.sign().covers($0) }
        return surroundings.signingNeedsActions && signs ? permissions + [.executeActions()] : permissions
    }

    private func walletContext(
        _ order: Order, key: SessionKey, account: Address?
    ) async throws(LitError) -> AuthNeeded {
        try await context(
            order, key: key, account: account, statement: order.options.statement ?? Self.statement,
            domain: order.options.domain ?? "localhost")
    }
}
