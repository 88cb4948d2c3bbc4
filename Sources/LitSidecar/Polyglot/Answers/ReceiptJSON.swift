internal import Ethereum
internal import EthereumRPC
internal import Primitives

/// A receipt in the form of the ethers library, version 5.
enum ReceiptJSON {
    static func receipt(_ receipt: TransactionReceipt) -> JSON {
        let logs = JSON.array(receipt.logs.map(log))
        var object = JSON.Object()
        object["to"] = receipt.to.map { .string($0.checksummed) } ?? .null
        object["from"] = .string(receipt.from.checksummed)
        object["contractAddress"] = receipt.contractAddress.map { .string($0.checksummed) } ?? .null
        object["transactionIndex"] = .number(.init(receipt.transactionIndex))
        object["gasUsed"] = bigNumber(UInt256(receipt.gasUsed))
        object["logsBloom"] = receipt.json["logsBloom"]
        object["blockHash"] = .string(receipt.blockHash.prefixedHex)
        object["transactionHash"] = .string(receipt.transactionHash.prefixedHex)
        object["logs"] = logs
        object["blockNumber"] = .number(.init(receipt.blockNumber))
        object["confirmations"] = 1
        object["cumulativeGasUsed"] = bigNumber(UInt256(receipt.cumulativeGasUsed))
        object["effectiveGasPrice"] = receipt.effectiveGasPrice.map(bigNumber)
        object["status"] = receipt.succeeded ? 1 : 0
        object["type"] = .number(.init(receipt.type))
        object["byzantium"] = true
        // The contract that was called knows none of these events, so they stay as they are.
        object["events"] = logs
        return .object(object)
    }

    private static func log(_ log: RPCLog) -> JSON {
        var object = JSON.Object()
        object["transactionIndex"] = log.transactionIndex.map { .number(.init($0)) }
        object["blockNumber"] = log.blockNumber.map { .number(.init($0)) }
        object["transactionHash"] = log.transactionHash.map { .string($0.prefixedHex) }
        object["address"] = .string(log.address.checksummed)
        object["topics"] = .array(log.topics.map { .string($0.prefixedHex) })
        object["data"] = .string(log.data.prefixedHex)
        object["logIndex"] = log.logIndex.map { .number(.init($0)) }
        object["blockHash"] = log.blockHash.map { .string($0.prefixedHex) }
        return .object(object)
    }

    /// An even number of digits, at least two.
    static func bigNumber(_ value: UInt256) -> JSON {
        let digits = value.bytes32.bytes.drop { $0 == 0 }
        return ["type": "BigNumber", "hex": .string(digits.isEmpty ? "0x00" : digits.prefixedHex)]
    }
}
