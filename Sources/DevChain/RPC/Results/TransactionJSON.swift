import Ethereum
import Primitives

extension ChainTransaction {
    /// The transaction as eth_getTransactionByHash answers it.
    ///
    /// - Parameters:
    ///   - block: the one that holds it; nil while it is pending, and then its place is null and its price
    ///     the most that it would pay.
    ///   - index: its place in that block.
    func json(in block: SealedBlock? = nil, at index: Int = 0) -> JSON {
        var object = fields
        object["blockHash"] = block.map { .hash($0.hash) } ?? .null
        object["blockNumber"] = block.map { .quantity($0.header.number) } ?? .null
        object["transactionIndex"] = block == nil ? .null : .quantity(index)
        object["from"] = .address(sender)
        let price =
            block.map { transaction.effectiveGasPrice(baseFee: $0.header.baseFeePerGas) }
            ?? transaction.maxFeePerGas
        object["gasPrice"] = .quantity(price)
        object["hash"] = .hash(hash)
        object["v"] = .quantity(v)
        object["r"] = .quantity(r)
        object["s"] = .quantity(s)
        if transaction.type != 0 { object["yParity"] = .quantity(UInt64(yParity)) }
        return .object(object)
    }

    /// What it says itself, whoever signed it and wherever it is.
    private var fields: JSON.Object {
        var object = JSON.Object()
        object["type"] = .quantity(UInt64(transaction.type))
        object["chainId"] = transaction.chainID.map { .quantity($0) }
        object["nonce"] = .quantity(transaction.nonce)
        object["to"] = .address(transaction.to)
        object["gas"] = .quantity(transaction.gasLimit)
        object["value"] = .quantity(transaction.value)
        object["input"] = .data(transaction.data)
        switch transaction.fees {
        case .legacy, .accessList: break
        case .dynamic, .blob:
            object["maxFeePerGas"] = .quantity(transaction.maxFeePerGas)
            object["maxPriorityFeePerGas"] = .quantity(transaction.maxPriorityFeePerGas)
        }
        if transaction.type != 0 { object["accessList"] = transaction.accessList.json }
        if let blobFee = transaction.maxFeePerBlobGas {
            object["maxFeePerBlobGas"] = .quantity(blobFee)
            object["blobVersionedHashes"] = .array(transaction.blobVersionedHashes.map { .hash($0) })
        }
        return object
    }
}

extension Transaction.AccessList {
    /// `[{address, storageKeys}]`.
    var json: JSON {
        .array(
            map { entry in
                [
                    "address": .address(entry.address),
                    "storageKeys": .array(entry.storageKeys.map { .hash($0) }),
                ]
            })
    }
}
