import Primitives

// Points and scalars as EIP-196 and EIP-197 lay them out, in words: x and y, each coordinate below p, and
// (0, 0) for infinity. A coordinate of the twist has its imaginary part first.
extension BN254 {
    /// The bytes of a point of the curve and one of the twist.
    static let pairLength = 192

    /// The contract at 0x06. Missing input is zero.
    static func add(_ input: PaddedInput) throws(PrecompileFailure.Code) -> [UInt8] {
        let p = try point(input, at: 0)
        let q = try point(input, at: 64)
        return bytes(p + q)
    }

    /// The contract at 0x07. Missing input is zero; the scalar may be any word.
    static func multiply(_ input: PaddedInput) throws(PrecompileFailure.Code) -> [UInt8] {
        bytes(try point(input, at: 0).multiplied(by: input.word(64)))
    }

    /// The contract at 0x08: a word that is 1 if the product of the pairings is one, else 0.
    static func checkPairing(_ input: PaddedInput) throws(PrecompileFailure.Code) -> [UInt8] {
        guard input.count % pairLength == 0 else { throw .wrongLength(bytes: input.count) }
        var pairing = Pairing()
        for offset in stride(from: 0, to: input.count, by: pairLength) {
            let p = try point(input, at: offset)
            pairing.append(p, try twistPoint(input, at: offset + 64))
        }
        return UInt256(pairing.isOne() ? UInt8(1) : 0).bigEndianBytes
    }

    private static func coordinate(
        _ input: PaddedInput, at offset: Int
    ) throws(PrecompileFailure.Code) -> Fp {
        guard let value = Fp(input.word(offset)) else { throw .coordinateOutOfRange(offset: offset) }
        return value
    }

    private static func point(_ input: PaddedInput, at offset: Int) throws(PrecompileFailure.Code) -> G1 {
        let x = try coordinate(input, at: offset)
        let y = try coordinate(input, at: offset + 32)
        guard let point = G1(x: x, y: y) else { throw .notOnCurve(offset: offset) }
        return point
    }

    private static func twistPoint(
        _ input: PaddedInput, at offset: Int
    ) throws(PrecompileFailure.Code) -> G2 {
        let xi = try coordinate(input, at: offset)
        let xr = try coordinate(input, at: offset + 32)
        let yi = try coordinate(input, at: offset + 64)
        let yr = try coordinate(input, at: offset + 96)
        do throws(G2.Refusal) {
            return try G2(x: Fp2(xr, xi), y: Fp2(yr, yi))
        } catch {
            switch error {
            case .notOnTwist: throw .notOnCurve(offset: offset)
            case .notInSubgroup: throw .notInSubgroup(offset: offset)
            }
        }
    }

    private static func bytes(_ point: G1) -> [UInt8] {
        let (x, y) = point.affine
        return x.value.bigEndianBytes + y.value.bigEndianBytes
    }
}
