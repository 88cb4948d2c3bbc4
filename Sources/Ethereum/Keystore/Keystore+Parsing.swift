public import Primitives

extension Keystore {
    /// From the text of a file.
    ///
    /// - Parameter limits: what the file may cost; nothing costly happens before ``decrypt(passphrase:)``.
    /// - Throws: ``KeystoreError`` naming the member that is missing, wrong or beyond the limits.
    public init(
        parsing text: some StringProtocol, limits: KeystoreLimits = .standard
    ) throws(KeystoreError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// From the UTF-8 bytes of a file.
    public init(parsing bytes: [UInt8], limits: KeystoreLimits = .standard) throws(KeystoreError) {
        guard bytes.count <= limits.fileSize else {
            throw KeystoreError(.beyondLimit("file size in bytes", limit: limits.fileSize))
        }
        let json: JSON
        do { json = try JSON(parsing: bytes) } catch { throw KeystoreError(.notJSON(error)) }
        try self.init(json, limits: limits)
    }

    /// From the JSON of a file. Members that the definition does not know are ignored.
    public init(_ json: JSON, limits: KeystoreLimits = .standard) throws(KeystoreError) {
        let root = try Reader(json, path: "")
        guard let version = root.value("version") else { throw KeystoreError(.missing("version")) }
        guard version.int == 3 else { throw KeystoreError(.unsupportedVersion) }

        // The definition spells it in lower case; some clients wrote it with a capital.
        let names = ["crypto", "Crypto"].filter { root.value($0) != nil }
        guard let name = names.first else { throw KeystoreError(.missing("crypto")) }
        guard names.count == 1 else {
            throw KeystoreError(.invalid("crypto", mustBe: "there once, not also as Crypto"))
        }
        let crypto = try root.object(name)
        try crypto.require("cipher", "aes-128-ctr")
        let iv = try crypto.object("cipherparams").bytes("iv", 16...16)
        let ciphertext = try crypto.bytes("ciphertext", 1...32)
        let mac = try crypto.bytes("mac", 32...32)

        let parameters = try crypto.object("kdfparams")
        let kdf: KDF
        switch try crypto.string("kdf") {
        case "scrypt":
            kdf = .scrypt(
                n: try parameters.integer("n"), r: try parameters.integer("r"),
                p: try parameters.integer("p"))
        case "pbkdf2":
            try parameters.require("prf", "hmac-sha256")
            kdf = .pbkdf2(iterations: try parameters.integer("c"))
        case let name:
            throw KeystoreError(
                .unsupported("crypto.kdf", name: String(name.prefix(40)), supported: "scrypt and pbkdf2"))
        }
        try kdf.check(limits)
        let length = try parameters.integer("dklen")
        guard 32...1024 ~= length else {
            throw KeystoreError(.invalid("crypto.kdfparams.dklen", mustBe: "an integer from 32 to 1024"))
        }
        self.init(
            id: try root.optionalString("id"), address: try root.address(), kdf: kdf,
            derivedKeyLength: length, salt: try parameters.bytes("salt", 0...1024), iv: iv,
            ciphertext: ciphertext, mac: Bytes32(mac) ?? .zero)
    }
}

/// Reads members of one object, naming them by their path in errors.
private struct Reader {
    private let object: JSON.Object
    private let path: String

    init(_ json: JSON, path: String) throws(KeystoreError) {
        guard let object = json.object else {
            throw KeystoreError(.invalid(path.isEmpty ? "the file" : path, mustBe: "an object"))
        }
        self.object = object
        self.path = path.isEmpty ? "" : path + "."
    }

    func value(_ name: String) -> JSON? { object[name] }

    private func required(_ name: String) throws(KeystoreError) -> JSON {
        guard let value = object[name] else { throw KeystoreError(.missing(path + name)) }
        return value
    }

    func object(_ name: String) throws(KeystoreError) -> Reader {
        try Reader(required(name), path: path + name)
    }

    func string(_ name: String) throws(KeystoreError) -> String {
        guard let string = try required(name).string else {
            throw KeystoreError(.invalid(path + name, mustBe: "a string"))
        }
        return string
    }

    func optionalString(_ name: String) throws(KeystoreError) -> String? {
        switch object[name] {
        case nil, .null: nil
        default: try string(name)
        }
    }

    func require(_ name: String, _ supported: String) throws(KeystoreError) {
        let actual = try string(name)
        guard actual == supported else {
            throw KeystoreError(
                .unsupported(path + name, name: String(actual.prefix(40)), supported: supported))
        }
    }

    func integer(_ name: String) throws(KeystoreError) -> Int {
        guard let value = try required(name).int, value > 0 else {
            throw KeystoreError(.invalid(path + name, mustBe: "a positive integer below 2^63"))
        }
        return value
    }

    func bytes(_ name: String, _ counts: ClosedRange<Int>) throws(KeystoreError) -> [UInt8] {
        guard let bytes = try? Hex.decode(string(name), prefix: .forbidden), counts ~= bytes.count else {
            _ = try required(name)
            let (low, high) = (counts.lowerBound, counts.upperBound)
            let size = low == high ? "\(low)" : "\(low) to \(high)"
            throw KeystoreError(
                .invalid(path + name, mustBe: "\(size) bytes in hexadecimal digits without 0x"))
        }
        return bytes
    }

    /// With or without `0x`, in any case: what counts is whether the key has it.
    func address() throws(KeystoreError) -> Address? {
        guard let text = try optionalString("address") else { return nil }
        guard let bytes = try? Hex.decode(text, count: 20), let address = try? Address(bytes) else {
            throw KeystoreError(.invalid("address", mustBe: "20 bytes in hexadecimal digits"))
        }
        return address
    }
}
