import EVM
import Ethereum
import Primitives
import Testing

@Suite("A trace of instructions")
struct StructLogTracerTests {
    private let contract = Scenario.address(0xc0)
    private let other = Scenario.address(0xc1)

    private func traced(
        _ source: String, gas: UInt64 = 100_000, storage: [UInt256: UInt256] = [:], balance: UInt256 = .zero,
        other code: String = "STOP", _ options: StructLogTracer.Options = StructLogTracer.Options()
    ) throws -> StructLogTrace {
        var scenario = Scenario()
        scenario.put(contract, source, balance: balance, storage: storage)
        scenario.put(other, code)
        let tracer = StructLogTracer(options: options)
        let (result, _) = try scenario.run(Scenario.transaction(to: contract, gas: gas), tracer)
        return try tracer.trace(of: result)
    }

    @Test("has every instruction with place, gas, price and stack")
    func plain() throws {
        var options = StructLogTracer.Options()
        options.enableMemory = true
        let trace = try traced("PUSH1 0x2a PUSH1 0x00 MSTORE PUSH1 0x20 PUSH1 0x00 RETURN", options)
        #expect(trace.gas == 21_018)
        #expect(!trace.failed)
        #expect(trace.returnValue == UInt256(42).bytes32.bytes)
        let logs = trace.structLogs
        #expect(logs.map(\.name) == ["PUSH1", "PUSH1", "MSTORE", "PUSH1", "PUSH1", "RETURN"])
        #expect(logs.map(\.pc) == [0, 2, 4, 5, 7, 9])
        #expect(logs.map(\.gas) == [79_000, 78_997, 78_994, 78_988, 78_985, 78_982])
        #expect(logs.map(\.gasCost) == [3, 3, 6, 3, 3, 0])
        #expect(logs.map(\.stack) == [[], [42], [42, 0], [], [32], [32, 0]])
        #expect(logs.allSatisfy { $0.depth == 1 && $0.refund == 0 && $0.error == nil && $0.storage == nil })
        // The memory is that before the instruction enlarges it.
        let word = UInt256(42).bytes32
        #expect(logs.map(\.memory) == [[], [], [], [word], [word], [word]])
        #expect(logs.allSatisfy { $0.returnData == nil })
    }

    @Test("ends with the STOP that stands behind every code")
    func implicitStop() throws {
        let trace = try traced("PUSH0")
        #expect(trace.structLogs.map(\.name) == ["PUSH0", "STOP"])
        #expect(trace.structLogs.map(\.pc) == [0, 1])
    }

    @Test("gathers the slots that a contract has read and written, and counts refunds at once")
    func storage() throws {
        let source = """
            PUSH1 0x01 SLOAD POP PUSH0 PUSH1 0x01 SSTORE PUSH1 0x07 PUSH1 0x02 SSTORE
            """
        let trace = try traced(source, storage: [1: 5])
        let logs = trace.structLogs
        let touching = logs.filter { $0.storage != nil }
        #expect(touching.map(\.name) == ["SLOAD", "SSTORE", "SSTORE"])
        #expect(touching.map(\.gasCost) == [2100, 2900, 22_100])
        #expect(touching.map(\.storage) == [[1: 5], [1: 0], [1: 0, 2: 7]])
        #expect(logs.map(\.refund) == [0, 0, 0, 0, 0, 4800, 4800, 4800, 4800, 4800])
        // A fifth at most comes back: of 21000 + 3 + 2100 + 2 + 2 + 3 + 2900 + 3 + 3 + 22100, more than 4800.
        #expect(trace.gas == 48_116 - 4800)
    }

    @Test("counts the gas handed on in a call's price, but not the stipend")
    func call() throws {
        let source = calling("CALL", other, gas: "PUSH2 0x1000", value: "PUSH1 0x01") + " RETURNDATASIZE"
        var options = StructLogTracer.Options()
        options.enableReturnData = true
        let trace = try traced(
            source, balance: 1, other: "PUSH1 0x05 PUSH0 MSTORE8 PUSH1 0x01 PUSH0 RETURN", options)
        let logs = trace.structLogs
        let call = try #require(logs.first { $0.name == "CALL" })
        #expect(call.gasCost == 2600 + 9000 + 0x1000)
        let inner = logs.filter { $0.depth == 2 }
        #expect(inner.map(\.name) == ["PUSH1", "PUSH0", "MSTORE8", "PUSH1", "PUSH0", "RETURN"])
        #expect(inner.first?.gas == 0x1000 + 2300)
        #expect(inner.map(\.gasCost) == [3, 2, 6, 3, 2, 0])
        // What was not used comes back: all but 16.
        let after = try #require(logs.first { $0.name == "RETURNDATASIZE" })
        #expect(after.gas == call.gas - 2600 - 9000 + 2300 - 16)
        #expect(after.stack == [1])
        #expect(after.returnData == [5])
    }

