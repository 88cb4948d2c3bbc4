import Foundation
import HTTPTransport
import Lit
import NetworkTestSupport
import Testing

/// A running network, and a client with what most tests need: a wallet, a PKP that permits it, a session.
struct World: Sendable {
    struct Missing: Error {}

    let network: RealNetwork
    let wallet: EthereumWallet
    let lit: LitClient
    let pkp: PKP
    let session: Session

    @TaskLocal static var shared: World?

    /// The suite's own.
    static func current() throws -> World {
        guard let shared else { throw Missing() }
        return shared
    }

    var place: Network { .local(state: network.folder) }

    /// Another client of the network.
    func connect(_ account: Int = 1) async throws -> LitClient {
        try await LitClient.connect(to: place, wallet: EthereumWallet(privateKey: network.key(account)))
    }

    /// Publishes an action's code to the local network, as IPFS would.
    func publish(_ code: String) async throws -> CID {
        let url = try #require(network.status["ipfs"]?["addUrl"]?.string)
        let request = try HTTPRequest(.post, url: url, body: Array(code.utf8))
        let response = try await network.transport.send(request)
        let answer = try JSON(parsing: response.body)
        return try CID(try #require(answer["cid"]?.string, "\(answer.text)"))
    }

    /// Pays from the wallet's account.
    func pay(_ address: Address, _ ether: String) async throws {
        let account = EthereumAccount(signer: wallet, provider: lit.contracts.provider)
        try await account.send(to: address, value: .ether(ether)).receipt()
    }
}

extension Trait where Self == LocalNetworkTrait {
    /// Runs a suite over one network, which `lit up` starts before it and `lit down` ends after it.
    static var localNetwork: Self { LocalNetworkTrait() }
}

struct LocalNetworkTrait: SuiteTrait, TestScoping {
    func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        try await RealNetwork.with(nodes: 3) { network in
            // Tests that need an account of their own take the later ones.
            let wallet = EthereumWallet(privateKey: try network.key(1))
            let lit = try await LitClient.connect(to: .local(state: network.folder), wallet: wallet)
            let pkp = try await lit.contracts.mintPKP(authorizing: .wallet(wallet), scopes: [.signAnything])
            let session = try await lit.session(for: wallet, allowing: [.executeActions(), .sign(with: pkp)])
            let world = World(network: network, wallet: wallet, lit: lit, pkp: pkp, session: session)
            try await World.$shared.withValue(world) { try await function() }
            await lit.disconnect()
        }
    }
}

/// The client's error of a call that must fail.
func failure(_ call: () async throws -> Void) async -> LitError? {
    await #expect(throws: LitError.self) { try await call() }
}

/// Waits until something holds.
func eventually(within limit: Duration = .seconds(20), _ condition: () async throws -> Bool) async throws {
    let end = ContinuousClock.now + limit
    while try await !condition() {
        guard ContinuousClock.now < end else {
            Issue.record("it did not come to hold within \(limit)")
            return
        }
        try await Task.sleep(for: .milliseconds(50))
    }
}
