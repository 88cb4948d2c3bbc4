package import Secp256k1

/// What the nodes of a network agree on.
package struct NetworkSnapshot: Hashable, Sendable {
    /// URLs of the nodes, in the order of the chain; sessions are signed for these.
    package var nodes: [String]
    /// How many have to take part in a signature.
    package var threshold: Int
    package var epoch: UInt64
    /// The network's BLS key: 48 bytes, compressed.
    package var networkKey: [UInt8]
    /// The keys that PKPs derive from, in the order of the chain.
    package var rootKeys: [PublicKey]
    /// As nodes say it: `0x` and 64 digits.
    package var latestBlockhash: String
    /// Nodes that did not answer when hands were shaken, or said something else than the others.
    package var dissenters: [LitError.NodeReport] = []

    /// From its parts.
    package init(
        nodes: [String], threshold: Int, epoch: UInt64, networkKey: [UInt8], rootKeys: [PublicKey],
        latestBlockhash: String, dissenters: [LitError.NodeReport] = []
    ) {
        self.nodes = nodes
        self.threshold = threshold
        self.epoch = epoch
        self.networkKey = networkKey
        self.rootKeys = rootKeys
        self.latestBlockhash = latestBlockhash
        self.dissenters = dissenters
    }
}
