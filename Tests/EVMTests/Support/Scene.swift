import EVM
import Ethereum
import Primitives

/// A small world with a rich sender and contracts, and one block to run transactions in.
struct Scene {
    static let sender = Address(truncating: UInt256(0xa11ce).bytes32)
    static let coinbase = Address(truncating: UInt256(0xc0ffee).bytes32)
    static let contract = Address(truncating: UInt256(0xc0de).bytes32)
    static let other = Address(truncating: UInt256(0x0dd).bytes32)
    static let ether = UInt256(1_000_000_000_000_000_000)

    let world: WorldState
    let executor: TransactionExecutor

    init(
        code: [Address: [UInt8]] = [:], storage: [Address: [UInt256: UInt256]] = [:],
        balances: [Address: UInt256] = [:], baseFee: UInt256 = 0, gasLimit: UInt64 = 30_000_000
    ) throws {
        var changes = StateChanges()
        changes.accounts[Self.sender] = .init(account: Account(balance: Self.ether))
        for (address, balance) in balances {
            changes.accounts[address] = .init(account: Account(balance: balance))
        }
        for (address, bytes) in code {
            let code = Bytecode(bytes)
            let balance = balances[address] ?? .zero
            changes.accounts[address] = .init(
                account: Account(nonce: 1, balance: balance, codeHash: code.hash),
                storage: storage[address] ?? [:], code: code)
        }
        world = try WorldState().applying(changes)
        executor = TransactionExecutor(
            state: JournaledState(over: world),
            block: BlockEnvironment(gasLimit: gasLimit, coinbase: Self.coinbase, baseFee: baseFee))
    }

    /// The sender's next transaction.
    func send(
        to: Address? = Scene.contract, value: UInt256 = 0, data: [UInt8] = [], gas: UInt64 = 1_000_000,
        gasPrice: UInt256 = 0, tracer: (any ExecutionTracer)? = nil
    ) throws -> ExecutionResult {
        let nonce = try executor.state.account(Self.sender).nonce
        return try executor.execute(
            Scene.transaction(
                to: to, value: value, data: data, gas: gas, gasPrice: gasPrice, nonce: nonce),
            from: Self.sender, tracer: tracer)
    }

    static func transaction(
        to: Address? = Scene.contract, value: UInt256 = 0, data: [UInt8] = [], gas: UInt64 = 1_000_000,
        gasPrice: UInt256 = 0, nonce: UInt64 = 0
    ) -> Transaction {
        Transaction(
            chainID: nil, nonce: nonce, gasLimit: gas, to: to, value: value, data: data,
            fees: .legacy(gasPrice: gasPrice))
    }

    /// The state after everything so far.
    func after() throws -> WorldState { try world.applying(executor.state.changes()) }
}
