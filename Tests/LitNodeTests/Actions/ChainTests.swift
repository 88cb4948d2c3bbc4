import ActionProtocol
import ActionRuntime
import EthereumRPC
import HTTPTransport
import LitNode
import Primitives
import Testing

@Suite struct ActionChainTests {
    private func provider(_ url: String, _ answer: JSON) throws -> EthereumProvider {
        let transport = InMemoryTransport { request in
            let id = (try? JSON(parsing: request.body))?["id"] ?? .null
            var object = answer.object ?? JSON.Object()
            object["jsonrpc"] = "2.0"
            object["id"] = id
            return .init(
                status: 200, headers: ["Content-Type": "application/json"], body: JSON.object(object).utf8)
        }
        var configuration = EthereumProvider.Configuration()
        configuration.retries = .never
        return try EthereumProvider(url: url, transport: transport, configuration: configuration)
    }

    private func host(_ chains: [String: EthereumProvider]) throws -> NodeActionHost {
        try NodeRing().host(0, chains: chains)
    }

    private static let address = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"

    @Test func `Chains that the node knows are read by their names`() async throws {
        let host = try host(["local": provider("http://chain.test", ["result": "0x2a"])])
        #expect(try await host.latestNonce(of: Self.address, chain: "local", in: NodeRing.context()) == 42)
        // nonce, gas price, gas, to, value, data: all empty but the recipient.
        let transaction = try [UInt8](hex: "da808080942c7536e3605d9c16a7a3d7b1898e529396a65c238080")
        #expect(
            try await host.callContract(chain: "local", transaction: transaction, in: NodeRing.context()) == [
                42
            ])
        #expect(try await host.rpcURL(chain: "local", in: NodeRing.context()) == "http://chain.test/")
    }

    @Test func `A chain that it does not know, and what is no call, are refused`() async throws {
        let host = try host(["local": provider("http://chain.test", ["result": "0x"])])
        await #expect(throws: OperationFailure.self) {
            try await host.latestNonce(of: Self.address, chain: "other", in: NodeRing.context())
        }
        await #expect(throws: OperationFailure.self) {
            try await host.latestNonce(of: "0x12", chain: "local", in: NodeRing.context())
        }
        await #expect(throws: OperationFailure.self) {
            try await host.callContract(chain: "local", transaction: [1], in: NodeRing.context())
        }
        await #expect(throws: OperationFailure.self) {
            try await host.rpcURL(chain: "other", in: NodeRing.context())
        }
    }

    @Test func `A URL with a key in it is not shown, and no error quotes one`() async throws {
        let urls = [
            "https://rpc.example/v2/abcdefghijklmnopqrstuvwxyz0123456789", "https://user:secret@rpc.example/",
            "https://rpc.example/?key=secret",
        ]
        for url in urls {
            let failing: JSON = ["error": ["code": -32000, "message": "no such thing"]]
            let host = try host(["c": provider(url, failing)])
            for error in [
                await #expect(throws: OperationFailure.self) {
                    try await host.rpcURL(chain: "c", in: NodeRing.context())
                },
                await #expect(throws: OperationFailure.self) {
                    try await host.latestNonce(of: Self.address, chain: "c", in: NodeRing.context())
                },
            ] {
                let message = try #require(error?.message)
                #expect(
                    !message.contains("secret") && !message.contains("abcdef") && !message.contains("rpc."))
            }
        }
    }
}
