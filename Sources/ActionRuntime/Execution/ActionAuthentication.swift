internal import Primitives

/// Who stands behind an execution, as the script sees it in `Lit.Auth` and a host judges it.
public struct ActionAuthentication: Hashable, Sendable {
    /// One way in which the user proved who they are.
    public struct Method: Hashable, Sendable {
        /// The user's id at the provider.
        public var userID: String
        /// The application's id at the provider.
        public var appID: String
        /// The kind: 1 for a wallet, 2 for an action, ….
        public var authMethodType: UInt32
        /// Whether it was shown to have a session key signed.
        public var usedForSignSessionKeyRequest: Bool

        /// From its parts.
        public init(userID: String, appID: String, authMethodType: UInt32, usedForSignSessionKeyRequest: Bool)
        {
            self.userID = userID
            self.appID = appID
            self.authMethodType = authMethodType
            self.usedForSignSessionKeyRequest = usedForSignSessionKeyRequest
        }

        var json: JSON {
            [
                "userId": .string(userID), "appId": .string(appID),
                "authMethodType": .number(.init(authMethodType)),
                "usedForSignSessionKeyRequest": .bool(usedForSignSessionKeyRequest),
            ]
        }
    }

    /// Whether an auth sig came with the request; without one nothing is signed.
    public var hasAuthSig: Bool
    /// The wallet of the auth sig; nil without one, and for sessions of a PKP.
    public var address: String?
    /// The methods behind a session of a PKP.
    public var methods: [Method]
    /// The resources of the session's SIWE message.
    public var resources: [String]
    /// What the action that authorised the session responded; empty without one.
    public var customAuthResource: String
    /// CIDs that stand before the running action's: of the action that authorised the session.
    public var precedingActions: [String]

    /// From its parts.
    public init(
        hasAuthSig: Bool = true, address: String? = nil, methods: [Method] = [], resources: [String] = [],
        customAuthResource: String = "", precedingActions: [String] = []
    ) {
        self.hasAuthSig = hasAuthSig
        self.address = address
        self.methods = methods
        self.resources = resources
        self.customAuthResource = customAuthResource
        self.precedingActions = precedingActions
    }

    /// What the script sees as `Lit.Auth`.
    ///
    /// - Parameter stack: the CIDs from the root action to the running one.
    func json(stack: [String]) -> JSON {
        [
            "actionIpfsIds": .array(stack.suffix(1).map { .string($0) }),
            "actionIpfsIdStack": .array((precedingActions + stack).map { .string($0) }),
            "authSigAddress": address.map { .string($0) } ?? .null,
            "authMethodContexts": .array(methods.map(\.json)),
            "resources": .array(resources.map { .string($0) }),
            "customAuthResource": .string(customAuthResource),
        ]
    }
}
