/// Why a node cannot be configured so.
public struct NodeConfigurationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The member of the configuration, such as `chain.rpcUrl`.
    public let member: String
    /// Where it was said: a file, a variable, a flag; nil if nowhere.
    public let origin: String?
    /// What is wrong with it.
    public let problem: String
    /// What to write instead.
    public let advice: String

    /// From its parts.
    public init(_ member: String, _ problem: String, _ advice: String, origin: String? = nil) {
        self.member = member
        self.origin = origin
        self.problem = problem
        self.advice = advice
    }

    public var description: String {
        let place = origin.map { "\($0): " } ?? ""
        let name = member.isEmpty ? "" : "\(member): "
        return "\(place)\(name)\(problem). \(advice)"
    }
}
