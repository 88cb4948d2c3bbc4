import Ethereum
import Primitives
import Testing

@Suite("Blocks of the official chain", .enabled(if: OfficialChain.isExpected, OfficialChain.absence))
struct OfficialChainTests {
    @Test("decodes every block, and encodes it to the same bytes") func chain() throws {
        let bytes = try OfficialChain.blocks()
        let blocks = try Block.chain(decoding: bytes)
        #expect(blocks.count == 20)
        #expect(blocks.flatMap(\.encoded) == bytes)
        #expect(blocks.map(\.header.number) == Array(1...20))
        #expect(blocks.reduce(0) { $0 + $1.transactions.count } == 73)
        #expect(blocks.count { !$0.withdrawals.isEmpty } == 7)
        #expect(Set(blocks.flatMap(\.transactions).map(\.transaction.type)) == [0, 1, 2, 3])
        for (parent, child) in zip(blocks, blocks.dropFirst()) {
            #expect(child.header.parentHash == parent.hash)
        }
        for block in blocks {
            #expect(try Block(decoding: block.encoded) == block)
            #expect(try BlockHeader(decoding: block.header.encoded) == block.header)
            #expect(block.ommers.isEmpty && block.header.ommersHash == BlockHeader.emptyOmmersHash)
            for withdrawal in block.withdrawals {
                #expect(try Withdrawal(decoding: withdrawal.encoded) == withdrawal)
            }
        }
    }

    @Test("decodes the genesis block and block 3 as other clients write them") func rawBlocks() throws {
        for name in ["get-genesis", "get-block-n"] {
            let bytes = try [UInt8](
                hex: #require(OfficialChain.result(of: "debug_getRawBlock/\(name)").string))
            let header = try [UInt8](
                hex: #require(OfficialChain.result(of: "debug_getRawHeader/\(name)").string))
            let block = try Block(decoding: bytes)
            #expect(block.encoded == bytes)
            #expect(block.header.encoded == header)
        }
    }

    @Test("decodes receipts, whose filters are those of their logs and add up to the header's")
    func receipts() throws {
        let items = try #require(OfficialChain.result(of: "debug_getRawReceipts/get-block-n").array)
        var union = LogsBloom()
        var gas: UInt64 = 0
        for item in items {
            let bytes = try [UInt8](hex: #require(item.string))
            let receipt = try Receipt(decoding: bytes)
            #expect(receipt.encoded == bytes)
            #expect(receipt.logsBloom == LogsBloom(receipt.logs))
            #expect(receipt.cumulativeGasUsed > gas)
            gas = receipt.cumulativeGasUsed
            union.formUnion(receipt.logsBloom)
        }
        let raw = try [UInt8](hex: #require(OfficialChain.result(of: "debug_getRawBlock/get-block-n").string))
        let block = try Block(decoding: raw)
        #expect(items.count == block.transactions.count && !items.isEmpty)
        #expect(block.header.gasUsed == gas)
        #expect(block.header.logsBloom == union && !union.isEmpty)
    }

    @Test("tells a transaction with a sidecar from one without") func sidecar() throws {
        let answer = try OfficialChain.result(of: "eth_sendRawTransaction/send-blob-tx")
        #expect(answer.string?.hasPrefix("0x") == true)
        let raw = try [UInt8](hex: OfficialChain.request(of: "eth_sendRawTransaction/send-blob-tx"))
        let error = #expect(throws: TransactionError.self) { try SignedTransaction(decoding: raw) }
        #expect(error?.code == .sidecarNotAccepted)
        // Its first item is the transaction that a block would hold, whose hash is the answer.
        var outer = RLPReader(raw.dropFirst())
        var items = try outer.list()
        let inner = try SignedTransaction(decoding: [3] + items.rawItem())
        #expect(inner.hash.prefixedHex == answer.string)
    }
}
