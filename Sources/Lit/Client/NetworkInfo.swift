public import Secp256k1

/// A network as a client knows it at one moment.
public struct NetworkInfo: Hashable, Sendable {
    /// Its name, such as `local` or `datil-dev`.
    public let name: String
    /// The chain that its contracts are on (EIP-155).
    public let chainID: UInt64
    /// The URLs of its nodes, in the order of the chain.
    public let nodes: [String]
    /// How many of them have to take part in a signature.
    public let threshold: Int
    /// Grows each time the set of nodes may change.
    public let epoch: UInt64
    /// The network's BLS key, by which it allows sessions and decryption: 48 bytes, compressed.
    public let networkKey: [UInt8]
    /// The keys that the keys of PKPs derive from, in the order of the chain.
    public let rootKeys: [PublicKey]
    /// Nodes that did not answer when hands were shaken, or said something else than the others.
    public let dissenters: [LitError.NodeReport]

    init(_ site: NetworkSite, _ snapshot: NetworkSnapshot) {
        name = site.name
        chainID = site.chainID
        nodes = snapshot.nodes
        threshold = snapshot.threshold
        epoch = snapshot.epoch
        networkKey = snapshot.networkKey
        rootKeys = snapshot.rootKeys
        dissenters = snapshot.dissenters
    }
}

extension NetworkInfo: CustomStringConvertible {
    /// In a line, such as `local: 3 nodes, threshold 2, epoch 1, chain 31337`.
    public var description: String {
        "\(name): \(nodes.count) nodes, threshold \(threshold), epoch \(epoch), chain \(chainID)"
    }
}
