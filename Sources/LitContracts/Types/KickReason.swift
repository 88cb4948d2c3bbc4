public import Ethereum
public import Primitives

/// Why a validator votes to kick another.
public struct KickReason: RawRepresentable, Hashable, Sendable {
    /// As on the wire.
    public let rawValue: UInt256

    /// Any number, also one that has no name here.
    public init(rawValue: UInt256) { self.rawValue = rawValue }

    /// Unresponsive.
    public static let unresponsive = KickReason(rawValue: 1)
    /// Not participating.
    public static let notParticipating = KickReason(rawValue: 2)
    /// Incorrect information about a peer.
    public static let incorrectInfo = KickReason(rawValue: 3)
    /// Another reason.
    public static let other = KickReason(rawValue: 4)
}

extension KickReason: ABIConvertible {
    public var abiValue: ABIValue { rawValue.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(rawValue: try UInt256(abiValue: abiValue)) }
}

extension KickReason: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .unresponsive: "unresponsive"
        case .notParticipating: "not participating"
        case .incorrectInfo: "incorrect information about a peer"
        case .other: "another reason"
        default: "reason \(rawValue)"
        }
    }
}
