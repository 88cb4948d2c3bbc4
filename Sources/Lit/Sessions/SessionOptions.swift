public import Primitives

/// How a session is made, where the defaults do not fit.
public struct SessionOptions: Sendable {
    /// When a session that can sign again does so.
    public struct Renewal: Hashable, Sendable {
        let margin: Duration?
        let isOn: Bool

        /// Ahead of its end by five minutes, or by a tenth of its lifetime if that is less.
        public static let automatic = Self(margin: nil, isOn: true)
        /// Never: it ends when it ends.
        public static let never = Self(margin: nil, isOn: false)
        /// Ahead of its end by so much, but not in the first half of its lifetime.
        public static func ahead(by margin: Duration) -> Self { Self(margin: margin, isOn: true) }
    }

    /// The host that asks, as the sign-in message names it; nil for `localhost`, and for a PKP
    /// `litprotocol.com`.
    public var domain: String?
    /// What the sign-in message says before it lists what it grants, on one line; nil for a sentence of ours.
    public var statement: String?
    /// The chain that the sign-in message names (EIP-155).
    public var chainID: UInt256 = 1
    /// The sign-in message, where its parts do not suffice.
    public var message: SignInText = .standard
    /// Delegations of capacity credits to the session's account.
    public var capacity: [DelegatedCapacity] = []
    /// When it renews itself, if it can.
    public var renewal: Renewal = .automatic
    /// Where it is looked for first, and kept.
    public var store: (any SessionStore)?

    /// The defaults.
    public init() {}

    /// From the parts that are most often needed.
    public init(
        domain: String? = nil, statement: String? = nil, capacity: [DelegatedCapacity] = [],
        renewal: Renewal = .automatic, store: (any SessionStore)? = nil
    ) {
        self.domain = domain
        self.statement = statement
        self.capacity = capacity
        self.renewal = renewal
        self.store = store
    }
}
