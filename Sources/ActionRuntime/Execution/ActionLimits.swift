/// What one execution may use, its children included; names and defaults are those of the Staking contract's
/// `litActionConfig`.
public struct ActionLimits: Hashable, Sendable {
    /// How many milliseconds a script may run; each child has as many, while its parent's clock goes on.
    public var timeoutMs = 30_000
    /// How many mebibytes a script may take beyond the bare engine.
    public var memoryLimitMb = 256
    /// The longest code, in bytes.
    public var maxCodeLength = 16_777_216
    /// The longest response, in bytes of UTF-8.
    public var maxResponseLength = 102_400
    /// How many bytes of log are kept; what is beyond is cut off, and a line says so.
    public var maxLogLength = 102_400
    /// How many HTTP requests may be sent; a redirect is part of its request.
    public var maxFetchCount = 50
    /// How many signatures may be made.
    public var maxSignCount = 10
    /// How many contract calls may be made.
    public var maxContractCallCount = 30
    /// How many exchanges with the other nodes there may be: broadcasts, collections, decryptions, combined signatures.
    public var maxBroadcastAndCollectCount = 30
    /// How deep actions may call actions.
    public var maxCallDepth = 5
    /// How often a run is tried again for which no worker could be had.
    public var maxRetries = 3

    /// The defaults, which also hold for actions that run inside authentication and access conditions.
    public init() {}

    var timeout: Duration { .milliseconds(max(1, timeoutMs)) }

    /// Bounded, so that what an operator or a contract says cannot overflow.
    var memoryLimitBytes: Int { min(max(1, memoryLimitMb), 1 << 20) << 20 }
}
