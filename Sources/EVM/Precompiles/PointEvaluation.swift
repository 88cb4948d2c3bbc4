import BLS12381
import Primitives

/// The contract at 0x0a: a proof that a blob's polynomial has a value at a point (EIP-4844).
enum PointEvaluation {
    /// Versioned hash, z, y, commitment, proof: three words and two compressed points of G1.
    private static let inputLength = 192
    /// The first byte of a versioned hash of a commitment of this kind.
    private static let version: UInt8 = 1
    /// Two words: the field elements of a blob, 4096, and the order of the field.
    private static let answer =
        UInt256(4096 as UInt64).bigEndianBytes
        + UInt256(
            limbs: 0xffff_ffff_0000_0001, 0x53bd_a402_fffe_5bfe, 0x3339_d808_09a1_d805,
            0x73ed_a753_299d_7d48
        ).bigEndianBytes

    static func verify(_ input: PaddedInput) throws(PrecompileFailure.Code) -> [UInt8] {
        guard input.count == inputLength else { throw .wrongLength(bytes: input.count) }
        var hash = SHA2.sha256(input.bytes[96..<144]).bytes
        hash[0] = version
        guard input.bytes[..<32].elementsEqual(hash) else { throw .otherCommitment }
        let z = try scalar(input, at: 32)
        let y = try scalar(input, at: 64)
        let commitment = try point(input, at: 96)
        let proof = try point(input, at: 144)
        guard KZG.isValid(proof: proof, commitment: commitment, z: z, y: y) else { throw .invalidProof }
        return answer
    }

    private static func scalar(_ input: PaddedInput, at offset: Int) throws(PrecompileFailure.Code) -> Fr {
        do throws(BLS12381Error) {
            return try Fr(bigEndian: input.word(offset).bytes32)
        } catch {
            throw .scalarOutOfRange(offset: offset)
        }
    }

    private static func point(_ input: PaddedInput, at offset: Int) throws(PrecompileFailure.Code) -> G1 {
        do throws(BLS12381Error) {
            return try G1(compressed: input.bytes[offset..<offset + G1.compressedByteCount])
        } catch {
            switch error.code {
            case .coordinateOutOfRange: throw .coordinateOutOfRange(offset: offset)
            case .notOnCurve: throw .notOnCurve(offset: offset)
            case .notInSubgroup: throw .notInSubgroup(offset: offset)
            default: throw .invalidPointFlags(offset: offset)
            }
        }
    }
}
