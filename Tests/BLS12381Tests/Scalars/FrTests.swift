import BLS12381
import Primitives
import TestSupport
import Testing

@Suite("Scalars")
struct FrTests {
    @Test("are a field")
    func axioms() {
        var generator = SplitMix64(seed: 21)
        for _ in 0..<1000 {
            let (a, b, c) = (generator.fr(), generator.fr(), generator.fr())
            #expect(a + b == b + a && (a + b) + c == a + (b + c))
            #expect(a * b == b * a && (a * b) * c == a * (b * c) && a * (b + c) == a * b + a * c)
            #expect(a - b == a + -b && a.squared() == a * a && a + .zero == a && a * .one == a)
            #expect(a - a == .zero && (a - a).isZero)
        }
        for _ in 0..<50 {
            let a = generator.fr()
            #expect(a * a.inverse() == (a.isZero ? .zero : .one))
        }
    }

    @Test("are inverted together as one by one")
    func batches() {
        var generator = SplitMix64(seed: 22)
        for count in [0, 1, 2, 17] {
            let values = (0..<count).map { _ in Fr.random(using: &generator) }
            var inverted = values
            Fr.invert(&inverted)
            #expect(inverted == values.map { $0.inverse() })
        }
    }

    @Test("are read from either byte order below r, and refused from r on")
    func bytes() throws {
        let r = try Hex.decode(order)
        var below = r
        below[31] -= 1
        #expect(try Fr(bigEndian: below) == -.one)
        #expect(try Fr(littleEndian: below.reversed()) == -.one)
        for tooMuch in [r, [UInt8](repeating: 0xff, count: 32)] {
            #expect(code { () throws(BLS12381Error) in _ = try Fr(bigEndian: tooMuch) } == .scalarOutOfRange)
            #expect(
                code { () throws(BLS12381Error) in _ = try Fr(littleEndian: tooMuch.reversed()) }
                    == .scalarOutOfRange)
        }
        for count in [0, 31, 33, 64] {
            let bytes = [UInt8](repeating: 1, count: count)
            let expected = BLS12381Error.Code.wrongLength(expected: [32], actual: count)
            #expect(code { () throws(BLS12381Error) in _ = try Fr(bigEndian: bytes) } == expected)
            #expect(code { () throws(BLS12381Error) in _ = try Fr(littleEndian: bytes) } == expected)
        }
        var generator = SplitMix64(seed: 23)
        for _ in 0..<500 {
            let a = generator.fr()
            #expect(try Fr(bigEndian: a.bigEndian) == a)
            #expect(try Fr(littleEndian: a.littleEndian.bytes) == a)
            #expect(a.bigEndian.bytes == a.littleEndian.bytes.reversed())
        }
    }

    @Test("are reduced from up to sixty-four bytes")
    func reduction() throws {
        var generator = SplitMix64(seed: 24)
        for count in 0...64 {
            var bytes = generator.bytes(count)
            if count % 7 == 0 { bytes = [UInt8](repeating: 0xff, count: count) }
            var expected = Fr.zero
            for byte in bytes { expected = expected * Fr(256) + Fr(UInt64(byte)) }
            #expect(try Fr(reducing: bytes) == expected)
        }
        let long = [UInt8](repeating: 0, count: 65)
        #expect(
            code { () throws(BLS12381Error) in _ = try Fr(reducing: long) } == .tooLong(limit: 64, actual: 65)
        )
        #expect(try Fr(reducing: Hex.decode(order)) == .zero)
    }

    @Test("are selected, raised to powers, and never printed")
    func rest() {
        var generator = SplitMix64(seed: 25)
        let (a, b) = (Fr.random(using: &generator), Fr.random(using: &generator))
        #expect(Fr.select(a, b, if: true) == b && Fr.select(a, b, if: false) == a)
        #expect(a.power(0) == .one && a.power(1) == a && a.power(5) == a * a * a * a * a)
        #expect(a.power(.max) * a == a.power(1 << 32).power(1 << 32))
        #expect("\(a)" == "Fr(redacted)" && String(reflecting: a) == "Fr(redacted)")
        var text = ""
        dump(a, to: &text)
        #expect(!text.contains("l0"))
    }
}
