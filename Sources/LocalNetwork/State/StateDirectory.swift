import Foundation

/// Where a local network keeps what it needs to come back, and the names of the files.
public struct StateDirectory: Hashable, Sendable {
    /// Absolute, without a slash at the end.
    public let path: String

    /// By a path that may be relative; nothing is looked at yet.
    public init(_ path: String) {
        let full = path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        self.path = URL(fileURLWithPath: full).standardizedFileURL.path
    }

    /// What does not change: keys, ports, the number of nodes.
    var record: String { path + "/network.json" }
    /// Which process supervises the network at the moment, and where it is asked.
    var run: String { path + "/supervisor.json" }
    /// What the supervisor tells while nobody watches it.
    public var supervisorLog: String { path + "/supervisor.log" }
    var lock: String { path + "/lock" }
    var chain: String { path + "/chain" }
    /// Code of actions, by CID; all nodes read it.
    public var actions: String { path + "/actions" }
    /// Where the contracts are: a `DeploymentRecord`.
    public var contracts: String { path + "/contracts.json" }

    /// What one node keeps; nodes are counted from 1.
    public func node(_ number: Int) -> NodeDirectory { NodeDirectory(path: "\(path)/nodes/\(number)") }

    /// Makes the folder for its owner only.
    ///
    /// - Throws: ``LocalNetworkError`` with `system` if it cannot be made or is open to others.
    func create() throws(LocalNetworkError) {
        let isNew = !FileManager.default.fileExists(atPath: path)
        try PrivateFile.makeFolder(path)
        // Keys lie in it, which must not get into a repository by accident.
        if isNew { try PrivateFile.write("*\n", to: path + "/.gitignore") }
    }

    /// The numbers of all nodes that have a folder, whether they still belong to the network or not.
    var nodeNumbers: [Int] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path + "/nodes")) ?? []
        return names.compactMap { Int($0) }.sorted()
    }
}

/// Where one node of a local network keeps what is its own.
public struct NodeDirectory: Hashable, Sendable {
    /// Absolute.
    public let path: String

    /// What `lit node run` is given.
    var configuration: String { path + "/node.json" }
    /// The wallet's key in hexadecimal digits.
    var walletKey: String { path + "/wallet.key" }
    /// The key under which shares are sealed, in hexadecimal digits.
    var sealingKey: String { path + "/sealing.key" }
    /// What the node keeps itself.
    var data: String { path + "/data" }
    /// What the node says.
    public var log: String { path + "/node.log" }
    /// Which process it is.
    var process: String { path + "/process.json" }
}
