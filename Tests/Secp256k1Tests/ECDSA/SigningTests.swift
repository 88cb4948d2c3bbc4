import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("Signing")
struct SigningTests {
    @Test("makes the known deterministic signatures", arguments: Curve.backends)
    func signsKnownVectors(backend: Secp256k1Backend) throws {
        for (key, digest, expected) in SignatureVectors.deterministic + SignatureVectors.edgeDigests {
            let key = try PrivateKey(bytes(key), using: backend)
            let digest = try Bytes32(hex: digest)
            let signature = try key.sign(digest, using: backend)
            #expect(signature.recoverable().hex == expected)
            #expect(signature.isLowS)
            #expect(key.publicKey.isValid(signature, for: digest, using: backend))
            #expect(try signature.recover(digest, using: backend) == key.publicKey)
        }
    }

    @Test("verifies and recovers signatures made by others", arguments: Curve.backends)
    func verifiesKnownVectors(backend: Secp256k1Backend) throws {
        for (key, digest, signature) in SignatureVectors.combined {
            let key = try PublicKey(bytes(key), using: backend)
            let digest = try Bytes32(hex: digest)
            let signature = try Signature(recoverable: bytes(signature))
            #expect(key.isValid(signature, for: digest, using: backend))
            #expect(try signature.recover(digest, using: backend) == key)
        }
    }

    @Test("reads private keys from 1 to n - 1 only")
    func readsPrivateKeys() throws {
        let n = Curve.n.bytes32
        #expect(throws: Secp256k1Error(.zeroPrivateKey, .privateKey)) { try PrivateKey(Bytes32.zero.bytes) }
        #expect(throws: Secp256k1Error(.zeroPrivateKey, .privateKey)) { try PrivateKey(Scalar.zero) }
        #expect(throws: Secp256k1Error(.scalarOutOfRange, .privateKey)) { try PrivateKey(n.bytes) }
        #expect(throws: Secp256k1Error(.scalarOutOfRange, .privateKey)) {
            try PrivateKey([UInt8](repeating: 255, count: 32))
        }
        for count in [0, 31, 33] {
            #expect(throws: Secp256k1Error(.wrongLength(expected: [32], actual: count), .privateKey)) {
                try PrivateKey([UInt8](repeating: 1, count: count))
            }
            #expect(throws: Secp256k1Error(.wrongLength(expected: [32], actual: count), .privateKey)) {
                try PrivateKey(Secret(copying: [UInt8](repeating: 1, count: count)))
            }
        }
        let last = try PrivateKey((-Scalar.one).bytes)
        #expect(last.publicKey.point == -Point.generator)
        #expect(last.scalar == -Scalar.one)
        #expect(try PrivateKey(last.secret).publicKey == last.publicKey)
    }

    @Test("generates keys that differ, and the same ones from the same generator")
    func generates() {
        #expect(PrivateKey.generate().publicKey != PrivateKey.generate().publicKey)
        var first = SplitMix64(seed: 7)
        var second = SplitMix64(seed: 7)
        let key = PrivateKey.generate(from: &first)
        #expect(PrivateKey.generate(from: &second, using: .portable).publicKey == key.publicKey)
        #expect(PrivateKey.generate(from: &first).publicKey != key.publicKey)
    }

    @Test("a private key never shows itself")
    func redacts() throws {
        let key = try PrivateKey([UInt8](repeating: 0xab, count: 32))
        var dumped = ""
        dump(key, to: &dumped)
        for text in ["\(key)", String(reflecting: key), dumped, "\([key])"] {
            #expect(!text.lowercased().contains("abababab"))
            #expect(!text.contains("171"))
        }
        #expect("\(key)".contains(key.publicKey.description))
    }
}
