import EVM
import Ethereum
import Primitives

/// What a block holds besides its header, as a store keeps it.
///
/// A version byte, then `[[transaction, ...], [receipt, ...], [withdrawal, ...], [set account, ...]]`.
struct BlockBodyRecord {
    static let version: UInt8 = 1

    let transactions: [ChainTransaction]
    let receipts: [SealedReceipt]
    let withdrawals: [Withdrawal]
    let prelude: StateChanges

    static func encode(_ block: SealedBlock) -> [UInt8] {
        let size = block.transactions.reduce(0) { $0 + $1.encoded.count + 320 }
        var writer = RLPWriter(capacity: 16 + size + block.withdrawals.count * 48)
        writer.appendEncoded(CollectionOfOne(version))
        writer.appendList { body in
            body.appendList { list in
                for transaction in block.transactions { list.append(record: transaction) }
            }
            body.appendList { list in
                for receipt in block.receipts { list.append(record: receipt) }
            }
            body.appendList { list in
                for withdrawal in block.withdrawals { list.appendEncoded(withdrawal.encoded) }
            }
            body.appendList { UndoRecord.write(block.prelude, to: &$0) }
        }
        return writer.bytes
    }

    init(decoding record: [UInt8]) throws {
        var body = try RLPReader(record: record, version: Self.version)
        var list = try body.list()
        var transactions: [ChainTransaction] = []
        while !list.isAtEnd { transactions.append(try list.chainTransaction()) }
        self.transactions = transactions

        list = try body.list()
        var receipts: [SealedReceipt] = []
        while !list.isAtEnd {
            guard receipts.count < transactions.count else {
                throw RecordError("it has more receipts than transactions")
            }
            let type = transactions[receipts.count].transaction.type
            receipts.append(try list.sealedReceipt(type: type))
        }
        guard receipts.count == transactions.count else {
            throw RecordError("it has \(transactions.count) transactions and \(receipts.count) receipts")
        }
        self.receipts = receipts

        list = try body.list()
        var withdrawals: [Withdrawal] = []
        while !list.isAtEnd { withdrawals.append(try Withdrawal(decoding: Array(try list.rawItem()))) }
        self.withdrawals = withdrawals
        prelude = try UndoRecord.read(body.list())
        try body.end()
    }
}
