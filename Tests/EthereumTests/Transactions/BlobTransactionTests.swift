import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Blob transactions") struct BlobTransactionTests {
    static let contract = "0x7dcd17433742f4c0ca53122ab541d0ba67fc27df"

    /// The first blob transaction of the official chain of Cancun.
    static func known() throws -> SignedTransaction {
        let contract = try Address(contract)
        let transaction = Transaction(
            chainID: 0xc_72dd_9d5e_883e, nonce: 8, gasLimit: 100_000, to: contract, value: 3,
            data: try [UInt8](hex: "dc4c8669df128318656d6974"),
            fees: .blob(
                maxFeePerGas: 0x281d_620e, maxPriorityFeePerGas: 1,
                [
                    .init(
                        address: contract,
                        storageKeys: [
                            .zero,
                            try Bytes32(
                                hex: "462708a3c1cd03b21605715d090136df64e227f7e7792f74bb1bd7a8288f8801"),
                        ])
                ],
                maxFeePerBlobGas: 0x20000,
                versionedHashes: [
                    try Bytes32(hex: "015a4cab4911426699ed34483de6640cf55a568afc5c5edffdcbd8bcd4452f68")
                ]))
        let signature = try Signature(
            r: Bytes32(hex: "478385a47075dd6ba56300b623038052a6e4bb03f8cfc53f367712f1c1d3e7de"),
            s: Bytes32(hex: "2f79ed9b154b0af2c97ddfc1f4f76e6c17725713b6d44ea922ca4c6bbc20775c"),
            recoveryID: 0)
        return try SignedTransaction(transaction, signature: signature)
    }

    @Test("hashes and attributes a known one as its chain does") func knownHash() throws {
        let signed = try Self.known()
        #expect(signed.hash.hex == "b0ebf0d8fca6724d5111d0be9ac61f0e7bf174208e0fafcb653f337c72465b83")
        #expect(signed.sender == (try Address("0x7435ed30a8b4aeb0877cef0c6e8cffe834eb865f")))
        #expect(signed.encoded.first == 3 && signed.v == 0)
        #expect(signed.transaction.signingPayload.first == 3)
        #expect(try SignedTransaction(decoding: signed.encoded) == signed)
    }

    static func fields() throws -> [RLPItem] {
        guard case .list(let fields) = try RLPItem(decoding: Array(known().encoded.dropFirst())) else {
            return []
        }
        return fields
    }

    static func error(_ items: [RLPItem]) -> TransactionError? {
        do { _ = try SignedTransaction(decoding: [3] + RLPItem.list(items).encoded) } catch { return error }
        return nil
    }

    @Test("needs an address to call") func recipient() throws {
        var fields = try Self.fields()
        fields[5] = .string([])
        #expect(Self.error(fields)?.code == .missingRecipient)
        var creation = try Self.known().transaction
        creation.to = nil
        let key = try PrivateKey([UInt8](repeating: 1, count: 32))
        let error = #expect(throws: TransactionError.self) {
            try SignedTransaction(creation, signedWith: key)
        }
        #expect(error?.code == .missingRecipient)
    }

    @Test("refuses sidecars by their own code") func sidecars() throws {
        let transaction = RLPItem.list(try Self.fields())
        let (blobs, fixed) = (RLPItem.list([.string([1])]), RLPItem.list([.string([2])]))
        #expect(Self.error([transaction, blobs, fixed, fixed])?.code == .sidecarNotAccepted)
        #expect(Self.error([transaction, .string([1]), blobs, fixed, fixed])?.code == .sidecarNotAccepted)
        #expect(Self.error([transaction, blobs, fixed])?.code == .wrongFieldCount)
        #expect(Self.error([.string([]), blobs, fixed, fixed])?.code == .wrongFieldCount)
    }

    @Test("names the field that is wrong") func errors() throws {
        let fields = try Self.fields()
        #expect(fields.count == 14)
        #expect(Self.error(fields) == nil)
        #expect(Self.error(Array(fields.dropLast()))?.code == .wrongFieldCount)
        func error(_ index: Int, _ item: RLPItem) -> TransactionError? {
            var changed = fields
            changed[index] = item
            return Self.error(changed)
        }
        #expect(error(0, .string([]))?.code == .invalidChainID)
        #expect(error(9, .string([0, 1]))?.field == "maxFeePerBlobGas")
        #expect(error(9, .string([UInt8](repeating: 1, count: 33)))?.code == .integerTooLarge)
        #expect(error(10, .string([]))?.field == "blobVersionedHashes")
        #expect(error(10, [.string([UInt8](repeating: 1, count: 31))])?.code == .malformed)
        #expect(error(11, .string([2]))?.field == "yParity")
    }

    @Test("says what each type pays") func fees() throws {
        func transaction(_ fees: Transaction.Fees) -> Transaction {
            Transaction(chainID: 1, nonce: 0, gasLimit: 21_000, to: .zero, fees: fees)
        }
        let hashes = [Bytes32(words: 1 << 56, 0, 0, 0), Bytes32(words: 1 << 56, 0, 0, 1)]
        let legacy = transaction(.legacy(gasPrice: 7))
        let listed = transaction(.accessList(gasPrice: 8, [.init(address: .zero, storageKeys: [])]))
        let dynamic = transaction(.dynamic(maxFeePerGas: 10, maxPriorityFeePerGas: 2))
        let blob = transaction(
            .blob(
                maxFeePerGas: 10, maxPriorityFeePerGas: 3, listed.accessList, maxFeePerBlobGas: 5,
                versionedHashes: hashes))
        let all = [legacy, listed, dynamic, blob]
        #expect(all.map(\.type) == [0, 1, 2, 3])
        #expect(all.map(\.maxFeePerGas) == [7, 8, 10, 10])
        #expect(all.map(\.maxPriorityFeePerGas) == [7, 8, 2, 3])
        #expect(all.map(\.maxFeePerBlobGas) == [nil, nil, nil, 5])
        #expect(all.map(\.blobVersionedHashes) == [[], [], [], hashes])
        #expect(all.map(\.blobGas) == [0, 0, 0, 262_144])
        #expect(all.map(\.accessList.count) == [0, 1, 0, 1])
        #expect(all.map { $0.effectiveGasPrice(baseFee: 5) } == [7, 8, 7, 8])
        #expect(all.map { $0.effectiveGasPrice(baseFee: 9) } == [7, 8, 10, 10])
        #expect(all.map { $0.effectiveGasPrice(baseFee: 11) } == [7, 8, 10, 10])
        let greedy = transaction(.dynamic(maxFeePerGas: .max, maxPriorityFeePerGas: .max))
        #expect(greedy.effectiveGasPrice(baseFee: 1) == .max)
    }
}
