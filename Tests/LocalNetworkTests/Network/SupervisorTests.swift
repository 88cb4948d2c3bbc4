import Ethereum
import Foundation
import HTTPTransport
import LitContracts
import LocalNetwork
import Primitives
import Testing

@Suite(.serialized) struct SupervisorTests {
    @Test func `A network says all that a program needs to use it`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, status in
            let json = status.json
            for name in [
                "rpcUrl", "chainId", "contracts", "resolver", "nodes", "threshold", "accounts", "ipfs",
                "contractContext",
            ] {
                #expect(json[name] != nil, "\(name)")
            }
            #expect(json["state"]?.string == "ready")
            #expect(json["chainId"]?.int == 31337)
            #expect(json["threshold"]?.int == 2)
            #expect(json["nodes"]?.array?.count == 3)
            for node in json["nodes"]?.array ?? [] {
                #expect(node["url"]?.string?.hasPrefix("http://127.0.0.1:") == true)
                #expect(node["address"]?.string?.count == 42)
                #expect(node["ready"]?.bool == true)
            }
            #expect(json["accounts"]?[0]?["address"]?.string == "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266")
            let key = "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80"
            #expect(json["accounts"]?[0]?["privateKey"]?.string == key)
            // As the SDK takes it: the eleven names, the resolver, and a Staking ABI of our own.
            let context = json["contractContext"]
            #expect(context?["resolverAddress"]?.string == json["resolver"]?.string)
            #expect(context?["abi"]?.array?.isEmpty == false)
            #expect(context?["contractContext"]?.object?.count == 11)
            #expect(context?["contractContext"]?["Staking"]?["abi"]?.array?.isEmpty == false)
            // The same over the wire, by the supervisor.
            let url = try #require(json["supervisor"]?["url"]?.string)
            let answer = try await network.transport.call(.get, url + "/status")
            #expect(answer.status == 200)
            #expect(try JSON(parsing: answer.text)["resolver"] == json["resolver"])
            // Everything is on the chain that its URL leads to, and nodes have stake and ether.
            let rpc = try #require(json["rpcUrl"]?.string)
            for (name, address) in try #require(json["contracts"]?.object) {
                let code = try await network.transport.rpc(rpc, "eth_getCode", [address, "latest"])
                #expect((code?.string?.count ?? 0) > 100, "\(name)")
            }
            for node in json["nodes"]?.array ?? [] {
                let balance = try await network.transport.rpc(
                    rpc, "eth_getBalance", [try #require(node["address"]), "latest"])
                #expect(balance?.string == "0x21e19e0c9bab2400000")
            }
        }
    }

    @Test func `What a network keeps is its owner's only`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { _, _ in
            #expect(try state.mode("") == 0o700)
            #expect(try state.mode("nodes/1") == 0o700)
            for file in ["wallet.key", "sealing.key", "node.json", "node.log"] {
                #expect(try state.mode("nodes/1/" + file) == 0o600, "\(file)")
            }
            #expect(try state.mode("network.json") == 0o600)
            #expect(try state.read(".gitignore") == "*\n")
            // No two nodes share a key.
            let keys = try (1...3).flatMap {
                [try state.read("nodes/\($0)/wallet.key"), try state.read("nodes/\($0)/sealing.key")]
            }
            #expect(Set(keys).count == 6)
        }
    }

    @Test func `A network comes back with the same contracts, keys, ports and money`() async throws {
        let state = try TemporaryState()
        let configuration = try state.configuration()
        let friend = "0x00000000000000000000000000000000000000aa"
        let first = try await withNetwork(configuration) { network, status in
            let answer = try await network.transport.call(
                .post, status.supervisorURL + "/faucet", Array(friend.utf8))
            #expect(answer.status == 200)
            return status
        }
        let sealing = try state.read("nodes/2/sealing.key")
        try await withNetwork(configuration) { network, second in
            #expect(second.rpcURL == first.rpcURL)
            #expect(second.supervisorURL == first.supervisorURL)
            #expect(second.nodes.map(\.url) == first.nodes.map(\.url))
            #expect(second.nodes.map(\.address) == first.nodes.map(\.address))
            #expect(second.deployment == first.deployment)
            // Nothing was deployed anew: the one block of the start, and the faucet's.
            #expect(second.blockNumber == 2)
            let balance = try await network.transport.rpc(
                second.rpcURL, "eth_getBalance", [.string(friend), "latest"])
            #expect(balance?.string == "0x56bc75e2d63100000")
        }
        #expect(try state.read("nodes/2/sealing.key") == sealing)
    }

    @Test func `A second network on the same folder is refused, and says what to do`() async throws {
        let state = try TemporaryState()
        let configuration = try state.configuration()
        try await withNetwork(configuration) { _, _ in
            let error = #expect(throws: LocalNetworkError.self) { try NetworkSupervisor(configuration) }
            #expect(error?.code == .alreadyRunning)
            let text = error?.description ?? ""
            #expect(text.contains("process \(ProcessInfo.processInfo.processIdentifier)"))
            #expect(text.contains("lit down"))
        }
        // Once it has ended, the folder is free.
        _ = try NetworkSupervisor(configuration)
    }

    @Test func `Two networks run beside each other`() async throws {
        let (one, other) = (try TemporaryState(), try TemporaryState())
        try await withNetwork(try one.configuration()) { _, first in
            var configuration = try other.configuration()
            configuration.nodes = 4
            try await withNetwork(configuration) { _, second in
                let urls = [first, second].flatMap {
                    [$0.rpcURL, $0.supervisorURL] + $0.nodes.map(\.url)
                }
                #expect(urls.count == 11)
                #expect(Set(urls).count == 11)
                #expect(second.nodes.count == 4)
                #expect(second.nodes.allSatisfy { $0.isReady })
                // The same contracts, at the same addresses, on chains of their own.
                #expect(first.deployment == second.deployment)
            }
        }
    }

    @Test func `A network keeps its number of nodes`() async throws {
        let state = try TemporaryState()
        var configuration = try state.configuration()
        try await withNetwork(configuration) { _, _ in }
        configuration.nodes = 5
        let network = try RunningNetwork(configuration)
        let error = await network.failure() as? LocalNetworkError
        #expect(error?.code == .invalidConfiguration)
        #expect(error?.description.contains("has 3 nodes, not 5") == true)
        await network.stop()
    }

    @Test(arguments: [2, 0, -1, 17]) func `Numbers of nodes that make no network are refused`(count: Int)
        throws
    {
        let state = try TemporaryState()
        var configuration = try state.configuration()
        configuration.nodes = count
        let error = #expect(throws: LocalNetworkError.self) { try NetworkSupervisor(configuration) }
        #expect(error?.code == .invalidConfiguration)
        #expect(!FileManager.default.fileExists(atPath: state.directory.path))
    }

    @Test(arguments: ["0.0.0.0", "::1", "localhost", "10.0.0"])
    func `Addresses that cannot be registered are refused`(host: String) throws {
        let state = try TemporaryState()
        var configuration = try state.configuration()
        configuration.host = host
        let error = #expect(throws: LocalNetworkError.self) { try NetworkSupervisor(configuration) }
        #expect(error?.code == .invalidConfiguration)
    }

    @Test func `A newer folder is refused rather than misread`() async throws {
        let state = try TemporaryState()
        let configuration = try state.configuration()
        try FileManager.default.createDirectory(
            atPath: state.directory.path, withIntermediateDirectories: true)
        try #"{"format":2,"nodes":[]}"#.write(
            toFile: state.directory.path + "/network.json", atomically: true, encoding: .utf8)
        let network = try RunningNetwork(configuration)
        let error = await network.failure() as? LocalNetworkError
        #expect(error?.code == .unsupportedState)
        #expect(error?.description.contains("newer version") == true)
        await network.stop()
    }

    @Test func `A node that dies is started again, and said to be`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, status in
            let victim = try #require(status.nodes[1].pid)
            kill(victim, SIGKILL)
            try await eventually("node 2 is back") {
                network.told.contains { if case .nodeIsBack(2) = $0 { true } else { false } }
            }
            let now = try #require(await network.supervisor.status())
            #expect(now.nodes.map(\.restarts) == [0, 1, 0])
            #expect(now.nodes[1].pid != victim)
            #expect(now.nodes.allSatisfy { $0.isReady })
            let said = network.told.compactMap { event -> String? in
                if case .nodeEnded(let number, let how, _) = event { "\(number) \(how)" } else { nil }
            }
            #expect(said == ["2 was ended by signal 9 (Killed)"])
        }
    }

    @Test func `The state follows the nodes that can sign`() async throws {
        let state = try TemporaryState()
        try await withNetwork(try state.configuration()) { network, status in
            // Stopped rather than ended: they are not started again.
            let pids = status.nodes.compactMap(\.pid)
            kill(pids[0], SIGSTOP)
            let impaired = await network.supervisor.status()?.state
            #expect(impaired == .impaired)
            kill(pids[1], SIGSTOP)
            let degraded = await network.supervisor.status()?.state
            #expect(degraded == .degraded)
            for pid in pids { kill(pid, SIGCONT) }
            try await eventually("all serve again") {
                await network.supervisor.status()?.state == .ready
            }
        }
    }

    @Test func `A node that cannot start ends the start, with its last words`() async throws {
        let state = try TemporaryState()
        let network = try RunningNetwork(try state.configuration(.broken))
        let error = await network.failure() as? LocalNetworkError
        #expect(error?.code == .nodeFailed)
        #expect(error?.description.contains("ended with status 7") == true)
        #expect(error?.description.contains("no share of the key") == true)
        await network.stop()
    }

    @Test func `A start that takes too long says what it waits for`() async throws {
        let state = try TemporaryState()
        var configuration = try state.configuration(.idle)
        configuration.readyTimeout = .seconds(2)
        let network = try RunningNetwork(configuration)
        let error = await network.failure() as? LocalNetworkError
        #expect(error?.code == .notReady)
        #expect(error?.description.contains("node 1: no keys yet") == true)
        #expect(error?.description.contains("lit logs") == true)
        await network.stop()
    }

    @Test func `A port that is taken meanwhile is replaced, and said to be`() async throws {
        let state = try TemporaryState()
        let configuration = try state.configuration()
        let first = try await withNetwork(configuration) { _, status in status }
        let taken = try ListeningSocket(
            try #require(Int(first.nodes[0].url.split(separator: ":").last ?? "")))
        try await withNetwork(configuration) { network, second in
            #expect(second.nodes[0].url != first.nodes[0].url)
            #expect(second.nodes[1].url == first.nodes[1].url)
            #expect(
                network.told.contains {
                    if case .portMoved("node 1", taken.port, _) = $0 { true } else { false }
                })
        }
    }

    @Test func `A port that was asked for and is taken ends the start`() async throws {
        let state = try TemporaryState()
        let taken = try ListeningSocket(0)
        var configuration = try state.configuration()
        configuration.rpcPort = taken.port
        let network = try RunningNetwork(configuration)
        let error = await network.failure() as? LocalNetworkError
        #expect(error?.description.contains("\(taken.port)") == true)
        #expect(error?.description.contains("--rpc-port") == true)
        await network.stop()
    }

    @Test func `Nothing is left of a network that has ended`() async throws {
        let state = try TemporaryState()
        let status = try await withNetwork(try state.configuration()) { _, status in status }
        #expect(status.nodes.compactMap(\.pid).count == 3)
        #expect(status.nodes.compactMap(\.pid).filter(isAlive).isEmpty)
        #expect(!FileManager.default.fileExists(atPath: state.directory.path + "/supervisor.json"))
        #expect(!FileManager.default.fileExists(atPath: state.directory.path + "/nodes/1/process.json"))
    }

    @Test func `Nodes that do not end when asked are ended`() async throws {
        let state = try TemporaryState()
        var configuration = try state.configuration(.stubborn)
        configuration.stopGrace = .milliseconds(200)
        let status = try await withNetwork(configuration) { _, status in status }
        #expect(status.nodes.compactMap(\.pid).filter(isAlive).isEmpty)
    }
}
