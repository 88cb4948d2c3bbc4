import Ethereum

/// The transactions of one sender that wait, by nonce.
struct SenderQueue: Sendable {
    struct Entry: Sendable {
        let transaction: ChainTransaction
        /// Its place among all that ever came: of two that pay the same, the earlier goes first.
        let arrival: UInt64
    }

    /// The nonce of the sender's account: no lower one is here.
    private(set) var accountNonce: UInt64
    /// The first nonce from the account's on that nobody has sent: below it all can be executed.
    private(set) var firstGap: UInt64
    private var entries: [UInt64: Entry] = [:]

    init(accountNonce: UInt64) {
        self.accountNonce = accountNonce
        firstGap = accountNonce
    }

    var isEmpty: Bool { entries.isEmpty }
    var count: Int { entries.count }

    /// Whether the next block can hold the first one.
    var isReady: Bool { firstGap > accountNonce }

    subscript(nonce: UInt64) -> Entry? { entries[nonce] }

    /// In the order of nonces.
    var all: [ChainTransaction] {
        entries.sorted { $0.key < $1.key }.map(\.value.transaction)
    }

    /// Puts one in, and gives back the one of the same nonce that it replaces.
    mutating func insert(_ entry: Entry) -> Entry? {
        let old = entries.updateValue(entry, forKey: entry.transaction.transaction.nonce)
        closeGap()
        return old
    }

    /// Takes one out; those above it wait for another of its nonce.
    mutating func remove(_ nonce: UInt64) -> Entry? {
        guard let entry = entries.removeValue(forKey: nonce) else { return nil }
        firstGap = min(firstGap, nonce)
        return entry
    }

    /// The account's nonce is another now; gives back those that no block can hold any longer.
    mutating func setAccountNonce(_ nonce: UInt64) -> [Entry] {
        guard nonce != accountNonce else { return [] }
        var stale: [Entry] = []
        if nonce > accountNonce {
            if nonce <= firstGap {
                for used in accountNonce..<nonce {
                    if let entry = entries.removeValue(forKey: used) { stale.append(entry) }
                }
            } else {
                for used in entries.keys.filter({ $0 < nonce }) {
                    if let entry = entries.removeValue(forKey: used) { stale.append(entry) }
                }
            }
            firstGap = max(firstGap, nonce)
        } else {
            firstGap = nonce
        }
        accountNonce = nonce
        closeGap()
        return stale
    }

    private mutating func closeGap() {
        while entries[firstGap] != nil { firstGap += 1 }
    }
}
