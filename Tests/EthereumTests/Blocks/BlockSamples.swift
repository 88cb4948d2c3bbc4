import Ethereum
import Primitives
import Secp256k1
import TestSupport

/// Random blocks and receipts, with whatever their formats can hold.
extension SplitMix64 {
    mutating func bytes32() -> Bytes32 { Bytes32(words: next(), next(), next(), next()) }

    mutating func address() -> Address { Address(truncating: bytes32()) }

    /// An integer of any length up to 64 bits.
    mutating func integer() -> UInt64 { next() >> (next() % 64) }

    mutating func amount() -> UInt256 { UInt256(bytes32()) >> Int(next() % 256) }

    mutating func log() -> Log {
        let topics = (0..<next() % 5).map { _ in bytes32() }
        return Log(address: address(), topics: topics, data: bytes(upTo: 80))
    }

    mutating func receipt() -> Receipt {
        let logs = (0..<next() % 4).map { _ in log() }
        return Receipt(
            type: UInt8(next() % 4), succeeded: next() % 2 == 0, cumulativeGasUsed: integer(), logs: logs)
    }

    mutating func header() -> BlockHeader {
        BlockHeader(
            parentHash: bytes32(), ommersHash: bytes32(), beneficiary: address(), stateRoot: bytes32(),
            transactionsRoot: bytes32(), receiptsRoot: bytes32(),
            logsBloom: next() % 2 == 0 ? LogsBloom() : LogsBloom([log()]), difficulty: amount(),
            number: integer(), gasLimit: integer(), gasUsed: integer(), timestamp: integer(),
            extraData: bytes(upTo: 40), prevRandao: bytes32(), nonce: integer(), baseFeePerGas: amount(),
            withdrawalsRoot: bytes32(), blobGasUsed: integer(), excessBlobGas: integer(),
            parentBeaconBlockRoot: bytes32())
    }

    mutating func withdrawal() -> Withdrawal {
        Withdrawal(index: integer(), validatorIndex: integer(), address: address(), amount: integer())
    }

    mutating func block() throws -> Block {
        var transactions: [SignedTransaction] = []
        for _ in 0..<next() % 4 {
            transactions.append(
                try SignedTransaction(TransactionTests.random(&self), signedWith: PrivateKey(bytes(32))))
        }
        return Block(
            header: header(), transactions: transactions,
            ommers: (0..<next() % 2).map { _ in header() },
            withdrawals: (0..<next() % 3).map { _ in withdrawal() })
    }
}
