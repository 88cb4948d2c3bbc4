import Primitives
import Secp256k1
import TestSupport
import Testing

/// The cases that broke verifiers elsewhere, each built by hand from the signing equation.
@Suite("Verification and recovery at the edges")
struct VerificationTests {
    let key: PrivateKey
    let d: Scalar
    let k = Scalar(0x0fed_cba9_8765_4321)

    init() throws { try self.init(key: Scalar(0x1234_5678_9abc_def1)) }

    private init(key d: Scalar) throws {
        self.d = d
        key = try PrivateKey(d)
    }

    private func x(_ point: Point) throws -> Scalar { Scalar(reducing: try #require(point.x)) }

    /// The textbook signature with nonce `k`, s as it comes.
    private func signature(_ digest: Scalar, nonce: Scalar) throws -> Signature {
        let point = Point.generator(timesSecret: nonce, using: .portable)
        let r = try x(point)
        let id: UInt8 = (point.hasOddY ? 1 : 0) | (point.x == r.bytes32 ? 0 : 2)
        return try Signature(r: r, s: nonce.inverse() * (digest + r * d), recoveryID: id)
    }

    @Test("accepts high s only when asked to", arguments: Curve.backends)
    func treatsHighS(backend: Secp256k1Backend) throws {
        var generator = SplitMix64(seed: 8)
        for _ in 0..<20 {
            let digest = generator.bytes32()
            let low = try key.sign(digest, using: backend)
            let high = try Signature(r: low.r, s: -low.s, recoveryID: low.recoveryID ^ 1)
            #expect(!high.isLowS && high.normalized == low && low.normalized == low)
            #expect(!key.publicKey.isValid(high, for: digest, using: backend))
            #expect(key.publicKey.isValid(high, for: digest, accepting: .anyS, using: backend))
            #expect(key.publicKey.isValid(low, for: digest, accepting: .anyS, using: backend))
            #expect(try high.recover(digest, using: backend) == key.publicKey)
            // Without flipping the id another key comes out.
            let unflipped = try Signature(r: low.r, s: -low.s, recoveryID: low.recoveryID)
            #expect(try unflipped.recover(digest, using: backend) != key.publicKey)
        }
    }

    @Test("refuses r and s of zero, n, n + r and 2^256 - 1, each with its own code")
    func refusesRanges() throws {
        let good = try key.sign(.zero)
        let (r, s) = (good.r.bytes32, good.s.bytes32)
        let n = Curve.n
        let small = Natural(1).plus(n).bytes32
        for bad in [.zero, n.bytes32, small, Bytes32(words: .max, .max, .max, .max)] {
            #expect(
                code { () throws(Secp256k1Error) in _ = try Signature(r: bad, s: s, recoveryID: 0) }
                    == .rOutOfRange)
            #expect(
                code { () throws(Secp256k1Error) in _ = try Signature(r: r, s: bad, recoveryID: 0) }
                    == .sOutOfRange)
            #expect(
                code { () throws(Secp256k1Error) in _ = try Signature(compact: bad.bytes + s.bytes) }
                    == .rOutOfRange)
            #expect(
                code { () throws(Secp256k1Error) in _ = try Signature(recoverable: r.bytes + bad.bytes + [27])
                }
                    == .sOutOfRange)
        }
        #expect(
            code { () throws(Secp256k1Error) in _ = try Signature(r: .zero, s: .one, recoveryID: 0) }
                == .rOutOfRange)
        #expect(
            code { () throws(Secp256k1Error) in _ = try Signature(r: .one, s: .zero, recoveryID: 0) }
                == .sOutOfRange)
        for id in [4, 27, 255] as [UInt8] {
            #expect(
                code { () throws(Secp256k1Error) in _ = try Signature(r: r, s: s, recoveryID: id) }
                    == .invalidRecoveryID(id))
        }
    }

    @Test("refuses changed digests, keys, r, s, and r and s swapped", arguments: Curve.backends)
    func refusesChanges(backend: Secp256k1Backend) throws {
        var generator = SplitMix64(seed: 10)
        let other = try PrivateKey(d + .one)
        for _ in 0..<20 {
            let digest = generator.bytes32()
            let good = try key.sign(digest, using: backend)
            let (w0, w1, w2, w3) = digest.words
            let accepts = { (key: PublicKey, signature: Signature, digest: Bytes32) in
                key.isValid(signature, for: digest, accepting: .anyS, using: backend)
            }
            #expect(accepts(key.publicKey, good, digest))
            #expect(!accepts(key.publicKey, good, Bytes32(words: w0, w1, w2, w3 ^ 1)))
            #expect(!accepts(key.publicKey, good, Bytes32(words: w0 ^ 1 << 63, w1, w2, w3)))
            #expect(!accepts(other.publicKey, good, digest))
            #expect(!accepts(try PublicKey(-key.publicKey.point), good, digest))
            for (r, s) in [
                (good.r + .one, good.s), (good.r, good.s + .one), (good.s, good.r), (-good.r, good.s),
            ] {
                let changed = try Signature(r: r, s: s, recoveryID: good.recoveryID)
                #expect(!accepts(key.publicKey, changed, digest))
            }
        }
    }

    @Test("takes digests modulo n, zero included", arguments: Curve.backends)
    func reducesDigests(backend: Secp256k1Backend) throws {
        let n = Curve.n
        for offset in [0, 1, 5] as [UInt64] {
            let small = Natural(offset).bytes32
            let large = n.plus(Natural(offset)).bytes32
            let signature = try key.sign(small, using: backend)
            #expect(try key.sign(large, using: backend) == signature)
            #expect(key.publicKey.isValid(signature, for: large, using: backend))
            #expect(try signature.recover(large, using: backend) == key.publicKey)
        }
    }

    @Test("u1 G = u2 Q doubles, and u1 G = -u2 Q is refused", arguments: Curve.backends)
    func handlesMeetingTerms(backend: Secp256k1Backend) throws {
        let r = try x(Point.generator(timesSecret: k))
        let meeting = try signature(r * d, nonce: k)
        let digest = (r * d).bytes32
        #expect(key.publicKey.isValid(meeting, for: digest, accepting: .anyS, using: backend))
        #expect(try meeting.recover(digest, using: backend) == key.publicKey)
        // The digest -rd makes the sum infinity, whatever s is.
        for s in [Scalar.one, k, -Scalar.one] {
            let vanishing = try Signature(r: r, s: s, recoveryID: 0)
            #expect(
                !key.publicKey.isValid(vanishing, for: (-(r * d)).bytes32, accepting: .anyS, using: backend))
        }
    }

    @Test("works for the keys G, -G and 2G, and nonces of 1, 2, n - 1", arguments: Curve.backends)
    func handlesSmallKeys(backend: Secp256k1Backend) throws {
        for d in [Scalar.one, -.one, Scalar(2)] {
            let key = try VerificationTests(key: d)
            for nonce in [Scalar.one, Scalar(2), -.one] {
                for digest in [Scalar.zero, .one, -.one, Scalar(2)] {
                    guard let signature = try? key.signature(digest, nonce: nonce) else { continue }
                    #expect(
                        key.key.publicKey.isValid(
                            signature, for: digest.bytes32, accepting: .anyS, using: backend))
                    #expect(try signature.recover(digest.bytes32, using: backend) == key.key.publicKey)
                }
            }
        }
    }

    @Test("refuses to recover infinity", arguments: Curve.backends)
    func refusesInfiniteKeys(backend: Secp256k1Backend) throws {
        let point = Point.generator(timesSecret: k)
        let s = Scalar(99)
        let signature = try Signature(r: x(point), s: s, recoveryID: point.hasOddY ? 1 : 0)
        #expect(throws: Secp256k1Error(.unrecoverable, .signature)) {
            try signature.recover((s * k).bytes32, using: backend)
        }
    }

    @Test("recovery ids 2 and 3 stand for x of n or more", arguments: Curve.backends)
    func handlesLargeX(backend: Secp256k1Backend) throws {
        // n + 2 and n + 4 are on the curve, and so is the largest: p - 3 = n + r.
        for hex in ["02", "04", "14551231950b75fc4402da1722fc9baeb"] {
            let r = try scalar(String(repeating: "0", count: 64 - hex.count) + hex)
            for id in [2, 3] as [UInt8] {
                let signature = try Signature(r: r, s: Scalar(12345), recoveryID: id)
                let digest = Scalar(678).bytes32
                let key = try signature.recover(digest, using: backend)
                #expect(key.isValid(signature, for: digest, using: backend))
                let nonce = try Point([id] + Curve.n.plus(Natural(r.bytes32)).bytes32.bytes, using: backend)
                // s R = m G + r Q
                #expect(
                    nonce.multiplied(byPublic: signature.s, using: backend)
                        == Point.linearCombination(r, key.point, Scalar(678), using: backend))
                // The same r as an x below n is another nonce, or none.
                let below = try Signature(r: r, s: signature.s, recoveryID: id - 2)
                if let other = try? below.recover(digest, using: backend) {
                    #expect(other != key)
                    #expect(other.isValid(below, for: digest, using: backend))
                }
            }
        }
    }

    @Test("refuses recovery where there is no point", arguments: Curve.backends)
    func refusesMissingPoints(backend: Secp256k1Backend) throws {
        let unrecoverable = Secp256k1Error(.unrecoverable, .signature)
        let pMinusN = try scalar("000000000000000000000000000000014551231950b75fc4402da1722fc9baee")
        for id in [2, 3] as [UInt8] {
            // r + n is p - 1, not on the curve; then p and more, not a coordinate; 2^256 and more.
            for r in [pMinusN - .one, pMinusN, pMinusN + .one, Scalar(1) - Scalar(2), key.scalar.inverse()] {
                let signature = try Signature(r: r, s: .one, recoveryID: id)
                #expect(throws: unrecoverable) { try signature.recover(.zero, using: backend) }
            }
        }
        for id in [0, 1] as [UInt8] {
            for r in [5, 7, 9, 10] as [UInt64] {
                let signature = try Signature(r: Scalar(r), s: .one, recoveryID: id)
                #expect(throws: unrecoverable) { try signature.recover(.zero, using: backend) }
            }
        }
    }

    @Test("a point with x = n multiplies like any other", arguments: Curve.backends)
    func multipliesPointAtN(backend: Secp256k1Backend) throws {
        let point = try Point([2] + Curve.n.bytes32.bytes, using: backend)
        for (a, b) in [(Scalar(3), Scalar(5)), (.one, .one), (k, d), (-.one, Scalar(7))] {
            let expected = point.multiplied(bySecret: a, using: .portable)
                .adding(Point.generator(timesSecret: b, using: .portable), using: .portable)
            #expect(Point.linearCombination(a, point, b, using: backend) == expected)
        }
    }
}
