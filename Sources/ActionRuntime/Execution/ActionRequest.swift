public import Primitives

/// An execution that somebody asks for.
public struct ActionRequest: Sendable {
    /// Where the code is.
    public enum Source: Hashable, Sendable {
        /// The code itself.
        case code(String)
        /// The CID of the code, version 0 or 1, which the runtime's store has or fetches.
        case cid(String)
    }

    /// Where the code is.
    public var source: Source
    /// Each member becomes a global of the script; anything but an object is refused by the script's engine.
    public var parameters: JSON
    /// Whether a parameter may take the name of a built-in global.
    public var parametersMayShadow: Bool
    /// Who stands behind it.
    public var authentication: ActionAuthentication
    /// What the script sees as `Lit.Headers`.
    public var headers: [String: String]
    /// Whose workers serve it.
    public var owner: ActionOwner
    /// The id of the request, the same at every node that takes part.
    public var id: String
    /// What it may use.
    public var limits: ActionLimits
    /// Embedded modules of the worker that are loaded before the script; for tests of actions.
    public var modules: [String]
    /// Looks on, where somebody wants to.
    public var observer: (any ActionObserver)?

    /// A request with the default limits and nothing but its code, unless given more.
    public init(
        _ source: Source, parameters: JSON = [:], parametersMayShadow: Bool = false,
        authentication: ActionAuthentication = ActionAuthentication(), headers: [String: String] = [:],
        owner: ActionOwner, id: String, limits: ActionLimits = ActionLimits(), modules: [String] = [],
        observer: (any ActionObserver)? = nil
    ) {
        self.source = source
        self.parameters = parameters
        self.parametersMayShadow = parametersMayShadow
        self.authentication = authentication
        self.headers = headers
        self.owner = owner
        self.id = id
        self.limits = limits
        self.modules = modules
        self.observer = observer
    }
}
