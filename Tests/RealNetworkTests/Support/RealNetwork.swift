import Ethereum
import EthereumRPC
import Foundation
import HTTPTransport
import LitContracts
import Primitives
import Secp256k1

/// A network that `lit up` has started in a folder of its own: processes, as a user has them.
final class RealNetwork: Sendable {
    struct Failure: Error, CustomStringConvertible {
        var description: String
    }

    /// A node, as `lit status --json` describes it.
    struct Node: Sendable {
        var url: String
        var pid: Int32
    }

    let folder: String
    let status: JSON
    let nodes: [Node]
    let threshold: Int
    let rpcURL: String
    let transport: any HTTPTransport

    private init(folder: String, status: JSON) throws {
        self.folder = folder
        self.status = status
        nodes = (status["nodes"]?.array ?? []).compactMap { node in
            guard let url = node["url"]?.string, let pid = node["pid"]?.int else { return nil }
            return Node(url: url, pid: Int32(pid))
        }
        guard let threshold = status["threshold"]?.int, let rpcURL = status["rpcUrl"]?.string, !nodes.isEmpty
        else {
            throw Failure(description: "lit status says too little: \(status.text)")
        }
        self.threshold = threshold
        self.rpcURL = rpcURL
        transport = makeHTTPTransport()
    }

    /// Starts a network, hands it to `body` and ends it.
    static func with<Result>(
        nodes count: Int = 3, _ body: (RealNetwork) async throws -> Result
    ) async throws -> Result {
        let folder = NSTemporaryDirectory() + "lit-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            _ = try await Program.lit("up", "--nodes", "\(count)", "--detach", "--state", folder)
            let network = try RealNetwork(folder: folder, status: await status(folder))
            let result: Result
            do { result = try await body(network) } catch {
                await network.transport.shutdown()
                throw Failure(description: "\(error)\n\(await logs(folder))")
            }
            await network.transport.shutdown()
            _ = try await Program.lit("down", "--state", folder)
            return result
        } catch {
            _ = try? await Program.lit("down", "--state", folder)
            throw error
        }
    }

    /// The same network after it was started again.
    func reopened() async throws -> RealNetwork { try RealNetwork(folder: folder, status: await statusNow()) }

    /// Where the staking contract is.
    func stakingAddress() throws -> Address {
        guard let text = status["contracts"]?["Staking"]?.string else {
            throw Failure(description: "no staking contract in \(status.text)")
        }
        return try Address(text)
    }

    /// What `lit status --json` says now.
    func statusNow() async throws -> JSON { try await Self.status(folder) }

    private static func status(_ folder: String) async throws -> JSON {
        // 2 says that some of it is not ready, which the JSON tells better.
        try JSON(parsing: try await Program.lit("status", "--json", "--state", folder, allowing: [0, 2]))
    }

    private static func logs(_ folder: String) async -> String {
        String((try? await Program.lit("logs", "--state", folder))?.suffix(20_000) ?? "no logs")
    }

    /// The key of a funded account.
    func key(_ index: Int) throws -> PrivateKey {
        guard let text = status["accounts"]?[index]?["privateKey"]?.string else {
            throw Failure(description: "no account \(index)")
        }
        return try PrivateKey(try Hex.decode(text, count: 32))
    }

    /// The contracts, for one of the funded accounts.
    func contracts(_ index: Int) async throws -> LitContracts {
        guard let resolver = status["resolver"]?.string else { throw Failure(description: "no resolver") }
        let provider = try EthereumProvider(url: rpcURL, transport: transport)
        let account = EthereumAccount(signer: EthereumWallet(privateKey: try key(index)), provider: provider)
        return try await LitContracts.resolved(by: Address(resolver), provider: provider, account: account)
    }
}

/// The executables, beside the test bundle among the products of the build.
enum Program {
    static func lit(_ arguments: String..., allowing codes: Set<Int32> = [0]) async throws -> String {
        let process = Process()
        process.executableURL = try location("lit")
        process.arguments = arguments
        let (output, errors) = (Pipe(), Pipe())
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        async let text = read(output.fileHandleForReading)
        async let complaints = read(errors.fileHandleForReading)
        let (result, complaint) = await (text, complaints)
        process.waitUntilExit()
        guard codes.contains(process.terminationStatus) else {
            throw RealNetwork.Failure(
                description:
                    "lit \(arguments.joined(separator: " ")): \(process.terminationStatus)\n\(complaint)")
        }
        return result
    }

    /// To the end, by a thread of its own: it blocks.
    private static func read(_ handle: FileHandle) async -> String {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                continuation.resume(returning: String(decoding: handle.readDataToEndOfFile(), as: UTF8.self))
            }
        }
    }

    static func location(_ name: String) throws -> URL {
        var candidates = [Bundle.main.executableURL, Bundle.main.bundleURL].compactMap { $0 }
        candidates += CommandLine.arguments.map { URL(fileURLWithPath: $0) }
        for candidate in candidates {
            var folder = candidate
            for _ in 0..<4 {
                folder.deleteLastPathComponent()
                let program = folder.appendingPathComponent(name)
                if FileManager.default.isExecutableFile(atPath: program.path) { return program }
            }
        }
        throw RealNetwork.Failure(description: "\(name) is not built")
    }
}
