import DevChain
import EVM
import Primitives
import Testing

@Suite("JSON-RPC: simulated calls")
struct RPCCallTests {
    private static func word(_ value: UInt64) -> JSON {
        .string("0x" + String(repeating: "0", count: 48) + Self.digits(value))
    }

    private static func digits(_ value: UInt64) -> String {
        let text = String(value, radix: 16)
        return String(repeating: "0", count: 16 - text.count) + text
    }

    @Test("A call returns what the code returns; without an address the code that a creation returns")
    func returning() async throws {
        let fixture = try await RPCFixture()
        let echo = try await fixture.deploy(TestCode.echo, at: 1)
        #expect(try await fixture.call("eth_call", "[{\"to\":\(echo),\"data\":\"0x0102\"}]") == "0x0102")
        #expect(try await fixture.call("eth_call", "[{\"to\":\(echo),\"input\":\"0x0A0b\"}]") == "0x0a0b")
        #expect(try await fixture.call("eth_call", #"[{"data":"0x60015f5360015ff3"}]"#) == "0x01")
        #expect(try await fixture.call("eth_call", "[{\"to\":\(fixture.account(3))}]") == "0x")
        let differing = try await fixture.error(
            "eth_call", "[{\"to\":\(echo),\"data\":\"0x01\",\"input\":\"0x02\"}]")
        #expect(differing?.code == -32602)
    }

    @Test("Overrides of accounts: balance, nonce, code, and all or some of the storage")
    func stateOverrides() async throws {
        let fixture = try await RPCFixture()
        let store = try await fixture.deploy(TestCode.store, at: 1)
        let word = String(repeating: "0", count: 62) + "2a"
        try await fixture.send("\"to\":\(store),\"data\":\"0x\(word)\"")
        let zero = "0x" + String(repeating: "0", count: 64)
        func load(_ override: String) async throws -> JSON {
            try await fixture.call(
                "eth_call",
                "[{\"to\":\(store)},\"latest\",{\(store):{\"code\":\"\(TestCode.load)\"\(override)}}]")
        }
        #expect(try await load("") == Self.word(0x2a))
        #expect(try await load(",\"state\":{}") == .string(zero))
        #expect(try await load(",\"stateDiff\":{}") == Self.word(0x2a))
        let seven = "0x" + String(repeating: "0", count: 63) + "7"
        #expect(try await load(",\"state\":{\"\(zero)\":\"\(seven)\"}") == Self.word(7))
        #expect(try await load(",\"stateDiff\":{\"\(zero)\":\"\(seven)\"}") == Self.word(7))
        let both = try await fixture.error(
            "eth_call", "[{\"to\":\(store)},\"latest\",{\(store):{\"state\":{},\"stateDiff\":{}}}]")
        #expect(both?.code == -32602)
        // SELFBALANCE, and the address that the next creation of the account would have.
        let balance = try await fixture.call(
            "eth_call",
            "[{\"to\":\(store)},\"latest\",{\(store):{\"code\":\"\(TestCode.word("47"))\",\"balance\":\"0x5\"}}]"
        )
        #expect(balance == Self.word(5))
        // Nothing of it stays.
        #expect(try await fixture.call("eth_getCode", "[\(store)]") == .string(TestCode.store))
    }

