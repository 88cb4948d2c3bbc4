import EVM
import Primitives
import TestSupport
import Testing

@Suite("Points of bn254")
struct BN254PointTests {
    private typealias G1 = BN254.G1

    @Test("form a group of order r")
    func group() {
        var random = SplitMix64(seed: 20)
        for _ in 0..<20 {
            let p = G1.generator.multiplied(by: random.word())
            let q = G1.generator.multiplied(by: random.word())
            let r = G1.generator.multiplied(by: random.word())
            #expect(p + q == q + p)
            #expect((p + q) + r == p + (q + r))
            #expect(p + G1.infinity == p && G1.infinity + p == p)
            #expect((p + -p).isInfinity)
            #expect(p + p == p.doubled())
            #expect(p.multiplied(by: BN254.order).isInfinity)
            #expect(p.multiplied(by: BN254.order - 1) == -p)
            let (x, y) = (p + q).affine
            #expect(G1(x: x, y: y).map { $0 == p + q } == true)
        }
        #expect(G1(x: Fp.one, y: Fp.one) == nil)
    }

    @Test("are multiplied as by doubling and adding")
    func multiples() {
        var random = SplitMix64(seed: 21)
        let p = G1.generator.multiplied(by: 0x1234_5678_9abc_def0)
        for scalar in (0..<40).map({ UInt256(UInt64($0)) }) + (0..<100).map({ _ in random.word() }) {
            var sum = G1.infinity
            for index in stride(from: 255, through: 0, by: -1) {
                sum = sum.doubled()
                if scalar.bit(index) { sum = sum + p }
            }
            #expect(p.multiplied(by: scalar) == sum, "\(scalar)")
        }
        #expect(G1.infinity.multiplied(by: 5).isInfinity)
    }

    @Test("are multiplied by scalars in halves, which are short and make up the scalar")
    func halves() throws {
        var random = SplitMix64(seed: 22)
        let x = UInt256(BN254.parameter)
        let lambda = 36 * x * x * x + 18 * x * x + 6 * x + 1
        let r = BN254.order
        #expect(lambda.multipliedModulo(lambda, r)?.multipliedModulo(lambda, r) == 1)
        for _ in 0..<2_000 {
            let scalar = random.word() % r
            let halves = BN254.ScalarHalves(scalar)
            #expect(halves.first >> 127 == 0 && halves.second >> 127 == 0)
            let turned = try #require(UInt256(halves.second).multipliedModulo(lambda, r))
            let signed = halves.secondIsNegative ? (r - turned) % r : turned
            #expect(UInt256(halves.first).addingModulo(signed, r) == scalar)
        }
    }
}
