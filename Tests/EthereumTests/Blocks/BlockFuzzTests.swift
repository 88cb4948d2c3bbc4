import Ethereum
import Primitives
import TestSupport
import Testing

@Suite("Blocks, fuzzed") struct BlockFuzzTests {
    /// Whatever is decoded has exactly the bytes it came from as its encoding.
    @Test("accepts only headers, receipts and withdrawals that encode to the same bytes") func fuzzParts() {
        var rng = SplitMix64(seed: fuzzSeed &+ 61)
        let headers = (0..<20).map { _ in rng.header().encoded }
        let receipts = (0..<20).map { _ in rng.receipt().encoded }
        let withdrawals = (0..<20).map { _ in rng.withdrawal().encoded }
        for round in 0..<fuzzIterations {
            switch round % 4 {
            case 0:
                let bytes = rng.mutated(rng.pick(headers) ?? [])
                if let header = try? BlockHeader(decoding: bytes) { #expect(header.encoded == bytes) }
            case 1:
                let bytes = rng.mutated(rng.pick(receipts) ?? [])
                if let receipt = try? Receipt(decoding: bytes) { #expect(receipt.encoded == bytes) }
            case 2:
                let bytes = rng.mutated(rng.pick(withdrawals) ?? [])
                if let withdrawal = try? Withdrawal(decoding: bytes) { #expect(withdrawal.encoded == bytes) }
            default:
                let bytes = rng.bytes(upTo: 60).map { rng.next() % 3 == 0 ? 0xc0 | $0 & 7 : $0 }
                #expect((try? BlockHeader(decoding: bytes)) == nil)
                _ = try? Block.chain(decoding: bytes)
                if let receipt = try? Receipt(decoding: bytes) { #expect(receipt.encoded == bytes) }
            }
        }
    }

    @Test("accepts only blocks that encode to the same bytes") func fuzzBlocks() throws {
        var rng = SplitMix64(seed: fuzzSeed &+ 62)
        var blocks: [[UInt8]] = []
        for _ in 0..<12 { blocks.append(try rng.block().encoded) }
        // Each accepted mutation recovers senders, so there are fewer rounds.
        for _ in 0..<fuzzIterations / 8 {
            let bytes = rng.mutated(rng.pick(blocks) ?? [])
            if let block = try? Block(decoding: bytes) { #expect(block.encoded == bytes) }
            if let chain = try? Block.chain(decoding: bytes) { #expect(chain.flatMap(\.encoded) == bytes) }
        }
    }
}
