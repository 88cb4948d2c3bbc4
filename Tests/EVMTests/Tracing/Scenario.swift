import EVM
import Ethereum
import Primitives

/// A small world with a sender, in which one transaction is executed.
struct Scenario {
    static let sender = address(0x5e)
    static let coinbase = address(0xcb)
    static let funds: UInt256 = 1_000_000_000_000_000_000_000_000_000_000

    var accounts: [Address: StateChanges.AccountChange] = [
        Self.sender: StateChanges.AccountChange(account: Account(balance: Self.funds))
    ]

    static func address(_ number: Int) -> Address { Address(truncating: UInt256(number).bytes32) }

    mutating func put(
        _ address: Address, _ source: String, balance: UInt256 = .zero, storage: [UInt256: UInt256] = [:]
    ) { put(address, code: assemble(source), balance: balance, storage: storage) }

    mutating func put(
        _ address: Address, code: [UInt8], balance: UInt256 = .zero, storage: [UInt256: UInt256] = [:]
    ) {
        let code = Bytecode(code)
        accounts[address] = StateChanges.AccountChange(
            account: Account(nonce: 1, balance: balance, codeHash: code.hash), storage: storage, code: code)
    }

    func world() throws -> WorldState { try WorldState().applying(StateChanges(accounts: accounts)) }

    static func transaction(
        to: Address?, gas: UInt64 = 1_000_000, value: UInt256 = .zero, data: [UInt8] = [],
        price: UInt256 = .zero, list: Transaction.AccessList = []
    ) -> Transaction {
        Transaction(
            chainID: 1, nonce: 0, gasLimit: gas, to: to, value: value, data: data,
            fees: .dynamic(maxFeePerGas: price, maxPriorityFeePerGas: price, list))
    }

    @discardableResult
    func run(
        _ transaction: Transaction, _ tracer: (any ExecutionTracer)?
    ) throws -> (result: ExecutionResult, changes: StateChanges) {
        let state = JournaledState(over: try world())
        let block = BlockEnvironment(gasLimit: .max, coinbase: Self.coinbase)
        let executor = TransactionExecutor(state: state, block: block)
        let result = try executor.execute(transaction, from: Self.sender, tracer: tracer)
        return (result, state.changes())
    }
}
