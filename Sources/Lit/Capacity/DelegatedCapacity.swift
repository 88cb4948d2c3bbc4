public import Ethereum
public import LitProtocol
public import Primitives

/// A capacity credit's owner lets others use it: a message that the owner has signed, which sessions carry.
///
/// It goes among ``SessionOptions/capacity`` of whoever may use the credit. Its text, ``json``, may be sent to them.
public struct DelegatedCapacity: Hashable, Sendable {
    /// What is delegated, and to whom.
    public struct Terms: Hashable, Sendable {
        /// Who may use the credit: sessions' accounts, so for a PKP's session the PKP. Nil for anybody.
        public var users: [Address]?
        /// How many requests may use it, as each node counts them; nil for any number.
        public var uses: UInt64?
        /// Which credit, by its token; nil for all that the owner has.
        public var credit: UInt256?
        /// How long it holds; nil for seven days.
        public var lifetime: SessionLifetime?
        /// The host that asks; nil for `localhost`.
        public var domain: String?

        /// From its parts.
        public init(
            users: [Address]? = nil, uses: UInt64? = nil, credit: UInt256? = nil,
            lifetime: SessionLifetime? = nil, domain: String? = nil
        ) {
            self.users = users
            self.uses = uses
            self.credit = credit
            self.lifetime = lifetime
            self.domain = domain
        }
    }

    /// The signed message.
    public let authSig: AuthSig
    /// Whose credits they are.
    public let owner: Address
    /// Until when it holds.
    public let expiration: Timestamp
    private let delegation: CapacityDelegation

    /// From a signed message, verified.
    ///
    /// - Throws: ``LitError`` with `invalidArgument`, saying what is wrong.
    public init(_ authSig: AuthSig, now: Timestamp = .now()) throws(LitError) {
        do {
            delegation = try CapacityDelegation(verifying: authSig, now: now)
            guard let end = try SIWEMessage(parsing: authSig.signedMessage).expirationTime?.instant else {
                throw NodeError(.siweMessageError, "It has no expiration time.")
            }
            expiration = end
        } catch {
            let reason = (error as? NodeError)?.reason ?? "\(error)"
            throw LitError(
                .invalidArgument, "This is no delegation of capacity credits that nodes accept: \(reason)",
                hint: "Have the credits' owner sign a new one.", cause: error)
        }
        self.authSig = authSig
        owner = delegation.owner
    }

    /// From ``json``, or from what the JavaScript SDK's createCapacityDelegationAuthSig returns; verified.
    public init(json text: String, now: Timestamp = .now()) throws(LitError) {
        let authSig: AuthSig
        do {
            let json = try JSON(parsing: text)
            authSig = try AuthSig(json["capacityDelegationAuthSig"] ?? json)
        } catch {
            throw LitError(
                .invalidArgument, "The text is no delegation of capacity credits: \(error)",
                hint: "Pass the whole JSON text of the auth sig.", cause: error)
        }
        try self.init(authSig, now: now)
    }

    /// The signed message as JSON, in the form that all SDKs pass around.
    public var json: String { authSig.json.text }

    /// Whether it lets an account use the credits.
    public func permits(_ user: Address) -> Bool { delegation.terms.contains { $0.permit(user) } }

    /// Throws unless a session of the account may use it at a moment.
    func check(for user: Address, at now: Timestamp) throws(LitError) {
        guard now < expiration else {
            throw LitError(
                .invalidArgument, "The delegation of \(owner)'s capacity credits ended at \(expiration).",
                hint: "Have the credits' owner sign a new one.")
        }
        guard permits(user) else {
            throw LitError(
                .invalidArgument, "\(owner)'s delegation of capacity credits does not name \(user).",
                hint: "Have the owner delegate to \(user), which is the session's account.")
        }
    }
}

extension DelegatedCapacity: CustomStringConvertible {
    /// For people.
    public var description: String { "capacity credits of \(owner), delegated until \(expiration)" }
}
