public import Ethereum

/// Which of its sets of contracts a resolver is asked for.
public struct LitEnvironment: RawRepresentable, Hashable, Sendable {
    /// As on the wire.
    public let rawValue: UInt8

    /// Any number, also one that has no name here.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Dev.
    public static let dev = LitEnvironment(rawValue: 0)
    /// Staging.
    public static let staging = LitEnvironment(rawValue: 1)
    /// Prod.
    public static let prod = LitEnvironment(rawValue: 2)
}

extension LitEnvironment: ABIConvertible {
    public var abiValue: ABIValue { rawValue.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(rawValue: try UInt8(abiValue: abiValue)) }
}

extension LitEnvironment: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .dev: "dev"
        case .staging: "staging"
        case .prod: "prod"
        default: "environment \(rawValue)"
        }
    }
}
