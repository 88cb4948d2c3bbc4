import Ethereum
import Foundation
import Primitives
import Secp256k1
import TestSupport
import Testing

@Suite("V3 keystores")
struct KeystoreTests {
    private let key: PrivateKey
    private var generator = SplitMix64(seed: 7)

    init() throws { key = try PrivateKey([UInt8](repeating: 0x11, count: 32)) }

    @Test("opens the Foundation's files", arguments: KeystoreCases.foundation)
    func opensFoundationFiles(_ aCase: KeystoreCase) throws {
        let key = try Keystore(parsing: aCase.file).decrypt(passphrase: aCase.passphrase)
        #expect(key.secret.withUnsafeBytes { $0.hex } == aCase.privateKey)
    }

    @Test("opens files that eth-account wrote", arguments: KeystoreCases.foreign)
    func opensForeignFiles(_ aCase: KeystoreCase) throws {
        let keystore = try Keystore(parsing: aCase.file)
        let key = try keystore.decrypt(passphrase: aCase.passphrase)
        #expect(key.secret.withUnsafeBytes { $0.hex } == aCase.privateKey)
        #expect(keystore.address == Address(key.publicKey))
        #expect(try Keystore(parsing: keystore.text) == keystore)
        #expect(throws: KeystoreError(.wrongPassphrase)) {
            try keystore.decrypt(passphrase: aCase.passphrase + "\u{0}x")
        }
    }

    @Test("refuses another normalisation of the same passphrase")
    func passphraseIsBytes() throws {
        let aCase = KeystoreCases.foreign[0]
        let other = aCase.passphrase.decomposedStringWithCanonicalMapping
        #expect(other == aCase.passphrase)
        #expect(throws: KeystoreError(.wrongPassphrase)) {
            try Keystore(parsing: aCase.file).decrypt(passphrase: other)
        }
    }

    @Test("opens what it wrote", arguments: [Keystore.KDF.scrypt(n: 4, r: 8, p: 2), .pbkdf2(iterations: 3)])
    func roundTrip(_ kdf: Keystore.KDF) throws {
        for passphrase in ["", "secret", "пароль"] {
            let keystore = try Keystore(encrypting: key, passphrase: passphrase, kdf: kdf)
            let read = try Keystore(parsing: keystore.text)
            #expect(read == keystore)
            #expect(try read.decrypt(passphrase: passphrase).secret == key.secret)
        }
    }

    @Test("opens what it wrote at the light cost")
    func light() throws {
        let keystore = try Keystore(encrypting: key, passphrase: "x", kdf: .light)
        #expect(try keystore.decrypt(passphrase: "x").secret == key.secret)
    }

    @Test("draws a new salt, counter and id every time")
    func fresh() throws {
        let a = try Keystore(encrypting: key, passphrase: "x", kdf: .pbkdf2(iterations: 1))
        let b = try Keystore(encrypting: key, passphrase: "x", kdf: .pbkdf2(iterations: 1))
        #expect(a.salt != b.salt && a.iv != b.iv && a.id != b.id && a.ciphertext != b.ciphertext)
    }

    @Test("writes the form that other clients write")
    mutating func form() throws {
        let keystore = try Keystore(
            encrypting: key, passphrase: "x", kdf: .scrypt(n: 2, r: 1, p: 1), using: &generator)
        let id = try #require(keystore.id)
        #expect(keystore.salt.count == 32 && keystore.iv.count == 16)
        #expect(id.count == 36 && Array(id)[14] == "4" && "89ab".contains(Array(id)[19]))
        #expect(
            keystore.text == """
                {"address":"19e7e376e7c213b7e7e7e46cc70a5dd086daff2a","crypto":{"cipher":"aes-128-ctr",\
                "ciphertext":"\(keystore.ciphertext.hex)","cipherparams":{"iv":"\(keystore.iv.hex)"},\
                "kdf":"scrypt","kdfparams":{"dklen":32,"n":2,"p":1,"r":1,"salt":"\(keystore.salt.hex)"},\
                "mac":"\(keystore.mac.hex)"},"id":"\(id)","version":3}
                """)
        let other = try Keystore(
            encrypting: key, passphrase: "x", kdf: .pbkdf2(iterations: 9), using: &generator)
        #expect(
            other.json["crypto"]?["kdfparams"]?.text
                == "{\"c\":9,\"dklen\":32,\"prf\":\"hmac-sha256\",\"salt\":\"\(other.salt.hex)\"}")
    }

    @Test("gives the same file for the same randomness")
    func deterministic() throws {
        var (a, b) = (SplitMix64(seed: 1), SplitMix64(seed: 1))
        let kdf = Keystore.KDF.pbkdf2(iterations: 1)
        #expect(
            try Keystore(encrypting: key, passphrase: "x", kdf: kdf, using: &a)
                == Keystore(encrypting: key, passphrase: "x", kdf: kdf, using: &b))
    }

    @Test("refuses to write at a cost beyond the limits or out of range")
    func refusesCosts() {
        let costs: [Keystore.KDF] = [
            .scrypt(n: 3, r: 8, p: 1), .scrypt(n: 1, r: 8, p: 1), .scrypt(n: 0, r: 8, p: 1),
            .scrypt(n: -2, r: 8, p: 1), .scrypt(n: .min, r: 8, p: 1), .scrypt(n: 1 << 33, r: 1, p: 1),
            .scrypt(n: 2, r: 0, p: 1), .scrypt(n: 2, r: 1, p: -1), .scrypt(n: 2, r: .max, p: .max),
            .scrypt(n: 1 << 30, r: 8, p: 1), .scrypt(n: 1 << 20, r: 1, p: 1 << 29),
            .pbkdf2(iterations: 0), .pbkdf2(iterations: -1), .pbkdf2(iterations: .max),
            .pbkdf2(iterations: 10_000_001),
        ]
        for kdf in costs {
            #expect(throws: KeystoreError.self) { try Keystore(encrypting: key, passphrase: "x", kdf: kdf) }
        }
    }

    @Test("names files as Ethereum clients do")
    mutating func fileNames() throws {
        let keystore = try Keystore(
            encrypting: key, passphrase: "x", kdf: .pbkdf2(iterations: 1), using: &generator)
        func name(_ seconds: Double) -> String { keystore.fileName(at: Date(timeIntervalSince1970: seconds)) }
        let owner = "19e7e376e7c213b7e7e7e46cc70a5dd086daff2a"
        #expect(name(1_458_651_475.5) == "UTC--2016-03-22T12-57-55.500000000Z--\(owner)")
        #expect(name(0) == "UTC--1970-01-01T00-00-00.000000000Z--\(owner)")
        #expect(name(951_782_400) == "UTC--2000-02-29T00-00-00.000000000Z--\(owner)")
        #expect(name(4_107_542_399) == "UTC--2100-02-28T23-59-59.000000000Z--\(owner)")
        #expect(name(4_107_542_400) == "UTC--2100-03-01T00-00-00.000000000Z--\(owner)")
        for odd in [Double.nan, .infinity, -.infinity, -1, 1e300] { #expect(name(odd).hasPrefix("UTC--")) }
        #expect(name(.infinity).hasPrefix("UTC--9999-12-31T23-59-59."))
    }

    @Test("keeps a stranger's id from choosing a path")
    func fileNameOfStranger() throws {
        var json = try JSON(parsing: KeystoreCases.foreign[0].file).object ?? .init()
        json["address"] = nil
        json["id"] = "../../etc/x y"
        let name = try Keystore(.object(json)).fileName(at: Date(timeIntervalSince1970: 0))
        #expect(name == "UTC--1970-01-01T00-00-00.000000000Z--etcxy")
    }
}
