/// What a key permits, in a ``LocalActionHost``.
public struct LocalPermissions: Hashable, Sendable {
    /// CIDs of actions.
    public var actions: [String]
    /// Addresses, in any letter case.
    public var addresses: [String]
    /// Ways to authenticate, each with the numbers of its scopes.
    public var authMethods: [(method: PermittedAuthMethod, scopes: Set<Int>)] {
        get { methods.map { ($0.method, $0.scopes) } }
        set { methods = newValue.map { Entry(method: $0.method, scopes: $0.scopes) } }
    }

    private struct Entry: Hashable, Sendable {
        var method: PermittedAuthMethod
        var scopes: Set<Int>
    }

    private var methods: [Entry] = []

    /// Only what is given.
    public init(actions: [String] = [], addresses: [String] = []) {
        self.actions = actions
        self.addresses = addresses
    }
}
