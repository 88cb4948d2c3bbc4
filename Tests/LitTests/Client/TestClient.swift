import HTTPTransport
import Lit
import Logging
import Synchronization

/// A client over a scripted network and a scripted chain.
struct TestClient: Sendable {
    let driver: ScriptedDriver
    let lit: LitClient
    let wallet = EthereumWallet.random()
    let pkp: PKP

    /// - Parameter chain: what the chain answers to methods; anything else is refused.
    init(chain: [String: JSON] = [:], configuration: LitClient.Configuration = .init()) throws {
        let key = PrivateKey.generate()
        guard let pkp = PKP(publicKey: key.publicKey.uncompressed) else {
            throw LitError(.internalError, "no PKP")
        }
        self.pkp = pkp
        driver = ScriptedDriver(signingWith: key)
        let transport = InMemoryTransport { request in
            let call = try JSON(parsing: request.body)
            let id = call["id"] ?? .null
            let answer: JSON =
                if let result = call["method"]?.string.flatMap({ chain[$0] }) {
                    ["jsonrpc": "2.0", "id": id, "result": result]
                } else {
                    [
                        "jsonrpc": "2.0", "id": id,
                        "error": ["code": -32000, "message": "insufficient funds for gas * price + value"],
                    ]
                }
            return .init(status: 200, body: answer.utf8)
        }
        var chainConfiguration = EthereumProvider.Configuration()
        chainConfiguration.retries = .never
        let provider = try EthereumProvider(
            url: "http://chain.test", transport: transport, configuration: chainConfiguration)
        let site = NetworkSite(
            name: "test", chainID: 31337, contracts: LitContracts(addresses: [:], provider: provider),
            usesHTTPS: false, requiresPayment: false)
        lit = LitClient(
            site, driver: driver, snapshot: ScriptedDriver.snapshot(epoch: 1), wallet: nil,
            configuration: configuration)
    }

    /// A session of the wallet's.
    func session(_ permissions: SessionPermission...) async throws -> Session {
        try await lit.session(for: wallet, allowing: permissions)
    }
}
