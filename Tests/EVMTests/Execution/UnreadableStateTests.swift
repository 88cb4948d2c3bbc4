import EVM
import Ethereum
import Primitives
import Testing

@Suite("A state that cannot be read")
struct UnreadableStateTests {
    /// Fails for one account's storage and one account.
    private struct Broken: StateReader {
        let inner: WorldState

        func account(_ address: Address) throws(StateError) -> Account? {
            if address == Scene.other { throw StateError("the store of \(address) is broken") }
            return try inner.account(address)
        }
        func storage(_ address: Address, _ slot: UInt256) throws(StateError) -> UInt256 {
            throw StateError("the storage of \(address) is broken")
        }
        func hasStorage(_ address: Address) throws(StateError) -> Bool { try inner.hasStorage(address) }
        func code(_ hash: Bytes32) throws(StateError) -> Bytecode { try inner.code(hash) }
    }

    @Test(
        "makes the transaction void, wherever it is met",
        arguments: [
            Program().push(1).op("SLOAD"),
            Program().push(1).push(1).op("SSTORE"),
            Program().push(Scene.other.number).op("BALANCE"),
            Program().push(Scene.other.number).op("SELFDESTRUCT"),
            // From within a call to itself, so that frames above have to go as well.
            Program().push(0).push(0).push(0).push(0).push(Scene.other.number).op("GAS").op("DELEGATECALL"),
        ].map(\.bytes))
    func void(code: [UInt8]) throws {
        let scene = try Scene(code: [Scene.contract: code])
        let state = JournaledState(over: Broken(inner: scene.world))
        let executor = TransactionExecutor(state: state, block: BlockEnvironment())
        #expect {
            _ = try executor.execute(Scene.transaction(), from: Scene.sender)
        } throws: { error in
            guard case ExecutionError.state(let error) = error else { return false }
            return error.description.contains("is broken")
        }
        #expect(state.changes().accounts.isEmpty)
        #expect(try state.account(Scene.sender).nonce == 0)
    }
}
