internal import EVM
public import Ethereum
public import Primitives

/// The block without a parent, and the accounts that exist from the start.
public struct Genesis: Sendable {
    /// An account that exists from the start.
    public struct Account: Sendable {
        /// In wei.
        public var balance: UInt256
        /// Of its next transaction.
        public var nonce: UInt64
        /// Empty for an account without code.
        public var code: [UInt8]
        /// Slots with their words.
        public var storage: [UInt256: UInt256]

        /// By default an account that only has ether.
        public init(
            balance: UInt256 = .zero, nonce: UInt64 = 0, code: [UInt8] = [],
            storage: [UInt256: UInt256] = [:]
        ) {
            self.balance = balance
            self.nonce = nonce
            self.code = code
            self.storage = storage
        }
    }

    /// Of block 0; its state root follows from ``accounts`` and is set when the chain is opened.
    public var header: BlockHeader
    /// By address; empty accounts do not exist (EIP-161).
    public var accounts: [Address: Account]

    /// From its parts.
    public init(header: BlockHeader, accounts: [Address: Account]) {
        self.header = header
        self.accounts = accounts
    }

    /// A header for block 0 without transactions.
    public init(
        timestamp: UInt64, gasLimit: UInt64, baseFee: UInt256, coinbase: Address = .zero,
        extraData: [UInt8] = [], accounts: [Address: Account]
    ) {
        self.init(
            header: BlockHeader(
                parentHash: .zero, beneficiary: coinbase, stateRoot: emptyTrieRoot,
                transactionsRoot: emptyTrieRoot, receiptsRoot: emptyTrieRoot, number: 0, gasLimit: gasLimit,
                gasUsed: 0, timestamp: timestamp, extraData: extraData, baseFeePerGas: baseFee,
                withdrawalsRoot: emptyTrieRoot),
            accounts: accounts)
    }

    /// All accounts as changes of a state without any.
    var changes: StateChanges {
        StateChanges(
            accounts: accounts.mapValues { account in
                let code = account.code.isEmpty ? nil : Bytecode(account.code)
                return StateChanges.AccountChange(
                    account: EVM.Account(
                        nonce: account.nonce, balance: account.balance,
                        codeHash: code?.hash ?? EVM.Account.emptyCodeHash),
                    storage: account.storage, code: code)
            })
    }

    /// Block 0 with its state.
    func head() throws(StateError) -> ChainHead {
        let state = try WorldState().applying(changes)
        var header = header
        header.stateRoot = state.root
        return ChainHead(block: SealedBlock(header: header), state: state)
    }
}
