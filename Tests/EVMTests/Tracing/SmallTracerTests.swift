import EVM
import Ethereum
import Primitives
import Testing

@Suite("A count of selectors")
struct FourByteTracerTests {
    @Test("has every call with at least four bytes, but no creation and no precompile")
    func counts() throws {
        let (a, b) = (Scenario.address(0xa0), Scenario.address(0xb0))
        func sending(_ count: Int, _ kind: String, _ to: Address) -> String {
            "PUSH0 PUSH0 PUSH1 \([UInt8(count)].prefixedHex) PUSH0 \(kind == "CALL" ? "PUSH0" : "") "
                + "PUSH20 \(to.prefixedHex) GAS \(kind)"
        }
        var scenario = Scenario()
        scenario.put(
            a,
            """
            \(storing([0x27, 0xdc, 0x29, 0x7e])) \(sending(36, "CALL", b)) \(sending(36, "STATICCALL", b))
            \(sending(4, "DELEGATECALL", b)) \(sending(3, "CALL", b)) \(sending(36, "CALL", Scenario.address(4)))
            PUSH1 0x20 PUSH0 PUSH0 CREATE
            """)
        scenario.put(b, "STOP")
        let tracer = FourByteTracer()
        try scenario.run(Scenario.transaction(to: a, data: [1, 2, 3, 4, 5]), tracer)
        #expect(tracer.counts == ["0x01020304-1": 1, "0x27dc297e-32": 2, "0x27dc297e-0": 1])
    }
}

@Suite("A collected access list")
struct AccessListTracerTests {
    private let a = Scenario.address(0xa0)
    private let b = Scenario.address(0xb0)
    private let c = Scenario.address(0xc0)

    private func collected(
        _ scenario: Scenario, _ list: Transaction.AccessList = []
    ) throws -> (list: Transaction.AccessList, gas: UInt64) {
        let tracer = AccessListTracer(sender: Scenario.sender, to: a, list: list)
        let (result, _) = try scenario.run(Scenario.transaction(to: a, list: list), tracer)
        return (tracer.accessList, result.gasUsed)
    }

    @Test("names accounts and slots, and those that are warm anyway only with slots")
    func list() throws {
        var scenario = Scenario()
        scenario.put(
            a,
            """
            PUSH1 0x02 SLOAD PUSH1 0x01 SLOAD PUSH1 0x01 SLOAD CALLER BALANCE PUSH1 0x04 EXTCODESIZE
            \(calling("CALL", b)) PUSH20 \(c.prefixedHex) EXTCODEHASH
            """)
        scenario.put(b, "PUSH1 0x05 PUSH0 SSTORE \(calling("STATICCALL", Scenario.address(2)))")
        let (list, before) = try collected(scenario)
        #expect(
            list == [
                Transaction.AccessListEntry(
                    address: a, storageKeys: [UInt256(1).bytes32, UInt256(2).bytes32]),
                Transaction.AccessListEntry(address: b, storageKeys: [.zero]),
                Transaction.AccessListEntry(address: c, storageKeys: []),
            ])
        let (again, gas) = try collected(scenario, list)
        #expect(again == list)
        // Three accounts and three slots are paid ahead; two accounts and three slots are no longer cold.
        #expect(gas == before + 3 * 2400 + 3 * 1900 - 2 * 2500 - 2 * 2000 - 2100)
    }

    @Test("grows with what the list itself makes reachable, and is stable then")
    func fixpoint() throws {
        // With the slot warm, more than half of the gas for it is left, and c is called.
        var scenario = Scenario()
        scenario.put(
            a,
            """
            GAS PUSH1 0x01 SLOAD POP GAS SWAP1 SUB PUSH2 0x0400 GT PUSH1 0x10 JUMPI
            STOP JUMPDEST \(calling("CALL", c))
            """)
        let (first, _) = try collected(scenario)
        #expect(first.map(\.address) == [a])
        let (second, _) = try collected(scenario, first)
        #expect(second.map(\.address) == [a, c])
        let (third, _) = try collected(scenario, second)
        #expect(third == second)
    }

    @Test("drops accounts without slots that are warm anyway from the list that it begins with")
    func initial() {
        let entries = [a, Scenario.sender, Scenario.address(1), b].map {
            Transaction.AccessListEntry(address: $0, storageKeys: [])
        }
        let tracer = AccessListTracer(sender: Scenario.sender, to: a, list: entries)
        #expect(tracer.accessList.map(\.address) == [b])
    }
}

@Suite("A group of tracers")
struct TracerGroupTests {
    @Test("gives each tracer what it would have seen alone")
    func group() throws {
        let (a, b) = (Scenario.address(0xa0), Scenario.address(0xb0))
        var scenario = Scenario()
        scenario.put(a, "PUSH0 PUSH0 LOG0 \(calling("CALL", b)) PUSH1 0x01 SLOAD", storage: [1: 2])
        scenario.put(b, "PUSH0 PUSH0 REVERT")
        let transaction = Scenario.transaction(to: a, data: [1, 2, 3, 4])
        var options = CallTracer.Options()
        options.withLog = true
        let together = (StructLogTracer(), CallTracer(options: options), FourByteTracer())
        let group = TracerGroup([together.0, together.1, together.2])
        #expect(group.tracers.count == 3)
        let (result, _) = try scenario.run(transaction, group)
        let alone = (StructLogTracer(), CallTracer(options: options), FourByteTracer())
        for tracer in [alone.0, alone.1, alone.2] as [any ExecutionTracer] {
            try scenario.run(transaction, tracer)
        }
        #expect(try together.0.trace(of: result) == alone.0.trace(of: result))
        #expect(try together.1.trace(of: transaction, result) == alone.1.trace(of: transaction, result))
        #expect(together.2.counts == alone.2.counts && together.2.counts.count == 1)
        #expect(try together.1.trace(of: transaction, result).logs.count == 1)
    }
}
