import EVM
import Ethereum
import Primitives

extension SealedBlock {
    /// The receipt of one of its transactions as eth_getTransactionReceipt answers it; null beyond the last.
    func receiptJSON(_ index: Int) -> JSON {
        guard transactions.indices.contains(index), receipts.indices.contains(index) else { return .null }
        let (transaction, sealed) = (transactions[index], receipts[index])
        var object = JSON.Object()
        object["transactionHash"] = .hash(transaction.hash)
        object["transactionIndex"] = .quantity(index)
        object["blockHash"] = .hash(hash)
        object["blockNumber"] = .quantity(header.number)
        object["from"] = .address(transaction.sender)
        object["to"] = .address(transaction.transaction.to)
        object["contractAddress"] = .address(sealed.contractAddress)
        object["cumulativeGasUsed"] = .quantity(sealed.receipt.cumulativeGasUsed)
        object["gasUsed"] = .quantity(sealed.gasUsed)
        object["effectiveGasPrice"] = .quantity(sealed.effectiveGasPrice)
        object["logs"] = .array(
            sealed.receipt.logs.indices.map {
                logJSON(sealed.receipt.logs[$0], transaction: index, place: $0)
            })
        object["logsBloom"] = .data(sealed.receipt.logsBloom.bytes)
        object["status"] = .quantity(sealed.receipt.succeeded ? 1 : 0)
        object["type"] = .quantity(UInt64(sealed.receipt.type))
        if transaction.transaction.type == 3 {
            object["blobGasUsed"] = .quantity(sealed.blobGasUsed)
            object["blobGasPrice"] = .quantity(
                FeeMarket.blobBaseFee(excessBlobGas: header.excessBlobGas))
        }
        return .object(object)
    }

    /// A log of its transaction number `transaction`, at `place` among that transaction's logs.
    func logJSON(_ log: Log, transaction: Int, place: Int) -> JSON {
        [
            "address": .address(log.address), "topics": .array(log.topics.map { .hash($0) }),
            "data": .data(log.data), "blockNumber": .quantity(header.number),
            "transactionHash": .hash(transactions[transaction].hash),
            "transactionIndex": .quantity(transaction), "blockHash": .hash(hash),
            "logIndex": .quantity(receipts[transaction].firstLogIndex + place), "removed": false,
        ]
    }

    /// Its logs that `filter` wants, in their order.
    func logs(_ filter: LogFilter) -> [JSON] {
        guard !header.logsBloom.isEmpty, filter.mayMatch(header.logsBloom) else { return [] }
        var found: [JSON] = []
        for (index, sealed) in receipts.enumerated() where transactions.indices.contains(index) {
            for (place, log) in sealed.receipt.logs.enumerated() where filter.matches(log) {
                found.append(logJSON(log, transaction: index, place: place))
            }
        }
        return found
    }
}
