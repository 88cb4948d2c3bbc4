import Ethereum
import Primitives
import Secp256k1
import TestSupport
import Testing

/// One member changed, added or removed in a file that opens otherwise.
struct KeystoreTampering: Sendable, CustomTestStringConvertible {
    let path: [String]
    let value: JSON?

    init(_ path: String, _ value: JSON?) {
        self.path = path.split(separator: ".").map(String.init)
        self.value = value
    }

    var testDescription: String { "\(path.joined(separator: ".")) = \(value?.text ?? "absent")" }

    func apply(to json: JSON) -> JSON { Self.set(json, path[...], value) }

    private static func set(_ json: JSON, _ path: ArraySlice<String>, _ value: JSON?) -> JSON {
        guard let name = path.first, var object = json.object else { return value ?? .null }
        object[name] = path.count == 1 ? value : set(object[name] ?? .null, path.dropFirst(), value)
        return .object(object)
    }
}

private func number(_ text: String) -> JSON { JSON.Number(text).map { .number($0) } ?? .null }

@Suite("V3 keystores, refusals")
struct KeystoreRefusalTests {
    private static let scrypt = KeystoreCases.foreign[1]
    private static let pbkdf2 = KeystoreCases.foreign[3]

    private static func tampered(_ aCase: KeystoreCase, _ change: KeystoreTampering) throws -> JSON {
        change.apply(to: try JSON(parsing: aCase.file))
    }

    static let malformed: [KeystoreTampering] =
        [
            "version", "crypto", "crypto.cipher", "crypto.cipherparams", "crypto.cipherparams.iv",
            "crypto.ciphertext", "crypto.kdf", "crypto.kdfparams", "crypto.kdfparams.n", "crypto.kdfparams.r",
            "crypto.kdfparams.p", "crypto.kdfparams.dklen", "crypto.kdfparams.salt", "crypto.mac",
        ].flatMap { [KeystoreTampering($0, nil), KeystoreTampering($0, .null), KeystoreTampering($0, [])] }
        + [
            .init("version", 1), .init("version", 2), .init("version", 4), .init("version", "3"),
            .init("version", number("3.0")), .init("version", number("3e0")),
            .init("Crypto", [:]),
            .init("crypto.cipher", "aes-256-ctr"), .init("crypto.cipher", "aes-128-cbc"),
            .init("crypto.cipher", "AES-128-CTR"), .init("crypto.cipher", ""),
            .init("crypto.cipherparams.iv", "85ff5063885bfadd8a25697e79b3a1"),
            .init("crypto.cipherparams.iv", "85ff5063885bfadd8a25697e79b3a18000"),
            .init("crypto.cipherparams.iv", "0x85ff5063885bfadd8a25697e79b3a180"),
            .init("crypto.ciphertext", ""), .init("crypto.ciphertext", "5"), .init("crypto.ciphertext", "zz"),
            .init("crypto.ciphertext", .string(String(repeating: "00", count: 33))),
            .init("crypto.kdf", "argon2id"), .init("crypto.kdf", "Scrypt"), .init("crypto.kdf", "pbkdf2"),
            .init("crypto.kdfparams.n", 0), .init("crypto.kdfparams.n", 1), .init("crypto.kdfparams.n", 3),
            .init("crypto.kdfparams.n", 1023), .init("crypto.kdfparams.n", -1024),
            .init("crypto.kdfparams.n", number("1024.0")), .init("crypto.kdfparams.n", number("1e3")),
            .init("crypto.kdfparams.n", "1024"), .init("crypto.kdfparams.n", 1_073_741_824),
            .init("crypto.kdfparams.n", 4_611_686_018_427_387_904),
            .init("crypto.kdfparams.n", number("340282366920938463463374607431768211456")),
            .init("crypto.kdfparams.r", 0), .init("crypto.kdfparams.r", -8),
            .init("crypto.kdfparams.r", 1_073_741_824),
            .init("crypto.kdfparams.r", 9_223_372_036_854_775_807),
            .init("crypto.kdfparams.p", 0), .init("crypto.kdfparams.p", 1_000_000),
            .init("crypto.kdfparams.p", 9_223_372_036_854_775_807),
            .init("crypto.kdfparams.dklen", 0), .init("crypto.kdfparams.dklen", 31),
            .init("crypto.kdfparams.dklen", -32), .init("crypto.kdfparams.dklen", 1_000_000),
            .init("crypto.kdfparams.dklen", number("32.5")),
            .init("crypto.kdfparams.salt", "0"), .init("crypto.kdfparams.salt", "xyz0"),
            .init("crypto.mac", "8ce89703"), .init("crypto.mac", 5),
            .init("address", "397c"), .init("address", 5), .init("id", 5),
        ]

    @Test("refuses a malformed file before any work", arguments: malformed)
    func refusesMalformed(_ change: KeystoreTampering) throws {
        let json = try Self.tampered(Self.scrypt, change)
        #expect(throws: KeystoreError.self) { try Keystore(json) }
    }

    @Test(
        "refuses malformed parameters of PBKDF2",
        arguments: [
            KeystoreTampering("crypto.kdfparams.c", nil), .init("crypto.kdfparams.c", 0),
            .init("crypto.kdfparams.c", -1), .init("crypto.kdfparams.c", 1_000_000_000),
            .init("crypto.kdfparams.c", 4_294_967_296), .init("crypto.kdfparams.c", number("1.5")),
            .init("crypto.kdfparams.prf", nil), .init("crypto.kdfparams.prf", "hmac-sha512"),
            .init("crypto.kdfparams.prf", "hmac-sha1"), .init("crypto.kdfparams.dklen", 16),
        ])
    func refusesMalformedPBKDF2(_ change: KeystoreTampering) throws {
        let json = try Self.tampered(Self.pbkdf2, change)
        #expect(throws: KeystoreError.self) { try Keystore(json) }
    }

