import EVM
import Ethereum
import Primitives
import Testing

@Suite("A trace of calls")
final class CallTracerTests {
    private let a = Scenario.address(0xa0)
    private let b = Scenario.address(0xb0)
    private let c = Scenario.address(0xc0)
    private var scenario = Scenario()

    private func traced(
        _ transaction: Transaction, _ configure: (inout CallTracer.Options) -> Void = { _ in }
    ) throws -> (CallTrace, ExecutionResult) {
        var options = CallTracer.Options()
        configure(&options)
        let tracer = CallTracer(options: options)
        let (result, _) = try scenario.run(transaction, tracer)
        return (try tracer.trace(of: transaction, result), result)
    }

    @Test("shows a transfer as one call with the transaction's gas")
    func transfer() throws {
        let (call, _) = try traced(Scenario.transaction(to: a, gas: 50_000, value: 3, data: [1]))
        #expect(call.kind == .call && call.from == Scenario.sender && call.to == a && call.value == 3)
        #expect(call.gas == 50_000)
        #expect(call.gasUsed == 21_016)
        #expect(call.input == [1])
        #expect(call.output.isEmpty && call.error == nil && call.calls.isEmpty && call.logs.isEmpty)
    }

    @Test("says who calls whom, also where code is borrowed")
    func kinds() throws {
        scenario.put(
            a,
            ["CALL", "CALLCODE", "DELEGATECALL", "STATICCALL"].map { calling($0, b) }.joined(separator: " "))
        scenario.put(b, calling("DELEGATECALL", c))
        scenario.put(c, "PUSH1 0x07 PUSH0 MSTORE8 PUSH1 0x01 PUSH0 RETURN")
        let (top, _) = try traced(Scenario.transaction(to: a, value: 5))
        #expect(top.calls.map(\.kind) == [.call, .callCode, .delegateCall, .staticCall])
        #expect(top.calls.map(\.from) == [a, a, a, a])
        #expect(top.calls.map(\.to) == [b, b, b, b])
        #expect(top.calls.map(\.value) == [0, 0, 5, nil])
        let inner = top.calls.map { $0.calls[0] }
        #expect(inner.allSatisfy { $0.kind == .delegateCall && $0.to == c && $0.output == [7] })
        // Code that b lends to a runs as a.
        #expect(inner.map(\.from) == [b, a, a, b])
        #expect(inner.map(\.value) == [0, 0, 5, 0])
        #expect(inner.map(\.gasUsed) == [16, 16, 16, 16])
        // Four times 0, an address, the gas, 16 for the callee; cold at first, warm afterwards.
        #expect(top.calls.map(\.gasUsed) == [2629, 129, 129, 129])
    }

