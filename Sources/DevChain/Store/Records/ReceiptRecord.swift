import Ethereum
import Primitives

extension RLPWriter {
    /// `[succeeded, cumulativeGasUsed, logsBloom or empty, [log, ...], gasUsed, effectiveGasPrice,
    /// contractAddress or empty, firstLogIndex, blobGasUsed]`; the type is the transaction's.
    mutating func append(record receipt: SealedReceipt) {
        appendList { fields in
            fields.append(receipt.receipt.succeeded)
            fields.append(receipt.receipt.cumulativeGasUsed)
            // Most transactions log nothing, and 256 zeros would be most of their records.
            let bloom = receipt.receipt.logsBloom
            fields.append(bloom == LogsBloom() ? [] : bloom.bytes)
            fields.appendList { list in
                for log in receipt.receipt.logs { log.write(to: &list) }
            }
            fields.append(receipt.gasUsed)
            fields.append(receipt.effectiveGasPrice)
            fields.append(receipt.contractAddress)
            fields.append(UInt64(receipt.firstLogIndex))
            fields.append(receipt.blobGasUsed)
        }
    }
}

extension RLPReader {
    /// A receipt as ``RLPWriter/append(record:)`` wrote it.
    mutating func sealedReceipt(type: UInt8) throws -> SealedReceipt {
        var fields = try list()
        let succeeded = try fields.flag()
        let cumulativeGasUsed = try fields.uint64()
        let bloom = try fields.logsBloom()
        var items = try fields.list()
        var logs: [Log] = []
        while !items.isAtEnd { logs.append(try items.log()) }
        let receipt = SealedReceipt(
            receipt: Receipt(
                type: type, succeeded: succeeded, cumulativeGasUsed: cumulativeGasUsed, logsBloom: bloom,
                logs: logs),
            gasUsed: try fields.uint64(), effectiveGasPrice: try fields.uint256(),
            contractAddress: try fields.optionalAddress(), firstLogIndex: try fields.int(),
            blobGasUsed: try fields.uint64())
        try fields.end()
        return receipt
    }

    private mutating func logsBloom() throws -> LogsBloom {
        let bytes = try string()
        guard !bytes.isEmpty else { return LogsBloom() }
        guard let bloom = LogsBloom(bytes) else { throw RecordError("a filter has \(bytes.count) bytes") }
        return bloom
    }

    private mutating func log() throws -> Log {
        var fields = try list()
        let address = try fields.address()
        var items = try fields.list()
        var topics: [Bytes32] = []
        while !items.isAtEnd { topics.append(try items.bytes32()) }
        guard topics.count <= Log.maxTopics else { throw RecordError("a log has \(topics.count) topics") }
        let log = Log(address: address, topics: topics, data: try fields.bytes())
        try fields.end()
        return log
    }
}
