internal import Primitives

/// The 78 bytes of a serialised key (BIP-32): version, origin, chain code, key.
struct HDKeyEncoding {
    static let count = 78

    let version: UInt32
    let network: HDNetwork
    let origin: HDKeyOrigin
    let chainCode: Secret
    /// 33 bytes: a zero and the private key, or the compressed public key.
    let key: Secret

    /// Strict, up to the key itself, of which only the first byte is checked here.
    init(parsing text: some StringProtocol, expectingPrivate: Bool) throws(HDKeyError) {
        var bytes: [UInt8]
        do {
            // 78 bytes and a checksum take at most 112 characters.
            bytes = try Base58Check.decode(text, limit: 112)
        } catch {
            throw HDKeyError(.badEncoding(error))
        }
        defer { Secret.wipe(&bytes) }
        guard bytes.count == Self.count else { throw HDKeyError(.badLength(bytes: bytes.count)) }
        func word(at offset: Int) -> UInt32 { bytes[offset..<offset + 4].reduce(0) { $0 << 8 | UInt32($1) } }

        version = word(at: 0)
        guard let network = HDNetwork(version: version) else { throw HDKeyError(.unknownVersion(version)) }
        guard HDNetwork.isPrivate(version: version) == expectingPrivate else {
            throw HDKeyError(.wrongKind(expectedPrivate: expectingPrivate))
        }
        self.network = network
        origin = HDKeyOrigin(
            depth: bytes[4], parentFingerprint: word(at: 5), index: ChildIndex(rawValue: word(at: 9)))
        guard origin.depth > 0 || origin == .master else { throw HDKeyError(.masterWithParent) }
        let prefix = bytes[45]
        guard expectingPrivate ? prefix == 0 : prefix == 2 || prefix == 3 else {
            throw HDKeyError(.badPrefix(prefix))
        }
        chainCode = Secret(copying: bytes[13..<45])
        key = Secret(copying: bytes[45...])
    }

    /// The text; `key` has 33 bytes.
    static func text(
        version: UInt32, origin: HDKeyOrigin, chainCode: Secret, key: UnsafeRawBufferPointer
    ) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(count)
        defer { Secret.wipe(&bytes) }
        func append(_ word: UInt32) {
            for shift in [UInt32(24), 16, 8, 0] { bytes.append(UInt8(truncatingIfNeeded: word >> shift)) }
        }
        append(version)
        bytes.append(origin.depth)
        append(origin.parentFingerprint)
        append(origin.index.rawValue)
        chainCode.withUnsafeBytes { bytes.append(contentsOf: $0) }
        bytes.append(contentsOf: key)
        return Base58Check.encodeKey(bytes)
    }
}

extension Base58Check {
    /// Of 78 bytes, which no limit forbids.
    fileprivate static func encodeKey(_ bytes: [UInt8]) -> String {
        (try? encode(bytes, limit: HDKeyEncoding.count)) ?? ""
    }
}
