import TestSupport
import Testing
import Threshold

@Suite("Binary polynomials")
struct BinaryPolynomialTests {
    /// By the definition, bit by bit.
    private func product(_ a: Block128, _ b: Block128) -> [UInt64] {
        func bit(_ block: Block128, _ index: Int) -> UInt64 {
            (index < 64 ? block.low >> UInt64(index) : block.high >> UInt64(index - 64)) & 1
        }
        var words: [UInt64] = [0, 0, 0, 0]
        for i in 0..<128 where bit(a, i) == 1 {
            for j in 0..<128 { words[(i + j) / 64] ^= bit(b, j) << UInt64((i + j) % 64) }
        }
        return words
    }

    private func words(_ block: Block256) -> [UInt64] {
        [block.low.low, block.low.high, block.high.low, block.high.high]
    }

    private func block(_ random: inout SplitMix64) throws -> Block128 {
        try #require(Block128(random.bytes(16)))
    }

    @Test("products agree with their definition")
    func products() throws {
        var random = SplitMix64(seed: 9)
        let ones = try #require(Block128([UInt8](repeating: 255, count: 16)))
        #expect(words(BinaryPolynomials.multiply(ones, ones)) == product(ones, ones))
        for _ in 0..<200 {
            let (a, b) = (try block(&random), try block(&random))
            #expect(words(BinaryPolynomials.multiply(a, b)) == product(a, b))
        }
    }

    @Test("a proof of consistency holds for the sums of columns, and for nothing else")
    func consistency() throws {
        var random = SplitMix64(seed: 10)
        let correlation = try block(&random)
        let multipliers = [try block(&random), try block(&random)]
        let choices = [try block(&random), try block(&random)]
        func bit(_ block: Block128, _ index: Int) -> UInt64 {
            (index < 64 ? block.low >> UInt64(index) : block.high >> UInt64(index - 64)) & 1
        }
        var received: [Block128] = []
        var sent: [Block128] = []
        for row in 0..<256 {
            let t = try block(&random)
            received.append(t)
            let mask: UInt64 = 0 &- bit(choices[row / 128], row % 128)
            var q = t
            q.low ^= correlation.low & mask
            q.high ^= correlation.high & mask
            sent.append(q)
        }
        func sum(_ blocks: [Block128]) throws -> Block256 {
            var total: [UInt64] = [0, 0, 0, 0]
            for (block, multiplier) in zip(blocks, multipliers) {
                for (index, word) in product(block, multiplier).enumerated() { total[index] ^= word }
            }
            let bytes = total.flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: word >> UInt64(8 * $0)) }
            }
            return try #require(Block256(bytes))
        }
        func column(_ j: Int) throws -> [Block128] {
            try (0..<2).map { half in
                let bytes = (0..<16).map { byte in
                    (0..<8).reduce(UInt8(0)) {
                        $0 | UInt8(bit(received[128 * half + 8 * byte + $1], j)) << UInt8($1)
                    }
                }
                return try #require(Block128(bytes))
            }
        }
        let columns = try (0..<128).map { try sum(column($0)) }
        let proof = ConsistencyProof(choices: try sum(choices), columns: columns)
        #expect(proof.holds(for: sent, correlation: correlation, multipliers: multipliers))
        for _ in 0..<20 {
            var changed = columns
            changed[Int(random.next() % 128)].low.low ^= 1 << (random.next() % 64)
            let wrong = ConsistencyProof(choices: try sum(choices), columns: changed)
            #expect(!wrong.holds(for: sent, correlation: correlation, multipliers: multipliers))
        }
        let short = ConsistencyProof(choices: try sum(choices), columns: Array(columns.dropLast()))
        #expect(!short.holds(for: sent, correlation: correlation, multipliers: multipliers))
        #expect(!proof.holds(for: Array(sent.dropLast()), correlation: correlation, multipliers: multipliers))
    }
}