    @Test("tells why calls fail, and what a revert says")
    func failures() throws {
        let reason = try ABICoder([.string]).encode([.string("no luck")])
        let revert = ABIRevert.reasonSelector.bytes + reason
        let panic = ABIRevert.panicSelector.bytes + UInt256(0x11).bytes32.bytes
        scenario.put(
            a,
            [0xb1, 0xb2, 0xb3, 0xb4, 0xb5].map { calling("CALL", Scenario.address($0), gas: "PUSH2 0x4000") }
                .joined(separator: " "))
        scenario.put(
            Scenario.address(0xb1), storing(revert) + " PUSH2 \(twoBytes(revert.count)) PUSH0 REVERT")
        scenario.put(Scenario.address(0xb2), storing(panic) + " PUSH2 \(twoBytes(panic.count)) PUSH0 REVERT")
        scenario.put(Scenario.address(0xb3), "PUSH1 0x01 PUSH0 SSTORE")
        scenario.put(Scenario.address(0xb4), "POP")
        scenario.put(Scenario.address(0xb5), "PUSH0 PUSH0 REVERT")
        let (top, _) = try traced(Scenario.transaction(to: a))
        #expect(top.error == nil)
        #expect(
            top.calls.map(\.error) == [
                "execution reverted", "execution reverted", "out of gas", "stack underflow (0 <=> 1)",
                "execution reverted",
            ])
        #expect(top.calls.map(\.output) == [revert, panic, [], [], []])
        #expect(top.calls[0].revertReason == "no luck")
        #expect(top.calls[1].revertReason?.contains("overflow") == true)
        #expect(top.calls[2...].allSatisfy { $0.revertReason == nil })
        #expect(top.calls.map(\.gas) == [0x4000, 0x4000, 0x4000, 0x4000, 0x4000])
        #expect(top.calls[2].gasUsed == 0x4000 && top.calls[3].gasUsed == 0x4000)
        #expect(top.calls[4].gasUsed == 4)
    }

    @Test("shows creations with their code, and without an address when they fail")
    func creations() throws {
        // Init code that returns one byte, STOP.
        let good = assemble("PUSH1 0x01 PUSH0 RETURN")
        let long = assemble("PUSH2 0x6000 PUSH0 RETURN")
        let bad = assemble("PUSH1 0xef PUSH0 MSTORE8 PUSH1 0x01 PUSH0 RETURN")
        func creating(_ code: [UInt8], value: String = "PUSH0") -> String {
            "\(storing(code)) PUSH1 \([UInt8(code.count)].prefixedHex) PUSH0 \(value) CREATE"
        }
        scenario.put(
            a,
            "\(creating(good)) \(creating(good, value: "PUSH1 0x09")) PUSH0 PUSH1 0x04 PUSH0 PUSH0 CREATE2 "
                + "\(creating(long)) \(creating(bad))")
        let (top, result) = try traced(Scenario.transaction(to: a, gas: 5_000_000))
        #expect(result.succeeded)
        #expect(top.calls.map(\.kind) == [.create, .create, .create2, .create, .create])
        #expect(
            top.calls.map(\.error) == [
                nil, "insufficient balance for transfer", nil, "contract creation code storage out of gas",
                "invalid code: must not begin with 0xef",
            ])
        #expect(top.calls[0].to == Address.created(by: a, nonce: 1))
        #expect([1, 3, 4].allSatisfy { top.calls[$0].to == nil && top.calls[$0].output.isEmpty })
        #expect(top.calls.map(\.input) == [good, good, good, long, bad])
        #expect(top.calls[0].output == [0])
        // PUSH1, PUSH0, one word of memory, and the code's deposit.
        #expect(top.calls[0].gasUsed == 3 + 2 + 3 + 200)
        #expect(top.calls[1].gasUsed == 0)
        #expect(
            top.calls[2].to
                == Address.created(by: a, salt: .zero, initCodeHash: Keccak256.hash(good)))
        #expect(top.calls.allSatisfy { $0.from == a })

        let (created, whole) = try traced(Scenario.transaction(to: nil, data: good))
        #expect(created.kind == .create && created.to == whole.createdAddress && created.output == [0])
        #expect(created.gasUsed == whole.gasUsed)
        let (failed, _) = try traced(Scenario.transaction(to: nil, data: assemble("PUSH0 PUSH0 REVERT")))
        #expect(failed.to == nil && failed.error == "execution reverted")
    }

    @Test("names the limit on the size of code")
    func largeCode() throws {
        let code = assemble("PUSH2 0x6001 PUSH0 RETURN")
        let (top, _) = try traced(Scenario.transaction(to: nil, gas: 10_000_000, data: code))
        #expect(top.error == "max code size exceeded")
        #expect(top.gasUsed == 10_000_000)
    }

    @Test("shows precompiles, calls that cannot be made, and the end of a contract")
    func special() throws {
        let identity = Scenario.address(4)
        scenario.put(
            a,
            "PUSH1 0xff PUSH0 MSTORE8 PUSH0 PUSH0 PUSH1 0x02 PUSH0 PUSH1 0x04 GAS STATICCALL "
                + "\(calling("CALL", identity, gas: "PUSH1 0x01")) "
                + "\(calling("CALL", b, value: "PUSH1 0x63")) PUSH20 \(b.prefixedHex) SELFDESTRUCT",
            balance: 7)
        let (top, _) = try traced(Scenario.transaction(to: a))
        #expect(top.calls.map(\.kind) == [.staticCall, .call, .call, .selfDestruct])
        #expect(
            top.calls[0].to == identity && top.calls[0].output == [0xff, 0] && top.calls[0].gasUsed == 18)
        #expect(top.calls[1].error == "out of gas" && top.calls[1].gasUsed == 1)
        #expect(top.calls[2].error == "insufficient balance for transfer" && top.calls[2].gasUsed == 0)
        let end = top.calls[3]
        #expect(end.from == a && end.to == b && end.value == 7 && end.gas == 0 && end.gasUsed == 0)
        #expect(end.input.isEmpty && end.error == nil)
    }

    @Test("drops the logs of calls that were undone, and numbers the rest as the receipt does")
    func logs() throws {
        let log = "PUSH0 PUSH0 LOG0"
        scenario.put(
            a, "\(log) \(calling("CALL", b)) \(log) \(calling("CALL", c)) PUSH1 0x2a PUSH0 PUSH0 LOG1")
        scenario.put(b, "\(log) \(calling("CALL", c)) PUSH0 PUSH0 REVERT")
        scenario.put(c, "PUSH1 0x01 PUSH0 LOG0")
        let (top, result) = try traced(Scenario.transaction(to: a)) {
            $0.withLog = true
            $0.firstLogIndex = 10
        }
        #expect(top.logs.map(\.position) == [0, 1, 2])
        #expect(top.logs.map(\.index) == [10, 11, 13])
        #expect(top.calls[0].error != nil)
        #expect(top.calls[0].logs.isEmpty)
        // It succeeded itself, but within a call that was undone.
        #expect(top.calls[0].calls[0].error == nil && top.calls[0].calls[0].logs.isEmpty)
        #expect(top.calls[1].logs.map(\.index) == [12])
        #expect(top.calls[1].logs[0].log.data == [0])
        let all = (top.logs + top.calls[1].logs).sorted { $0.index < $1.index }.map(\.log)
        #expect(all == result.logs)

        let (alone, _) = try traced(Scenario.transaction(to: a)) {
            $0.withLog = true
            $0.onlyTopCall = true
        }
        #expect(alone.calls.isEmpty)
        #expect(alone.logs.map(\.index) == [0, 1, 3])
        #expect(alone.logs.map(\.position) == [0, 0, 0])
        let (silent, _) = try traced(Scenario.transaction(to: a))
        #expect(silent.logs.isEmpty && silent.calls[1].logs.isEmpty)
    }

    @Test("reaches down to the depth at which calls are refused")
    func depth() throws {
        scenario.put(a, calling("CALL", a))
        let (top, result) = try traced(Scenario.transaction(to: a, gas: 1 << 50))
        #expect(result.succeeded)
        var (call, depth) = (top, 1)
        while let next = call.calls.first {
            call = next
            depth += 1
        }
        #expect(depth == 1026)
        #expect(call.error == "max call depth exceeded")
        #expect(call.gasUsed == 0)
    }

    @Test("is refused when it would take more memory than allowed, or when nothing was executed")
    func errors() throws {
        scenario.put(a, String(repeating: calling("CALL", b) + " POP ", count: 100))
        #expect(throws: TraceError(.tooLarge(limit: 5000))) {
            _ = try traced(Scenario.transaction(to: a)) { $0.byteLimit = 5000 }
        }
        let (result, _) = try scenario.run(Scenario.transaction(to: a), nil)
        #expect(throws: TraceError(.incomplete)) {
            _ = try CallTracer().trace(of: Scenario.transaction(to: a), result)
        }
    }
}
