import BLS12381
import Primitives
import TestSupport
import Testing
import ThresholdBLS

@Suite("Encryption to an identity")
struct TimeLockTests {
    private let identity = Array("an identity".utf8)
    private let network: Network
    private let key: BLSSignature

    init() throws {
        network = try Network(2, of: 3)
        key = try network.signature(identity)
    }

    @Test("What is encrypted is opened by the network's signature, at every length")
    func roundTrips() throws {
        var generator = SplitMix64(seed: 8)
        for length in [0, 1, 30, 31, 32, 127, 128, 16_383, 16_384, 100_000] {
            let message = generator.bytes(length)
            let ciphertext = network.key.encrypt(message, to: identity, using: &generator)
            #expect(ciphertext.w.count == max(32, length + LEB128.count(UInt64(length))))
            let read = try TimeLockCiphertext(base64: ciphertext.base64)
            #expect(read == ciphertext)
            #expect(try read.decrypt(with: key) == message)
        }
    }

    @Test("Two ciphertexts of one message differ")
    func randomness() throws {
        let a = network.key.encrypt([1], to: identity)
        let b = network.key.encrypt([1], to: identity)
        #expect(a != b)
        #expect(try a.decrypt(with: key) == b.decrypt(with: key))
    }

    @Test("Another identity's key, a share, and the negated key do not open it")
    func wrongKeys() throws {
        let ciphertext = network.key.encrypt([1, 2, 3], to: identity)
        let other = try network.signature(Array("other".utf8))
        let share = try BLSSignature(network.signed(identity)[0].point)
        for key in try [other, share, BLSSignature(-key.point)] {
            #expect(
                timeLockCode { () throws(TimeLockError) in _ = try ciphertext.decrypt(with: key) }
                    == .decryptionFailed)
        }
    }

    @Test("No byte of a ciphertext can be changed without its being refused")
    func everyByteCounts() throws {
        var generator = SplitMix64(seed: 9)
        let bytes = network.key.encrypt([1, 2, 3], to: identity, using: &generator).bytes
        for place in bytes.indices {
            var changed = bytes
            changed[place] ^= 1 << UInt8(place & 7)
            let opened = (try? TimeLockCiphertext(changed)).flatMap { try? $0.decrypt(with: key) }
            #expect(opened == nil, "byte \(place)")
        }
    }

    @Test("Each fault has its name")
    func faults() throws {
        let good = network.key.encrypt([7], to: identity).bytes
        func refusal(_ bytes: [UInt8]) -> TimeLockError.Code? {
            timeLockCode { () throws(TimeLockError) in _ = try TimeLockCiphertext(bytes).decrypt(with: key) }
        }
        #expect(refusal(good) == nil)
        #expect(refusal([]) == .truncated)
        #expect(refusal(Array(good.dropLast())) == .truncated)
        #expect(refusal(good + [0]) == .trailingBytes(1))
        #expect(refusal(good.dropLast() + [3]) == .wrongScheme(3))
        #expect(refusal(good.dropLast() + [0]) == .wrongScheme(0))
        let infinity = [0xc0] + [UInt8](repeating: 0, count: 47)
        #expect(refusal(infinity + good.dropFirst(48)) == .identityPoint)
        #expect(refusal([UInt8](repeating: 0xff, count: 48) + good.dropFirst(48)) != nil)
        // The length of the content in two bytes in place of one; content that is too short.
        #expect(refusal(good[..<80] + [0xa0, 0x00] + good[81...]) == .malformedLength)
        #expect(refusal(good[..<80] + [31] + good[81..<112] + [2]) == .truncated)
        // The last byte of the content is padding.
        var padded = good
        padded[112] ^= 1
        #expect(refusal(padded) == .notCanonical)
        #expect(
            timeLockCode { () throws(TimeLockError) in _ = try TimeLockCiphertext(base64: "%") }
                == .invalidBase64)
    }

    @Test("Content longer than its message and padding is refused, though the key opens it")
    func longPadding() throws {
        let good = network.key.encrypt([7], to: identity)
        let alpha = try alpha(of: good)
        var longer = good.w + [0]
        // The stream's next byte hides a zero.
        longer[32] = SHAKE128.hash(alpha, count: 33)[32]
        var bytes = good.bytes
        bytes.replaceSubrange(80..<113, with: [33] + longer)
        #expect(
            timeLockCode { () throws(TimeLockError) in _ = try TimeLockCiphertext(bytes).decrypt(with: key) }
                == .notCanonical)
    }

    private func alpha(of ciphertext: TimeLockCiphertext) throws -> [UInt8] {
        let mask = SHA2.sha256(Pairing.value(ciphertext.u, key.point).bytes)
        return zip(mask.bytes, ciphertext.v.bytes).map { $0 ^ $1 }
    }

    @Test("Fuzz: changed ciphertexts are refused, or are what they were")
    func fuzzCiphertexts() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let good = network.key.encrypt(generator.bytes(40), to: identity, using: &generator).bytes
        for _ in 0..<fuzzIterations / 200 {
            let bytes = generator.mutated(good)
            guard bytes != good, let ciphertext = try? TimeLockCiphertext(bytes) else { continue }
            #expect(ciphertext.bytes == bytes)
            #expect(throws: TimeLockError.self) { try ciphertext.decrypt(with: key) }
        }
    }
}
