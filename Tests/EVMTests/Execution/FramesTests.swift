import EVM
import Ethereum
import Primitives
import Testing

@Suite("Calls within calls")
struct FramesTests {
    /// Calls itself with all gas but a 64th, and counts in slot 0 how deep that went.
    private static let recursive = Program()
        .push(1).push(0).op("SLOAD").op("ADD").push(0).op("SSTORE")
        .push(0).push(0).push(0).push(0).push(0).op("ADDRESS").op("GAS").op("CALL").op("STOP")

    @Test("go 1024 deep and no deeper, on a small native stack")
    func depth() throws {
        let scene = try Scene(code: [Scene.contract: Self.recursive.bytes], gasLimit: .max >> 1)
        let result = try scene.send(gas: .max >> 2)
        #expect(result.succeeded)
        // The outermost frame and 1024 calls below it.
        #expect(try scene.after().storage(Scene.contract, 0) == 1025)
    }

    @Test("that fail undo what they did, and only that")
    func nestedRevert() throws {
        let inner = Program().push(7).push(1).op("SSTORE").push(0).push(0).op("LOG0").push(0).push(0).op(
            "REVERT")
        let outer = Program()
            .push(5).push(2).op("SSTORE")
            .push(0).push(0).push(0).push(0).push(3).push(Scene.other.number).op("GAS").op("CALL")
            .returningTop()
        let scene = try Scene(code: [Scene.contract: outer.bytes, Scene.other: inner.bytes])
        let result = try scene.send(value: 10)
        #expect(result.output == UInt256.zero.bytes32.bytes)
        #expect(result.logs.isEmpty)
        let after = try scene.after()
        #expect(try after.storage(Scene.contract, 2) == 5)
        #expect(try after.storage(Scene.other, 1) == 0)
        #expect(try after.account(Scene.contract)?.balance == 10)
        #expect(try after.account(Scene.other)?.balance == 0)
    }

    @Test("that are static cannot write, and the write costs the callee all its gas")
    func staticCall() throws {
        let inner = Program().push(7).push(1).op("SSTORE").op("STOP")
        let outer = Program()
            .push(0).push(0).push(0).push(0).push(Scene.other.number).push(50_000).op("STATICCALL")
            .returningTop()
        let scene = try Scene(code: [Scene.contract: outer.bytes, Scene.other: inner.bytes])
        let result = try scene.send()
        #expect(result.succeeded)
        #expect(result.output == UInt256.zero.bytes32.bytes)
        #expect(result.gasUsed > 71_000)
        #expect(try scene.after().storage(Scene.other, 1) == 0)
    }

    @Test("hand over return data, which ends with the next call")
    func returnData() throws {
        let inner = Program().push(0xabc).returningTop()
        let outer = Program()
            .push(0).push(0).push(0).push(0).push(Scene.other.number).op("GAS").op("STATICCALL").op("POP")
            .op("RETURNDATASIZE").push(0).push(0).op("RETURNDATACOPY")
            // A call to nobody returns nothing.
            .push(0).push(0).push(0).push(0).push(0x999).op("GAS").op("STATICCALL").op("POP")
            .op("RETURNDATASIZE").push(32).op("MSTORE").push(64).push(0).op("RETURN")
        let scene = try Scene(code: [Scene.contract: outer.bytes, Scene.other: inner.bytes])
        let result = try scene.send()
        #expect(result.output == UInt256(0xabc).bytes32.bytes + UInt256(0).bytes32.bytes)
    }

    @Test("of one transaction leave nothing warm or transient to the next")
    func betweenTransactions() throws {
        let code = Program()
            .push(1).op("TLOAD").push(9).push(1).op("TSTORE").push(5).op("SLOAD").op("POP").returningTop()
        let scene = try Scene(code: [Scene.contract: code.bytes])
        let first = try scene.send()
        let second = try scene.send()
        #expect(first.output == UInt256.zero.bytes32.bytes)
        #expect(second.output == first.output)
        #expect(second.gasUsed == first.gasUsed)
    }
}
