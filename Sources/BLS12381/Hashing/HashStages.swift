// The values on the way of a hash to a curve, for the vectors that have them.

extension G1.Unchecked {
    /// The points onto which the first `count` field elements of a message are mapped, before they are added.
    package static func mapped(
        _ message: [UInt8], domain: DomainSeparationTag, count: Int
    ) -> [G1.Unchecked] {
        Fp.elements(message, domain, count).map { G1.Unchecked(onCurve: Fp.map($0)) }
    }

    /// Those field elements, 48 bytes each.
    package static func fieldElements(
        _ message: [UInt8], domain: DomainSeparationTag, count: Int
    ) -> [[UInt8]] {
        Fp.elements(message, domain, count).map(\.bytes)
    }

    /// As ``G1/uncompressed``.
    package var uncompressed: [UInt8] { PointEncoding.uncompressed(point) }
}

extension G2.Unchecked {
    /// The points onto which the first `count` field elements of a message are mapped, before they are added.
    package static func mapped(
        _ message: [UInt8], domain: DomainSeparationTag, count: Int
    ) -> [G2.Unchecked] {
        Fp2.elements(message, domain, count).map { G2.Unchecked(onCurve: Fp2.map($0)) }
    }

    /// Those field elements, 96 bytes each, the part of u first.
    package static func fieldElements(
        _ message: [UInt8], domain: DomainSeparationTag, count: Int
    ) -> [[UInt8]] {
        Fp2.elements(message, domain, count).map(\.bytes)
    }

    /// As ``G2/uncompressed``.
    package var uncompressed: [UInt8] { PointEncoding.uncompressed(point) }
}

extension MappableField {
    /// The elements of a message (hash_to_field, RFC 9380, section 5.2).
    static func elements(_ message: [UInt8], _ domain: DomainSeparationTag, _ count: Int) -> [Self] {
        let bytes = ExpandMessage.uniform(message, domain, count * uniformByteCount)
        return bytes.withUnsafeBytes { buffer in
            (0..<count).map {
                Self(
                    uniform: UnsafeRawBufferPointer(
                        rebasing: buffer[$0 * uniformByteCount..<($0 + 1) * uniformByteCount]))
            }
        }
    }

    var bytes: [UInt8] {
        [UInt8](unsafeUninitializedCapacity: Self.byteCount) { buffer, count in
            write(to: UnsafeMutableRawBufferPointer(buffer))
            count = Self.byteCount
        }
    }
}
