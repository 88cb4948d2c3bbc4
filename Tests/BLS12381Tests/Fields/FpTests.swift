import BLS12381
import Primitives
import TestSupport
import Testing

@Suite("The field of p elements")
struct FpTests {
    @Test("is a commutative ring in which every element but zero has an inverse")
    func axioms() {
        var generator = SplitMix64(seed: 1)
        for _ in 0..<2000 {
            let (a, b, c) = (generator.fp(), generator.fp(), generator.fp())
            #expect(same(a + b, b + a) && same((a + b) + c, a + (b + c)))
            #expect(same(a * b, b * a) && same((a * b) * c, a * (b * c)))
            #expect(same(a * (b + c), a * b + a * c))
            #expect(same(a - b, a + -b) && same(a + -a, .zero) && same(a * .one, a))
            #expect(same(a.squared(), a * a))
            #expect(same(a.doubled(), a + a) && same(a.halved().doubled(), a))
        }
        for _ in 0..<50 {
            let a = generator.fp()
            #expect(same(a * a.inverse(), a.zeroBit == 1 ? .zero : .one))
        }
    }

    @Test("finds the roots of squares, and of nothing else")
    func roots() throws {
        var generator = SplitMix64(seed: 2)
        for _ in 0..<50 {
            let a = generator.fp()
            let root = try #require(a.squared().squareRoot())
            #expect(same(root, a) || same(root, -a))
            // -1 is no square modulo p.
            #expect(a.zeroBit == 1 || (-a.squared()).squareRoot() == nil)
            let b = generator.fp() + .one
            if b.zeroBit == 1 { continue }
            let (isSquare, ratio) = Fp.rootOfRatio(a, b)
            #expect(same(ratio.squared() * b, isSquare == 1 ? a : -a))
        }
    }

    @Test("reads exactly the numbers below p, and writes what it read")
    func bytes() throws {
        let p = try Hex.decode(modulus)
        var below = p
        below[47] -= 1
        #expect(same(try #require(Fp(below)), -.one))
        #expect(Fp(p) == nil)
        #expect(Fp([UInt8](repeating: 0xff, count: 48)) == nil)
        #expect(Fp(p.dropLast()) == nil)
        // One more in any limb above the lowest is too much as well.
        for place in 0..<47 {
            var above = below
            if above[place] == 255 { continue }
            above[place] += 1
            #expect(Fp(above) == nil)
        }
        var generator = SplitMix64(seed: 3)
        for _ in 0..<500 {
            let a = generator.fp()
            #expect(same(try #require(Fp(a.bytes)), a))
        }
        #expect(Fp(258).bytes == [UInt8](repeating: 0, count: 46) + [1, 2])
    }

    @Test("reduces sixty-four bytes as the number they are")
    func reduction() throws {
        var generator = SplitMix64(seed: 4)
        // 2³⁸⁴, by doubling.
        var shift = Fp.one
        for _ in 0..<384 { shift = shift.doubled() }
        for round in 0..<200 {
            var bytes = generator.bytes(64)
            if round == 0 { bytes = [UInt8](repeating: 0xff, count: 64) }
            // The number again, by Horner's rule.
            var expected = Fp.zero
            for byte in bytes { expected = expected * Fp(256) + Fp(UInt64(byte)) }
            #expect(same(bytes.withUnsafeBytes { Fp(reducing: $0) }, expected))
        }
        let one = [UInt8](repeating: 0, count: 15) + [1] + [UInt8](repeating: 0, count: 48)
        #expect(same(one.withUnsafeBytes { Fp(reducing: $0) }, shift))
    }
}

private func == (a: Fp?, b: Fp?) -> Bool {
    switch (a, b) {
    case (nil, nil): true
    case (let a?, let b?): same(a, b)
    default: false
    }
}
