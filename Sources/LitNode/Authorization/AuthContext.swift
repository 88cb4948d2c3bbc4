package import Ethereum
package import LitContracts
package import LitProtocol
package import Primitives

/// A way in which somebody has proved to this node, or to the network before, who they are.
package struct AuthMethodContext: Hashable, Sendable {
    package var type: UInt32
    package var userID: String
    package var appID: String
    package var usedForSignSessionKeyRequest: Bool

    package init(type: UInt32, userID: String, appID: String, usedForSignSessionKeyRequest: Bool) {
        self.type = type
        self.userID = userID
        self.appID = appID
        self.usedForSignSessionKeyRequest = usedForSignSessionKeyRequest
    }
}

/// On whose behalf something is done: what PKP permissions are judged by.
package struct AuthContext: Hashable, Sendable {
    /// The wallet that allowed the session; nil for sessions of a PKP.
    package var address: Address?
    package var methods: [AuthMethodContext]
    /// CIDs from the action that authorised the session to the one that runs.
    package var actionStack: [String]
    package var resources: [String]
    package var customAuthResource: String

    package init(
        address: Address? = nil, methods: [AuthMethodContext] = [], actionStack: [String] = [],
        resources: [String] = [], customAuthResource: String = ""
    ) {
        self.address = address
        self.methods = methods
        self.actionStack = actionStack
        self.resources = resources
        self.customAuthResource = customAuthResource
    }
}

/// What is on chain about PKPs. ``ContractRegistry`` is the one; tests have others.
package protocol PKPRegistry: Sendable {
    /// Nil if there is no such token, or it was burnt.
    func owner(of tokenID: UInt256) async throws(NodeError) -> Address?
    /// What the key derives from, and the key: 65 bytes. Nil if there is no such token.
    func routing(of tokenID: UInt256) async throws(NodeError) -> (derivedKeyID: [UInt8], publicKey: [UInt8])?
    func permittedAuthMethods(of tokenID: UInt256) async throws(NodeError) -> [AuthMethod]
    /// By number, from 0 below `limit`.
    func scopes(type: UInt256, id: [UInt8], of tokenID: UInt256, limit: UInt256) async throws(NodeError)
        -> [Bool]
    func tokens(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt256]
    func permittedActions(of tokenID: UInt256) async throws(NodeError) -> [[UInt8]]
    func permittedAddresses(of tokenID: UInt256) async throws(NodeError) -> [Address]
    func isPermittedAction(_ cid: [UInt8], of tokenID: UInt256) async throws(NodeError) -> Bool
    func isPermittedAddress(_ address: Address, of tokenID: UInt256) async throws(NodeError) -> Bool
    func isPermittedAuthMethod(type: UInt256, id: [UInt8], of tokenID: UInt256) async throws(NodeError)
        -> Bool
    func userPublicKey(type: UInt256, id: [UInt8]) async throws(NodeError) -> [UInt8]

    /// The same, which asks the chain each time; itself if it always does.
    var unremembered: any PKPRegistry { get }
}

extension PKPRegistry {
    package var unremembered: any PKPRegistry { self }
}

/// Who may use a PKP. ``PKPAuthorizer`` is the one.
package protocol PKPAuthorization: Sendable {
    /// Throws `NodeAuthSigScopeTooLimited` unless the context has the scope for the token.
    func require(_ scope: Scope, of tokenID: UInt256, for context: AuthContext) async throws(NodeError)
}

/// Who has paid. ``CapacityMeter`` is the one.
package protocol CapacityChecking: Sendable {
    /// Throws `rateLimit` unless somebody pays for the user's request.
    func require(for user: Address, capabilities: [AuthSig]) async throws(NodeError)
}

/// Resolves what a user shows into who they are. ``AuthMethodResolver`` is the one.
package protocol AuthMethodResolving: Sendable {
    /// - Parameter origin: the request's `Origin` header.
    func resolve(
        type: UInt32, accessToken: String, origin: String?, forSessionKey: Bool
    ) async throws(NodeError) -> AuthMethodContext
}
