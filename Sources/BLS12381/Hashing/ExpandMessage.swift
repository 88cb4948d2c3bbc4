internal import Crypto

/// The function expand_message_xmd with SHA-256 (RFC 9380, section 5.3.1).
public enum ExpandMessage {
    private static let blockSize = 64
    private static let digestSize = 32

    /// `count` bytes that are uniform and, for each tag, independent of all others.
    ///
    /// - Throws: ``BLS12381Error`` with `expansionTooLong` if `count` is below zero or above 8160.
    public static func xmd(
        _ message: some Collection<UInt8>, domain: DomainSeparationTag, count: Int
    ) throws(BLS12381Error) -> [UInt8] {
        guard (0...255 * digestSize).contains(count) else {
            throw BLS12381Error(.expansionTooLong(count: count), .expansion)
        }
        return uniform([UInt8](message), domain, count)
    }

    /// For a count that is known to be allowed.
    static func uniform(_ message: [UInt8], _ domain: DomainSeparationTag, _ count: Int) -> [UInt8] {
        var first = SHA256()
        first.update(data: [UInt8](repeating: 0, count: blockSize))
        first.update(data: message)
        first.update(data: [UInt8(truncatingIfNeeded: count >> 8), UInt8(truncatingIfNeeded: count), 0])
        first.update(data: domain.suffix)
        let start = [UInt8](first.finalize())

        var output: [UInt8] = []
        output.reserveCapacity(count + digestSize)
        var block = [UInt8](repeating: 0, count: digestSize)
        var index: UInt8 = 0
        while output.count < count {
            index += 1
            var hasher = SHA256()
            hasher.update(data: zip(start, block).map { $0 ^ $1 })
            hasher.update(data: [index])
            hasher.update(data: domain.suffix)
            block = [UInt8](hasher.finalize())
            output += block
        }
        return [UInt8](output.prefix(count))
    }
}
