import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Field elements")
struct FieldElementTests {
    /// Limbs of any value below 2^256, so representatives of p and more are among them.
    private func element(_ bytes: Bytes32) -> FieldElement {
        let (w0, w1, w2, w3) = bytes.words
        return FieldElement(limbs: w3, w2, w1, w0)
    }

    private func canonical(_ element: FieldElement) -> Bytes32 { element.normalized().canonicalBytes }

    private var inputs: [Bytes32] {
        var generator = SplitMix64(seed: 1)
        let nearP = (0..<6 as Range<UInt64>).flatMap { offset in
            [Curve.p.plus(Natural(offset)).bytes32, Curve.p.minus(Natural(offset)).bytes32]
        }
        let extremes = [Bytes32.zero, Bytes32(words: .max, .max, .max, .max), Bytes32(words: 0, 0, 0, 1)]
        return nearP + extremes + (0..<150).map { _ in generator.jaggedBytes32() }
            + (0..<50).map { _ in generator.bytes32() }
    }

    @Test("sums, differences, products and squares agree with slow arithmetic")
    func agreesWithReference() {
        let inputs = inputs
        var generator = SplitMix64(seed: 2)
        for a in inputs {
            for b in [
                inputs[Int(generator.next() % 15)], inputs[Int(generator.next() % UInt64(inputs.count))],
            ] {
                let (x, y) = (element(a), element(b))
                let (u, v) = (Natural(a), Natural(b))
                #expect(canonical(x + y) == u.plus(v, modulo: Curve.p).bytes32)
                #expect(canonical(x - y) == u.minus(v, modulo: Curve.p).bytes32)
                #expect(canonical(x * y) == u.times(v, modulo: Curve.p).bytes32)
            }
            let (x, u) = (element(a), Natural(a))
            #expect(canonical(x.squared()) == u.times(u, modulo: Curve.p).bytes32)
            #expect(canonical(-x) == Natural(0).minus(u, modulo: Curve.p).bytes32)
            #expect(canonical(x.times(small: 21)) == u.times(Natural(21), modulo: Curve.p).bytes32)
            #expect(canonical(x.times(small: 1 << 29)) == u.times(Natural(1 << 29), modulo: Curve.p).bytes32)
            #expect(canonical(x.halved() + x.halved()) == u.reduced(Curve.p).bytes32)
            #expect(canonical(x.squared(times: 3)) == canonical(x.squared().squared().squared()))
        }
    }

    @Test("all pairs of extreme values agree with slow arithmetic")
    func agreesAtTheEdges() {
        let edges = inputs.prefix(15)
        for a in edges {
            for b in edges {
                let (x, y) = (element(a), element(b))
                #expect(canonical(x + y) == Natural(a).plus(Natural(b), modulo: Curve.p).bytes32)
                #expect(canonical(x - y) == Natural(a).minus(Natural(b), modulo: Curve.p).bytes32)
                #expect(canonical(x * y) == Natural(a).times(Natural(b), modulo: Curve.p).bytes32)
            }
        }
    }

    @Test("an element times its inverse is one, and the inverse of zero is zero")
    func inverts() {
        for bytes in inputs {
            let x = element(bytes)
            #expect(canonical(x * x.inverse()) == (x.isZero ? .zero : Bytes32(words: 0, 0, 0, 1)))
        }
    }

    @Test("a square has a root, and exactly one of x and -x is a square")
    func findsRoots() {
        for bytes in inputs {
            let x = element(bytes)
            let root = x.squared().squareRoot()
            #expect(root.map { canonical($0.squared()) } == canonical(x.squared()))
            if !x.isZero { #expect((x.squareRoot() == nil) != ((-x).squareRoot() == nil)) }
        }
    }

    @Test("refuses integers of p and more")
    func refusesOverflow() {
        #expect(FieldElement(Curve.p.bytes32) == nil)
        #expect(FieldElement(Bytes32(words: .max, .max, .max, .max)) == nil)
        #expect(FieldElement(Curve.p.minus(Natural(1)).bytes32) != nil)
        #expect(FieldElement(.zero) != nil)
    }
}
