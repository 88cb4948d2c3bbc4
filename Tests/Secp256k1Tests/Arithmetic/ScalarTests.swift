import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Scalars")
struct ScalarTests {
    private var inputs: [Bytes32] {
        var generator = SplitMix64(seed: 3)
        let nearN = (0..<5 as Range<UInt64>).flatMap { offset in
            [Curve.n.plus(Natural(offset)).bytes32, Curve.n.minus(Natural(offset)).bytes32]
        }
        let extremes = [Bytes32.zero, Bytes32(words: .max, .max, .max, .max), Bytes32(words: 0, 0, 0, 1)]
        return nearN + extremes + (0..<150).map { _ in generator.jaggedBytes32() }
            + (0..<50).map { _ in generator.bytes32() }
    }

    @Test("sums, differences and products agree with slow arithmetic")
    func agreesWithReference() {
        let inputs = inputs
        for (index, a) in inputs.enumerated() {
            for b in [inputs[index % 13], inputs[(index * 7 + 3) % inputs.count]] {
                let (x, y) = (Scalar(reducing: a), Scalar(reducing: b))
                let (u, v) = (Natural(a), Natural(b))
                #expect((x + y).bytes32 == u.plus(v, modulo: Curve.n).bytes32)
                #expect((x - y).bytes32 == u.minus(v, modulo: Curve.n).bytes32)
                #expect((x * y).bytes32 == u.times(v, modulo: Curve.n).bytes32)
            }
            let x = Scalar(reducing: a)
            #expect(x.bytes32 == Natural(a).reduced(Curve.n).bytes32)
            #expect(x.squared() == x * x)
            #expect((-x).bytes32 == Natural(0).minus(Natural(a), modulo: Curve.n).bytes32)
            #expect(x.negated() == -x)
        }
    }

    @Test("wide reduction is high times 2^256 plus low")
    func reducesWide() throws {
        // 2^256 modulo n.
        let shift = Natural(Bytes32(words: .max, .max, .max, .max)).plus(Natural(1), modulo: Curve.n)
        let inputs = inputs
        for (index, high) in inputs.enumerated() {
            for low in [inputs[index % 13], inputs[(index * 5 + 1) % inputs.count]] {
                let expected = Natural(high).times(shift, modulo: Curve.n).plus(Natural(low), modulo: Curve.n)
                #expect(Scalar(wideReducing: high, low).bytes32 == expected.bytes32)
                #expect(try Scalar(wideReducing: high.bytes + low.bytes).bytes32 == expected.bytes32)
            }
        }
    }

    @Test("a scalar times its inverse is one, and the inverse of zero is zero")
    func inverts() {
        #expect(Scalar.zero.inverse() == .zero)
        for x in Curve.edgeScalars + inputs.map({ Scalar(reducing: $0) }) where !x.isZero {
            #expect(x * x.inverse() == .one)
        }
    }

    @Test("reads canonical bytes only")
    func readsCanonical() throws {
        #expect(try Scalar(canonical: [UInt8](repeating: 0, count: 32)) == .zero)
        #expect(try Scalar(canonical: Curve.n.minus(Natural(1)).bytes32) == -.one)
        #expect(
            code { () throws(Secp256k1Error) in _ = try Scalar(canonical: Curve.n.bytes32) }
                == .scalarOutOfRange)
        #expect(
            code { () throws(Secp256k1Error) in _ = try Scalar(canonical: [UInt8](repeating: 255, count: 32))
            }
                == .scalarOutOfRange)
        for count in [0, 1, 31, 33, 64] {
            let bytes = [UInt8](repeating: 0, count: count)
            #expect(
                code { () throws(Secp256k1Error) in _ = try Scalar(canonical: bytes) }
                    == .wrongLength(expected: [32], actual: count))
            #expect(
                code { () throws(Secp256k1Error) in _ = try Scalar(reducing: bytes) }
                    == .wrongLength(expected: [32], actual: count))
        }
        for count in [0, 32, 63, 65] {
            #expect(
                code { () throws(Secp256k1Error) in
                    _ = try Scalar(wideReducing: [UInt8](repeating: 0, count: count))
                } == .wrongLength(expected: [64], actual: count))
        }
    }

    @Test("is high above n/2 only")
    func knowsHigh() throws {
        let half = try scalar("7fffffffffffffffffffffffffffffff5d576e7357a4501ddfe92f46681b20a0")
        #expect(!half.isHigh)
        #expect((half + .one).isHigh)
        #expect(!Scalar.zero.isHigh)
        #expect(!Scalar.one.isHigh)
        #expect((-Scalar.one).isHigh)
    }

    @Test("selects either operand")
    func selects() {
        #expect(Scalar.select(Scalar(5), Scalar(6), if: false) == Scalar(5))
        #expect(Scalar.select(Scalar(5), Scalar(6), if: true) == Scalar(6))
    }

    @Test("random scalars differ, follow the generator and come from 64 bytes")
    func draws() {
        var first = SplitMix64(seed: 9)
        var second = SplitMix64(seed: 9)
        let a = Scalar.random(using: &first)
        #expect(a == Scalar(wideReducing: second.bytes32(), second.bytes32()))
        #expect(a != Scalar.random(using: &first))
        #expect(first.next() != second.next())
    }

    @Test("never shows its value")
    func redacts() {
        let value = Scalar(0xabcdef)
        var dumped = ""
        dump(value, to: &dumped)
        for text in ["\(value)", String(describing: value), String(reflecting: value), dumped, "\([value])"] {
            #expect(!text.lowercased().contains("abcdef"))
            #expect(!text.contains("11259375"))
        }
    }
}