    @Test(
        "Overrides of the block, under both names where there are two",
        arguments: [
            ("43", "number", "0x64"), ("42", "time", "0x65"), ("45", "gasLimit", "0x100000"),
            ("48", "baseFeePerGas", "0x66"), ("48", "baseFee", "0x66"), ("4a", "blobBaseFee", "0x67"),
        ])
    func blockOverrides(_ opcode: String, _ name: String, _ value: String) async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.word(opcode), at: 1)
        let result = try await fixture.call(
            "eth_call", "[{\"to\":\(contract)},\"latest\",null,{\"\(name)\":\"\(value)\"}]")
        #expect(result == Self.word(try #require(UInt64(value.dropFirst(2), radix: 16))))
    }

    @Test("Without a price, BASEFEE reads zero; with one, it must reach the base fee and be paid for")
    func prices() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.word("48"), at: 1)
        #expect(try await fixture.call("eth_call", "[{\"to\":\(contract)}]") == Self.word(0))
        let priced = "{\"from\":\(fixture.account(0)),\"to\":\(contract),\"gasPrice\":\"0x77359400\"}"
        #expect(try await fixture.call("eth_call", "[\(priced)]") == Self.word(1_000_000_000))
        let low = try await fixture.error(
            "eth_call", "[{\"from\":\(fixture.account(0)),\"to\":\(contract),\"gasPrice\":\"0x1\"}]")
        #expect(low?.message.hasPrefix("max fee per gas less than block base fee") == true)
        let poor = try await fixture.error("eth_call", "[{\"to\":\(contract),\"gasPrice\":\"0x77359400\"}]")
        #expect(poor?.message.hasPrefix("insufficient funds for gas * price + value") == true)
        let value = try await fixture.error("eth_call", "[{\"to\":\(contract),\"value\":\"0x1\"}]")
        #expect(value?.message.hasPrefix("insufficient funds for gas * price + value") == true)
    }

    @Test("An estimate of a transfer is exactly 21000")
    func transfer() async throws {
        let fixture = try await RPCFixture()
        let transfer = "{\"from\":\(fixture.account(0)),\"to\":\(fixture.account(1)),\"value\":\"0x1\"}"
        #expect(try await fixture.call("eth_estimateGas", "[\(transfer)]") == "0x5208")
    }

    @Test("An estimate is the smallest limit that succeeds, also where a call hands on only 63/64")
    func smallest() async throws {
        let fixture = try await RPCFixture()
        let inner = try await fixture.deploy(TestCode.count, at: 1)
        let outer = try await fixture.deploy(TestCode.calling(inner), at: 2)
        for contract in [inner, outer] {
            let estimate = try #require(
                try await fixture.call("eth_estimateGas", "[{\"to\":\(contract)}]").string)
            let gas = try #require(UInt64(estimate.dropFirst(2), radix: 16))
            #expect(gas > 260_000)
            let enough = "{\"to\":\(contract),\"gas\":\"\(estimate)\"}"
            #expect(try await fixture.error("eth_call", "[\(enough)]") == nil)
            let less = "{\"to\":\(contract),\"gas\":\"0x\(String(gas - 1, radix: 16))\"}"
            #expect(try await fixture.error("eth_call", "[\(less)]") != nil)
        }
    }

    @Test("An estimate keeps to the gas that is given, and to what the sender can pay")
    func estimateLimits() async throws {
        let fixture = try await RPCFixture()
        let contract = try await fixture.deploy(TestCode.count, at: 1)
        let given = try await fixture.error("eth_estimateGas", "[{\"to\":\(contract),\"gas\":\"0x10000\"}]")
        #expect(given == .server("gas required exceeds allowance (65536)"))
        let poor = "{\"from\":\(fixture.account(0)),\"to\":\(contract),\"gasPrice\":\"0x77359400\"}"
        let balance = "{\(fixture.account(0)):{\"balance\":\"0x2d79883d2000\"}}"
        let paid = try await fixture.error("eth_estimateGas", "[\(poor),\"latest\",\(balance)]")
        #expect(paid == .server("gas required exceeds allowance (25000)"))
        let halting = try await fixture.deploy(TestCode.invalid, at: 2)
        let halt = try await fixture.error("eth_estimateGas", "[{\"to\":\(halting)}]")
        #expect(halt == .server("invalid opcode: INVALID"))
    }

    @Test("An access list names what is touched, and the gas with it")
    func accessList() async throws {
        let fixture = try await RPCFixture()
        let store = try await fixture.deploy(TestCode.store, at: 1)
        let outer = try await fixture.deploy(TestCode.calling(store), at: 2)
        let word = "0x" + String(repeating: "0", count: 63) + "1"
        let made = try await fixture.call(
            "eth_createAccessList", "[{\"to\":\(outer),\"from\":\(fixture.account(0))}]")
        let list = try #require(made["accessList"]?.array)
        #expect(list.count == 1)
        #expect(list.first?["address"]?.text == store)
        let direct = try await fixture.call(
            "eth_createAccessList", "[{\"to\":\(store),\"data\":\"\(word)\"}]")
        #expect(direct["accessList"]?[0]?["storageKeys"]?.array?.count == 1)
        #expect(direct["error"] == nil)
        let reverter = try await fixture.deploy(TestCode.reverter, at: 3)
        let failed = try await fixture.call("eth_createAccessList", "[{\"to\":\(reverter)}]")
        #expect(failed["error"] == "execution reverted" && failed["accessList"] == [])
    }

    @Test("Calls that compute for long hold up no other, and too many of them are refused")
    func bounded() async throws {
        var limits = ChainRPCLimits()
        limits.concurrentCalls = 1
        limits.waitingCalls = 0
        let fixture = try await RPCFixture(limits: limits)
        let contract = try await fixture.deploy(TestCode.loop, at: 1)
        let loop = "[{\"to\":\(contract)}]"
        async let first = fixture.error("eth_call", loop)
        async let second = fixture.error("eth_call", loop)
        #expect(try await fixture.call("eth_blockNumber") == "0x0")
        let codes = [try await first, try await second].compactMap { $0?.code }.sorted()
        // Whether they meet is chance; what each is told is not.
        #expect(codes == [-32005, -32000] || codes == [-32000, -32000])
    }

    @Test("The chain id of a call must be the chain's")
    func chainID() async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.call("eth_call", #"[{"chainId":"0x7a69"}]"#) == "0x")
        #expect(try await fixture.error("eth_call", #"[{"chainId":"0x1"}]"#)?.code == -32000)
    }
}
