import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("BIP-32")
struct ExtendedKeyTests {
    @Test("derives the keys of BIP-32's chains", arguments: ExtendedKeyCases.chains.indices)
    func chains(_ index: Int) throws {
        let chain = ExtendedKeyCases.chains[index]
        let master = try ExtendedPrivateKey(seed: Secret(copying: [UInt8](hex: chain.seed)))
        for (path, xpub, xprv) in chain.keys {
            let key = try master.derive(DerivationPath(parsing: path))
            #expect(key.serialized == xprv)
            #expect(key.publicKey.serialized == xpub)

            let readPrivate = try ExtendedPrivateKey(parsing: xprv)
            #expect(readPrivate.serialized == xprv && readPrivate.origin == key.origin)
            #expect(try ExtendedPublicKey(parsing: xpub) == key.publicKey)
        }
    }

    @Test("derives normal children alike from the public and the private key")
    func publicDerivation() throws {
        let master = try ExtendedPrivateKey(seed: Secret(copying: Array(0..<32)))
        var generator = SplitMix64(seed: 5)
        for _ in 0..<20 {
            let step = ChildIndex(rawValue: UInt32(truncatingIfNeeded: generator.next()) >> 1)
            let below = ChildIndex(rawValue: UInt32(truncatingIfNeeded: generator.next()) >> 1)
            let path = try DerivationPath([step, below])
            #expect(try master.publicKey.derive(path) == master.derive(path).publicKey)
        }
    }

