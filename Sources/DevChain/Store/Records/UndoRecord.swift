import EVM
import Ethereum
import Primitives

/// Changes of a state as a store keeps them with a block: those that give its parent's state back.
///
/// A version byte, then for every account, in the order of addresses,
/// `[address, clearsStorage, [] or [nonce, balance, codeHash], [slot, word, ...], [] or [code]]`.
enum UndoRecord {
    static let version: UInt8 = 1

    static func encode(_ changes: StateChanges) -> [UInt8] {
        var writer = RLPWriter(capacity: 64 + changes.accounts.count * 96)
        writer.appendEncoded(CollectionOfOne(version))
        writer.appendList { write(changes, to: &$0) }
        return writer.bytes
    }

    /// Appends the accounts of `changes`.
    static func write(_ changes: StateChanges, to list: inout RLPWriter) {
        for (address, change) in changes.accounts.sorted(by: { $0.key < $1.key }) {
            list.appendList { write(change, of: address, to: &$0) }
        }
    }

    private static func write(
        _ change: StateChanges.AccountChange, of address: Address, to fields: inout RLPWriter
    ) {
        fields.append(address)
        fields.append(change.clearsStorage)
        fields.appendList { account in
            guard let value = change.account else { return }
            account.append(value.nonce)
            account.append(value.balance)
            if value.hasCode { account.append(value.codeHash) } else { account.append(EmptyCollection()) }
        }
        fields.appendList { slots in
            for (slot, word) in change.storage.sorted(by: { $0.key < $1.key }) {
                slots.append(slot)
                slots.append(word)
            }
        }
        fields.appendList { code in
            if let value = change.code { code.append(value.bytes) }
        }
    }

    static func decode(_ record: [UInt8]) throws -> StateChanges {
        try read(RLPReader(record: record, version: version))
    }

    /// The accounts that are all of `list`.
    static func read(_ list: consuming RLPReader) throws -> StateChanges {
        var list = list
        var changes = StateChanges()
        while !list.isAtEnd {
            var fields = try list.list()
            let address = try fields.address()
            let clearsStorage = try fields.flag()
            let account = try account(fields.list())
            let storage = try storage(fields.list())
            let code = try code(fields.list())
            try fields.end()
            let change = StateChanges.AccountChange(
                account: account, clearsStorage: clearsStorage, storage: storage, code: code)
            guard changes.accounts.updateValue(change, forKey: address) == nil else {
                throw RecordError("\(address) is in it twice")
            }
        }
        return changes
    }

    private static func account(_ fields: consuming RLPReader) throws -> Account? {
        guard !fields.isAtEnd else { return nil }
        let nonce = try fields.uint64()
        let balance = try fields.uint256()
        let hash = try fields.string()
        try fields.end()
        guard !hash.isEmpty else { return Account(nonce: nonce, balance: balance) }
        guard let codeHash = Bytes32(hash) else { throw RecordError("a code hash has \(hash.count) bytes") }
        return Account(nonce: nonce, balance: balance, codeHash: codeHash)
    }

    private static func storage(_ pairs: consuming RLPReader) throws -> [UInt256: UInt256] {
        var storage: [UInt256: UInt256] = [:]
        while !pairs.isAtEnd {
            let slot = try pairs.uint256()
            let word = try pairs.uint256()
            guard storage.updateValue(word, forKey: slot) == nil else {
                throw RecordError("slot \(slot) is in it twice")
            }
        }
        return storage
    }

    private static func code(_ item: consuming RLPReader) throws -> Bytecode? {
        guard !item.isAtEnd else { return nil }
        let code = Bytecode(try item.bytes())
        try item.end()
        return code
    }
}
