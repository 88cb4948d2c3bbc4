import Ethereum
import Primitives

extension BlockHeader {
    /// The members that a header has in answers; its hash comes from whoever knows it.
    ///
    /// - Parameter isPending: whether the block is not made yet, so that hash, nonce and miner are null.
    func json(hash: Bytes32, isPending: Bool = false) -> JSON.Object {
        var object = JSON.Object()
        object["number"] = .quantity(number)
        object["hash"] = isPending ? .null : .hash(hash)
        object["parentHash"] = .hash(parentHash)
        object["nonce"] =
            isPending ? .null : .data((0..<8).map { UInt8(truncatingIfNeeded: nonce >> (56 - 8 * $0)) })
        object["sha3Uncles"] = .hash(ommersHash)
        object["logsBloom"] = .data(logsBloom.bytes)
        object["transactionsRoot"] = .hash(transactionsRoot)
        object["stateRoot"] = .hash(stateRoot)
        object["receiptsRoot"] = .hash(receiptsRoot)
        object["miner"] = isPending ? .null : .address(beneficiary)
        object["difficulty"] = .quantity(difficulty)
        object["extraData"] = .data(extraData)
        object["gasLimit"] = .quantity(gasLimit)
        object["gasUsed"] = .quantity(gasUsed)
        object["timestamp"] = .quantity(timestamp)
        object["mixHash"] = .hash(prevRandao)
        object["baseFeePerGas"] = .quantity(baseFeePerGas)
        object["withdrawalsRoot"] = .hash(withdrawalsRoot)
        object["blobGasUsed"] = .quantity(blobGasUsed)
        object["excessBlobGas"] = .quantity(excessBlobGas)
        object["parentBeaconBlockRoot"] = .hash(parentBeaconBlockRoot)
        return object
    }
}

extension Withdrawal {
    /// `{index, validatorIndex, address, amount}`, the amount in gwei.
    var json: JSON {
        [
            "index": .quantity(index), "validatorIndex": .quantity(validatorIndex),
            "address": .address(address), "amount": .quantity(amount),
        ]
    }
}
