package import Ethereum
import EthereumRPC
import Foundation
package import HTTPTransport
package import LitContracts
package import Primitives
package import Secp256k1

/// A network that `lit up` has started in a folder of its own: processes, as a user has them.
package final class RealNetwork: Sendable {
    package struct Failure: Error, CustomStringConvertible {
        package var description: String

        package init(description: String) { self.description = description }
    }

    /// A node, as `lit status --json` describes it.
    package struct Node: Sendable {
        package var url: String
        package var pid: Int32
    }

    package let folder: String
    package let status: JSON
    package let nodes: [Node]
    package let threshold: Int
    package let rpcURL: String
    package let transport: any HTTPTransport

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
    ///
    /// - Parameter options: more of them for `lit up`.
    package static func with<Result>(
        nodes count: Int = 3, options: [String] = [], _ body: (RealNetwork) async throws -> Result
    ) async throws -> Result {
        let folder = NSTemporaryDirectory() + "lit-" + UUID().uuidString.prefix(8)
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            _ = try await Program.lit(
                ["up", "--nodes", "\(count)", "--detach", "--state", folder] + options)
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
    package func reopened() async throws -> RealNetwork {
        try RealNetwork(folder: folder, status: await statusNow())
    }

    /// Where the staking contract is.
    package func stakingAddress() throws -> Address {
        guard let text = status["contracts"]?["Staking"]?.string else {
            throw Failure(description: "no staking contract in \(status.text)")
        }
        return try Address(text)
    }

    /// What `lit status --json` says now.
    package func statusNow() async throws -> JSON { try await Self.status(folder) }

    private static func status(_ folder: String) async throws -> JSON {
        // 2 says that some of it is not ready, which the JSON tells better.
        try JSON(parsing: try await Program.lit("status", "--json", "--state", folder, allowing: [0, 2]))
    }

    private static func logs(_ folder: String) async -> String {
        String((try? await Program.lit("logs", "--state", folder))?.suffix(20_000) ?? "no logs")
    }

    /// The key of a funded account.
    package func key(_ index: Int) throws -> PrivateKey {
        guard let text = status["accounts"]?[index]?["privateKey"]?.string else {
            throw Failure(description: "no account \(index)")
        }
        return try PrivateKey(try Hex.decode(text, count: 32))
    }

    /// The contracts, for one of the funded accounts.
    package func contracts(_ index: Int) async throws -> LitContracts {
        guard let resolver = status["resolver"]?.string else { throw Failure(description: "no resolver") }
        let provider = try EthereumProvider(url: rpcURL, transport: transport)
        let account = EthereumAccount(signer: EthereumWallet(privateKey: try key(index)), provider: provider)
        return try await LitContracts.resolved(by: Address(resolver), provider: provider, account: account)
    }
}
