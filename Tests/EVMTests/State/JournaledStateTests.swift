import EVM
import Ethereum
import Primitives
import Testing

@Suite("A journaled state")
struct JournaledStateTests {
    private let address = Address(truncating: UInt256(0xabc).bytes32)

    @Test("may be read and set from outside for accounts that nothing has touched yet")
    func untouched() throws {
        for touch in [
            { (state: JournaledState) in _ = try state.account(address) },
            { state in _ = try state.storage(address, 1) },
            { state in try state.clearStorage(of: address) },
            { state in try state.setStorage(of: address, at: 1, to: 2) },
            { state in try state.setBalance(of: address, to: 2) },
            { state in try state.setNonce(of: address, to: 2) },
            { state in try state.setCode(of: address, to: Bytecode([0])) },
            { state in try state.credit(address, 2) },
        ] as [(JournaledState) throws -> Void] {
            try touch(JournaledState(over: WorldState()))
        }
    }

    @Test("gives what is different from the state below, and nothing else")
    func changes() throws {
        let world = try WorldState().applying(
            StateChanges(accounts: [
                address: .init(account: Account(balance: 5), storage: [1: 1, 2: 2]),
                Scene.other: .init(account: Account(balance: 7)),
            ]))
        let state = JournaledState(over: world)
        _ = try state.account(Scene.other)
        #expect(try state.storage(address, 1) == 1)
        #expect(state.changes().accounts.isEmpty)

        try state.setStorage(of: address, at: 1, to: 0)
        try state.setStorage(of: address, at: 2, to: 2)
        let changes = state.changes()
        #expect(changes.accounts.count == 1)
        #expect(changes.accounts[address]?.storage == [1: 0])

        try state.clearStorage(of: address)
        try state.setStorage(of: address, at: 3, to: 3)
        let cleared = try world.applying(state.changes())
        #expect(try cleared.storage(address, 2) == 0)
        #expect(try cleared.storage(address, 3) == 3)
        #expect(try cleared.account(address)?.balance == 5)
    }

    @Test("lets an account go that becomes empty (EIP-161)")
    func emptied() throws {
        let world = try WorldState().applying(
            StateChanges(accounts: [address: .init(account: Account(balance: 5))]))
        let state = JournaledState(over: world)
        try state.setBalance(of: address, to: 0)
        #expect(try world.applying(state.changes()).root == WorldState().root)
    }
}
