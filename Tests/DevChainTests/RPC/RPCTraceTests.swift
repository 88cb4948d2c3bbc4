import DevChain
import Ethereum
import Primitives
import Testing

@Suite("JSON-RPC: traces")
struct RPCTraceTests {
    /// A chain whose first transaction calls a contract that calls another, with both and the hash. The
    /// codes are set right before, so that only the block itself knows of them.
    private func chain() async throws -> (RPCFixture, outer: String, inner: String, hash: JSON) {
        let fixture = try await RPCFixture()
        let inner = try await fixture.deploy(TestCode.store, at: 1)
        let outer = try await fixture.deploy(TestCode.calling(inner), at: 2)
        let receipt = try await fixture.send("\"to\":\(outer),\"gas\":\"0x30000\"")
        return (fixture, outer, inner, receipt["transactionHash"] ?? .null)
    }

    @Test("Every instruction, with what is asked for")
    func structLogs() async throws {
        let (fixture, _, _, hash) = try await chain()
        let receipt = try await fixture.call("eth_getTransactionReceipt", "[\(hash)]")
        let trace = try await fixture.call("debug_traceTransaction", "[\(hash)]")
        #expect(trace["failed"] == false && trace["returnValue"] == "0x")
        #expect(trace["gas"]?.int.map { "0x" + String($0, radix: 16) } == receipt["gasUsed"]?.string)
        let logs = try #require(trace["structLogs"]?.array)
        #expect(logs.first?["op"] == "PUSH0" && logs.first?["depth"] == 1 && logs.first?["stack"] == [])
        #expect(logs.contains { $0["op"] == "SSTORE" && $0["depth"] == 2 && $0["storage"] != nil })
        let lean = try await fixture.call(
            "debug_traceTransaction",
            "[\(hash),{\"disableStack\":true,\"disableStorage\":true,\"limit\":3}]")
        #expect(lean["structLogs"]?.array?.count == 3 && lean["structLogs"]?[0]?["stack"] == nil)
    }

    @Test("The tree of calls, the state before, and what became of it")
    func namedTracers() async throws {
        let (fixture, outer, inner, hash) = try await chain()
        let calls = try await fixture.call("debug_traceTransaction", "[\(hash),{\"tracer\":\"callTracer\"}]")
        #expect(calls["type"] == "CALL" && calls["to"]?.text == outer && calls["gas"] == "0x30000")
        #expect(calls["calls"]?[0]?["to"]?.text == inner)
        let top = try await fixture.call(
            "debug_traceTransaction",
            "[\(hash),{\"tracer\":\"callTracer\",\"tracerConfig\":{\"onlyTopCall\":true}}]")
        #expect(top["calls"] == nil)
        let before = try await fixture.call(
            "debug_traceTransaction", "[\(hash),{\"tracer\":\"prestateTracer\"}]")
        #expect(before[outer.filter { $0 != "\"" }]?["code"] != nil)
        let difference = try await fixture.call(
            "debug_traceTransaction",
            "[\(hash),{\"tracer\":\"prestateTracer\",\"tracerConfig\":{\"diffMode\":true}}]")
        let sender = fixture.accounts[0].address.prefixedHex
        #expect(difference["post"]?[sender]?["nonce"] == 1)
        let counted = try await fixture.call(
            "debug_traceTransaction", "[\(hash),{\"tracer\":\"4byteTracer\"}]")
        #expect(counted == [:])
    }

    @Test("All transactions of a block, and a call that is only simulated")
    func blocksAndCalls() async throws {
        let (fixture, outer, _, hash) = try await chain()
        let options = #"{"tracer":"callTracer"}"#
        let traces = try await fixture.call("debug_traceBlockByNumber", "[\"latest\",\(options)]")
        #expect(traces.array?.count == 1 && traces[0]?["txHash"] == hash)
        let block = try await fixture.call("eth_getBlockByNumber", #"["latest"]"#)["hash"] ?? .null
        #expect(try await fixture.call("debug_traceBlockByHash", "[\(block),\(options)]") == traces)
        let call = try await fixture.call("debug_traceCall", "[{\"to\":\(outer)},\"latest\",\(options)]")
        #expect(call["calls"]?.array?.count == 1)
        let overridden = try await fixture.call(
            "debug_traceCall",
            "[{\"to\":\(outer)},\"latest\",{\"stateOverrides\":{\(outer):{\"code\":\"0x00\"}}}]")
        #expect(overridden["structLogs"]?.array?.count == 1)
    }

    @Test("What cannot be traced")
    func refusals() async throws {
        let (fixture, _, _, hash) = try await chain()
        let unknown = "\"0x" + String(repeating: "ab", count: 32) + "\""
        let genesis = RPCError.server("genesis is not traceable")
        #expect(try await fixture.error("debug_traceBlockByNumber", #"["0x0"]"#) == genesis)
        let missing = try await fixture.error("debug_traceTransaction", "[\(unknown)]")
        #expect(missing == .server("transaction not found"))
        let block = try await fixture.error("debug_traceBlockByHash", "[\(unknown)]")
        #expect(block?.code == -32000 && block?.message.hasSuffix("not found") == true)
        let tracer = try await fixture.error("debug_traceTransaction", "[\(hash),{\"tracer\":\"x\"}]")
        #expect(tracer?.code == -32602)
        var limits = ChainRPCLimits()
        limits.traceBytes = 100
        let small = try await RPCFixture(limits: limits)
        let contract = try await small.deploy(TestCode.count, at: 1)
        let large = try await small.error("debug_traceCall", "[{\"to\":\(contract)},\"latest\"]")
        #expect(large?.code == -32005)
    }
}
