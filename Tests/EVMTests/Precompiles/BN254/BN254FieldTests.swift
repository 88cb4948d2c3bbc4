import EVM
import Primitives
import TestSupport
import Testing

typealias Fp = BN254.Fp
typealias Fp2 = BN254.Fp2
typealias Fp6 = BN254.Fp6
typealias Fp12 = BN254.Fp12

extension SplitMix64 {
    /// A word; now and then one of the extremes.
    mutating func word() -> UInt256 {
        let extremes: [UInt256] = [0, 1, 2, .max, Fp.modulus, BN254.order, 1 << 64, 1 << 64 - 1, 1 << 255]
        if next() % 4 == 0 { return (pick(extremes) ?? 0) &- UInt256(next() % 2) }
        return UInt256(limbs: next(), next(), next(), next())
    }

    mutating func fp() -> Fp { Fp(word() % Fp.modulus) ?? Fp.zero }
    mutating func fp2() -> Fp2 { Fp2(fp(), fp()) }
    mutating func fp6() -> Fp6 { Fp6(fp2(), fp2(), fp2()) }
    mutating func fp12() -> Fp12 { Fp12(fp6(), fp6()) }
}

@Suite("The fields of bn254")
struct BN254FieldTests {
    @Test("have the modulus and the order that the parameter gives")
    func parameters() {
        let x = UInt256(BN254.parameter)
        let common = 36 * x * x * x * x + 36 * x * x * x + 6 * x + 1
        #expect(Fp.modulus == common + 24 * x * x)
        #expect(BN254.order == common + 18 * x * x)
        #expect(Fp.modulus == UInt256("0x30644e72e131a029b85045b68181585d97816a916871ca8d3c208c16d87cfd47"))
    }

    @Test("add, subtract and multiply like integers modulo p")
    func arithmetic() throws {
        var random = SplitMix64(seed: 10)
        let p = Fp.modulus
        for _ in 0..<2_000 {
            let (x, y) = (random.word() % p, random.word() % p)
            let (a, b) = (try #require(Fp(x)), try #require(Fp(y)))
            #expect(a.value == x)
            #expect((a + b).value == x.addingModulo(y, p))
            #expect((a - b).value == x.addingModulo((p - y) % p, p))
            #expect((a * b).value == x.multipliedModulo(y, p))
            #expect((-a).value == (p - x) % p)
            #expect(a.squared() == a * a)
        }
        for refused in [p, p + 1, UInt256.max] { #expect(Fp(refused) == nil) }
        #expect(Fp(p - 1) == -Fp.one)
    }

    @Test("invert everything but zero")
    func inverses() {
        var random = SplitMix64(seed: 11)
        for _ in 0..<1_000 {
            let a = random.fp()
            #expect(a.isZero ? a.inverse().isZero : a * a.inverse() == Fp.one)
            // By Fermat's little theorem.
            #expect(Fp2(a.inverse(), Fp.zero) == Fp2(a, Fp.zero).power(Fp.modulus - 2))
        }
        for _ in 0..<50 {
            let (b, c, d) = (random.fp2(), random.fp6(), random.fp12())
            #expect(b.isZero || b * b.inverse() == Fp2.one)
            #expect(c == Fp6.zero || c * c.inverse() == Fp6.one)
            #expect(d * d.inverse() == Fp12.one)
        }
        for power in 0..<254 {
            let a = Fp((UInt256.one << power) % Fp.modulus) ?? Fp.zero
            #expect(a * a.inverse() == Fp.one)
            #expect((-a) * (-a).inverse() == Fp.one)
        }
    }

    @Test("multiply associatively and distributively in the tower")
    func tower() {
        var random = SplitMix64(seed: 12)
        for _ in 0..<100 {
            let (a, b, c) = (random.fp12(), random.fp12(), random.fp12())
            #expect(a * b == b * a)
            #expect((a * b) * c == a * (b * c))
            #expect(a.squared() == a * a)
            let (d, e, f) = (random.fp6(), random.fp6(), random.fp6())
            #expect((d + e) * f == d * f + e * f)
            #expect((d * e) * f == d * (e * f))
            let (g, h, i) = (random.fp2(), random.fp2(), random.fp2())
            #expect((g - h) * i == g * i - h * i)
            #expect(g.squared() == g * g)
        }
    }

    @Test("are built on i² = -1, v³ = ξ and w² = v")
    func relations() {
        let i = Fp2(Fp.zero, Fp.one)
        #expect(i * i == -Fp2.one)
        let v = Fp6(Fp2.zero, Fp2.one, Fp2.zero)
        #expect(v * v * v == Fp6(Fp2(Fp(9), Fp.one), Fp2.zero, Fp2.zero))
        let w = Fp12(Fp6.zero, Fp6.one)
        #expect(w * w == Fp12(v, Fp6.zero))
    }

    @Test("have a Frobenius map that is the power p")
    func frobenius() {
        var random = SplitMix64(seed: 13)
        for _ in 0..<3 {
            let a = random.fp12()
            var power = Fp12.one
            for index in stride(from: 255, through: 0, by: -1) {
                power = power.squared()
                if Fp.modulus.bit(index) { power = power * a }
            }
            #expect(a.frobenius() == power)
            #expect((0..<6).reduce(a) { sum, _ in sum.frobenius() } == a.conjugate)
            #expect((0..<12).reduce(a) { sum, _ in sum.frobenius() } == a)
            let b = random.fp2()
            #expect(b.power(Fp.modulus) == b.conjugate)
        }
    }

    @Test("square faster in the cyclotomic subgroup, and there alone")
    func cyclotomic() {
        var random = SplitMix64(seed: 14)
        for _ in 0..<20 {
            let a = random.fp12()
            let unitary = a.conjugate * a.inverse()
            let b = unitary.frobenius().frobenius() * unitary
            #expect(b.cyclotomicSquared() == b.squared())
            #expect(a.cyclotomicSquared() != a.squared())
        }
    }
}
