import BLS12381
import Primitives
import TestSupport
import Testing

@Suite("The pairing")
struct PairingTests {
    @Test("is bilinear and not degenerate")
    func bilinear() {
        var generator = SplitMix64(seed: 61)
        let base = Pairing.value(.generator, .generator)
        #expect(!base.isIdentity)
        for _ in 0..<6 {
            let (a, b) = (generator.fr(), generator.fr())
            let (p, q) = (G1.generator.multiplied(by: a), G2.generator.multiplied(by: b))
            #expect(Pairing.value(p, q) == base.power(a * b))
            #expect(Pairing.value(p, q) == Pairing.value(q: b, of: a))
            let (p2, q2) = (generator.g1(), generator.g2())
            #expect(Pairing.value(p + p2, q) == Pairing.value(p, q) * Pairing.value(p2, q))
            #expect(Pairing.value(p, q + q2) == Pairing.value(p, q) * Pairing.value(p, q2))
            #expect(Pairing.value(-p, q) == Pairing.value(p, q).inverse())
            #expect(Pairing.value(p, -q) == Pairing.value(p, q).inverse())
        }
    }

    @Test("has values of order r")
    func order() {
        let value = Pairing.value(.generator, .generator)
        #expect(value.power(-.one) * value == .identity)
        #expect(value.power(.zero).isIdentity && value.power(.one) == value)
    }

    @Test("of infinity is one")
    func infinity() {
        #expect(Pairing.value(.identity, .generator).isIdentity)
        #expect(Pairing.value(.generator, .identity).isIdentity)
        #expect(Pairing().value().isIdentity && Pairing().isIdentity())
        var pairing = Pairing()
        pairing.append(.identity, .generator)
        pairing.append(.generator, .generator)
        #expect(pairing.value() == Pairing.value(.generator, .generator))
    }

    @Test("of many pairs is the product, asked for as often as one likes")
    func products() {
        var generator = SplitMix64(seed: 62)
        var pairing = Pairing()
        var product = GT.identity
        for _ in 0..<5 {
            let (p, q) = (generator.g1(), generator.g2())
            pairing.append(p, q)
            product = product * Pairing.value(p, q)
            #expect(pairing.value() == product && pairing.value() == product)
        }
    }

    @Test("tells equal from unequal")
    func equality() {
        var generator = SplitMix64(seed: 63)
        for _ in 0..<4 {
            let k = Fr.random(using: &generator)
            let (p, q) = (G1.generator.multiplied(by: Fr.random(using: &generator)), generator.g2())
            #expect(Pairing.areEqual(p.multiplied(by: k), q, p, q.multiplied(by: k)))
            #expect(q.isIdentity || !Pairing.areEqual(p.multiplied(by: k), q, p, q.multiplied(by: k + .one)))
        }
    }

    @Test("is written in 576 bytes, one as one in the first of twelve numbers")
    func bytes() {
        let one = GT.identity.bytes
        #expect(one.count == GT.byteCount && GT.byteCount == 576)
        #expect(one == [UInt8](repeating: 0, count: 47) + [1] + [UInt8](repeating: 0, count: 528))
        let value = Pairing.value(.generator, .generator)
        #expect(
            value.bytes != value.inverse().bytes
                && value.bytes.prefix(288) == value.inverse().bytes.prefix(288))
        #expect("\(value)" == "GT(redacted)")
    }
}

extension Pairing {
    fileprivate static func value(q b: Fr, of a: Fr) -> GT {
        value(G1.generator.multiplied(by: b), G2.generator.multiplied(by: a))
    }
}
