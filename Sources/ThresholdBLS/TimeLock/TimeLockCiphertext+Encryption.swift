internal import BLS12381
package import Primitives

extension BLSPublicKey {
    /// Encrypts `message` so that this network's signature of `identity` opens it, and nothing less.
    ///
    /// - Parameters:
    ///   - message: any bytes; the ciphertext is about 82 bytes longer, and at least 114 bytes long.
    ///   - identity: what the network will be asked to sign; see ``DecryptionIdentity``.
    public func encrypt(
        _ message: some Collection<UInt8>, to identity: some Collection<UInt8>
    ) -> TimeLockCiphertext {
        var generator = SystemRandomNumberGenerator()
        return encrypt(message, to: identity, using: &generator)
    }

    /// As without `generator`, which has to be cryptographically secure outside tests.
    public func encrypt(
        _ message: some Collection<UInt8>, to identity: some Collection<UInt8>,
        using generator: inout some RandomNumberGenerator
    ) -> TimeLockCiphertext {
        var seed = (0..<4).flatMap { _ in
            withUnsafeBytes(of: generator.next() as UInt64) { Array($0) }
        }
        defer { Secret.wipe(&seed) }
        var scalar = TimeLockHash.scalar(seed)
        defer { wipe(&scalar) }
        var alpha = scalar.littleEndian
        defer { wipe(&alpha) }
        return encrypt(message, to: identity, alpha: alpha)
    }

    /// With the random part given.
    package func encrypt(
        _ message: some Collection<UInt8>, to identity: some Collection<UInt8>, alpha: Bytes32
    ) -> TimeLockCiphertext {
        var alphaBytes = alpha.bytes
        defer { Secret.wipe(&alphaBytes) }
        let message = Array(message)
        var r = message.withUnsafeBytes { message in
            alphaBytes.withUnsafeBytes { TimeLockHash.binding(alpha: $0, message: message) }
        }
        defer { wipe(&r) }
        var value = Pairing.value(point.multiplied(bySecret: r), BLSMessagePoint(identity).point)
        defer { wipe(&value) }
        var mask = TimeLockHash.mask(value)
        defer { wipe(&mask) }

        var writer = ByteWriter(
            capacity: max(TimeLockCiphertext.minimumContent, LEB128.maximumCount + message.count))
        writer.appendLEB128Prefixed(message)
        while writer.count < TimeLockCiphertext.minimumContent { writer.append(0) }
        var content = writer.bytes
        writer = ByteWriter()
        content.withUnsafeMutableBytes { TimeLockCiphertext.mask($0, alpha: alphaBytes) }
        return TimeLockCiphertext(u: G1.generator(timesSecret: r), v: alpha ^ mask, w: content)
    }
}

extension TimeLockCiphertext {
    /// The message, by the network's signature of the identity that it was encrypted to.
    ///
    /// - Throws: ``TimeLockError`` with `decryptionFailed` for another key, or if anything was changed;
    ///   `notCanonical` if that was only the padding.
    public func decrypt(with key: BLSSignature) throws(TimeLockError) -> [UInt8] {
        var value = Pairing.value(u, key.point)
        defer { wipe(&value) }
        var mask = TimeLockHash.mask(value)
        defer { wipe(&mask) }
        var alpha = (v ^ mask).bytes
        defer { Secret.wipe(&alpha) }

        var content = w
        content.withUnsafeMutableBytes { Self.mask($0, alpha: alpha) }
        var isOpened = false
        defer { if !isOpened { Secret.wipe(&content) } }

        // Until the last check holds, all of this is chance, and says nothing but that it failed.
        guard let place = Self.place(of: content) else { throw TimeLockError(.decryptionFailed) }
        var r = content.withUnsafeBytes { content in
            alpha.withUnsafeBytes { alpha in
                TimeLockHash.binding(alpha: alpha, message: UnsafeRawBufferPointer(rebasing: content[place]))
            }
        }
        defer { wipe(&r) }
        guard G1.generator(timesSecret: r) == u else { throw TimeLockError(.decryptionFailed) }
        guard content[place.upperBound...].allSatisfy({ $0 == 0 }),
            content.count == max(place.upperBound, Self.minimumContent)
        else { throw TimeLockError(.notCanonical) }
        isOpened = true
        content.removeSubrange(place.upperBound...)
        content.removeSubrange(..<place.lowerBound)
        return content
    }

    /// Where the message stands in unmasked content, by the length in front of it.
    private static func place(of content: [UInt8]) -> Range<Int>? {
        var reader = ByteReader(content)
        guard let message = try? reader.readLEB128Prefixed() else { return nil }
        return message.startIndex..<message.endIndex
    }

    /// Masks or unmasks content in place.
    static func mask(_ content: UnsafeMutableRawBufferPointer, alpha: [UInt8]) {
        var shake = SHAKE128()
        shake.absorb(alpha)
        var stream = shake.output()
        shake.wipe()
        stream.squeeze(addingTo: content)
        stream.wipe()
    }
}

extension Bytes32 {
    fileprivate static func ^ (a: Bytes32, b: Bytes32) -> Bytes32 {
        let (a0, a1, a2, a3) = a.words
        let (b0, b1, b2, b3) = b.words
        return Bytes32(words: a0 ^ b0, a1 ^ b1, a2 ^ b2, a3 ^ b3)
    }
}
