import Primitives
import Secp256k1
import TestSupport
import Testing

/// libsecp256k1 as the judge of the pure Swift arithmetic, over thousands of cases.
@Suite("Both backends agree", .enabled(if: Secp256k1Backend.system != nil))
struct BackendAgreementTests {
    let system: Secp256k1Backend
    let portable = Secp256k1Backend.portable

    init() throws { system = try #require(Secp256k1Backend.system) }

    /// Edge scalars, scalars with long runs of equal bits, and uniform ones.
    private func scalars(_ count: Int, seed: UInt64) -> [Scalar] {
        var generator = SplitMix64(seed: seed)
        return Curve.edgeScalars
            + (0..<count).map { index in
                index & 1 == 0
                    ? Scalar(reducing: generator.jaggedBytes32()) : Scalar.random(using: &generator)
            }
    }

    @Test("on multiples of the generator")
    func onGenerator() {
        for k in scalars(2000, seed: 21) {
            let expected = Point.generator(timesSecret: k, using: system)
            #expect(Point.generator(timesSecret: k, using: portable) == expected)
            #expect(Point.generator(timesPublic: k, using: portable) == expected)
        }
    }

    @Test("on multiples of other points, secret and public")
    func onPoints() {
        let scalars = scalars(1000, seed: 22)
        for (index, k) in scalars.enumerated() {
            let point = Point.generator(timesSecret: scalars[(index * 31 + 7) % scalars.count], using: system)
            let expected = point.multiplied(bySecret: k, using: system)
            #expect(point.multiplied(byPublic: k, using: system) == expected)
            #expect(point.multiplied(bySecret: k, using: portable) == expected)
            #expect(point.multiplied(byPublic: k, using: portable) == expected)
        }
    }

    @Test("on every pair of edge scalars in a linear combination")
    func onEdgeCombinations() {
        for m in [Scalar.zero, .one, Scalar(2), -.one] {
            let point = Point.generator(timesSecret: m, using: system)
            for a in Curve.edgeScalars {
                for b in Curve.edgeScalars.prefix(12) {
                    #expect(
                        Point.linearCombination(a, point, b, using: portable)
                            == Point.linearCombination(a, point, b, using: system))
                }
            }
        }
    }

    @Test("on linear combinations, sums and compressed points")
    func onCombinations() throws {
        let scalars = scalars(1000, seed: 23)
        var previous = Point.generator
        for (index, a) in scalars.enumerated() {
            let b = scalars[(index * 17 + 5) % scalars.count]
            let expected = Point.linearCombination(a, previous, b, using: system)
            #expect(Point.linearCombination(a, previous, b, using: portable) == expected)
            #expect(expected.adding(previous, using: portable) == expected.adding(previous, using: system))
            let several = [expected, previous, -expected, .generator, .infinity, previous]
            #expect(Point.sum(several, using: portable) == Point.sum(several, using: system))
            if let compressed = expected.compressed {
                #expect(try Point(compressed, using: portable) == Point(compressed, using: system))
                previous = expected
            }
        }
    }

    @Test("on signatures, bit for bit, their verification and the keys recovered")
    func onSignatures() throws {
        let keys = scalars(1000, seed: 24).filter { !$0.isZero }
        var generator = SplitMix64(seed: 25)
        for (index, d) in keys.enumerated() {
            let key = try PrivateKey(d, using: portable)
            let digest = index & 1 == 0 ? generator.bytes32() : generator.jaggedBytes32()
            let signature = try key.sign(digest, using: portable)
            #expect(try key.sign(digest, using: system) == signature)
            let high = try Signature(r: signature.r, s: -signature.s, recoveryID: signature.recoveryID ^ 1)
            for backend in [portable, system] {
                #expect(key.publicKey.isValid(signature, for: digest, using: backend))
                #expect(!key.publicKey.isValid(high, for: digest, using: backend))
                #expect(key.publicKey.isValid(high, for: digest, accepting: .anyS, using: backend))
                #expect(try signature.recover(digest, using: backend) == key.publicKey)
            }
        }
    }

    @Test("on arbitrary r, s, digests and recovery ids")
    func onArbitrarySignatures() throws {
        var generator = SplitMix64(seed: 26)
        var recovered = 0
        for index in 0..<1500 {
            // Small values of r meet ids 2 and 3.
            let small = Scalar(1 + generator.next() % 4096)
            let r = index & 1 == 0 ? small : Scalar(reducing: generator.jaggedBytes32())
            let s = Scalar(reducing: generator.jaggedBytes32())
            let digest = generator.jaggedBytes32()
            guard let signature = try? Signature(r: r, s: s, recoveryID: UInt8(index / 2 & 3)) else {
                continue
            }
            let ours = try? signature.recover(digest, using: portable)
            #expect(ours == (try? signature.recover(digest, using: system)))
            guard let ours else { continue }
            recovered += 1
            for backend in [portable, system] {
                #expect(ours.isValid(signature, for: digest, accepting: .anyS, using: backend))
                #expect(!ours.isValid(signature, for: s.bytes32, accepting: .anyS, using: backend))
            }
        }
        #expect(recovered > 300)
    }

    @Test("on shared points")
    func onSharedPoints() throws {
        let keys = try scalars(200, seed: 27).filter { !$0.isZero }.map {
            try PrivateKey($0, using: portable)
        }
        for (index, key) in keys.enumerated() {
            let other = keys[(index * 13 + 1) % keys.count]
            let shared = key.sharedPoint(with: other.publicKey, using: portable)
            #expect(shared == key.sharedPoint(with: other.publicKey, using: system))
            #expect(shared == other.sharedPoint(with: key.publicKey, using: system))
        }
    }
}
