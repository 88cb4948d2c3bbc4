import EVM
import Ethereum
import Primitives
import Testing

@Suite("A transaction's gas")
struct FeesTests {
    @Test("is 21000 for a plain transfer; the tip goes to the coinbase and the base fee nowhere")
    func transfer() throws {
        let scene = try Scene(baseFee: 7)
        let result = try scene.send(to: Scene.other, value: 5, gas: 50_000, gasPrice: 10)
        #expect(result.succeeded)
        #expect(result.gasUsed == 21_000)
        let after = try scene.after()
        #expect(try after.account(Scene.other)?.balance == 5)
        #expect(try after.account(Scene.coinbase)?.balance == 21_000 * 3)
        #expect(try after.account(Scene.sender)?.balance == Scene.ether - 5 - 210_000)
        #expect(try after.account(Scene.sender)?.nonce == 1)
    }

    @Test("leaves no coinbase account when there is no tip")
    func noTip() throws {
        let scene = try Scene(baseFee: 10)
        _ = try scene.send(to: Scene.other, value: 5, gasPrice: 10)
        #expect(try scene.after().account(Scene.coinbase) == nil)
    }

    @Test("is refunded for cleared slots, a fifth at most (EIP-3529)")
    func refund() throws {
        let clear = Program().push(0).push(1).op("SSTORE").op("STOP")
        let scene = try Scene(
            code: [Scene.contract: clear.bytes], storage: [Scene.contract: [1: 1]])
        let result = try scene.send(gas: 100_000)
        // 21000 + PUSH0 2 + PUSH1 3 + cold slot 2100 + reset 2900.
        #expect(result.gasUsed + result.gasRefunded == 26_005)
        #expect(result.gasRefunded == 4_800)
        #expect(try scene.after().storage(Scene.contract, 1) == 0)
        #expect(try scene.after().hasStorage(Scene.contract) == false)
    }

    @Test("is all gone when the code halts, and the state is as before but for nonce and fee")
    func halt() throws {
        let write = Program().push(1).push(1).op("SSTORE").op("INVALID")
        let scene = try Scene(code: [Scene.contract: write.bytes])
        let result = try scene.send(value: 9, gas: 90_000, gasPrice: 1)
        #expect(result.failure == .halt(.invalidInstruction))
        #expect(result.gasUsed == 90_000)
        let after = try scene.after()
        #expect(try after.storage(Scene.contract, 1) == 0)
        #expect(try after.account(Scene.contract)?.balance == 0)
        #expect(try after.account(Scene.sender) == Account(nonce: 1, balance: Scene.ether - 90_000))
    }

    @Test("comes back after a revert, with the reason as output")
    func revert() throws {
        let reason = Program().push(42).push(0).op("MSTORE").push(32).push(0).op("REVERT")
        let scene = try Scene(code: [Scene.contract: reason.bytes])
        let result = try scene.send(gas: 90_000)
        #expect(result.failure == .revert)
        #expect(result.output == UInt256(42).bytes32.bytes)
        #expect(result.gasUsed < 22_000)
        #expect(result.logs.isEmpty)
    }

    @Test("of the block shrinks, and a transaction that wants more than is left is refused")
    func blockGas() throws {
        let scene = try Scene(gasLimit: 50_000)
        _ = try scene.send(to: Scene.other, gas: 21_000)
        #expect(scene.executor.gasLeft == 29_000)
        #expect(throws: rejection(.exceedsBlockGas(limit: 29_001, available: 29_000))) {
            try scene.send(to: Scene.other, gas: 29_001)
        }
        #expect(try scene.send(to: Scene.other, gas: 29_000).succeeded)
    }

    private func rejection(_ code: TransactionRejection.Code) -> ExecutionError {
        .rejected(TransactionRejection(code, sender: Scene.sender))
    }
}
