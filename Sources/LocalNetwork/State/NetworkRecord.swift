import Ethereum
import Primitives
import Secp256k1

/// What a network keeps from one start to the next.
struct NetworkRecord: Sendable {
    /// A node's own.
    struct Node: Sendable {
        /// Its wallet, which stakes for itself.
        var wallet: EthereumWallet
        /// Where clients call it.
        var port: Int
    }

    var nodes: [Node]
    /// Where the chain was served last.
    var rpcPort: Int
    /// Where the supervisor was asked last.
    var controlPort: Int
    /// Pays what the faucet gives, so that no account of a user has its nonces disturbed.
    var faucet: EthereumWallet

    /// The number of the form that is written here.
    static let format = 1

    /// A new network's.
    static func new(nodes count: Int) -> NetworkRecord {
        NetworkRecord(
            nodes: (0..<count).map { _ in Node(wallet: .random(), port: 0) }, rpcPort: 0, controlPort: 0,
            faucet: .random())
    }

    /// What the folder has; nil if nothing was ever there.
    static func read(_ directory: StateDirectory) throws(LocalNetworkError) -> NetworkRecord? {
        guard let text = try PrivateFile.read(directory.record) else { return nil }
        guard let json = try? JSON(parsing: text), let format = json["format"]?.int else {
            throw LocalNetworkError(
                .unsupportedState,
                "\(directory.record) is damaged. Begin anew: remove \(directory.path), or choose another folder "
                    + "with --state.")
        }
        guard format == Self.format else {
            throw LocalNetworkError(
                .unsupportedState,
                "\(directory.path) was written by a newer version: its format is \(format), this version knows "
                    + "\(Self.format). Use that version, or choose another folder with --state.")
        }
        let nodes = (json["nodes"]?.array ?? []).compactMap { node -> Node? in
            guard let wallet = Self.wallet(node["key"]), let port = node["port"]?.int else { return nil }
            return Node(wallet: wallet, port: port)
        }
        guard !nodes.isEmpty, nodes.count == json["nodes"]?.array?.count,
            let faucet = Self.wallet(json["faucet"])
        else {
            throw LocalNetworkError(
                .unsupportedState,
                "\(directory.record) lacks keys. Begin anew: remove \(directory.path), or choose another folder "
                    + "with --state.")
        }
        return NetworkRecord(
            nodes: nodes, rpcPort: json["rpcPort"]?.int ?? 0, controlPort: json["controlPort"]?.int ?? 0,
            faucet: faucet)
    }

    func write(_ directory: StateDirectory) throws(LocalNetworkError) {
        let json: JSON = [
            "format": .number(JSON.Number(Self.format)), "rpcPort": .number(JSON.Number(rpcPort)),
            "controlPort": .number(JSON.Number(controlPort)), "faucet": .string(faucet.hexKey),
            "nodes": .array(
                nodes.map { ["key": .string($0.wallet.hexKey), "port": .number(JSON.Number($0.port))] }),
        ]
        try PrivateFile.write(json.text + "\n", to: directory.record)
    }

    private static func wallet(_ json: JSON?) -> EthereumWallet? {
        json?.string.flatMap { try? EthereumWallet(privateKey: $0) }
    }
}

extension EthereumWallet {
    /// The private key, for a file that only its owner reads.
    var hexKey: String { privateKey.secret.withUnsafeBytes { Array($0).prefixedHex } }
}
