import Ethereum
import Primitives

extension SealedBlock {
    /// The block as eth_getBlockByHash answers it.
    ///
    /// - Parameters:
    ///   - full: whether transactions are objects, not only hashes.
    ///   - isPending: whether the block is not made yet.
    func json(full: Bool, isPending: Bool = false) -> JSON {
        var object = header.json(hash: hash, isPending: isPending)
        object["size"] = .quantity(size)
        object["uncles"] = []
        object["transactions"] = .array(
            transactions.indices.map { index in
                full ? transactionJSON(index, isPending: isPending) : .hash(transactions[index].hash)
            })
        object["withdrawals"] = .array(withdrawals.map(\.json))
        return .object(object)
    }

    /// One of its transactions, which must exist.
    func transactionJSON(_ index: Int, isPending: Bool = false) -> JSON {
        transactions[index].json(in: isPending ? nil : self, at: index)
    }
}
