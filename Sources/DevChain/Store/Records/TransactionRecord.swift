import Ethereum
import Primitives

extension RLPWriter {
    /// `[sender, isImpersonated, encoded]`: all that cannot be computed fast from the encoded form.
    mutating func append(record transaction: ChainTransaction) {
        appendList { fields in
            fields.append(transaction.sender)
            fields.append(transaction.isImpersonated)
            fields.append(transaction.encoded)
        }
    }
}

extension RLPReader {
    /// A transaction as ``RLPWriter/append(record:)`` wrote it.
    mutating func chainTransaction() throws -> ChainTransaction {
        var fields = try list()
        let sender = try fields.address()
        let isImpersonated = try fields.flag()
        let encoded = try fields.bytes()
        try fields.end()
        return try ChainTransaction(decoding: encoded, sender: sender, isImpersonated: isImpersonated)
    }
}
