import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Blocks, receipts and withdrawals") struct BlockTests {
    @Test("decodes what it encodes") func roundtrip() throws {
        var rng = SplitMix64(seed: 51)
        var chain: [Block] = []
        for _ in 0..<40 {
            let block = try rng.block()
            #expect(try Block(decoding: block.encoded) == block)
            #expect(block.hash == block.header.hash)
            chain.append(block)
            let receipt = rng.receipt()
            #expect(try Receipt(decoding: receipt.encoded) == receipt)
            let withdrawal = rng.withdrawal()
            #expect(try Withdrawal(decoding: withdrawal.encoded) == withdrawal)
        }
        #expect(try Block.chain(decoding: chain.flatMap(\.encoded)) == chain)
        #expect(try Block.chain(decoding: []).isEmpty)
    }

    static func parts(_ block: Block) throws -> [RLPItem] {
        guard case .list(let parts) = try RLPItem(decoding: block.encoded) else { return [] }
        return parts
    }

    static func error(_ parts: [RLPItem]) -> BlockFormatError? {
        do { _ = try Block(decoding: RLPItem.list(parts).encoded) } catch { return error }
        return nil
    }

    static func block() throws -> Block {
        let key = try PrivateKey([UInt8](repeating: 0x46, count: 32))
        func signed(_ fees: Transaction.Fees) throws -> SignedTransaction {
            try SignedTransaction(
                Transaction(chainID: 1, nonce: 0, gasLimit: 21_000, to: .zero, fees: fees), signedWith: key)
        }
        return Block(
            header: try BlockHeaderTests.genesis(),
            transactions: [
                try signed(.legacy(gasPrice: 1)),
                try signed(.dynamic(maxFeePerGas: 2, maxPriorityFeePerGas: 1)),
            ],
            withdrawals: [Withdrawal(index: 1, validatorIndex: 2, address: .zero, amount: 3)])
    }

    @Test("holds legacy transactions as lists and typed ones as strings, never otherwise")
    func transactionForms() throws {
        let block = try Self.block()
        let parts = try Self.parts(block)
        let (legacy, typed) = (block.transactions[0].encoded, block.transactions[1].encoded)
        #expect(parts[1] == [try RLPItem(decoding: legacy), .string(typed)])

        var swapped = parts
        swapped[1] = [.string(legacy)]
        #expect(Self.error(swapped)?.code == .rlp(.expectedList))
        #expect(Self.error(swapped)?.field == "transactions[0]")
        swapped[1] = [.string(typed), try RLPItem(decoding: Array(typed.dropFirst()))]
        #expect(Self.error(swapped)?.field == "transactions[1]")
        #expect(Self.error(swapped)?.code == .transaction(.wrongFieldCount))
        swapped[1] = [.string([])]
        #expect(Self.error(swapped)?.code == .transaction(.truncated))
        swapped[1] = [.string([4, 0xc0])]
        #expect(Self.error(swapped)?.code == .transaction(.unknownType(4)))
    }

    @Test("names the place of what is wrong") func places() throws {
        let parts = try Self.parts(Self.block())
        #expect(Self.error(Array(parts.dropLast()))?.code == .wrongFieldCount(expected: 4, actual: 3))
        #expect(Self.error(parts + [[]])?.code == .wrongFieldCount(expected: 4, actual: 5))
        var wrong = parts
        wrong[2] = [[]]
        #expect(Self.error(wrong)?.field == "ommers[0]")
        #expect(Self.error(wrong)?.code == .wrongFieldCount(expected: 20, actual: 0))
        wrong = parts
        wrong[3] = [[.string([0]), .string([1]), .string([]), .string([])]]
        #expect(Self.error(wrong)?.field == "withdrawals[0].index")
        #expect(Self.error(wrong)?.code == .rlp(.nonCanonicalInteger))
        wrong[3] = [[.string([1])]]
        #expect(Self.error(wrong)?.code == .wrongFieldCount(expected: 4, actual: 1))
        wrong = parts
        wrong[0] = .string([1])
        #expect(Self.error(wrong)?.field == "header")
        #expect(Self.error(wrong)?.code == .rlp(.expectedList))
        #expect(Self.error(parts) == nil)

        let bytes = try Self.block().encoded
        let error = #expect(throws: BlockFormatError.self) { try Block.chain(decoding: bytes + [0xc0]) }
        #expect(error?.field == "blocks[1]")
    }

    /// The first receipt of block 3 of the official chain.
    @Test("encodes a known receipt to the byte") func knownReceipt() throws {
        let known = try LogsBloomTests.log()
        let log = Log(address: known.address, topics: known.topics, data: UInt256(2).bigEndianBytes)
        let receipt = Receipt(type: 3, succeeded: true, cumulativeGasUsed: 0xca9c, logs: [log])
        let expected = [
            "03f901850182ca9cb90100", receipt.logsBloom.bytes.hex,
            "f87cf87a947dcd17433742f4c0ca53122ab541d0ba67fc27dff842a0",
            "00000000000000000000000000000000000000000000000000000000656d6974a0",
            "462708a3c1cd03b21605715d090136df64e227f7e7792f74bb1bd7a8288f8801a0",
            "0000000000000000000000000000000000000000000000000000000000000002",
        ]
        #expect(receipt.encoded.hex == expected.joined())
        #expect(LogsBloomTests.bits(receipt.logsBloom) == LogsBloomTests.knownBits)
    }

    @Test("refuses receipts of another form") func receiptErrors() throws {
        func error(_ type: UInt8?, _ fields: [RLPItem]) -> BlockFormatError.Code? {
            let bytes = (type.map { [$0] } ?? []) + RLPItem.list(fields).encoded
            do { _ = try Receipt(decoding: bytes) } catch { return error.code }
            return nil
        }
        let receipt = Receipt(type: 0, succeeded: false, cumulativeGasUsed: 1, logs: [])
        guard case .list(let fields) = try RLPItem(decoding: receipt.encoded) else {
            Issue.record("a legacy receipt is a list")
            return
        }
        #expect(error(nil, fields) == nil && error(1, fields) == nil && error(3, fields) == nil)
        #expect(error(0, fields) == .unknownType(0))
        #expect(error(4, fields) == .unknownType(4))
        #expect(error(nil, fields + [[]]) == .wrongFieldCount(expected: 4, actual: 5))
        for status: [UInt8] in [[0], [2], [UInt8](repeating: 1, count: 32)] {
            #expect(error(nil, [.string(status)] + fields.dropFirst()) == .badStatus)
        }
        let topics = RLPItem.list([RLPItem](repeating: .string([UInt8](repeating: 1, count: 32)), count: 5))
        let log: RLPItem = [.string([UInt8](repeating: 1, count: 20)), topics, .string([])]
        #expect(error(nil, fields.dropLast() + [[log]]) == .tooManyTopics(5))
        #expect(error(nil, fields.dropLast() + [[[]]]) == .wrongFieldCount(expected: 3, actual: 0))
        let empty = #expect(throws: BlockFormatError.self) { try Receipt(decoding: []) }
        #expect(empty?.code == .rlp(.truncated))
    }

    @Test("counts withdrawals in gwei") func withdrawals() {
        let withdrawal = Withdrawal(index: 0, validatorIndex: 0, address: .zero, amount: .max)
        #expect(withdrawal.amountInWei == UInt256(UInt64.max) * 1_000_000_000)
    }
}
