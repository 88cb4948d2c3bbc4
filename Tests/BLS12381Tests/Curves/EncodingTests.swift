import BLS12381
import Primitives
import TestSupport
import Testing

@Suite("Encodings of points")
struct EncodingTests {
    private func g1(_ bytes: [UInt8]) -> BLS12381Error.Code? {
        code { () throws(BLS12381Error) in _ = try G1(compressed: bytes) }
    }
    private func g2(_ bytes: [UInt8]) -> BLS12381Error.Code? {
        code { () throws(BLS12381Error) in _ = try G2(compressed: bytes) }
    }
    private func wholeG1(_ bytes: [UInt8]) -> BLS12381Error.Code? {
        code { () throws(BLS12381Error) in _ = try G1(uncompressed: bytes) }
    }
    private func wholeG2(_ bytes: [UInt8]) -> BLS12381Error.Code? {
        code { () throws(BLS12381Error) in _ = try G2(uncompressed: bytes) }
    }

    @Test("are read back as the same point, in both forms and from any collection")
    func roundTrips() throws {
        var generator = SplitMix64(seed: 51)
        for _ in 0..<40 {
            let p = generator.g1()
            #expect(p.compressed.count == G1.compressedByteCount)
            #expect(p.uncompressed.count == G1.uncompressedByteCount)
            #expect(try G1(compressed: p.compressed) == p)
            #expect(try G1(uncompressed: AnyCollection(p.uncompressed)) == p)
            #expect(try G1(compressed: (-p).compressed) == -p)
            let q = generator.g2()
            #expect(q.compressed.count == G2.compressedByteCount)
            #expect(q.uncompressed.count == G2.uncompressedByteCount)
            #expect(try G2(compressed: ([9] + q.compressed).dropFirst()) == q)
            #expect(try G2(uncompressed: q.uncompressed) == q)
            #expect(try G2(compressed: (-q).compressed) == -q)
            #expect(p.description == "G1(\(p.compressed.hex))" && q.description == "G2(\(q.compressed.hex))")
        }
        #expect(G1.identity.compressed == [0xc0] + [UInt8](repeating: 0, count: 47))
        #expect(G2.identity.uncompressed == [0x40] + [UInt8](repeating: 0, count: 191))
        #expect(try G1(uncompressed: G1.identity.uncompressed).isIdentity)
        #expect(try G2(compressed: G2.identity.compressed).isIdentity)
    }

