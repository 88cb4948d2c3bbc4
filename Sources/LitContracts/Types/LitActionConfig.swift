public import Ethereum
public import Primitives

/// What a Lit Action may use.
public struct LitActionConfig: Hashable, Sendable {
    /// In milliseconds.
    public var timeout: UInt256
    /// In mebibytes.
    public var memoryLimit: UInt256
    /// In bytes.
    public var maxCodeLength: UInt256
    /// In bytes.
    public var maxResponseLength: UInt256
    /// HTTP requests.
    public var maxFetchCount: UInt256
    /// Signatures.
    public var maxSignCount: UInt256
    /// Contract calls.
    public var maxContractCallCount: UInt256
    /// Exchanges with the other nodes.
    public var maxBroadcastAndCollectCount: UInt256
    /// Actions calling actions.
    public var maxCallDepth: UInt256
    /// Attempts.
    public var maxRetries: UInt256

    /// From its parts.
    public init(
        timeout: UInt256, memoryLimit: UInt256, maxCodeLength: UInt256, maxResponseLength: UInt256,
        maxFetchCount: UInt256, maxSignCount: UInt256, maxContractCallCount: UInt256,
        maxBroadcastAndCollectCount: UInt256, maxCallDepth: UInt256, maxRetries: UInt256
    ) {
        self.timeout = timeout
        self.memoryLimit = memoryLimit
        self.maxCodeLength = maxCodeLength
        self.maxResponseLength = maxResponseLength
        self.maxFetchCount = maxFetchCount
        self.maxSignCount = maxSignCount
        self.maxContractCallCount = maxContractCallCount
        self.maxBroadcastAndCollectCount = maxBroadcastAndCollectCount
        self.maxCallDepth = maxCallDepth
        self.maxRetries = maxRetries
    }
}

extension LitActionConfig: ABIConvertible {
    public var abiValue: ABIValue {
        .tuple([
            timeout.abiValue, memoryLimit.abiValue, maxCodeLength.abiValue, maxResponseLength.abiValue,
            maxFetchCount.abiValue, maxSignCount.abiValue, maxContractCallCount.abiValue,
            maxBroadcastAndCollectCount.abiValue, maxCallDepth.abiValue, maxRetries.abiValue,
        ])
    }

    public init(abiValue: ABIValue) throws(ABIError) {
        var fields = ABIFields(try abiValue.components(10))
        self.init(
            timeout: try fields.next(), memoryLimit: try fields.next(), maxCodeLength: try fields.next(),
            maxResponseLength: try fields.next(), maxFetchCount: try fields.next(),
            maxSignCount: try fields.next(), maxContractCallCount: try fields.next(),
            maxBroadcastAndCollectCount: try fields.next(), maxCallDepth: try fields.next(),
            maxRetries: try fields.next())
    }
}
