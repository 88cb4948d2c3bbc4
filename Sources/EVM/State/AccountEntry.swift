internal import Ethereum
internal import Primitives

/// A storage slot that execution has looked at.
struct SlotEntry {
    let key: UInt256
    /// In the state below.
    let base: UInt256
    /// When the transaction began.
    var original: UInt256
    var current: UInt256
    /// Accessed in this transaction (EIP-2929).
    var isWarm: Bool
}

/// An account that execution has looked at, with the slots it has looked at.
final class AccountEntry {
    let address: Address
    /// In the state below; nil if it is not there.
    let base: Account?
    var nonce: UInt64
    var balance: UInt256
    var codeHash: Bytes32
    /// Loaded on first use.
    var code: Bytecode?
    /// Accessed in this transaction (EIP-2929).
    var isWarm = false
    /// Created as a contract in this transaction (EIP-6780).
    var isCreated = false
    var isSelfDestructed = false
    /// It was deleted, or created anew, since: nothing of the storage below counts any more.
    var hidesBaseStorage = false
    private(set) var slots: ContiguousArray<SlotEntry> = []
    private var places: WordTable?

    init(address: Address, base: Account?) {
        self.address = address
        self.base = base
        nonce = base?.nonce ?? 0
        balance = base?.balance ?? .zero
        codeHash = base?.codeHash ?? Account.emptyCodeHash
    }

    var account: Account { Account(nonce: nonce, balance: balance, codeHash: codeHash) }
    var hasCode: Bool { codeHash != Account.emptyCodeHash }
    /// As good as absent (EIP-161).
    var isEmpty: Bool { nonce == 0 && balance.isZero && !hasCode }

    /// Where the slot stands in ``slots``, if it was looked at before.
    @inline(__always)
    func place(of key: UInt256) -> Int? { places?.place(of: key) }

    func append(_ slot: SlotEntry) -> Int {
        let places = self.places ?? WordTable()
        self.places = places
        places.insert(slot.key, place: slots.count)
        slots.append(slot)
        return slots.count - 1
    }

    @inline(__always)
    func update(_ place: Int, _ body: (inout SlotEntry) -> Void) { body(&slots[place]) }
}
