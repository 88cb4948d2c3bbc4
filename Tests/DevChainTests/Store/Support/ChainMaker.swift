import DevChain
import EVM
import Ethereum
import Primitives
import TestSupport

/// Makes blocks that change a state as transactions would, without running any.
struct ChainMaker {
    private(set) var random: SplitMix64
    private(set) var blocks: [SealedBlock] = []
    /// After each block.
    private(set) var states: [WorldState] = []
    var settings: [UInt8] = []
    /// What the store has.
    private var written: WorldState?
    private var writtenCount = 0

    /// With a genesis of so many accounts.
    init(accounts: Int, seed: UInt64 = 1) throws {
        random = SplitMix64(seed: seed)
        var changes = StateChanges()
        for index in 0..<accounts {
            changes.accounts[Self.address(index)] = .init(
                account: Account(nonce: 0, balance: UInt256(UInt64(1_000_000 + index))))
        }
        try seal(changes, transactions: [])
    }

    /// Continues the chain of a store.
    init(reopening store: SQLiteStore, blocks: [SealedBlock], seed: UInt64) throws {
        random = SplitMix64(seed: seed)
        self.blocks = blocks
        let chain = try store.load()
        let state = try WorldState(root: chain?.stateRoot ?? .zero, source: store)
        states = blocks.map { _ in state }
        written = state
        writtenCount = blocks.count
    }

    static func address(_ index: Int) -> Address {
        Address(truncating: UInt256(UInt64(0x1000 + index)).bytes32)
    }

    var head: SealedBlock { blocks[blocks.count - 1] }
    var state: WorldState { states[states.count - 1] }

    /// A block of plain transfers between the first `accounts` addresses.
    mutating func transfer(_ count: Int = 1, among accounts: Int) throws {
        var changes = StateChanges()
        var transactions: [ChainTransaction] = []
        for _ in 0..<count {
            let (from, to) = (Self.address(pick(accounts)), Self.address(pick(accounts)))
            var sender = try current(from, changes)
            transactions.append(
                ChainTransaction(
                    impersonating: from,
                    Transaction(
                        chainID: 31337, nonce: sender.nonce, gasLimit: 21000, to: to, value: .one,
                        fees: .dynamic(maxFeePerGas: 2_000_000_000, maxPriorityFeePerGas: 1))))
            sender.nonce += 1
            changes.accounts[from] = .init(account: sender)
            var receiver = try current(to, changes)
            receiver.balance = receiver.balance &+ .one
            changes.accounts[to] = .init(account: receiver)
        }
        try seal(changes, transactions: transactions)
    }

    /// A block that makes, changes, empties and removes accounts with storage and code.
    mutating func churn(among accounts: Int) throws {
        var changes = StateChanges()
        for _ in 0...pick(4) {
            let address = Self.address(pick(accounts))
            guard changes.accounts[address] == nil else { continue }
            if pick(4) == 0 {
                changes.accounts[address] = .init(account: nil)
                continue
            }
            var change = StateChanges.AccountChange(account: try current(address, changes))
            change.account?.nonce += 1
            change.clearsStorage = pick(6) == 0
            for _ in 0..<pick(6) {
                change.storage[UInt256(UInt64(pick(12)))] = UInt256(UInt64(pick(3)))
            }
            if pick(5) == 0 {
                let code = Bytecode(random.bytes(upTo: 200))
                change.account?.codeHash = code.hash
                change.code = code
            }
            changes.accounts[address] = change
        }
        try seal(changes, transactions: [])
    }

    private mutating func pick(_ limit: Int) -> Int { Int(random.next() % UInt64(limit)) }

    private func current(_ address: Address, _ changes: StateChanges) throws -> Account {
        if let change = changes.accounts[address] { return change.account ?? Account() }
        return try state.account(address) ?? Account(balance: 1)
    }

    private mutating func seal(_ changes: StateChanges, transactions: [ChainTransaction]) throws {
        let old = states.last ?? WorldState()
        let new = try old.applying(changes)
        let receipts = transactions.indices.map { index in
            SealedReceipt(
                receipt: Receipt(
                    type: 2, succeeded: true, cumulativeGasUsed: 21000 * UInt64(index + 1), logs: []),
                gasUsed: 21000, effectiveGasPrice: 1_000_000_001, contractAddress: nil, firstLogIndex: 0,
                blobGasUsed: 0)
        }
        let header = BlockHeader(
            parentHash: blocks.last?.hash ?? .zero, beneficiary: .zero, stateRoot: new.root,
            transactionsRoot: emptyTrieRoot, receiptsRoot: emptyTrieRoot, number: UInt64(blocks.count),
            gasLimit: 30_000_000, gasUsed: 21000 * UInt64(transactions.count),
            timestamp: 1_700_000_000 + UInt64(blocks.count), baseFeePerGas: 1_000_000_000,
            withdrawalsRoot: emptyTrieRoot)
        let undo = try Self.undo(changes, of: old)
        blocks.append(SealedBlock(header: header, transactions: transactions, receipts: receipts, undo: undo))
        states.append(new)
    }

    private static func undo(_ changes: StateChanges, of state: WorldState) throws -> StateChanges {
        var undo = StateChanges()
        for (address, change) in changes.accounts {
            var back = StateChanges.AccountChange(account: try state.account(address))
            if change.account == nil || change.account?.isEmpty == true || change.clearsStorage {
                // All that was there has to come back.
                back.clearsStorage = true
                back.storage = try state.listed(address)?.slots() ?? [:]
            } else {
                for slot in change.storage.keys { back.storage[slot] = try state.storage(address, slot) }
            }
            undo.accounts[address] = back
        }
        return undo
    }
}

extension ChainMaker {
    /// All that was made since the batch before; call ``didWrite()`` when it is written.
    func batch(pruneBelow: UInt64? = nil) throws -> StoreBatch {
        StoreBatch(
            chain: stored, blocks: Array(blocks[writtenCount...]),
            difference: try state.difference(from: written), pruneBelow: pruneBelow)
    }

    var stored: StoredChain {
        StoredChain(
            chainID: 31337, genesisHash: blocks[0].hash, headNumber: head.number, stateRoot: state.root,
            settings: settings)
    }

    mutating func didWrite() {
        written = state
        writtenCount = blocks.count
    }

    mutating func write(to store: SQLiteStore, pruneBelow: UInt64? = nil) throws {
        try store.write(try batch(pruneBelow: pruneBelow))
        didWrite()
    }

    /// Back to block `number`, of which all blocks are written, by undo records.
    mutating func revert(to number: Int, in store: SQLiteStore) throws {
        var state = self.state
        for block in blocks[(number + 1)...].reversed() { state = try state.applying(block.undo) }
        blocks.removeSubrange((number + 1)...)
        states.removeSubrange((number + 1)...)
        states[number] = state
        try store.write(
            StoreBatch(
                chain: stored, removedAbove: UInt64(number), difference: try state.difference(from: written)))
        didWrite()
    }
}

/// An account with all its slots.
struct AccountContents: Hashable {
    let account: Account
    let slots: [UInt256: UInt256]
}

extension WorldState {
    /// All that it has, codes included, read from wherever it is.
    func contents() throws -> [Address: AccountContents] {
        var contents: [Address: AccountContents] = [:]
        try forEachAccount { account in
            contents[account.address] = AccountContents(account: account.account, slots: try account.slots())
            if account.account.hasCode { _ = try code(account.account.codeHash) }
        }
        return contents
    }
}
