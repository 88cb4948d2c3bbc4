/// The encodings of points with three flags in the first byte, as the pairing curves' standards have them (IETF
/// draft on pairing-friendly curves, appendix C; after Zcash).
///
/// 0x80: compressed, x alone; 0x40: infinity, all else zero; 0x20: y is the larger of the two roots.
enum PointEncoding {
    private static var compressedFlag: UInt8 { 0x80 }
    private static var infinityFlag: UInt8 { 0x40 }
    private static var largerFlag: UInt8 { 0x20 }
    private static var flags: UInt8 { 0xe0 }

    /// A point of the curve, perhaps not of the subgroup.
    static func decode<F: CurveField>(
        compressed bytes: some Collection<UInt8>, _ subject: BLS12381Error.Subject
    ) throws(BLS12381Error) -> ProjectivePoint<F> {
        let size = F.byteCount
        guard bytes.count == size else {
            throw BLS12381Error(.wrongLength(expected: [size], actual: bytes.count), subject)
        }
        var copy = [UInt8](bytes)
        let first = copy[0]
        guard first & compressedFlag != 0 else { throw BLS12381Error(.notCompressed, subject) }
        copy[0] &= ~flags
        if first & infinityFlag != 0 {
            try requireInfinity(first & largerFlag, copy, subject)
            return .infinity
        }
        guard let x = copy.withUnsafeBytes({ F(bigEndian: $0) }) else {
            throw BLS12381Error(.coordinateOutOfRange, subject)
        }
        guard let y = (x.squared() * x + F.curveConstant).squareRoot() else {
            throw BLS12381Error(.notOnCurve, subject)
        }
        let wanted: UInt64 = first & largerFlag != 0 ? 1 : 0
        // Neither curve has a point with y = 0, so that the two roots differ.
        return ProjectivePoint(x: x, y: F.select(y, -y, y.isLargerBit ^ wanted), z: .one)
    }

    /// A point of the curve, perhaps not of the subgroup.
    static func decode<F: CurveField>(
        uncompressed bytes: some Collection<UInt8>, _ subject: BLS12381Error.Subject
    ) throws(BLS12381Error) -> ProjectivePoint<F> {
        let size = F.byteCount
        guard bytes.count == 2 * size else {
            throw BLS12381Error(.wrongLength(expected: [2 * size], actual: bytes.count), subject)
        }
        var copy = [UInt8](bytes)
        let first = copy[0]
        guard first & compressedFlag == 0 else { throw BLS12381Error(.compressed, subject) }
        copy[0] &= ~flags
        if first & infinityFlag != 0 {
            try requireInfinity(first & largerFlag, copy, subject)
            return .infinity
        }
        guard first & largerFlag == 0 else { throw BLS12381Error(.invalidFlags, subject) }
        let coordinates: (F, F)? = copy.withUnsafeBytes { buffer in
            guard let x = F(bigEndian: UnsafeRawBufferPointer(rebasing: buffer[..<size])),
                let y = F(bigEndian: UnsafeRawBufferPointer(rebasing: buffer[size...]))
            else { return nil }
            return (x, y)
        }
        guard let (x, y) = coordinates else { throw BLS12381Error(.coordinateOutOfRange, subject) }
        guard ProjectivePoint.isOnCurve(x: x, y: y) else { throw BLS12381Error(.notOnCurve, subject) }
        return ProjectivePoint(x: x, y: y, z: .one)
    }

    private static func requireInfinity(
        _ larger: UInt8, _ rest: [UInt8], _ subject: BLS12381Error.Subject
    ) throws(BLS12381Error) {
        guard larger == 0, rest.allSatisfy({ $0 == 0 }) else {
            throw BLS12381Error(.invalidFlags, subject)
        }
    }

    static func compressed<F: CurveField>(_ point: ProjectivePoint<F>) -> [UInt8] {
        let (x, y) = point.affine
        let infinity = UInt8(truncatingIfNeeded: point.infinityBit)
        let larger = UInt8(truncatingIfNeeded: y.isLargerBit)
        return [UInt8](unsafeUninitializedCapacity: F.byteCount) { buffer, count in
            count = F.byteCount
            // Of infinity both coordinates are zero here, and zero is not larger than its negative.
            x.write(
                to: UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[..<count]))
            buffer[0] |= compressedFlag | infinity &<< 6 | larger &<< 5
        }
    }

    static func uncompressed<F: CurveField>(_ point: ProjectivePoint<F>) -> [UInt8] {
        let (x, y) = point.affine
        let infinity = UInt8(truncatingIfNeeded: point.infinityBit)
        return [UInt8](unsafeUninitializedCapacity: 2 * F.byteCount) { buffer, count in
            count = 2 * F.byteCount
            let raw = UnsafeMutableRawBufferPointer(buffer)
            x.write(to: UnsafeMutableRawBufferPointer(rebasing: raw[..<F.byteCount]))
            y.write(to: UnsafeMutableRawBufferPointer(rebasing: raw[F.byteCount..<count]))
            buffer[0] |= infinity &<< 6
        }
    }
}