    @Test("leaves the gas handed on out of a creation's price")
    func creation() throws {
        // One byte of init code, STOP: a word of it costs 2, the memory 3.
        let logs = try traced("PUSH1 0x01 PUSH0 PUSH0 CREATE").structLogs
        #expect(logs.map(\.name) == ["PUSH1", "PUSH0", "PUSH0", "CREATE", "STOP", "STOP"])
        let create = logs[3]
        #expect(create.gasCost == 32_005)
        let left = create.gas - 32_005
        #expect(logs[4].gas == left - left / 64)
        #expect(logs[4].depth == 2)
        #expect(logs[5].gas == left)
    }

    @Test("names the instruction that failed, why, and what it needed")
    func failures() throws {
        func last(_ source: String, gas: UInt64 = 100_000) throws -> StructLog {
            let trace = try traced(source, gas: gas)
            #expect(trace.failed && trace.gas == gas && trace.returnValue.isEmpty)
            #expect(trace.structLogs.dropLast().allSatisfy { $0.error == nil })
            return try #require(trace.structLogs.last)
        }
        let underflow = try last("PUSH0 ADD")
        #expect(underflow.error == "stack underflow (1 <=> 2)")
        #expect(underflow.gasCost == 3)
        let overflow = try last(String(repeating: "PUSH0 ", count: 1025))
        #expect(overflow.error == "stack limit reached 1024 (1023)")
        let undefined = try last("0x0c")
        #expect(undefined.name == "opcode 0xc not defined")
        #expect(undefined.error == "invalid opcode: opcode 0xc not defined")
        #expect(undefined.gasCost == 0)
        #expect(try last("INVALID").error == "invalid opcode: INVALID")
        let jump = try last("PUSH1 0x03 JUMP PUSH0")
        #expect(jump.error == "invalid jump destination")
        #expect(jump.gasCost == 8)
        let poor = try last("PUSH0 PUSH0 ADD", gas: 21_006)
        #expect(poor.error == "out of gas")
        #expect((poor.gas, poor.gasCost) == (2, 3))
        let store = try last("PUSH1 0x01 PUSH0 SSTORE", gas: 26_005)
        #expect((store.gas, store.gasCost) == (5000, 22_100))
        #expect(store.storage == nil)
        // 32769 words of memory: 3 * 32769 + 32769 * 32769 / 512, and 3 for the instruction.
        let memory = try last("PUSH0 PUSH3 0x100000 MSTORE")
        #expect(memory.gasCost == 98_307 + 2_097_280 + 3)
    }

    @Test("has the data of a revert as the value returned")
    func revert() throws {
        let trace = try traced("PUSH1 0x2a PUSH0 MSTORE PUSH1 0x20 PUSH0 REVERT")
        #expect(trace.failed)
        #expect(trace.returnValue == UInt256(42).bytes32.bytes)
        #expect(trace.structLogs.allSatisfy { $0.error == nil })
    }

    @Test("leaves out what is not wanted")
    func options() throws {
        var options = StructLogTracer.Options()
        options.disableStack = true
        options.disableStorage = true
        let source = "PUSH0 SLOAD POP"
        let logs = try traced(source, options).structLogs
        #expect(logs.allSatisfy { $0.stack == nil && $0.storage == nil && $0.memory == nil })
        #expect(logs.map(\.gasCost) == [2, 2100, 2, 0])
        options.disableStorage = false
        options.limit = 2
        // The word of the last instruction within the limit is known only from the one behind it.
        let cut = try traced(source, storage: [0: 9], options).structLogs
        #expect(cut.map(\.name) == ["PUSH0", "SLOAD"])
        #expect(cut[1].storage == [0: 9])
    }

    @Test("is refused when it would take more memory than allowed")
    func budget() throws {
        var options = StructLogTracer.Options()
        options.byteLimit = 100_000
        // An endless loop, ended by the gas.
        #expect(throws: TraceError(.tooLarge(limit: 100_000))) {
            _ = try traced("JUMPDEST PUSH0 JUMP", options)
        }
        options.limit = 10
        #expect(try traced("JUMPDEST PUSH0 JUMP", options).structLogs.count == 10)
    }
}
