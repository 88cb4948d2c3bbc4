import BLS12381
import Primitives
import TestSupport
import Testing

@Suite("The tower of fields")
struct TowerTests {
    @Test("is a commutative ring with inverses on the floor of p² elements")
    func second() {
        var generator = SplitMix64(seed: 11)
        for _ in 0..<500 {
            let (a, b, c) = (generator.fp2(), generator.fp2(), generator.fp2())
            #expect(same(a * b, b * a) && same((a * b) * c, a * (b * c)))
            #expect(same(a * (b + c), a * b + a * c) && same(a - b, a + -b))
            #expect(same(a.squared(), a * a) && same(a.halved().doubled(), a))
            #expect(same(a.timesNonresidue(), a * Fp2(.one, .one)))
        }
        for _ in 0..<30 {
            let a = generator.fp2()
            #expect(same(a * a.inverse(), a.zeroBit == 1 ? .zero : .one))
        }
        let u = Fp2(.zero, .one)
        #expect(same(u * u, -.one))
    }

    @Test("finds the roots of squares and of ratios, real and imaginary ones too")
    func roots() throws {
        var generator = SplitMix64(seed: 12)
        for round in 0..<80 {
            var a = generator.fp2()
            if round % 4 == 1 { a = Fp2(a.c0, .zero) }
            if round % 4 == 2 { a = Fp2(.zero, a.c1) }
            let square = a.squared()
            let root = try #require(square.squareRoot())
            #expect(same(root, a) || same(root, -a))
            #expect(a.zeroBit == 1 || (square * Fp2.nonsquare).squareRoot() == nil)

            var b = generator.fp2()
            if b.zeroBit == 1 { b = .one }
            let (isSquare, ratio) = Fp2.rootOfRatio(a, b)
            #expect(same(ratio.squared() * b, isSquare == 1 ? a : a * Fp2.nonsquare))
        }
    }

    @Test("is a commutative ring with inverses on the floor of p⁶ elements")
    func sixth() {
        var generator = SplitMix64(seed: 13)
        for _ in 0..<200 {
            let (a, b, c) = (generator.fp6(), generator.fp6(), generator.fp6())
            #expect(same(a * b, b * a) && same((a * b) * c, a * (b * c)))
            #expect(same(a * (b + c), a * b + a * c) && same(a - b, a + -b))
            let v = Fp6(.zero, .one, .zero)
            #expect(same(a.timesV(), a * v))
        }
        let v = Fp6(.zero, .one, .zero)
        #expect(same(v * v * v, Fp6(Fp2(.one, .one), .zero, .zero)))
        for _ in 0..<10 {
            let a = generator.fp6()
            #expect(same(a * a.inverse(), .one))
        }
    }

    @Test("is a commutative ring with inverses on the floor of p¹² elements")
    func twelfth() {
        var generator = SplitMix64(seed: 14)
        for _ in 0..<100 {
            let (a, b, c) = (generator.fp12(), generator.fp12(), generator.fp12())
            #expect(same(a * b, b * a) && same((a * b) * c, a * (b * c)))
            #expect(same(a.squared(), a * a))
            let (l0, l1, l4) = (generator.fp2(), generator.fp2(), generator.fp2())
            let line = Fp12(Fp6(l0, l1, .zero), Fp6(.zero, l4, .zero))
            #expect(same(a.times(line: l0, l1, l4), a * line))
        }
        let w = Fp12(.zero, .one)
        #expect(same(w * w, Fp12(Fp6(.zero, .one, .zero), .zero)))
        for _ in 0..<10 {
            let a = generator.fp12()
            #expect(same(a * a.inverse(), .one))
        }
    }

    @Test("takes the power p by conjugations and constants")
    func frobenius() throws {
        let p = try Hex.decode(modulus)
        var generator = SplitMix64(seed: 15)
        for _ in 0..<3 {
            let a = generator.fp12()
            #expect(same(a.frobenius(), power(a, p)))
            var twelve = a
            for _ in 0..<12 { twelve = twelve.frobenius() }
            #expect(same(twelve, a))
            var six = a
            for _ in 0..<6 { six = six.frobenius() }
            #expect(same(six, a.conjugate))
        }
    }

    @Test("squares faster where the order divides p⁴ - p² + 1, with the same result")
    func cyclotomic() {
        var generator = SplitMix64(seed: 16)
        for _ in 0..<20 {
            let a = generator.fp12()
            let unitary = a.conjugate * a.inverse()
            let c = unitary.frobenius().frobenius() * unitary
            #expect(same(c.cyclotomicSquared(), c.squared()))
            #expect(same(c * c.conjugate, .one))
            let x: [UInt8] = [0xd2, 0x01, 0, 0, 0, 0x01, 0, 0]
            #expect(same(c.cyclotomicPowerOfParameter().conjugate, power(c, x)))
        }
        #expect(!same(generator.fp12().cyclotomicSquared(), .one))
    }

    private func power(_ base: Fp12, _ exponent: [UInt8]) -> Fp12 {
        var result = Fp12.one
        for byte in exponent {
            for bit in (0..<8).reversed() {
                result = result * result
                if byte >> bit & 1 == 1 { result = result * base }
            }
        }
        return result
    }
}
