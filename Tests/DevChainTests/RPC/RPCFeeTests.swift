import DevChain
import Primitives
import Testing

@Suite("JSON-RPC: fees")
struct RPCFeeTests {
    @Test("The suggested price is the next block's base fee and the tip")
    func prices() async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.call("eth_maxPriorityFeePerGas") == "0x3b9aca00")
        // An empty block of 1 gwei leads to 0.875 gwei.
        #expect(try await fixture.call("eth_gasPrice") == .string("0x" + String(1_875_000_000, radix: 16)))
        #expect(try await fixture.call("eth_blobBaseFee") == "0x1")
        #expect(try await fixture.call("eth_blobGasPrice") == "0x1")
    }

    @Test("A fee history has one base fee more than blocks, and rewards if they are asked for")
    func history() async throws {
        let fixture = try await RPCFixture()
        try await fixture.send("\"to\":\(fixture.account(1)),\"maxPriorityFeePerGas\":\"0x7\"")
        _ = try await fixture.call("evm_mine")
        let history = try await fixture.call("eth_feeHistory", #"["0x2","latest",[0,50,100]]"#)
        #expect(history["oldestBlock"] == "0x1")
        #expect(history["baseFeePerGas"]?.array?.count == 3)
        #expect(history["baseFeePerBlobGas"] == ["0x1", "0x1", "0x1"])
        #expect(history["gasUsedRatio"]?[0]?.number?.double == 0.0007)
        #expect(history["gasUsedRatio"]?[1] == 0)
        #expect(history["reward"] == [["0x7", "0x7", "0x7"], ["0x0", "0x0", "0x0"]])
        let plain = try await fixture.call("eth_feeHistory", #"[5000,"latest",null]"#)
        #expect(plain["oldestBlock"] == "0x0" && plain["reward"] == nil)
        #expect(plain["gasUsedRatio"]?.array?.count == 3)
        #expect(try await fixture.call("eth_feeHistory", #"[0,"latest"]"#)["oldestBlock"] == "0x0")
    }

    @Test(
        "Percentiles must rise from 0 to 100",
        arguments: ["[50,10]", "[-1]", "[101]", "[\"5\"]", "5", "[null]"])
    func percentiles(_ percentiles: String) async throws {
        let fixture = try await RPCFixture()
        let error = try await fixture.error("eth_feeHistory", "[1,\"latest\",\(percentiles)]")
        #expect(error?.code == -32602)
    }

    @Test("A history beyond the head is refused")
    func beyond() async throws {
        let fixture = try await RPCFixture()
        #expect(try await fixture.error("eth_feeHistory", #"[1,"0x9"]"#)?.code == -32000)
    }
}
