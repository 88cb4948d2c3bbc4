import EthereumRPC
import HTTPTransport
import Primitives
import Testing

@Suite struct RequestTests {
    private let node = ScriptedNode()

    @Test("counts its requests, and names the number in errors")
    func ids() async throws {
        let provider = try node.provider()
        node.script("eth_blockNumber", .result("0x1"))
        _ = try await provider.blockNumber()
        let copy = provider
        node.script("eth_gasPrice", .error(-32000, "no"))
        let error = await failure { () throws(EthereumRPCError) in try await copy.gasPrice() }
        #expect(node.calls.map(\.id) == [1, 2])
        #expect(error?.context.requestID == 2)
        #expect(error?.context.method == "eth_gasPrice")
        #expect(error?.response == RPCErrorObject(code: -32000, message: "no"))
    }

    @Test("repeats a read after what passes, with pauses that double")
    func repeats() async throws {
        let provider = try node.provider()
        node.script(
            "eth_blockNumber", .failure(.connectionClosed), .status(503), .status(429),
            .failure(.connectionRefused),
            .result("0x10"))
        let number = try await provider.blockNumber()
        #expect(number == 16)
        #expect(node.slept == [50, 100, 200, 400].map { .milliseconds($0) })
    }

    @Test("gives up after as many attempts as it may, and says how many")
    func givesUp() async throws {
        let provider = try node.provider { $0.retries.attempts = 3 }
        node.script("eth_blockNumber", .status(502))
        let error = await failure { () throws(EthereumRPCError) in try await provider.blockNumber() }
        #expect(error?.code == .httpStatus)
        #expect(error?.context.attempts == 3)
        #expect(error?.context.httpStatus == 502)
        #expect(node.calls.count == 3)
    }

    @Test("waits as long as the server asks")
    func retryAfter() async throws {
        let provider = try node.provider()
        node.script("eth_blockNumber", .status(429, retryAfter: "7"), .result("0x1"))
        _ = try await provider.blockNumber()
        #expect(node.slept == [.seconds(7)])
    }

    @Test(
        "never repeats what may have been done",
        arguments: ["eth_sendRawTransaction", "evm_mine", "eth_getFilterChanges"])
    func repeatsNoWrites(method: String) async throws {
        let provider = try node.provider()
        for answer in [ScriptedNode.Answer.failure(.connectionClosed), .status(503), .status(429)] {
            node.script(method, answer, .result("0x1"))
            let before = node.calls.count
            let error = await failure { () throws(EthereumRPCError) in try await provider.request(method) }
            #expect(error?.mayHaveBeenDelivered == true)
            #expect(node.calls.count == before + 1)
        }
    }

    @Test("repeats anything that reached nobody")
    func repeatsUndelivered() async throws {
        let provider = try node.provider()
        node.script("evm_mine", .failure(.connectionRefused), .result("0x0"))
        let result = try await provider.request("evm_mine")
        #expect(result == "0x0")
    }

    @Test("does not repeat what the node refuses")
    func refusals() async throws {
        let provider = try node.provider()
        node.script("eth_blockNumber", .error(-32602, "invalid argument 0"), .result("0x1"))
        let error = await failure { () throws(EthereumRPCError) in try await provider.blockNumber() }
        #expect(error?.code == .invalidParameters)
        #expect(node.calls.count == 1)
    }

    @Test("stops at the deadline, pauses included")
    func deadline() async throws {
        let provider = try node.provider { $0.retries = RetryPolicy(attempts: 100) }
        node.script("eth_blockNumber", .status(503))
        let start = provider.configuration.runtime.now()
        let error = await failure { () throws(EthereumRPCError) in
            try await provider.request("eth_blockNumber", deadline: start.advanced(by: .seconds(1)))
        }
        #expect(error?.code == .httpStatus)
        #expect(node.slept.reduce(.zero, +) < .seconds(1))
        let late = await failure { () throws(EthereumRPCError) in
            try await provider.request("eth_blockNumber", deadline: start.advanced(by: .seconds(-1)))
        }
        #expect(late?.code == .deadlineExceeded)
    }