    @Test("are refused at every wrong length")
    func lengths() {
        let twice = G2.generator.uncompressed + G2.generator.uncompressed
        for count in 0...twice.count {
            let bytes = [UInt8](twice.prefix(count))
            func wrong(_ expected: Int) -> BLS12381Error.Code? {
                count == expected ? nil : .wrongLength(expected: [expected], actual: count)
            }
            if let expected = wrong(48) { #expect(g1(bytes) == expected) }
            if let expected = wrong(96) { #expect(g2(bytes) == expected && wholeG1(bytes) == expected) }
            if let expected = wrong(192) { #expect(wholeG2(bytes) == expected) }
        }
    }

    @Test("are refused for every combination of flags that means nothing")
    func flags() {
        let (c1, c2) = (G1.generator.compressed, G2.generator.compressed)
        let (u1, u2) = (G1.generator.uncompressed, G2.generator.uncompressed)
        for flags in UInt8(0)..<8 {
            func flagged(_ bytes: [UInt8]) -> [UInt8] { [bytes[0] & 0x1f | flags << 5] + bytes.dropFirst() }
            func zeros(_ bytes: [UInt8]) -> [UInt8] {
                [flags << 5] + [UInt8](repeating: 0, count: bytes.count - 1)
            }
            // In order: not compressed (four), compressed with and without sign, infinity, infinity with sign.
            let onPoint: BLS12381Error.Code? = flags < 4 ? .notCompressed : flags < 6 ? nil : .invalidFlags
            #expect(g1(flagged(c1)) == onPoint && g2(flagged(c2)) == onPoint)
            let whole: BLS12381Error.Code? = flags == 0 ? nil : flags < 4 ? .invalidFlags : .compressed
            #expect(wholeG1(flagged(u1)) == whole && wholeG2(flagged(u2)) == whole)

            // x = 0 has a point of order 3 on the first curve, none on the second.
            let ofZeros: (BLS12381Error.Code?, BLS12381Error.Code?) =
                switch flags {
                case 0..<4: (.notCompressed, .notCompressed)
                case 4, 5: (.notInSubgroup, .notOnCurve)
                case 6: (nil, nil)
                default: (.invalidFlags, .invalidFlags)
                }
            #expect(g1(zeros(c1)) == ofZeros.0 && g2(zeros(c2)) == ofZeros.1)
            let wholeZeros: BLS12381Error.Code? =
                switch flags {
                case 0: .notOnCurve
                case 2: nil
                case 1, 3: .invalidFlags
                default: .compressed
                }
            #expect(wholeG1(zeros(u1)) == wholeZeros && wholeG2(zeros(u2)) == wholeZeros)
        }
    }

    @Test("are refused where infinity has any other bit set")
    func infinity() {
        for bytes in [G1.identity.compressed, G2.identity.compressed] {
            for bit in 0..<bytes.count * 8 where bit > 2 {
                var changed = bytes
                changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                #expect((bytes.count == 48 ? g1(changed) : g2(changed)) == .invalidFlags)
            }
        }
        for bytes in [G1.identity.uncompressed, G2.identity.uncompressed] {
            for bit in 0..<bytes.count * 8 where bit > 2 {
                var changed = bytes
                changed[bit / 8] ^= 0x80 >> UInt8(bit % 8)
                #expect((bytes.count == 96 ? wholeG1(changed) : wholeG2(changed)) == .invalidFlags)
            }
        }
    }

    @Test("are refused for each coordinate of p or more")
    func ranges() throws {
        let p = try Hex.decode(modulus)
        for (bytes, read) in [
            (G1.generator.compressed, g1), (G2.generator.compressed, g2),
            (G1.generator.uncompressed, wholeG1),
            (G2.generator.uncompressed, wholeG2),
        ] {
            for start in stride(from: 0, to: bytes.count, by: 48) {
                var changed = bytes
                changed.replaceSubrange(start..<start + 48, with: p)
                if start == 0 { changed[0] |= bytes[0] & 0xe0 }
                #expect(read(changed) == .coordinateOutOfRange)
            }
        }
    }

    @Test("fuzz: whatever is accepted is written the same again, and is in the subgroup")
    func fuzz() throws {
        var generator = SplitMix64(seed: fuzzSeed &+ 52)
        let seeds = (0..<8).map { _ in (generator.g1(), generator.g2()) }
        // Each costs a root: fewer than for parsers that only read.
        for round in 0..<max(1, fuzzIterations / 8) {
            let (p, q) = seeds[round % seeds.count]
            switch round % 4 {
            case 0:
                let bytes = generator.mutated(p.compressed)
                if let point = try? G1(compressed: bytes) { #expect(point.compressed == bytes) }
            case 1:
                let bytes = generator.mutated(p.uncompressed)
                if let point = try? G1(uncompressed: bytes) { #expect(point.uncompressed == bytes) }
            case 2:
                let bytes = generator.mutated(q.compressed)
                if let point = try? G2(compressed: bytes) { #expect(point.compressed == bytes) }
            default:
                let bytes = generator.mutated(q.uncompressed)
                if let point = try? G2(uncompressed: bytes) { #expect(point.uncompressed == bytes) }
            }
        }
    }

    @Test("name the fault and the kind of point in the error")
    func descriptions() {
        do {
            _ = try G2(compressed: [1, 2])
            Issue.record("two bytes were accepted")
        } catch {
            #expect(error.description == "point of G2: expected 96 bytes, got 2")
            #expect(error.subject == .g2)
        }
    }
}
