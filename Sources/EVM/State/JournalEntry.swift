internal import Primitives

/// One change, with what undoes it.
struct JournalEntry {
    enum Kind: UInt8 {
        case nonce, balance, code, created, selfDestructed
        case warmAccount, warmSlot
        case storage, transient
    }

    let kind: Kind
    /// Where the account stands in the list of entries, or the slot among the transient ones.
    let account: Int32
    /// Where the slot stands in the account's list.
    let slot: Int32
    /// What was there before.
    let old: UInt256

    init(_ kind: Kind, account: Int, slot: Int = 0, old: UInt256 = .zero) {
        self.kind = kind
        self.account = Int32(truncatingIfNeeded: account)
        self.slot = Int32(truncatingIfNeeded: slot)
        self.old = old
    }
}

/// A moment in a journal to which a failed frame goes back.
struct Checkpoint {
    let journal: Int
    let logs: Int
    let refund: Int
}
