internal import Ethereum
internal import LitProtocol
internal import Primitives

/// Makes sessions: by a wallet, by a callback, by a PKP.
package struct SessionMaker: Sendable {
    let surroundings: SessionSurroundings

    package init(_ surroundings: SessionSurroundings) { self.surroundings = surroundings }

    /// What a session is to be, whoever allows it.
    struct Order: Sendable {
        var permissions: [SessionPermission]
        var lifetime: SessionLifetime
        var options: SessionOptions
    }

    /// Throws unless the order is one that nodes can accept.
    static func order(
        _ permissions: [SessionPermission], _ lifetime: SessionLifetime, _ options: SessionOptions
    ) throws(LitError) -> Order {
        let permissions = permissions.unique
        guard !permissions.isEmpty else {
            throw LitError(
                .invalidArgument, "A session that allows nothing is of no use.",
                hint: "Say what for, such as allowing: [.executeActions(), .sign(with: pkp)].")
        }
        // Nodes read no more than 64 of either; one capability is the approval.
        guard permissions.count <= 64, options.capacity.count < 64 else {
            throw LitError(
                .invalidArgument, "A session has room for 64 permissions and 63 delegations of capacity.",
                hint: "Ask for all of a kind instead, such as .sign().")
        }
        return Order(permissions: permissions, lifetime: lifetime, options: options)
    }

    /// What is to be signed for a key.
    func context(
        _ order: Order, key: SessionKey, account: Address?, statement: String, domain: String
    ) async throws(LitError) -> AuthNeeded {
        let now = surroundings.now()
        let end = try order.lifetime.end(from: now)
        let nonce = try await surroundings.nonce()
        let recap: ReCap
        do { recap = try ReCap(order.permissions.map(\.request)) } catch { throw .messageNotMade(error) }
        return AuthNeeded(
            uri: key.uri, account: account, permissions: order.permissions, resources: [recap.urn],
            statement: statement + (statement.isEmpty ? "" : " ") + recap.statement, nonce: nonce,
            issuedAt: now,
            expiration: end, domain: domain, chainID: order.options.chainID)
    }

    /// The message as the options have it, checked.
    func message(
        _ text: SignInText, for account: Address, _ context: AuthNeeded
    ) async throws(LitError) -> SIWEMessage {
        let check = check(context, account: account)
        switch text.source {
        case .standard: return try context.message(for: account)
        case .customized(let change):
            let standard = try context.message(for: account)
            let message: SIWEMessage
            do { message = try standard.changing(change) } catch { throw .messageNotMade(error) }
            try check.check(message)
            return message
        case .whole(let write):
            let text: String
            do { text = try await write(context) } catch { throw .whileSigning(error, for: account) }
            return try check.check(text)
        }
    }

    /// As of now: signing may have taken a while.
    func check(_ context: AuthNeeded, account: Address?) -> SignInCheck {
        SignInCheck(
            uri: context.uri, account: account, permissions: context.permissions, now: surroundings.now())
    }

    /// The session's content, if the approval is what nodes will accept.
    func material(
        _ order: Order, key: SessionKey, context: AuthNeeded, approval: AuthSig
    ) throws(LitError) -> SessionMaterial {
        let check = check(context, account: context.account)
        let verified = try check.verify(approval, networkKey: surroundings.blsKey())
        let account = verified.message.address
        for capacity in order.options.capacity { try capacity.check(for: account, at: check.now) }
        let ends =
            [verified.message.expirationTime?.instant ?? context.expiration]
            + order.options.capacity.map(\.expiration)
        return SessionMaterial(
            key: key, account: account, isPKP: verified.isNetworkSigned, permissions: order.permissions,
            delegations: order.options.capacity.map(\.authSig), approval: approval,
            issuedAt: context.issuedAt, expiration: ends.min() ?? context.expiration)
    }

    /// A session that has `make` make its content, now and for each renewal, and keeps it in the order's store.
    ///
    /// - Parameters:
    ///   - account: whose it will be, if that is known before: no other is taken from a store.
    ///   - approver: who allows it and by what; sessions in a store that another has allowed are not taken.
    ///   - isRepeatable: whether `make` works again later.
    func session(
        _ order: Order, account: Address?, approver: String, isRepeatable: Bool,
        making make: @escaping @Sendable () async throws(LitError) -> SessionMaterial
    ) async throws(LitError) -> Session {
        let store = order.options.store
        let keeping: Session.Renewal = { () async throws(LitError) in
            let material = try await make()
            if let store {
                let place = place(order, account: material.account, approver: approver)
                try await store.save(StoredSession(material, at: place))
            }
            return material
        }
        var present: SessionMaterial?
        if let store, let account {
            present = try await found(
                order, at: place(order, account: account, approver: approver), in: store)
        }
        let material: SessionMaterial
        if let present { material = present } else { material = try await keeping() }
        let renews = isRepeatable && order.options.renewal.isOn && order.lifetime.canBeRepeated
        return Session(
            material, at: place(order, account: material.account, approver: approver),
            schedule: RenewalSchedule(margin: order.options.renewal.margin), clock: surroundings.now,
            renewal: renews ? keeping : nil)
    }
}
