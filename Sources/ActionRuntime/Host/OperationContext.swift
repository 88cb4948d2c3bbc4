/// Within which execution an operation is asked for.
public struct OperationContext: Sendable {
    /// The id of the request.
    public let requestID: String
    /// The CIDs from the root action to the one that asks, preceded by that of the action that authorised the session.
    public let actionStack: [String]
    /// On whose behalf it runs.
    public let owner: ActionOwner
    /// Who stands behind it.
    public let authentication: ActionAuthentication
    /// How many operations this execution asked for before, its children's included: the same at every node that runs
    /// the same code, and never twice in an execution.
    public let ordinal: Int

    /// From its parts.
    public init(
        requestID: String, actionStack: [String], owner: ActionOwner, authentication: ActionAuthentication,
        ordinal: Int
    ) {
        self.requestID = requestID
        self.actionStack = actionStack
        self.owner = owner
        self.authentication = authentication
        self.ordinal = ordinal
    }

    /// The CID of the action that asks, by which a key's permissions judge it.
    public var actionID: String { actionStack.last ?? "" }
}