    @Test(
        "takes an altered file for a wrong passphrase",
        arguments: [
            KeystoreTampering("crypto.mac", .string(String(repeating: "0", count: 64))),
            .init("crypto.ciphertext", "54e0eb0b1a7689c31ca55d816b31f83d16c4e2ff096634ac12d4dec13b448569"),
            .init("crypto.ciphertext", "54e0eb0b1a7689c31ca55d816b31f83d16c4e2ff096634ac12d4dec13b4485"),
            .init("crypto.kdfparams.salt", "21d187fc253f1b8ed89be23c78d68a72"),
            .init("crypto.kdfparams.salt", ""),
            .init("crypto.kdfparams.n", 2048), .init("crypto.kdfparams.r", 4), .init("crypto.kdfparams.p", 2),
        ])
    func refusesAltered(_ change: KeystoreTampering) throws {
        let keystore = try Keystore(Self.tampered(Self.scrypt, change))
        #expect(throws: KeystoreError(.wrongPassphrase)) {
            try keystore.decrypt(passphrase: Self.scrypt.passphrase)
        }
    }

    // The MAC does not cover the counter: another one gives another key, which the address shows.
    @Test("refuses a key that is not the claimed address's")
    func refusesOtherAddress() throws {
        for change in [
            KeystoreTampering("crypto.cipherparams.iv", "85ff5063885bfadd8a25697e79b3a181"),
            .init("address", "0000000000000000000000000000000000000001"),
        ] {
            let keystore = try Keystore(Self.tampered(Self.scrypt, change))
            let error = #expect(throws: KeystoreError.self) {
                try keystore.decrypt(passphrase: Self.scrypt.passphrase)
            }
            guard case .addressMismatch = error?.code else {
                Issue.record("wrong error: \(String(describing: error))")
                continue
            }
        }
    }

    @Test(
        "opens a file with what the definition leaves free",
        arguments: [
            KeystoreTampering("id", nil), .init("id", .null), .init("address", nil), .init("address", .null),
            .init("address", "0x397Cda7B1Dbd8aa12D2A2Fa5aE7d12F5aF88C41e"),
            .init("address", "397CDA7B1DBD8AA12D2A2FA5AE7D12F5AF88C41E"),
            .init("name", "mine"), .init("crypto.version", 1), .init("crypto.kdfparams.extra", []),
            .init("crypto.kdfparams.dklen", 64),
        ])
    func toleratesFreedom(_ change: KeystoreTampering) throws {
        let keystore = try Keystore(Self.tampered(Self.scrypt, change))
        let key = try keystore.decrypt(passphrase: Self.scrypt.passphrase)
        #expect(key.secret.withUnsafeBytes { $0.hex } == Self.scrypt.privateKey)
    }

    @Test("opens a file whose crypto has a capital")
    func capitalCrypto() throws {
        let text = Self.scrypt.file.replacing("\"crypto\"", with: "\"Crypto\"")
        let key = try Keystore(parsing: text).decrypt(passphrase: Self.scrypt.passphrase)
        #expect(key.secret.withUnsafeBytes { $0.hex } == Self.scrypt.privateKey)
    }

    @Test("keeps to the limits it is given")
    func limits() throws {
        let text = Self.scrypt.file
        for limits in [
            KeystoreLimits(fileSize: 100), .init(scryptMemory: 1 << 20), .init(scryptWork: 1 << 19),
            .init(scryptMemory: 0), .init(scryptMemory: -1),
        ] {
            let error = #expect(throws: KeystoreError.self) { try Keystore(parsing: text, limits: limits) }
            guard case .beyondLimit = error?.code else {
                Issue.record("wrong error: \(String(describing: error))")
                continue
            }
        }
        _ = try Keystore(parsing: text, limits: .init(scryptMemory: 1 << 21, scryptWork: 1 << 20))
        #expect(throws: KeystoreError(.beyondLimit("crypto.kdfparams.c", limit: 999))) {
            try Keystore(parsing: Self.pbkdf2.file, limits: .init(pbkdf2Iterations: 999))
        }
    }

    @Test("refuses what is no JSON object, and says where")
    func refusesOtherTexts() {
        for text in ["", "[]", "3", "null", "{", "{}", "{\"version\":3}", "{\"version\":3,\"version\":3}"] {
            #expect(throws: KeystoreError.self) { try Keystore(parsing: text) }
        }
        #expect(throws: KeystoreError(.missing("crypto.kdfparams.n"))) {
            try Keystore(Self.tampered(Self.scrypt, .init("crypto.kdfparams.n", nil)))
        }
    }

    @Test("survives mutated files")
    func fuzz() {
        var generator = SplitMix64(seed: fuzzSeed)
        let files = (KeystoreCases.foundation + KeystoreCases.foreign).map { Array($0.file.utf8) }
        for _ in 0..<fuzzIterations {
            let file = generator.pick(files) ?? []
            let mutated = generator.mutated(file)
            if let keystore = try? Keystore(parsing: mutated) {
                #expect((try? Keystore(parsing: keystore.text)) == keystore)
            }
        }
    }
}
