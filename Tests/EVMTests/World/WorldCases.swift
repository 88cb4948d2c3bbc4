import EVM
import Ethereum
import Primitives
import TestSupport

/// States for tests, beside the plain data that they are made from.
struct WorldModel {
    struct Entry: Equatable {
        var account: Account
        var storage: [UInt256: UInt256] = [:]
    }
    var entries: [Address: Entry] = [:]

    static func address(_ number: Int) -> Address {
        Address(truncating: Keccak256.hash([UInt8(number & 255), UInt8(number >> 8)]))
    }

    /// Changes of a few of `count` accounts, applied to the model as well.
    mutating func changes(_ random: inout SplitMix64, accounts count: Int, size: Int) -> StateChanges {
        var changes = StateChanges()
        for _ in 0..<size {
            let address = Self.address(Int(random.next() % UInt64(count)))
            guard changes.accounts[address] == nil else { continue }
            var change = StateChanges.AccountChange(account: nil)
            switch random.next() % 8 {
            case 0: entries[address] = nil
            case 1:
                change.account = Account()
                entries[address] = nil
            default: change = grown(address, &random)
            }
            changes.accounts[address] = change
        }
        return changes
    }

    private mutating func grown(
        _ address: Address, _ random: inout SplitMix64
    ) -> StateChanges.AccountChange {
        var entry = entries[address] ?? Entry(account: Account())
        entry.account.nonce = 1 + random.next() % 300
        entry.account.balance = UInt256(limbs: random.next(), random.next() % 2, 0, 0)
        var change = StateChanges.AccountChange(account: nil)
        if random.next() % 4 == 0 {
            let code = Bytecode(random.bytes(upTo: 40) + [1])
            entry.account.codeHash = code.hash
            change.code = code
        }
        if random.next() % 6 == 0 {
            change.clearsStorage = true
            entry.storage = [:]
        }
        for _ in 0..<(random.next() % 6) {
            let slot = UInt256(limbs: random.next() % 12, 0, 0, 0)
            let word = random.next() % 3 == 0 ? .zero : UInt256(limbs: random.next(), 0, 0, random.next() % 2)
            change.storage[slot] = word
            entry.storage[slot] = word.isZero ? nil : word
        }
        change.account = entry.account
        entries[address] = entry
        return change
    }

    /// The state root, from scratch.
    var root: Bytes32 {
        ReferenceTrie.root(
            Dictionary(
                uniqueKeysWithValues: entries.map { address, entry in
                    (Keccak256.hash(address.bytes).bytes, Self.value(entry))
                }))
    }

    static func storageRoot(_ storage: [UInt256: UInt256]) -> Bytes32 {
        ReferenceTrie.root(
            Dictionary(
                uniqueKeysWithValues: storage.map { slot, word in
                    (
                        Keccak256.hash(slot.bigEndianBytes).bytes,
                        RLPItem.string(word.minimalBigEndianBytes).encoded
                    )
                }))
    }

    static func value(_ entry: Entry) -> [UInt8] {
        RLPWriter.list { list in
            list.append(entry.account.nonce)
            list.append(entry.account.balance)
            list.append(storageRoot(entry.storage))
            list.append(entry.account.codeHash)
        }
    }
}

extension WorldState {
    /// Everything that is in it.
    func contents() throws -> [Address: WorldModel.Entry] {
        var contents: [Address: WorldModel.Entry] = [:]
        try forEachAccount { account in
            contents[account.address] = WorldModel.Entry(
                account: account.account, storage: try account.slots())
        }
        return contents
    }
}
