public import PeerTransport

/// What a key service can be asked at any time: for health checks and metrics.
public struct KeyServiceStatus: Sendable {
    /// One signer set that this node belongs to.
    public struct Pool: Hashable, Sendable {
        /// The places of the members that sign together.
        public var signers: [Int]
        /// Whether the set can be used: all signers are connected and have told what they know of this store.
        public var isUsable: Bool
        /// How many pairs are left.
        public var pairs: Int
        /// How many there should be now.
        public var target: Int
    }

    /// What happened since the start.
    public struct Counts: Hashable, Sendable {
        /// Orders that this node was given.
        public var orders: UInt64 = 0
        /// Orders that were answered from an earlier signature.
        public var repeated: UInt64 = 0
        /// Orders that ended with a signature.
        public var signatures: UInt64 = 0
        /// Orders that ended without one.
        public var failures: UInt64 = 0
        /// Attempts that this node took part in.
        public var attempts: UInt64 = 0
        /// Attempts that failed here.
        public var failedAttempts: UInt64 = 0
        /// Pairs of triples made.
        public var pairsMade: UInt64 = 0
        /// Runs for triples that failed.
        public var failedTripleRuns: UInt64 = 0
        /// Pairs destroyed because not all signers had them.
        public var discardedPairs: UInt64 = 0
        /// Messages dropped: of strangers, malformed, late, or beyond the bounds.
        public var droppedMessages: UInt64 = 0

        /// All zero.
        public init() {}
    }

    /// The epoch in use.
    public var epoch: UInt64?
    /// Whether this node has shares of the keys in use.
    public var hasShares: Bool
    /// The members that there is a connection to.
    public var reachable: Set<PeerID>
    /// The sets that this node belongs to.
    public var pools: [Pool]
    /// Since the start.
    public var counts: Counts
    /// From the order to the verified signature: the moving average.
    public var signingTime: Duration?

    /// Whether a signature is possible now: some usable set has a pair.
    public var canSign: Bool { hasShares && pools.contains { $0.isUsable && $0.pairs > 0 } }
}
