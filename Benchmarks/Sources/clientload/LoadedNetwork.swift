import Foundation
import HTTPTransport
import Primitives

/// A network of processes on this machine, as `lit status --json` describes it.
struct LoadedNetwork: Sendable {
    struct Node: Sendable {
        let url: String
        let pid: Int32
    }

    let lit: String
    let folder: String
    let status: JSON
    let nodes: [Node]
    let transport: any HTTPTransport
    /// Whether it was started here, and ends with this program.
    private let isOwn: Bool

    /// The network in a folder; without one, a new one in a temporary folder.
    static func open(lit: String, state: String?, nodes count: Int) async throws -> LoadedNetwork {
        if let state { return try LoadedNetwork(lit: lit, folder: state, isOwn: false) }
        let folder = NSTemporaryDirectory() + "clientload-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        do {
            _ = try run(lit, ["up", "--nodes", "\(count)", "--detach", "--state", folder])
            return try LoadedNetwork(lit: lit, folder: folder, isOwn: true)
        } catch {
            _ = try? run(lit, ["down", "--state", folder])
            try? FileManager.default.removeItem(atPath: folder)
            throw error
        }
    }

    private init(lit: String, folder: String, isOwn: Bool) throws {
        (self.lit, self.folder, self.isOwn) = (lit, folder, isOwn)
        status = try JSON(parsing: try Self.run(lit, ["status", "--json", "--state", folder]))
        nodes = (status["nodes"]?.array ?? []).compactMap { node in
            guard let url = node["url"]?.string, let pid = node["pid"]?.int else { return nil }
            return Node(url: url, pid: Int32(pid))
        }
        guard !nodes.isEmpty else { throw LoadError("No network runs in \(folder): start it with lit up.") }
        transport = makeHTTPTransport()
    }

    func close() async {
        await transport.shutdown()
        guard isOwn else { return }
        _ = try? Self.run(lit, ["down", "--state", folder])
        try? FileManager.default.removeItem(atPath: folder)
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        let (output, narration) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = narration
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        let story = narration.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw LoadError(
                "lit \(arguments.joined(separator: " ")) has failed:\n\(String(decoding: story, as: UTF8.self))"
            )
        }
        return Array(text)
    }

    /// The private key of a funded account, in hexadecimal.
    func key(_ index: Int) throws -> String {
        guard let text = status["accounts"]?[index]?["privateKey"]?.string else {
            throw LoadError("The network has no account \(index).")
        }
        return text
    }

    /// Seconds of processor time of all nodes so far.
    var processor: Double { nodes.map { ProcessFigures($0.pid).processor }.reduce(0, +) }

    /// Of that, what triples took.
    var background: Double { nodes.map { ProcessFigures($0.pid).background }.reduce(0, +) }

    /// Megabytes that the largest node holds.
    var memory: Double { nodes.map { ProcessFigures($0.pid).memory }.max() ?? .nan }

    // MARK: Pools

    /// How many pairs of triples there are in all signer sets; of each as many as all its members have.
    func pairs() async throws -> Int {
        var levels: [String: Int] = [:]
        for (set, pairs) in try await metric("lit_node_pool_pairs") {
            levels[set] = min(levels[set] ?? .max, Int(pairs))
        }
        return levels.values.reduce(0, +)
    }

    /// How many pairs were made since the nodes began.
    func pairsMade() async throws -> Int {
        guard let threshold = status["threshold"]?.int else { return 0 }
        // Each member of a set counts its own share of a pair.
        return Int(try await metric("lit_node_pairs_made").map(\.value).reduce(0, +)) / threshold
    }

    /// What all nodes say of a metric, with its labels.
    private func metric(_ name: String) async throws -> [(labels: String, value: Double)] {
        var values: [(labels: String, value: Double)] = []
        for node in nodes {
            let request = try HTTPRequest(.get, url: node.url + "/metrics", deadline: .timeout(.seconds(30)))
            let text = String(decoding: try await transport.send(request).body, as: UTF8.self)
            for line in text.split(separator: "\n") where line.hasPrefix(name) {
                guard let space = line.lastIndex(of: " "),
                    let value = Double(line[line.index(after: space)...])
                else { continue }
                let labels = line[..<space].dropFirst(name.count)
                if labels.isEmpty || labels.first == "{" { values.append((String(labels), value)) }
            }
        }
        return values
    }
}
