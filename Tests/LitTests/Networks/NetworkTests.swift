import Ethereum
import Foundation
import HTTPTransport
import Lit
import Primitives
import Testing

@Suite struct NetworkTests {
    @Test(arguments: ["local", "datil", "datil-test", "datil-dev"])
    func `A network is found by its name`(name: String) throws {
        #expect(try Network.named(name).name == name)
    }

    @Test(arguments: [
        ("habanero", "datil"), ("manzano", "datil-test"), ("cayenne", "datil-dev"), ("localhost", "local"),
    ])
    func `A retired network names its successor`(name: String, successor: String) {
        let error = #expect(throws: LitError.self) { _ = try Network.named(name) }
        #expect(error?.code == .retiredNetwork)
        #expect(error?.message.contains(successor) == true)
    }

    @Test(arguments: ["custom", "mainnet", ""])
    func `Any other name is unknown`(name: String) {
        let error = #expect(throws: LitError.self) { _ = try Network.named(name) }
        #expect(error?.code == .unknownNetwork)
        #expect(error?.hint?.isEmpty == false)
    }

    @Test(arguments: [Network.datil, .datilTest])
    func `Nodes that have to be attested are not even called`(network: Network) async {
        let transport = InMemoryTransport(servers: [:])
        let error = await #expect(throws: LitError.self) {
            _ = try await network.locate(over: transport, TestNetwork.context("connect"))
        }
        #expect(error?.code == .attestationRequired)
        #expect(error?.hint?.contains("unverified") == true)
        #expect(transport.requests.isEmpty)
        let unverified = await #expect(throws: LitError.self) {
            _ = try await network.with(attestation: .unverified).with(rpcURL: "no URL")
                .locate(over: transport, TestNetwork.context("connect"))
        }
        #expect(unverified?.code == .invalidArgument)
    }

    @Test func `A folder without a running network says how to start one`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let transport = InMemoryTransport(servers: [:])
        func failure() async -> LitError? {
            await #expect(throws: LitError.self) {
                _ = try await Network.local(state: folder.path)
                    .locate(over: transport, TestNetwork.context("connect"))
            }
        }
        let none = await failure()
        #expect(none?.code == .networkNotRunning)
        #expect(none?.hint?.contains("lit up --state") == true)
        // A supervisor that has ended leaves its record behind.
        let record = folder.appending(path: "supervisor.json")
        try Data(#"{"pid": 2, "start": "1", "url": "http://127.0.0.1:9"}"#.utf8).write(to: record)
        #expect(await failure()?.code == .networkNotRunning)
        try Data(#"{"pid": 2, "start": "1", "url": ""}"#.utf8).write(to: record)
        #expect(await failure()?.code == .networkNotReady)
    }

    @Test func `A running network is found by its folder`() async throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data(#"{"pid": 2, "start": "1", "url": "http://127.0.0.1:9"}"#.utf8)
            .write(to: folder.appending(path: "supervisor.json"))
        let network = try TestNetwork()
        let status: JSON = [
            "rpcUrl": "http://127.0.0.1:8545", "chainId": 175_188,
            "contracts": ["Staking": .string(TestNetwork.staking)], "faucet": "http://127.0.0.1:9/faucet",
            "ipfs": ["gateway": "http://127.0.0.1:9/ipfs/"],
        ]
        network.transport.serve("127.0.0.1:9") { _ in .init(status: 200, body: status.utf8) }
        let local = Network.local(state: folder.path)
        let site = try await local.locate(over: network.transport, TestNetwork.context("connect"))
        #expect(site.chainID == 175_188)
        #expect(site.staking.address == (try Address(TestNetwork.staking)))
        #expect(site.faucetURL == "http://127.0.0.1:9/faucet")
        #expect(site.gatewayURL == "http://127.0.0.1:9/ipfs/")
        let driver = site.driver(over: network.transport)
        #expect(try await driver.connect(TestNetwork.context("connect")).nodes == TestNetwork.nodes)
        await driver.disconnect()
    }

    @Test func `An endpoint of another chain is refused`() async throws {
        let network = try TestNetwork()
        let custom = Network.custom(
            rpcURL: "http://127.0.0.1:8545", staking: try Address(TestNetwork.staking), chainID: 1)
        let error = await #expect(throws: LitError.self) {
            _ = try await custom.locate(over: network.transport, TestNetwork.context("connect"))
        }
        #expect(error?.code == .wrongChain)
    }

    @Test func `A chain that is not there is named`() async throws {
        let custom = Network.custom(
            rpcURL: "http://127.0.0.1:1", staking: try Address(TestNetwork.staking))
        let error = await #expect(throws: LitError.self) {
            _ = try await custom.locate(
                over: InMemoryTransport(servers: [:]), TestNetwork.context("connect", timeout: .seconds(20)))
        }
        #expect(error?.code == .chainUnreachable)
        #expect(error?.message.contains("127.0.0.1:1") == true)
    }
}
