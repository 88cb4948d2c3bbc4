import BLS12381
import Primitives
import TestSupport
import Testing
import ThresholdBLS

@Suite("Forms of keys, signatures and shares")
struct ShareFormTests {
    private let message = Array("a message".utf8)
    private let infinity = [0xc0] + [UInt8](repeating: 0, count: 95)

    @Test("A share travels as JSON of 97 bytes: the identifier and the point")
    func shareForm() throws {
        let share = try Network(2, of: 3).signed(message)[1]
        #expect(share.bytes.count == 97)
        #expect(share.bytes.first == 2)
        #expect(share.json.text == "{\"ProofOfPossession\":\"\(share.bytes.hex)\"}")
        #expect(try BLSSignatureShare(share.json) == share)
        #expect(try BLSSignatureShare(share.bytes) == share)
    }

    @Test("Other forms of shares are refused, each for its fault")
    func refusedShares() throws {
        let share = try Network(2, of: 3).signed(message)[1]
        func refusal(_ bytes: [UInt8]) -> ThresholdBLSError.Code? {
            code { () throws(ThresholdBLSError) in _ = try BLSSignatureShare(bytes) }
        }
        #expect(refusal([]) == .wrongLength(expected: 97, actual: 0))
        #expect(refusal(Array(share.bytes.dropLast())) == .wrongLength(expected: 97, actual: 96))
        #expect(refusal([0] + share.bytes.dropFirst()) == .zeroIdentifier)
        #expect(refusal([1] + infinity) == .identityPoint)
        #expect(refusal([1] + [UInt8](repeating: 0xff, count: 96)) != nil)
        for json: JSON in [
            .null, "text", [:], ["Basic": .string(share.bytes.hex)], ["ProofOfPossession": "zz"],
            ["ProofOfPossession": .string(share.bytes.prefixedHex)],
            ["ProofOfPossession": .string(share.bytes.hex), "more": .null],
        ] {
            #expect(throws: ThresholdBLSError.self) { try BLSSignatureShare(json) }
        }
    }

    @Test("Infinity is neither a public key nor a signature, and ERR is no key")
    func identities() throws {
        let none = [0xc0] + [UInt8](repeating: 0, count: 47)
        #expect(code { () throws(ThresholdBLSError) in _ = try BLSPublicKey(none) } == .identityPoint)
        #expect(code { () throws(ThresholdBLSError) in _ = try BLSSignature(infinity) } == .identityPoint)
        #expect(code { () throws(ThresholdBLSError) in _ = try BLSPublicKey(hex: "ERR") } == .invalidHex)
        let key = try Network(2, of: 3).key
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSPublicKey(hex: "0x" + key.hex) } == .invalidHex)
        #expect(try BLSPublicKey(hex: key.hex) == key)
    }

    @Test("Key shares: zero, the identifier zero and scalars out of range are refused")
    func keyShares() throws {
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSKeyShare(identifier: 1, scalar: .zero) }
                == .zeroScalar)
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSKeyShare(identifier: 0, scalar: .one) }
                == .zeroIdentifier)
        let large = Secret(copying: [UInt8](repeating: 0xff, count: 32))
        #expect(
            code { () throws(ThresholdBLSError) in _ = try BLSKeyShare(identifier: 1, secret: large) }
                == .invalidScalar(.scalarOutOfRange))
        let share = try Network(2, of: 3).shares[0]
        let again = try BLSKeyShare(identifier: 1, secret: share.secret)
        #expect(again.publicKey == share.publicKey)
        #expect(again.scalar == share.scalar)
    }

    @Test("A proof of possession is good for its own key and is no signature of it")
    func proofOfPossession() throws {
        let shares = try Network(2, of: 3).shares
        let proof = try shares[0].proofOfPossession()
        try shares[0].publicKey.verify(proofOfPossession: proof)
        #expect(
            code { () throws(ThresholdBLSError) in try shares[1].publicKey.verify(proofOfPossession: proof) }
                == .invalidSignature)
        #expect(
            code { () throws(ThresholdBLSError) in
                try shares[0].publicKey.verify(proof, shares[0].publicKey.bytes)
            }
                == .invalidSignature)
    }

    @Test("Secrets are not printed, nor what opens ciphertexts")
    func redaction() throws {
        let network = try Network(2, of: 3)
        let share = network.shares[0]
        let signed = try share.sign(message)
        let signature = try network.signature(message)
        let shown = [share, signed, signature].map { "\($0) \(String(reflecting: $0))" }.joined()
        var dumped = ""
        dump([share, signed, signature] as [Any], to: &dumped)
        for secret in [share.scalar.bigEndian.hex, signed.point.compressed.hex, signature.hex] {
            #expect(!shown.contains(secret.prefix(10)))
            #expect(!dumped.contains(secret.prefix(10)))
        }
    }

    @Test("Fuzz: any bytes are a share, a signature and a key, or are refused")
    func fuzzForms() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let network = try Network(2, of: 3)
        let share = try network.signed(message)[0].bytes
        for _ in 0..<fuzzIterations / 50 {
            let bytes = generator.mutated(share)
            if let share = try? BLSSignatureShare(bytes) { #expect(share.bytes == bytes) }
            let point = Array(bytes.dropFirst())
            if let signature = try? BLSSignature(point) { #expect(signature.bytes == point) }
            let key = generator.mutated(network.key.bytes)
            if let parsed = try? BLSPublicKey(key) { #expect(parsed.bytes == key) }
        }
    }
}
