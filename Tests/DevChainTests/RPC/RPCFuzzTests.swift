import DevChain
import Primitives
import TestSupport
import Testing

@Suite("Fuzz: every method of JSON-RPC")
struct RPCFuzzTests {
    private static let values: [JSON] = [
        .null, true, false, 0, 1, -1, "0x0", "0x1", "0x", "", "latest", "pending", "earliest",
        "0xffffffffffffffff",
        .string("0x" + String(repeating: "f", count: 64)), .string("0x" + String(repeating: "0", count: 64)),
        .string("0x" + String(repeating: "f", count: 40)), "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
        "0x70997970c51812dc3a010c7d01b50e0d17dc79c8", [], [:], ["0x1"], [[], [.null]], "callTracer", "logs",
        .number(.init("1e400") ?? .init(0)), .number(.init("0.5") ?? .init(0)), "0x5b5f56", [0, 100],
    ]
    private static let names = [
        "from", "to", "gas", "gasPrice", "value", "data", "input", "nonce", "type", "accessList", "chainId",
        "maxFeePerGas", "maxPriorityFeePerGas", "blobVersionedHashes", "address", "topics", "fromBlock",
        "toBlock",
        "blockHash", "blockNumber", "tracer", "tracerConfig", "timestamp", "blocks", "balance", "code",
        "state",
        "stateDiff", "number", "time", "baseFee", "diffMode", "withLog", "stateOverrides",
        "0xf39fd6e51aad88f6f4ce6ab8827279cfffb92266",
    ]

    private static func value(_ random: inout SplitMix64, depth: Int = 0) -> JSON {
        if depth < 3, random.next() % 3 == 0 {
            var object = JSON.Object()
            for _ in 0..<(random.next() % 5) {
                guard let name = random.pick(names) else { break }
                object[name] = value(&random, depth: depth + 1)
            }
            return .object(object)
        }
        if depth < 3, random.next() % 8 == 0 {
            return .array((0..<(random.next() % 4)).map { _ in value(&random, depth: depth + 1) })
        }
        guard let value = random.pick(values) else { return .null }
        guard random.next() % 4 == 0, case .string(let text) = value else { return value }
        return .string(String(decoding: random.mutated(Array(text.utf8)), as: UTF8.self))
    }

    @Test("Random parameters lead to a result or an error, never to a crash, and the chain lives on")
    func fuzzMethods() async throws {
        var limits = ChainRPCLimits()
        limits.callGas = 200_000
        limits.minedBlocks = 10
        limits.traceBytes = 1 << 20
        var random = SplitMix64(seed: fuzzSeed)
        let fixture = try await RPCFixture(limits: limits)
        let connection = RPCConnection { _ in }
        let methods = ChainRPC.methods
        #expect(methods.count > 120)
        for _ in 0..<(fuzzIterations / 4) {
            guard let method = random.pick(methods) else { break }
            let params = (0..<(random.next() % 5)).map { _ in RPCFuzzTests.value(&random) }
            do {
                _ = try await fixture.rpc.call(
                    method, params, connection: random.next() % 2 == 0 ? connection : nil)
            } catch {
                #expect(error.code < 0 || error.code == 3)
                #expect(!error.message.isEmpty && error.message.utf8.count < 2000, "\(method)")
                #expect(error.code != -32603, "\(method) \(JSON.array(params)): \(error)")
            }
        }
        #expect(try await fixture.call("eth_blockNumber").string?.hasPrefix("0x") == true)
    }

    @Test("Random method names are unknown")
    func fuzzNames() async throws {
        var random = SplitMix64(seed: fuzzSeed)
        let fixture = try await RPCFixture()
        for _ in 0..<(fuzzIterations / 10) {
            guard let method = random.pick(ChainRPC.methods) else { break }
            let name = String(decoding: random.mutated(Array(method.utf8)), as: UTF8.self)
            guard !ChainRPC.methods.contains(name) else { continue }
            let error = try await fixture.error(name)
            #expect(error?.code == -32601)
        }
    }
}
