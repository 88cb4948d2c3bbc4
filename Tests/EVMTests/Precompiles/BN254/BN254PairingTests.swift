import EVM
import Primitives
import TestSupport
import Testing

@Suite("The pairing on bn254")
struct BN254PairingTests {
    private typealias G1 = BN254.G1
    private typealias G2 = BN254.G2

    /// The generator of the group on the twist (EIP-197).
    private func twistGenerator() throws -> BN254.G2 {
        func fp(_ decimal: String) throws -> Fp {
            let value = try #require(UInt256(decimal: decimal))
            return try #require(Fp(value))
        }
        return try G2(
            x: Fp2(
                fp("10857046999023057135944570762232829481370756359578518086990519993285655852781"),
                fp("11559732032986387107991004021392285783925812861821192530917403151452391805634")),
            y: Fp2(
                fp("8495653923123431417604973247489272438418190587263600148770280649306958101930"),
                fp("4082367875863433681332203403145435568316851327593401208105741076214120093531")))
    }

    private func value(_ pairs: [(BN254.G1, BN254.G2)]) -> Fp12 {
        var pairing = BN254.Pairing()
        for (p, q) in pairs { pairing.append(p, q) }
        return pairing.value()
    }

    private func power(_ base: Fp12, _ exponent: UInt256) -> Fp12 {
        var result = Fp12.one
        for index in stride(from: exponent.significantBitCount - 1, through: 0, by: -1) {
            result = result.squared()
            if exponent.bit(index) { result = result * base }
        }
        return result
    }

    @Test("is bilinear, and its values have order r")
    func bilinear() throws {
        var random = SplitMix64(seed: 30)
        let q = try twistGenerator()
        let base = value([(G1.generator, q)])
        #expect(base != Fp12.one)
        #expect(power(base, BN254.order) == Fp12.one)
        for _ in 0..<3 {
            let (a, b) = (random.word() % BN254.order, random.word() % BN254.order)
            let (p, s) = (G1.generator.multiplied(by: a), G1.generator.multiplied(by: b))
            #expect(value([(p, q)]) == power(base, a))
            #expect(value([(p, q), (s, q)]) == value([(p + s, q)]))
            #expect(value([(p, -q)]) == value([(-p, q)]))
            #expect(value([(p, q), (p, -q)]) == Fp12.one)
        }
        // On the group, the Frobenius map of the twist multiplies by p.
        #expect(value([(G1.generator, q.frobenius())]) == power(base, Fp.modulus % BN254.order))
    }

    @Test("is one for infinity on either side and for no points")
    func infinity() throws {
        let q = try twistGenerator()
        #expect(value([]) == Fp12.one)
        #expect(value([(G1.infinity, q)]) == Fp12.one)
        #expect(value([(G1.generator, G2.infinity)]) == Fp12.one)
        let alone = value([(G1.generator, q)])
        #expect(value([(G1.infinity, q), (G1.generator, q), (G1.generator, G2.infinity)]) == alone)
    }

    @Test("takes no points off the twist or of another order")
    func refusals() throws {
        let q = try twistGenerator()
        #expect(throws: G2.Refusal.notOnTwist) { try G2(x: q.x, y: q.x) }
        #expect(throws: G2.Refusal.notOnTwist) { try G2(x: Fp2.one, y: Fp2.one) }
        #expect(throws: G2.Refusal.notOnTwist) { try G2(x: q.x, y: Fp2.zero) }
        let again = try G2(x: q.frobenius().x, y: q.frobenius().y)
        #expect(again == q.frobenius())

        // The contract says which; the vectors hold points of small order.
        let vectors = try PrecompileVectors()
        let outside = vectors.cases.filter {
            $0.precompile == .bn254Pairing
                && ($0.name.contains("off the subgroup") || $0.name.contains("small order"))
        }
        #expect(outside.count >= 9)
        for item in outside {
            #expect(Precompile.bn254Pairing.refusal(item.input) == .notInSubgroup(offset: 64), "\(item.name)")
        }
    }

    @Test("says where a coordinate is too large or a point off its curve")
    func offsets() throws {
        let p = Fp.modulus
        let zero = words(0, 0, 0, 0, 0, 0)
        for place in 0..<6 {
            let bad = zero + zero[..<(32 * place)] + words(p) + zero[(32 * place + 32)...]
            #expect(
                Precompile.bn254Pairing.refusal(bad) == .coordinateOutOfRange(offset: 192 + 32 * place))
            let off = zero[..<(32 * place)] + words(1) + zero[(32 * place + 32)...]
            #expect(
                Precompile.bn254Pairing.refusal([UInt8](off)) == .notOnCurve(offset: place < 2 ? 0 : 64))
        }
        #expect(Precompile.bn254Multiply.refusal(words(p, 0, 1)) == .coordinateOutOfRange(offset: 0))
        #expect(Precompile.bn254Add.refusal(words(1, 2, 1, p)) == .coordinateOutOfRange(offset: 96))
        #expect(Precompile.bn254Add.refusal(words(1, 2, 2, 2)) == .notOnCurve(offset: 64))
        #expect(
            Precompile.bn254Pairing.refusal([UInt8](repeating: 0, count: 191)) == .wrongLength(bytes: 191))
    }
}
