internal import Ethereum
internal import LitProtocol
internal import Primitives

extension SessionMaker {
    /// Where sessions of an order are kept.
    func place(_ order: Order, account: Address, approver: String) -> SessionPlace {
        SessionPlace(
            network: surroundings.networkIdentity, account: account, approver: approver,
            delegations: order.options.capacity.map(\.authSig))
    }

    /// A session in a store that serves: of the same place, allowing all that is asked for, verified, and holding for
    /// longer than the time ahead of its end in which it would be renewed.
    func found(
        _ order: Order, at place: SessionPlace, in store: any SessionStore
    ) async throws(LitError) -> SessionMaterial? {
        if let exact = try await store.wholeSession(place.id(order.permissions)),
            let material = serving(exact, order, place)
        {
            return material
        }
        let others = try await store.all().sorted { $0.expiration > $1.expiration }
        return others.lazy.compactMap { serving($0, order, place) }.first
    }

    private func serving(_ stored: StoredSession, _ order: Order, _ place: SessionPlace) -> SessionMaterial? {
        guard stored.scope == place.scope,
            let record = try? SessionRecord(parsing: stored.secretText), record.place == place,
            order.permissions.allSatisfy({ wanted in
                record.material.permissions.contains { $0.covers(wanted) }
            }),
            var material = try? verified(record.material)
        else { return nil }
        // No more than was asked for, even if it would allow more.
        material.permissions = order.permissions
        let margin = RenewalSchedule(margin: order.options.renewal.margin)
            .effectiveMargin(from: material.issuedAt, to: material.expiration)
        return surroundings.now() < material.expiration - margin ? material : nil
    }

    /// A session from outside, if nodes will accept it.
    private func verified(_ material: SessionMaterial) throws(LitError) -> SessionMaterial {
        let now = surroundings.now()
        let check = SignInCheck(
            uri: material.key.uri, account: material.account, permissions: material.permissions, now: now)
        let verified = try check.verify(material.approval, networkKey: surroundings.blsKey())
        var ends = [material.expiration]
        if let end = verified.message.expirationTime?.instant { ends.append(end) }
        for delegation in material.delegations {
            let capacity = try DelegatedCapacity(delegation, now: now)
            try capacity.check(for: material.account, at: now)
            ends.append(capacity.expiration)
        }
        var result = material
        result.isPKP = verified.isNetworkSigned
        result.issuedAt = min(material.issuedAt, now)
        result.expiration = ends.min() ?? material.expiration
        return result
    }

    /// A session that ``Session/export()`` or a store of the JavaScript SDK wrote, verified.
    package func importSession(_ text: String) throws(LitError) -> Session {
        let (material, approver): (SessionMaterial, String)
        if let form = try JavaScriptForm(parsing: text) {
            (material, approver) = (try self.material(form), "imported")
        } else {
            let record = try SessionRecord(parsing: text)
            guard record.place.network == surroundings.networkIdentity else {
                throw LitError(
                    .invalidSession,
                    "The session is of the network \(record.place.network), and this one is "
                        + "\(surroundings.networkIdentity).",
                    hint: "Connect to that network, or make a new session on this one.")
            }
            (material, approver) = (record.material, record.place.approver)
        }
        do throws(LitError) {
            let verified = try verified(material)
            let place = SessionPlace(
                network: surroundings.networkIdentity, account: verified.account, approver: approver,
                delegations: verified.delegations)
            return Session(verified, at: place, clock: surroundings.now)
        } catch {
            let ended = material.expiration <= surroundings.now()
            if ended { throw .sessionExpired(account: material.account, at: material.expiration) }
            throw LitError(
                .invalidSession, "The session cannot be used here. \(error.message)",
                hint: "Make a new session.", cause: error)
        }
    }

    private func material(_ form: JavaScriptForm) throws(LitError) -> SessionMaterial {
        let message: SIWEMessage
        let recap: ReCap?
        do {
            message = try SIWEMessage(parsing: form.approval.signedMessage)
            recap = try message.recap()
        } catch {
            throw .invalidRecord("its sign-in message cannot be read: \(error)")
        }
        let permissions = recap.map(SessionPermission.granted) ?? []
        guard !permissions.isEmpty, let end = message.expirationTime?.instant else {
            throw .invalidRecord("its sign-in message grants nothing, or for ever")
        }
        return SessionMaterial(
            key: form.key, account: message.address, isPKP: form.approval.kind == .network,
            permissions: permissions, delegations: [], approval: form.approval,
            issuedAt: message.issuedAt.instant, expiration: end)
    }
}
