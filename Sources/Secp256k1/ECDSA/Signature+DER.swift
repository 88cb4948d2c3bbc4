extension Signature {
    /// The DER form (X.690; SEC 1, appendix C.8): SEQUENCE { INTEGER r, INTEGER s }.
    public var der: [UInt8] {
        let body = Signature.integer(r) + Signature.integer(s)
        return [0x30, UInt8(truncatingIfNeeded: body.count)] + body
    }

    private static func integer(_ value: Scalar) -> [UInt8] {
        var bytes = value.bytes.drop { $0 == 0 }
        // A leading one bit would make it negative.
        if let first = bytes.first, first >= 0x80 { bytes = [0] + bytes }
        return [0x02, UInt8(truncatingIfNeeded: bytes.count)] + bytes
    }

    /// From strict DER: shortest lengths and integers, nothing before or after; BER is refused. The form
    /// carries no recovery id: pass it along if recovery is wanted.
    ///
    /// - Throws: ``Secp256k1Error`` with `invalidDER`, `rOutOfRange`, `sOutOfRange` or `invalidRecoveryID`.
    public init(der bytes: some Collection<UInt8>, recoveryID: UInt8 = 0) throws(Secp256k1Error) {
        // 30 len, then twice 02 len and at most 33 bytes: all lengths fit the short form.
        guard bytes.count <= 72 else {
            throw Secp256k1Error(.invalidDER(offset: 72), .signature)
        }
        var reader = StrictIntegers(bytes: [UInt8](bytes))
        try reader.openSequence()
        let r = try reader.integer(outOfRange: .rOutOfRange)
        let s = try reader.integer(outOfRange: .sOutOfRange)
        try reader.end()
        try self.init(r: r, s: s, recoveryID: recoveryID)
    }
}

/// Reads one short DER sequence of non-negative integers.
private struct StrictIntegers {
    let bytes: [UInt8]
    var offset = 0

    private func failure(at offset: Int) -> Secp256k1Error {
        Secp256k1Error(.invalidDER(offset: offset), .signature)
    }

    private mutating func next() throws(Secp256k1Error) -> UInt8 {
        guard offset < bytes.count else { throw failure(at: offset) }
        defer { offset += 1 }
        return bytes[offset]
    }

    private mutating func expect(_ byte: UInt8) throws(Secp256k1Error) {
        let start = offset
        guard try next() == byte else { throw failure(at: start) }
    }

    mutating func openSequence() throws(Secp256k1Error) {
        try expect(0x30)
        let start = offset
        let length = try next()
        guard length < 0x80, Int(length) == bytes.count - offset else { throw failure(at: start) }
    }

    mutating func integer(outOfRange: Secp256k1Error.Code) throws(Secp256k1Error) -> Scalar {
        try expect(0x02)
        let start = offset
        let length = Int(try next())
        guard length > 0, length <= bytes.count - offset else { throw failure(at: start) }
        let content = bytes[offset..<offset + length]
        offset += length
        guard let first = content.first, first < 0x80 else { throw failure(at: start + 1) }
        let digits = content.dropFirst(first == 0 ? 1 : 0)
        // A zero in front only where the next byte would look negative, or for zero itself.
        if first == 0, let second = digits.first, second < 0x80 { throw failure(at: start + 1) }
        guard digits.count <= 32 else { throw Secp256k1Error(outOfRange, .signature) }
        do {
            return try Scalar(canonical: [UInt8](repeating: 0, count: 32 - digits.count) + digits)
        } catch {
            throw Secp256k1Error(outOfRange, .signature)
        }
    }

    func end() throws(Secp256k1Error) {
        guard offset == bytes.count else { throw failure(at: offset) }
    }
}