    @Test("shows nothing of the URL but the host, wherever the node repeats it")
    func secrets() async throws {
        let url =
            "https://user:swordfish1@node.test:8443/v3/0123456789abcdef0123456789abcdef?key=topsecretvalue"
        let provider = try node.provider(url: url)
        node.script(
            "eth_call", .error(-32000, "project 0123456789abcdef0123456789abcdef is over, key topsecretvalue")
        )
        node.script("eth_blockNumber", .failure(.connectionClosed))
        let errors = [
            await failure { () throws(EthereumRPCError) in try await provider.request("eth_call") },
            await failure { () throws(EthereumRPCError) in try await provider.blockNumber() },
        ]
        for error in errors {
            let text = "\(String(describing: error)) \(String(reflecting: provider))"
            for secret in ["swordfish", "0123456", "topsecret", "user"] { #expect(!text.contains(secret)) }
            #expect(error?.description.contains("https://node.test:8443") == true)
        }
        var dumped = ""
        dump(provider, to: &dumped)
        #expect(!dumped.contains("swordfish") && !dumped.contains("0123456"))
    }

    @Test("refuses a URL that is none, without quoting it")
    func badURL() {
        #expect {
            try EthereumProvider(
                url: "swordfish://x", transport: InMemoryTransport { _ in .init(status: 200) })
        } throws: { error in
            (error as? EthereumRPCError)?.code == .invalidURL && !"\(error)".contains("swordfish")
        }
    }

    @Test(
        "refuses what is no answer to its request",
        arguments: [
            "", "[]", "7", "{}", #"{"jsonrpc":"2.0","id":99,"result":"0x1"}"#, #"{"jsonrpc":"2.0","id":1}"#,
            "<html>",
        ])
    func malformed(body: String) async throws {
        let provider = try node.provider()
        node.script("eth_blockNumber", .body(body))
        let error = await failure { () throws(EthereumRPCError) in try await provider.blockNumber() }
        #expect(error?.code == .malformedResponse)
    }

    @Test(
        "refuses a quantity that is none",
        arguments: [
            "null", "5", "\"\"", "\"0x\"", "\"5\"", "\"0xg\"", "\"0x10000000000000000\"", "true", "[]",
        ])
    func badQuantities(text: String) async throws {
        let result = try JSON(parsing: text)
        let provider = try node.provider()
        node.script("eth_blockNumber", .result(result))
        let error = await failure { () throws(EthereumRPCError) in try await provider.blockNumber() }
        #expect(error?.code == .malformedResponse)
        #expect(error?.message.contains("result") == true)
    }

    @Test("asks for the chain's id once")
    func chainID() async throws {
        let provider = try node.provider()
        node.script("eth_chainId", .result("0x7a69"), .result("0x1"))
        let first = try await provider.chainID()
        let second = try await provider.chainID()
        let third = try await provider.refreshChainID()
        #expect([first, second, third] == [31337, 31337, 1])
    }

    @Test("ends a pause when the task is cancelled")
    func cancellation() async throws {
        let provider = try node.provider { $0.runtime = .system }
        node.script("eth_blockNumber", .status(503))
        let slow = try node.provider {
            $0.runtime = .system
            $0.retries = RetryPolicy(attempts: 5, firstPause: .seconds(3600), longestPause: .seconds(3600))
        }
        _ = provider
        let task = Task { await failure { () throws(EthereumRPCError) in try await slow.blockNumber() } }
        while node.calls.isEmpty { await Task.yield() }
        task.cancel()
        let error = await task.value
        #expect(error?.code == .cancelled)
    }

    @Test("takes the answer of a node that gives its error a status")
    func errorWithStatus() async throws {
        let provider = try node.provider()
        node.script(
            "eth_call",
            .status(400, #"{"jsonrpc":"2.0","id":1,"error":{"code":-32000,"message":"header not found"}}"#))
        let error = await failure { () throws(EthereumRPCError) in try await provider.request("eth_call") }
        #expect(error?.code == .blockNotFound)
        #expect(error?.context.httpStatus == 400)
    }
}
