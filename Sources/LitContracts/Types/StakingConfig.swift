public import Ethereum
public import Primitives

/// How a network is run.
public struct StakingConfig: Hashable, Sendable {
    /// What a whole staked token earns in an epoch, in the smallest unit.
    public var rewardPerTokenPerEpoch: UInt256
    /// Ignored; see ``ComplaintConfig``.
    public var deprecatedComplaintTolerance: UInt256
    /// Ignored; see ``ComplaintConfig``.
    public var deprecatedComplaintInterval: UInt256
    /// The kinds of root keys.
    public var keyTypes: [KeyType]
    /// Fewer cannot begin an epoch.
    public var minimumValidatorCount: UInt256
    /// For each node.
    public var maxConcurrentRequests: UInt256
    /// Prepared for signing.
    public var maxTripleCount: UInt256
    /// Prepared for signing.
    public var minTripleCount: UInt256
    /// In seconds.
    public var peerCheckingInterval: UInt256
    /// Preparations at once.
    public var maxTripleConcurrency: UInt256
    /// Whether nodes check the chains they serve.
    public var checksRPCHealth: Bool
    /// Limits of Lit Actions.
    public var actions: LitActionConfig
    /// Whether nodes check the chain by a light client.
    public var usesHelios: Bool

    /// From its parts.
    public init(
        rewardPerTokenPerEpoch: UInt256, deprecatedComplaintTolerance: UInt256 = .zero,
        deprecatedComplaintInterval: UInt256 = .zero, keyTypes: [KeyType], minimumValidatorCount: UInt256,
        maxConcurrentRequests: UInt256, maxTripleCount: UInt256, minTripleCount: UInt256,
        peerCheckingInterval: UInt256, maxTripleConcurrency: UInt256, checksRPCHealth: Bool,
        actions: LitActionConfig, usesHelios: Bool
    ) {
        self.rewardPerTokenPerEpoch = rewardPerTokenPerEpoch
        self.deprecatedComplaintTolerance = deprecatedComplaintTolerance
        self.deprecatedComplaintInterval = deprecatedComplaintInterval
        self.keyTypes = keyTypes
        self.minimumValidatorCount = minimumValidatorCount
        self.maxConcurrentRequests = maxConcurrentRequests
        self.maxTripleCount = maxTripleCount
        self.minTripleCount = minTripleCount
        self.peerCheckingInterval = peerCheckingInterval
        self.maxTripleConcurrency = maxTripleConcurrency
        self.checksRPCHealth = checksRPCHealth
        self.actions = actions
        self.usesHelios = usesHelios
    }
}

extension StakingConfig: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            rewardPerTokenPerEpoch.abiValue, deprecatedComplaintTolerance.abiValue,
            deprecatedComplaintInterval.abiValue, keyTypes.abiValue, minimumValidatorCount.abiValue,
            maxConcurrentRequests.abiValue, maxTripleCount.abiValue, minTripleCount.abiValue,
            peerCheckingInterval.abiValue, maxTripleConcurrency.abiValue, checksRPCHealth.abiValue,
            actions.abiValue, usesHelios.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(13))
        self.init(
            rewardPerTokenPerEpoch: try fields.next(), deprecatedComplaintTolerance: try fields.next(),
            deprecatedComplaintInterval: try fields.next(), keyTypes: try fields.next(),
            minimumValidatorCount: try fields.next(), maxConcurrentRequests: try fields.next(),
            maxTripleCount: try fields.next(), minTripleCount: try fields.next(),
            peerCheckingInterval: try fields.next(), maxTripleConcurrency: try fields.next(),
            checksRPCHealth: try fields.next(), actions: try fields.next(), usesHelios: try fields.next())
    }
}
