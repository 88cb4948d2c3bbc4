import EVM
import Ethereum
import Primitives

extension OfficialKind {
    static let state = OfficialKind(
        name: "state", recognises: StateTestCase.recognises,
        cases: { _, name, test in
            try StateTestCase.parse(test, name: name).map { name, aCase in
                OfficialCase(name: name) {
                    try aCase.check(stateRoot: { try WorldState($0).root }, execute: { try $0.execute($1) })
                }
            }
        })
}

extension StateTestCase {
    /// Runs the transaction as a block's only one.
    fileprivate func execute(_ signed: SignedTransaction) throws -> StateTestOutcome {
        let world = try WorldState(accounts)
        let state = JournaledState(over: world)
        let block = BlockEnvironment(
            number: environment.number, timestamp: environment.timestamp, gasLimit: environment.gasLimit,
            coinbase: environment.coinbase, prevRandao: environment.prevRandao, baseFee: environment.baseFee,
            blobBaseFee: FeeMarket.blobBaseFee(excessBlobGas: environment.excessBlobGas), chainID: 1,
            blockHash: Environment.blockHash)
        let executor = TransactionExecutor(state: state, block: block)
        let logs: [Log]
        do throws(ExecutionError) {
            logs = try executor.execute(signed.transaction, from: signed.sender).logs
        } catch {
            switch error {
            case .invalid(let error): return StateTestOutcome(root: world.root, logs: [], refusal: error)
            case .rejected(let error): return StateTestOutcome(root: world.root, logs: [], refusal: error)
            case .state(let error): throw error
            }
        }
        let root = try world.applying(state.changes()).root
        return StateTestOutcome(root: root, logs: logs, refusal: nil)
    }
}

extension WorldState {
    /// A state of these accounts and no others.
    init(_ accounts: [OfficialAccount]) throws {
        var changes = StateChanges()
        for account in accounts {
            let code = Bytecode(account.code)
            changes.accounts[account.address] = StateChanges.AccountChange(
                account: Account(nonce: account.nonce, balance: account.balance, codeHash: code.hash),
                storage: Dictionary(
                    account.storage.map { ($0.slot, $0.word) }, uniquingKeysWith: { _, last in last }),
                code: account.code.isEmpty ? nil : code)
        }
        self = try WorldState().applying(changes)
    }
}
