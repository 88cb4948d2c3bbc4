/// Base58 of bytes and the first four bytes of their double SHA-256 (Bitcoin addresses, BIP-32 keys).
///
/// The payload of an extended private key is secret: wipe it after use, see ``Secret``. The text, and
/// what the conversion holds on the way, are not wiped.
public enum Base58Check {
    private static let checksumCount = 4

    /// - Parameter limit: how many bytes of payload to accept.
    public static func encode(
        _ payload: some Collection<UInt8>, limit: Int = Base58.defaultLimit
    ) throws(BaseEncodingError) -> String {
        guard payload.count <= limit else {
            throw BaseEncodingError(.base58check, .tooLong(limit: limit, actual: payload.count))
        }
        var bytes: [UInt8] = []
        // Room for all, so that growing leaves no copy behind.
        bytes.reserveCapacity(payload.count + checksumCount)
        bytes.append(contentsOf: payload)
        defer { Secret.wipe(&bytes) }
        bytes.append(contentsOf: checksum(bytes))
        return Base58.encodeUnlimited(bytes)
    }

    /// The payload of `text`, whose checksum has been verified and removed.
    ///
    /// - Parameter limit: how many characters to accept.
    public static func decode(
        _ text: some StringProtocol, limit: Int = Base58.defaultLimit
    ) throws(BaseEncodingError) -> [UInt8] {
        var bytes: [UInt8]
        do {
            bytes = try Base58.decode(text, limit: limit)
        } catch {
            throw BaseEncodingError(.base58check, error.code)
        }
        defer { Secret.wipe(&bytes) }
        var payload = [UInt8](bytes.dropLast(checksumCount))
        guard bytes.count >= checksumCount, bytes.suffix(checksumCount) == checksum(payload) else {
            Secret.wipe(&payload)
            throw BaseEncodingError(.base58check, .wrongChecksum)
        }
        return payload
    }

    private static func checksum(_ payload: [UInt8]) -> ArraySlice<UInt8> {
        SHA2.sha256(SHA2.sha256(payload).bytes).bytes.prefix(checksumCount)
    }
}
