/// Bases in which a version 1 identifier is written, each with its one-character prefix.
public enum Multibase: Unicode.Scalar, Hashable, Sendable, CaseIterable {
    case base16 = "f"
    case base32 = "b"
    case base58 = "z"
    case base64url = "u"

    private static let base16Codec = RadixCodec(
        .base16, bitsPerCharacter: 4, group: 2, alphabet: "0123456789abcdef")

    /// The text of `bytes`, whose number the caller has bounded, prefix included.
    func encode(_ bytes: [UInt8]) -> String {
        let digits =
            switch self {
            case .base16: Self.base16Codec.encode(bytes, padded: false)
            case .base32: Base32.encode(bytes)
            case .base58: Base58.encodeUnlimited(bytes)
            case .base64url: Base64URL.encode(bytes)
            }
        return String(rawValue) + digits
    }

    /// The bytes of the digits that follow the prefix.
    func decode(digits: UnsafeBufferPointer<UInt8>) throws(BaseEncodingError) -> [UInt8] {
        switch self {
        case .base16: try Self.base16Codec.decode(utf8: digits, padding: .forbidden, offset: 1)
        case .base32: try Base32.lower.decode(utf8: digits, padding: .forbidden, offset: 1)
        case .base58: try Base58.decode(utf8: digits, limit: CID.maximumTextCount, offset: 1)
        case .base64url: try Base64URL.codec.decode(utf8: digits, padding: .forbidden, offset: 1)
        }
    }
}

extension CID {
    /// The longest text accepted, in bytes: ample for the longest digest in base 16.
    public static let maximumTextCount = 320

    /// From text: `Qm…` for version 0, else one of ``Multibase``'s prefixes and version 1.
    ///
    /// Strict: the whole text, one letter case per base, no padding, no white space, no path or scheme
    /// around it.
    public init(_ text: some StringProtocol) throws(CIDError) {
        // Measured on the argument, which may be far larger than any identifier.
        let count = text.utf8.count
        guard (1...Self.maximumTextCount).contains(count) else { throw CIDError(.textLength(count)) }
        guard let prefix = text.unicodeScalars.first else { throw CIDError(.textLength(count)) }
        var text = String(text)
        let outcome: Result<CID, CIDError> = text.withUTF8 { utf8 in
            Result { () throws(CIDError) in
                // Version 0 has no prefix, and no multibase in use begins with Q.
                guard prefix != "Q" else { return try CID(version0: utf8) }
                return try CID(version1: UnsafeBufferPointer(rebasing: utf8.dropFirst()), prefix: prefix)
            }
        }
        self = try outcome.get()
    }

    private init(version0 utf8: UnsafeBufferPointer<UInt8>) throws(CIDError) {
        let bytes: [UInt8]
        do {
            bytes = try Base58.decode(utf8: utf8, limit: Self.maximumTextCount)
        } catch {
            throw CIDError(.text(error))
        }
        try self.init(bytes)
        guard version == .v0 else { throw CIDError(.notVersion0) }
    }

    private init(version1 digits: UnsafeBufferPointer<UInt8>, prefix: Unicode.Scalar) throws(CIDError) {
        guard let base = Multibase(rawValue: prefix) else { throw CIDError(.unknownMultibase(prefix)) }
        let bytes: [UInt8]
        do { bytes = try base.decode(digits: digits) } catch { throw CIDError(.text(error)) }
        try self.init(bytes)
        guard version == .v1 else { throw CIDError(.notVersion0) }
    }

    /// The text of version 1 in the given base; version 0 has one text only, ``description``.
    public func text(in base: Multibase) -> String {
        switch version {
        case .v0: Base58.encodeUnlimited(bytes)
        case .v1: base.encode(bytes)
        }
    }
}

extension CID: CustomStringConvertible {
    /// Version 0 as `Qm…`, version 1 in lowercase base32.
    public var description: String { text(in: .base32) }
}
