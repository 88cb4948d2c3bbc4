public import Ethereum
public import Primitives

/// A state under execution: reads through to an unchanging one, keeps every change, and can go back
/// to any checkpoint.
///
/// It lives as long as the transactions of a block, or one call; ``changes()`` gives what they left
/// different. Not to be shared between threads.
public final class JournaledState {
    let base: any StateReader
    private var places = WordTable(minimumCapacity: 64)
    private(set) var entries: ContiguousArray<AccountEntry> = []
    private var journal: ContiguousArray<JournalEntry> = []
    private var transient = TransientStorage()
    private(set) var logs: [Log] = []
    /// Gas to be given back when the transaction ends; never negative there (EIP-3529).
    var refund = 0

    /// Begins with no change to `base`.
    public init(over base: any StateReader) { self.base = base }

    // MARK: Reading

    /// Where the account stands among the entries; loads it if it is new.
    func place(of address: Address) throws(StateError) -> Int {
        let key = address.number
        if let place = places.place(of: key) { return place }
        let entry = AccountEntry(address: address, base: try base.account(address))
        places.insert(key, place: entries.count)
        entries.append(entry)
        return entries.count - 1
    }

    /// The account as it is now; an absent one reads as empty.
    public func account(_ address: Address) throws(StateError) -> Account {
        // In two steps: finding the place may lengthen the list.
        let place = try place(of: address)
        return entries[place].account
    }

    func code(of entry: AccountEntry) throws(StateError) -> Bytecode {
        if let code = entry.code { return code }
        guard entry.hasCode else { return .empty }
        let code = try base.code(entry.codeHash)
        entry.code = code
        return code
    }

    /// Where the slot stands in the account's list; loads it if it is new.
    func slot(_ key: UInt256, of entry: AccountEntry) throws(StateError) -> Int {
        if let place = entry.place(of: key) { return place }
        let hidden = entry.hidesBaseStorage || entry.base == nil
        let word = hidden ? .zero : try base.storage(entry.address, key)
        return entry.append(SlotEntry(key: key, base: word, original: word, current: word, isWarm: false))
    }

    /// The word in a slot as it is now.
    public func storage(_ address: Address, _ key: UInt256) throws(StateError) -> UInt256 {
        let place = try place(of: address)
        let entry = entries[place]
        let slot = try slot(key, of: entry)
        return entry.slots[slot].current
    }

    /// Whether anything stands where a creation wants to go (EIP-684, EIP-7610).
    func isOccupied(_ entry: AccountEntry) throws(StateError) -> Bool {
        if entry.nonce != 0 || entry.hasCode { return true }
        if entry.slots.contains(where: { !$0.current.isZero }) { return true }
        return entry.base != nil && !entry.hidesBaseStorage ? try base.hasStorage(entry.address) : false
    }

    // MARK: Access lists

    /// Marks the account as accessed; true if it was not yet.
    @inline(__always)
    func warm(account place: Int) -> Bool {
        let entry = entries[place]
        if entry.isWarm { return false }
        entry.isWarm = true
        journal.append(JournalEntry(.warmAccount, account: place))
        return true
    }

    /// Marks the slot as accessed; true if it was not yet.
    @inline(__always)
    func warm(slot: Int, account place: Int) -> Bool {
        let entry = entries[place]
        if entry.slots[slot].isWarm { return false }
        entry.update(slot) { $0.isWarm = true }
        journal.append(JournalEntry(.warmSlot, account: place, slot: slot))
        return true
    }

    // MARK: Writing

    func setNonce(_ place: Int, _ nonce: UInt64) {
        let entry = entries[place]
        journal.append(JournalEntry(.nonce, account: place, old: UInt256(entry.nonce)))
        entry.nonce = nonce
    }

    func setBalance(_ place: Int, _ balance: UInt256) {
        let entry = entries[place]
        journal.append(JournalEntry(.balance, account: place, old: entry.balance))
        entry.balance = balance
    }

    func addBalance(_ place: Int, _ amount: UInt256) {
        if !amount.isZero { setBalance(place, entries[place].balance &+ amount) }
    }

