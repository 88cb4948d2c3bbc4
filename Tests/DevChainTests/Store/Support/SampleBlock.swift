import DevChain
import EVM
import Ethereum
import Primitives
import Secp256k1

/// A block with one of everything that a record can hold.
enum SampleBlock {
    static let contract = Address(truncating: UInt256(0xc0de).bytes32)
    private static let sender = Address(truncating: UInt256(0x5e4d).bytes32)

    static func transactions() throws -> [ChainTransaction] {
        let key = try PrivateKey([UInt8](repeating: 7, count: 32))
        let list = [Transaction.AccessListEntry(address: contract, storageKeys: [.zero, UInt256(5).bytes32])]
        let fees: [Transaction.Fees] = [
            .legacy(gasPrice: 7), .accessList(gasPrice: 8, list),
            .dynamic(maxFeePerGas: 10, maxPriorityFeePerGas: 9, list),
            .blob(
                maxFeePerGas: 10, maxPriorityFeePerGas: 1, [], maxFeePerBlobGas: 3,
                versionedHashes: [UInt256(1).bytes32, UInt256(2).bytes32]),
        ]
        var transactions: [ChainTransaction] = []
        for (index, fees) in fees.enumerated() {
            let transaction = Transaction(
                chainID: 31337, nonce: UInt64(index), gasLimit: 100_000, to: contract,
                value: UInt256(UInt64(index) << 60), data: [UInt8](repeating: 0xab, count: index * 50),
                fees: fees)
            transactions.append(ChainTransaction(try SignedTransaction(transaction, signedWith: key)))
            transactions.append(ChainTransaction(impersonating: sender, transaction))
        }
        for chainID in [nil, 1, 31337] as [UInt64?] {
            let creation = Transaction(
                chainID: chainID, nonce: 9, gasLimit: 53000, to: nil, data: [0x60],
                fees: .legacy(gasPrice: .zero))
            transactions.append(ChainTransaction(try SignedTransaction(creation, signedWith: key)))
            transactions.append(ChainTransaction(impersonating: sender, creation))
        }
        return transactions
    }

    static func receipts(of transactions: [ChainTransaction]) -> [SealedReceipt] {
        transactions.enumerated().map { index, transaction in
            let logs = (0..<(index % 6)).map { count in
                Log(
                    address: contract, topics: (0..<min(count, 4)).map { UInt256(UInt64($0)).bytes32 },
                    data: [UInt8](repeating: 1, count: count * 40))
            }
            return SealedReceipt(
                receipt: Receipt(
                    type: transaction.transaction.type, succeeded: index % 3 != 0,
                    cumulativeGasUsed: UInt64(index) * 50_000, logs: logs),
                gasUsed: 50_000, effectiveGasPrice: UInt256(1) << 200,
                contractAddress: transaction.transaction.to == nil ? contract : nil, firstLogIndex: index * 2,
                blobGasUsed: transaction.transaction.type == 3 ? 262_144 : 0)
        }
    }

    static var undo: StateChanges {
        let code = Bytecode([0x60, 0x00, 0x5b])
        return StateChanges(accounts: [
            .zero: .init(account: nil), contract: .init(account: Account(), clearsStorage: true),
            sender: .init(
                account: Account(nonce: .max, balance: .max, codeHash: code.hash),
                storage: [.zero: .max, .max: .zero, 7: 8], code: code),
            Address(truncating: UInt256(9).bytes32): .init(
                account: Account(nonce: 1, balance: 2), storage: [1: 2], code: .empty),
        ])
    }

    static func make(number: UInt64) throws -> SealedBlock {
        let transactions = try transactions()
        let receipts = receipts(of: transactions)
        let header = BlockHeader(
            parentHash: UInt256(77).bytes32, beneficiary: contract, stateRoot: emptyTrieRoot,
            transactionsRoot: UInt256(1).bytes32, receiptsRoot: UInt256(2).bytes32,
            logsBloom: LogsBloom(receipts.flatMap(\.receipt.logs)), number: number, gasLimit: 30_000_000,
            gasUsed: 700_000, timestamp: 1_700_000_000, extraData: Array("lit".utf8),
            prevRandao: UInt256(3).bytes32,
            baseFeePerGas: 7, withdrawalsRoot: UInt256(4).bytes32, blobGasUsed: 393_216, excessBlobGas: 1,
            parentBeaconBlockRoot: UInt256(5).bytes32)
        let withdrawals = (0..<3).map {
            Withdrawal(index: UInt64($0), validatorIndex: 1 << 40, address: contract, amount: .max)
        }
        return SealedBlock(
            header: header, transactions: transactions, receipts: receipts, withdrawals: withdrawals,
            prelude: undo, undo: undo)
    }
}
