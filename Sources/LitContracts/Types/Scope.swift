public import Ethereum
public import Primitives

/// What a permitted auth method may do with a PKP.
///
/// ``signAnything`` includes ``personalSign``; the owner of a PKP needs no scope.
public struct Scope: RawRepresentable, Hashable, Sendable {
    /// As on the wire.
    public let rawValue: UInt256

    /// Any number, also one that has no name here.
    public init(rawValue: UInt256) { self.rawValue = rawValue }

    /// Nothing: only to get to know the PKP.
    public static let none = Scope(rawValue: 0)
    /// Sign anything.
    public static let signAnything = Scope(rawValue: 1)
    /// Sign personal messages (EIP-191).
    public static let personalSign = Scope(rawValue: 2)
}

extension Scope: ABIConvertible {
    public var abiValue: ABIValue { rawValue.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(rawValue: try UInt256(abiValue: abiValue)) }
}

extension Scope: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .none: "nothing: only to get to know the PKP"
        case .signAnything: "sign anything"
        case .personalSign: "sign personal messages (EIP-191)"
        default: "scope \(rawValue)"
        }
    }
}