    /// False if the sender does not have so much; then nothing moves.
    func transfer(_ amount: UInt256, from sender: Int, to recipient: Int) -> Bool {
        guard entries[sender].balance >= amount else { return false }
        if amount.isZero || sender == recipient { return true }
        setBalance(sender, entries[sender].balance &- amount)
        setBalance(recipient, entries[recipient].balance &+ amount)
        return true
    }

    func setStorage(_ place: Int, slot: Int, _ word: UInt256) {
        let entry = entries[place]
        journal.append(JournalEntry(.storage, account: place, slot: slot, old: entry.slots[slot].current))
        entry.update(slot) { $0.current = word }
    }

    func setCode(_ place: Int, _ code: Bytecode) {
        let entry = entries[place]
        journal.append(JournalEntry(.code, account: place, old: UInt256(entry.codeHash)))
        entry.codeHash = code.hash
        entry.code = code
    }

    /// The account becomes a contract of this transaction.
    func markCreated(_ place: Int) {
        journal.append(JournalEntry(.created, account: place, old: entries[place].isCreated ? 1 : 0))
        entries[place].isCreated = true
    }

    func markSelfDestructed(_ place: Int) {
        guard !entries[place].isSelfDestructed else { return }
        journal.append(JournalEntry(.selfDestructed, account: place))
        entries[place].isSelfDestructed = true
    }

    func transientLoad(_ address: Address, _ slot: UInt256) -> UInt256 { transient.load(address, slot) }

    func transientStore(_ address: Address, _ slot: UInt256, _ word: UInt256) {
        let (place, old) = transient.store(address, slot, word)
        journal.append(JournalEntry(.transient, account: place, old: old))
    }

    func append(_ log: Log) { logs.append(log) }

    // MARK: Going back

    var checkpoint: Checkpoint { Checkpoint(journal: journal.count, logs: logs.count, refund: refund) }

    /// Undoes everything since `checkpoint`.
    func revert(to checkpoint: Checkpoint) {
        while journal.count > checkpoint.journal { undo(journal.removeLast()) }
        if logs.count > checkpoint.logs { logs.removeSubrange(checkpoint.logs...) }
        refund = checkpoint.refund
    }

    private func undo(_ change: JournalEntry) {
        if change.kind == .transient {
            transient.restore(Int(change.account), change.old)
            return
        }
        let entry = entries[Int(change.account)]
        switch change.kind {
        case .nonce: entry.nonce = UInt64(truncatingIfNeeded: change.old)
        case .balance: entry.balance = change.old
        case .code:
            entry.codeHash = change.old.bytes32
            entry.code = nil
        case .created: entry.isCreated = !change.old.isZero
        case .selfDestructed: entry.isSelfDestructed = false
        case .warmAccount: entry.isWarm = false
        case .warmSlot: entry.update(Int(change.slot)) { $0.isWarm = false }
        case .storage: entry.update(Int(change.slot)) { $0.current = change.old }
        case .transient: break
        }
    }

    // MARK: Between transactions

    /// Ends a transaction: what was destroyed is deleted (EIP-6780), what was warm is cold again, and
    /// its logs are handed over.
    func endTransaction() -> [Log] {
        for change in journal {
            switch change.kind {
            case .transient: continue
            case .warmSlot, .storage:
                entries[Int(change.account)].update(Int(change.slot)) { slot in
                    slot.isWarm = false
                    slot.original = slot.current
                }
            case .selfDestructed: delete(entries[Int(change.account)])
            default: break
            }
            entries[Int(change.account)].isWarm = false
        }
        for change in journal where change.kind == .created { entries[Int(change.account)].isCreated = false }
        journal.removeAll(keepingCapacity: true)
        transient.clear()
        refund = 0
        defer { logs = [] }
        return logs
    }

    private func delete(_ entry: AccountEntry) {
        entry.isSelfDestructed = false
        entry.nonce = 0
        entry.balance = .zero
        entry.codeHash = Account.emptyCodeHash
        entry.code = nil
        entry.hidesBaseStorage = true
        for place in entry.slots.indices {
            entry.update(place) { slot in
                slot.current = .zero
                slot.original = .zero
                slot.isWarm = false
            }
        }
    }
}
