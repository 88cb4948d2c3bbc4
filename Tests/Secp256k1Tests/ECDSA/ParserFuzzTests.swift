import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Parsers on random bytes")
struct ParserFuzzTests {
    @Test("return or throw, never trap, and agree between backends", arguments: [31, 32, 33] as [UInt64])
    func survive(seed: UInt64) throws {
        var generator = SplitMix64(seed: seed)
        let lengths = [0, 1, 2, 31, 32, 33, 34, 63, 64, 65, 66, 70, 71, 72, 73, 128]
        for _ in 0..<4000 {
            let length = lengths[Int(generator.next() % UInt64(lengths.count))]
            var input = generator.bytes(length)
            // Beginnings that lead further in.
            if length > 1 {
                switch generator.next() & 7 {
                case 0: input[0] = 2
                case 1: input[0] = 3
                case 2: input[0] = 4
                case 3: input.replaceSubrange(0..<2, with: [0x30, UInt8(truncatingIfNeeded: length - 2)])
                case 4: input[length - 1] = 27
                default: break
                }
            }
            _ = try? Scalar(canonical: input)
            _ = try? Scalar(reducing: input)
            _ = try? Scalar(wideReducing: input)
            _ = try? PrivateKey(input)
            let points = Curve.backends.map { backend in try? Point(input, using: backend) }
            #expect(Set(points).count == 1)
            if let point = points.first ?? nil {
                #expect(length == 33 ? point.compressed == input : point.uncompressed == input)
            }
            if let signature = try? Signature(compact: input) { #expect(signature.compact == input) }
            if let signature = try? Signature(recoverable: input) {
                #expect(signature.compact == input.dropLast())
            }
            if let signature = try? Signature(der: input) { #expect(signature.der == input) }
        }
    }

    @Test("strict DER survives every one-byte change without misreading")
    func mutatesDER() throws {
        var generator = SplitMix64(seed: 34)
        for _ in 0..<20 {
            let signature = try Signature(
                r: .random(using: &generator), s: .random(using: &generator), recoveryID: 0)
            let der = signature.der
            for index in der.indices {
                for change in [1, 0x80, 0xff] as [UInt8] {
                    var changed = der
                    changed[index] ^= change
                    guard let read = try? Signature(der: changed) else { continue }
                    #expect(read != signature && read.der == changed)
                }
            }
            for count in 0..<der.count { #expect((try? Signature(der: der.prefix(count))) == nil) }
        }
    }
}
