public import Ethereum

/// Where a network is between two epochs.
public struct StakingState: RawRepresentable, Hashable, Sendable {
    /// As on the wire.
    public let rawValue: UInt8

    /// Any number, also one that has no name here.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Active.
    public static let active = StakingState(rawValue: 0)
    /// The next set of validators is locked.
    public static let nextValidatorSetLocked = StakingState(rawValue: 1)
    /// Ready for the next epoch.
    public static let readyForNextEpoch = StakingState(rawValue: 2)
    /// Unlocked.
    public static let unlocked = StakingState(rawValue: 3)
    /// Paused.
    public static let paused = StakingState(rawValue: 4)
    /// Being restored.
    public static let restore = StakingState(rawValue: 5)
}

extension StakingState: ABIConvertible {
    public var abiValue: ABIValue { rawValue.abiValue }
    public init(abiValue: ABIValue) throws(ABIError) { self.init(rawValue: try UInt8(abiValue: abiValue)) }
}

extension StakingState: CustomStringConvertible {
    /// For people.
    public var description: String {
        switch self {
        case .active: "active"
        case .nextValidatorSetLocked: "the next set of validators is locked"
        case .readyForNextEpoch: "ready for the next epoch"
        case .unlocked: "unlocked"
        case .paused: "paused"
        case .restore: "being restored"
        default: "state \(rawValue)"
        }
    }
}
