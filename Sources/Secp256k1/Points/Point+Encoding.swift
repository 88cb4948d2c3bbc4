internal import Primitives

extension Point {
    /// Bytes in the compressed form: 02 or 03, then x (SEC 1, section 2.3.3).
    public static let compressedCount = 33
    /// Bytes in the uncompressed form: 04, then x and y (SEC 1, section 2.3.3).
    public static let uncompressedCount = 65

    /// From its SEC 1 form (section 2.3.4): 33 bytes beginning with 02 or 03, or 65 beginning with 04.
    ///
    /// Strict: the hybrid tags 06 and 07, the one-byte form of infinity, coordinates of p or more and any
    /// other length are refused.
    ///
    /// - Throws: ``Secp256k1Error`` with `wrongLength`, `invalidPrefix`, `coordinateOutOfRange` or
    ///   `notOnCurve`.
    public init(
        _ encoded: some Collection<UInt8>, using backend: Secp256k1Backend = .default
    ) throws(Secp256k1Error) {
        let contiguous = encoded.withContiguousStorageIfAvailable { storage in
            Result { () throws(Secp256k1Error) in try Point.parse(UnsafeRawBufferPointer(storage), backend) }
        }
        if let contiguous {
            self = try contiguous.get()
            return
        }
        let count = encoded.count
        guard count == Point.compressedCount || count == Point.uncompressedCount else {
            throw Point.wrongLength(count)
        }
        let copy = [UInt8](encoded)
        self = try copy.withUnsafeBytes { bytes in
            Result { () throws(Secp256k1Error) in try Point.parse(bytes, backend) }
        }.get()
    }

    private static func wrongLength(_ count: Int) -> Secp256k1Error {
        Secp256k1Error(.wrongLength(expected: [compressedCount, uncompressedCount], actual: count), .point)
    }

    private static func parse(
        _ bytes: UnsafeRawBufferPointer, _ backend: Secp256k1Backend
    ) throws(Secp256k1Error) -> Point {
        switch bytes.count {
        case compressedCount:
            let tag = bytes[0]
            guard tag == 2 || tag == 3 else { throw Secp256k1Error(.invalidPrefix(tag), .point) }
            guard let x = FieldElement(load(bytes, at: 1)) else {
                throw Secp256k1Error(.coordinateOutOfRange, .point)
            }
            guard let affine = backend.operations.decompress(x: x, parity: UInt64(tag & 1)) else {
                throw Secp256k1Error(.notOnCurve, .point)
            }
            return Point(affine)
        case uncompressedCount:
            let tag = bytes[0]
            guard tag == 4 else { throw Secp256k1Error(.invalidPrefix(tag), .point) }
            return try Point(x: load(bytes, at: 1), y: load(bytes, at: 33))
        default:
            throw wrongLength(bytes.count)
        }
    }

    /// The 33-byte form, or nil at infinity, which SEC 1 encodes in a way that nothing here accepts.
    public var compressed: [UInt8]? {
        guard !isInfinity else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Point.compressedCount) { buffer, count in
            let bytes = UnsafeMutableRawBufferPointer(buffer)
            bytes[0] = 2 | UInt8(truncatingIfNeeded: affine.y.parity)
            affine.x.canonicalBytes.store(into: UnsafeMutableRawBufferPointer(rebasing: bytes[1...]))
            count = Point.compressedCount
        }
    }

    /// The 65-byte form, or nil at infinity.
    public var uncompressed: [UInt8]? {
        guard !isInfinity else { return nil }
        return [UInt8](unsafeUninitializedCapacity: Point.uncompressedCount) { buffer, count in
            affine.store(into: UnsafeMutableRawBufferPointer(buffer))
            count = Point.uncompressedCount
        }
    }
}

/// The 32 bytes of `bytes` from `offset`, which the caller knows to be there.
@inline(__always)
func load(_ bytes: UnsafeRawBufferPointer, at offset: Int) -> Bytes32 {
    func word(_ index: Int) -> UInt64 {
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: offset + index * 8, as: UInt64.self))
    }
    return Bytes32(words: word(0), word(1), word(2), word(3))
}

extension AffinePoint {
    /// Writes the 65-byte form, which infinity has not.
    @inline(__always)
    func store(into bytes: UnsafeMutableRawBufferPointer) {
        bytes[0] = 4
        x.canonicalBytes.store(into: UnsafeMutableRawBufferPointer(rebasing: bytes[1..<33]))
        y.canonicalBytes.store(into: UnsafeMutableRawBufferPointer(rebasing: bytes[33..<65]))
    }

    /// Reads coordinates that are known to be valid: x then y, from `offset`.
    @inline(__always)
    init(trusted bytes: UnsafeRawBufferPointer, at offset: Int) {
        let (x3, x2, x1, x0) = load(bytes, at: offset).words
        let (y3, y2, y1, y0) = load(bytes, at: offset + 32).words
        self.init(x: FieldElement(limbs: x0, x1, x2, x3), y: FieldElement(limbs: y0, y1, y2, y3))
    }
}