    @Test("refuses a hardened child of a public key")
    func hardenedFromPublic() throws {
        let key = try ExtendedPrivateKey(seed: Secret(copying: Array(0..<32))).publicKey
        let index = ChildIndex(rawValue: 1 << 31)
        #expect(throws: HDKeyError(.hardenedFromPublic(index))) { try key.child(index) }
        #expect(throws: HDKeyError(.hardenedFromPublic(index))) {
            try key.derive(DerivationPath(parsing: "m/0/0'"))
        }
    }

    @Test("refuses BIP-32's invalid keys, as either kind", arguments: ExtendedKeyCases.invalid.indices)
    func invalid(_ index: Int) {
        let (reason, text) = ExtendedKeyCases.invalid[index]
        #expect(throws: HDKeyError.self, "\(reason)") { try ExtendedPrivateKey(parsing: text) }
        #expect(throws: HDKeyError.self, "\(reason)") { try ExtendedPublicKey(parsing: text) }
    }

    @Test("says why a key is refused")
    func reasons() {
        func code(_ index: Int) -> HDKeyError.Code? {
            let text = ExtendedKeyCases.invalid[index].text
            do {
                if text.hasPrefix("xpub") {
                    _ = try ExtendedPublicKey(parsing: text)
                } else {
                    _ = try ExtendedPrivateKey(parsing: text)
                }
                return nil
            } catch { return error.code }
        }
        #expect(
            ExtendedKeyCases.invalid.indices.map(code) == [
                .badPrefix(0), .badPrefix(3), .badPrefix(4), .badPrefix(4), .badPrefix(1), .badPrefix(1),
                .masterWithParent, .masterWithParent, .masterWithParent, .masterWithParent,
                .unknownVersion(0x0101_0101), .unknownVersion(0x0101_0101), .invalidKey, .invalidKey,
                .invalidKey,
                .badEncoding(BaseEncodingError(.base58check, .wrongChecksum)),
            ])
    }

    @Test("refuses a key of the other kind, and other texts")
    func otherKinds() throws {
        let (_, xpub, xprv) = ExtendedKeyCases.chains[0].keys[0]
        #expect(throws: HDKeyError(.wrongKind(expectedPrivate: true))) {
            try ExtendedPrivateKey(parsing: xpub)
        }
        #expect(throws: HDKeyError(.wrongKind(expectedPrivate: false))) {
            try ExtendedPublicKey(parsing: xprv)
        }
        let payload = try Base58Check.decode(xprv)
        for other in [Array(payload.dropLast()), payload + [0], [], Array(payload.prefix(4))] {
            let text = try Base58Check.encode(other)
            #expect(throws: HDKeyError.self) { try ExtendedPrivateKey(parsing: text) }
        }
        for text in ["", "x", xprv + " ", " " + xprv, xprv + xprv, String(repeating: "1", count: 100_000)] {
            #expect(throws: HDKeyError.self) { try ExtendedPrivateKey(parsing: text) }
        }
    }

    @Test("keeps the network of a test key")
    func testNetwork() throws {
        let seed = Secret(copying: [UInt8](0..<16))
        let key = try ExtendedPrivateKey(seed: seed, network: .test)
        #expect(key.serialized.hasPrefix("tprv") && key.publicKey.serialized.hasPrefix("tpub"))
        let read = try ExtendedPrivateKey(parsing: key.serialized)
        #expect(read.network == .test && read.privateKey.secret == key.privateKey.secret)
        #expect(try ExtendedPublicKey(parsing: key.publicKey.serialized) == key.publicKey)
        #expect(try key.child(ChildIndex(rawValue: 0)).network == .test)
    }

    @Test("refuses seeds of other lengths", arguments: [0, 15, 65, 128])
    func seedLengths(_ count: Int) {
        #expect(throws: HDKeyError(.badSeedLength(bytes: count))) {
            try ExtendedPrivateKey(seed: Secret(copying: [UInt8](repeating: 1, count: count)))
        }
    }

    @Test("derives down to depth 255 and no further")
    func depth() throws {
        let path = try DerivationPath(parsing: "m" + String(repeating: "/0", count: 255))
        let master = try ExtendedPrivateKey(seed: Secret(copying: [UInt8](0..<16)))
        let deepest = try master.derive(path)
        #expect(deepest.origin.depth == 255)
        let next = ChildIndex(rawValue: 0)
        #expect(throws: HDKeyError(.tooDeep)) { try deepest.child(next) }
        #expect(throws: HDKeyError(.tooDeep)) { try deepest.publicKey.child(next) }
    }

    @Test("adds modulo the order, and refuses sums and addends that are no key")
    func arithmetic() throws {
        let order = try [UInt8](hex: "fffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141")
        let one = try PrivateKey([UInt8](repeating: 0, count: 31) + [1])
        var orderLessOne = order
        orderLessOne[31] -= 1
        var orderLessTwo = order
        orderLessTwo[31] -= 2
        // The sum is the order, which is zero.
        #expect(one.adding(Secret(copying: orderLessOne)) == nil)
        #expect(one.publicKey.adding(Secret(copying: orderLessOne)) == nil)
        // The addend is the order or more.
        #expect(one.adding(Secret(copying: order)) == nil)
        #expect(one.publicKey.adding(Secret(copying: order)) == nil)
        #expect(one.adding(Secret(copying: [UInt8](repeating: 255, count: 32))) == nil)
        // Nothing added, and the largest sum.
        let zero = Secret(copying: [UInt8](repeating: 0, count: 32))
        #expect(one.adding(zero)?.secret == one.secret)
        #expect(one.publicKey.adding(zero) == one.publicKey)
        let largest = one.adding(Secret(copying: orderLessTwo))
        #expect(largest?.secret == Secret(copying: orderLessOne))
        #expect(one.publicKey.adding(Secret(copying: orderLessTwo)) == largest?.publicKey)
    }

    @Test("is never printed")
    func neverPrinted() throws {
        let key = try ExtendedPrivateKey(seed: Secret(copying: [UInt8](0..<16)))
        var dumped = ""
        dump(key, to: &dumped)
        let digits = key.privateKey.secret.withUnsafeBytes { $0.hex }
        for text in ["\(key)", key.debugDescription, dumped] {
            #expect(!text.contains("xprv") && !text.contains(digits.prefix(8)))
        }
        #expect("\(key.publicKey)" == "ExtendedPublicKey(depth 0, fingerprint 3442193e)")
    }

    @Test("survives mutated keys, with a right checksum and a wrong one")
    func fuzz() throws {
        var generator = SplitMix64(seed: fuzzSeed)
        let texts = ExtendedKeyCases.chains.flatMap { $0.keys.flatMap { [$0.xpub, $0.xprv] } }
        let payloads = try texts.map { try Base58Check.decode($0) }
        for round in 0..<fuzzIterations {
            let text: String
            if round % 4 == 0 {
                let original = Array((generator.pick(texts) ?? "").utf8)
                text = String(decoding: generator.mutated(original), as: UTF8.self)
            } else {
                text = try Base58Check.encode(generator.mutated(generator.pick(payloads) ?? []))
            }
            if let key = try? ExtendedPrivateKey(parsing: text) { #expect(key.serialized == text) }
            if let key = try? ExtendedPublicKey(parsing: text) { #expect(key.serialized == text) }
        }
    }
}
