public import Ethereum
internal import LitProtocol
public import Primitives
internal import Synchronization

/// A time during which an app may have the network do certain things for an account, without asking the account
/// each time.
///
/// The account, a wallet or a PKP, has signed once that a key, made for this session, may do them. A session that was
/// made with something that can sign again renews itself ahead of its end. Requests are checked against it before
/// they go out. Its key never leaves it, but by ``export()`` and into a ``SessionStore``.
public final class Session: Sendable {
    /// Whose it is: the wallet's or the PKP's address.
    public let account: Address
    /// Whether the account is a PKP.
    public let isPKP: Bool
    /// What it allows.
    public let permissions: [SessionPermission]

    typealias Renewal = @Sendable () async throws(LitError) -> SessionMaterial

    private struct State {
        var material: SessionMaterial
        /// How often it was renewed.
        var generation: UInt64 = 0
        /// A renewal that failed is not tried again before this, while the session still holds.
        var notBefore = Timestamp.distantPast
    }

    private let state: Mutex<State>
    private let place: SessionPlace
    private let schedule: RenewalSchedule
    private let renewal: Renewal?
    private let flight = SharedWork<SessionMaterial>()
    private let clock: @Sendable () -> Timestamp

    /// - Parameter renewal: makes new content for the same account and permissions; nil where nobody can.
    init(
        _ material: SessionMaterial, at place: SessionPlace,
        schedule: RenewalSchedule = RenewalSchedule(margin: nil),
        clock: @escaping @Sendable () -> Timestamp,
        renewal: Renewal? = nil
    ) {
        account = material.account
        isPKP = material.isPKP
        permissions = material.permissions
        state = Mutex(State(material: material))
        self.place = place
        self.schedule = schedule
        self.clock = clock
        self.renewal = renewal
    }

    /// Since when it holds; later after a renewal.
    public var issuedAt: Timestamp { material.issuedAt }

    /// Until when it holds; later after a renewal.
    public var expiration: Timestamp { material.expiration }

    /// Whether it renews itself.
    public var canRenew: Bool { renewal != nil }

    /// Whether it is over at a moment. One that can renew itself is of use even then.
    public func isExpired(at moment: Timestamp = .now()) -> Bool { moment >= expiration }

    /// Whether it allows something, now or whenever it is renewed.
    public func allows(_ permission: SessionPermission) -> Bool {
        permissions.contains { $0.covers(permission) }
    }

    /// Has it allowed anew, under a new key, whether or not it is about to end.
    ///
    /// - Throws: ``LitError`` with `unsupported` if it was made with nothing that can sign again, or with what went
    ///   wrong; the session is then as it was.
    public func renew() async throws(LitError) {
        guard let renewal else {
            throw LitError(
                .unsupported, "The session of \(account) was made with nothing that can sign again.",
                hint: "Make a new session.")
        }
        _ = try await renewed(by: renewal, from: state.withLock(\.generation))
    }

    /// The session as versioned JSON, for ``LitClient/importSession(_:)``.
    ///
    /// It holds the session's secret key: whoever has the text can use the session until it ends.
    public func export() -> String { SessionRecord(material, place: place).text }

    var material: SessionMaterial { state.withLock(\.material) }

    /// What a request is signed with, if the session allows what it needs, and holds.
    ///
    /// Near its end the session is renewed beside the request; once over, ahead of it.
    ///
    /// - Parameter now: the time; nil to look at the clock.
    /// - Throws: ``LitError`` with `sessionLacksPermission`, `sessionExpired`, or why it could not be renewed.
    package func credential(
        for needed: [SessionPermission], now: Timestamp? = nil
    ) async throws(LitError) -> SessionCredential {
        switch try standing(for: needed, now: now ?? clock()) {
        case .ready(let credential): return credential
        case .due(let renewal, let generation):
            return try await renewed(by: renewal, from: generation).credential
        }
    }

    /// What the session can do for a request now.
    private enum Standing {
        case ready(SessionCredential)
        /// It has to be renewed first.
        case due(Renewal, from: UInt64)
    }

    private func standing(
        for needed: [SessionPermission], now: Timestamp
    ) throws(LitError) -> Standing {
        let missing = needed.filter { !allows($0) }
        guard missing.isEmpty else {
            throw .lacksPermission(missing, account: account, allowed: permissions)
        }
        let (material, generation, step) = state.withLock { state in
            let step = schedule.step(
                issuedAt: state.material.issuedAt, expiration: state.material.expiration, now: now,
                canRenew: renewal != nil && now >= state.notBefore)
            return (state.material, state.generation, step)
        }
        switch (step, renewal) {
        case (.use, _): return .ready(material.credential)
        case (.useAndRenew, let renewal?):
            flight.begin { await self.outcome(of: renewal, from: generation) }
            return .ready(material.credential)
        case (.renewFirst, let renewal?): return .due(renewal, from: generation)
        case (.useAndRenew, nil), (.renewFirst, nil):
            throw .sessionExpired(account: account, at: material.expiration)
        }
    }

    /// As ``credential(for:now:)``; a renewal that is waited for ends with the call's time.
    package func credential(
        for needed: [SessionPermission], _ context: CallContext
    ) async throws(LitError) -> SessionCredential {
        do throws(LitError) {
            switch try standing(for: needed, now: clock()) {
            case .ready(let credential): return credential
            case .due(let renewal, let generation):
                return try await RenewalWait.run(until: context.deadline) { () async throws(LitError) in
                    try await self.renewed(by: renewal, from: generation).credential
                }
            }
        } catch {
            var error = error
            if error.context.operation == nil { error.context = context.errorContext }
            throw error
        }
    }

    private func renewed(
        by renewal: @escaping Renewal, from generation: UInt64
    ) async throws(LitError) -> SessionMaterial {
        try await flight.value { await self.outcome(of: renewal, from: generation) }.get()
    }

    /// - Parameter generation: what whoever asks for the renewal has seen; if there was one since, that will do.
    private func outcome(of renewal: Renewal, from generation: UInt64) async -> Result<
        SessionMaterial, LitError
    > {
        let current = state.withLock { $0 }
        guard current.generation == generation else { return .success(current.material) }
        do {
            let fresh = try await renewal()
            state.withLock { $0 = State(material: fresh, generation: generation &+ 1) }
            return .success(fresh)
        } catch {
            let retry = clock() + RenewalSchedule.pause
            state.withLock { $0.notBefore = retry }
            return .failure(error)
        }
    }
}

extension Session: CustomStringConvertible, CustomReflectable {
    /// For people; without secrets.
    public var description: String {
        "session of \(isPKP ? "PKP " : "")\(account) until \(expiration), allowing to \(permissions.list)"
    }

    public var customMirror: Mirror {
        Mirror(
            self,
            children: ["account": account, "permissions": permissions, "expiration": expiration]
                as KeyValuePairs<String, Any>)
    }
}
