import BLS12381
import Primitives
import TestSupport
import Testing

@Suite("The groups")
struct GroupTests {
    @Test("obey the laws in G1, equal and opposite points and infinity included")
    func lawsOfG1() {
        var generator = SplitMix64(seed: 31)
        for _ in 0..<60 {
            let (a, b, c) = (generator.g1(), generator.g1(), generator.g1())
            #expect(a + b == b + a && (a + b) + c == a + (b + c))
            #expect(a + a == a.doubled() && a + .identity == a && .identity + a == a)
            #expect((a - a).isIdentity && a - b == a + -b && -(-a) == a)
            #expect((a == b) == (a.compressed == b.compressed))
        }
        #expect(G1.identity.doubled().isIdentity && (-G1.identity).isIdentity)
        #expect(G1.identity != G1.generator && G1.generator != -G1.generator)
    }

    @Test("obey the laws in G2, equal and opposite points and infinity included")
    func lawsOfG2() {
        var generator = SplitMix64(seed: 32)
        for _ in 0..<40 {
            let (a, b, c) = (generator.g2(), generator.g2(), generator.g2())
            #expect(a + b == b + a && (a + b) + c == a + (b + c))
            #expect(a + a == a.doubled() && a + .identity == a && .identity + a == a)
            #expect((a - a).isIdentity && a - b == a + -b && -(-a) == a)
            #expect((a == b) == (a.compressed == b.compressed))
        }
        #expect(G2.identity.doubled().isIdentity && (-G2.identity).isIdentity)
        #expect(G2.identity != G2.generator && G2.generator != -G2.generator)
    }

    @Test("multiply the same by secret and by public scalars as bit by bit")
    func multiplications() {
        var generator = SplitMix64(seed: 33)
        for _ in 0..<40 {
            let k = generator.fr()
            let p = generator.g1()
            let expected = bitByBit(k, p, .identity) { $0 + $1 }
            #expect(p.multiplied(by: k) == expected && p.multiplied(bySecret: k) == expected)
            let q = generator.g2()
            let twisted = bitByBit(k, q, .identity) { $0 + $1 }
            #expect(q.multiplied(by: k) == twisted && q.multiplied(bySecret: k) == twisted)
        }
        let k = Fr.random(using: &generator)
        #expect(G1.generator(timesSecret: k) == G1.generator.multiplied(by: k))
        #expect(G2.generator(timesSecret: k) == G2.generator.multiplied(by: k))
        #expect(G1.generator.multiplied(bySecret: -.one) == -G1.generator)
        #expect(G2.generator.multiplied(bySecret: -.one) == -G2.generator)
    }

    @Test("sum multiples as one by one, few and many, and refuse lists that do not match")
    func sums() throws {
        var generator = SplitMix64(seed: 34)
        for count in [0, 1, 2, 5, 31, 32, 33, 70] {
            let scalars = (0..<count).map { _ in generator.fr() }
            let ones = (0..<count).map { _ in generator.g1() }
            let others = (0..<count).map { _ in generator.g2() }
            #expect(
                try G1.sum(of: ones, times: scalars)
                    == zip(ones, scalars).reduce(.identity) { $0 + $1.0.multiplied(by: $1.1) })
            #expect(
                try G2.sum(of: others, times: scalars)
                    == zip(others, scalars).reduce(.identity) { $0 + $1.0.multiplied(by: $1.1) })
        }
        let expected = BLS12381Error.Code.countMismatch(points: 1, scalars: 0)
        #expect(
            code { () throws(BLS12381Error) in _ = try G1.sum(of: [.generator], times: []) } == expected)
        #expect(
            code { () throws(BLS12381Error) in _ = try G2.sum(of: [.generator], times: []) } == expected)
    }

    private func bitByBit<P>(_ k: Fr, _ point: P, _ zero: P, _ add: (P, P) -> P) -> P {
        var result = zero
        for byte in k.bigEndian.bytes {
            for bit in (0..<8).reversed() {
                result = add(result, result)
                if byte >> bit & 1 == 1 { result = add(result, point) }
            }
        }
        return result
    }
}
