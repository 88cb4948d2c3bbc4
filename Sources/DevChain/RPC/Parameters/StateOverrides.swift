import EVM
import Ethereum
import Primitives

/// What a simulated call finds different in the state: `{address: {balance, nonce, code, state | stateDiff}}`.
struct StateOverrides: Sendable {
    struct Account: Sendable {
        var balance: UInt256?
        var nonce: UInt64?
        var code: Bytecode?
        /// Whether all other slots are empty.
        var replacesStorage = false
        var slots: [(slot: UInt256, word: UInt256)] = []
    }

    var accounts: [(address: Address, account: Account)] = []

    /// Nothing is different.
    static let none = StateOverrides()
}

extension StateOverrides {
    init(_ argument: Argument) throws(RPCError) {
        for (name, entry) in try argument.members() {
            let address = try Argument(index: entry.index, path: entry.path, value: .string(name)).address()
            var account = Account()
            _ = try entry.object()
            account.balance = try entry.member("balance").present.read { value throws(RPCError) in
                try value.quantity()
            }
            account.nonce = try entry.member("nonce").present.read { value throws(RPCError) in
                try value.uint64()
            }
            account.code = try entry.member("code").present.read { value throws(RPCError) in
                Bytecode(try value.data())
            }
            let (state, difference) = (entry.member("state").present, entry.member("stateDiff").present)
            if state != nil, difference != nil { throw entry.error("has both 'state' and 'stateDiff'") }
            account.replacesStorage = state != nil
            if let slots = state ?? difference { account.slots = try StateOverrides.slots(slots) }
            if entry.member("movePrecompileToAddress").isPresent {
                throw .unsupported("\(entry.path).movePrecompileToAddress: precompiles cannot be moved here")
            }
            accounts.append((address, account))
        }
    }

    private static func slots(
        _ argument: Argument
    ) throws(RPCError) -> [(slot: UInt256, word: UInt256)] {
        var slots: [(slot: UInt256, word: UInt256)] = []
        for (name, value) in try argument.members() {
            let slot = try Argument(index: value.index, path: value.path, value: .string(name)).storageKey()
            slots.append((slot.number, try value.storageKey().number))
        }
        return slots
    }

    /// Makes `state` the overridden one.
    func apply(to state: JournaledState) throws(StateError) {
        for (address, account) in accounts {
            if let balance = account.balance { try state.setBalance(of: address, to: balance) }
            if let nonce = account.nonce { try state.setNonce(of: address, to: nonce) }
            if let code = account.code { try state.setCode(of: address, to: code) }
            if account.replacesStorage { try state.clearStorage(of: address) }
            for (slot, word) in account.slots { try state.setStorage(of: address, at: slot, to: word) }
        }
    }
}
