/// Why a precompiled contract failed. The EVM shows no more of it than that the gas is gone.
public struct PrecompileFailure: Error, Hashable, Sendable, CustomStringConvertible {
    /// What was wrong.
    public enum Code: Error, Hashable, Sendable {
        /// The price is above the limit.
        case outOfGas(limit: UInt64)
        /// The input's length is none of those allowed.
        case wrongLength(bytes: Int)
        /// A coordinate that begins at this byte is not below the field's modulus.
        case coordinateOutOfRange(offset: Int)
        /// The point that begins at this byte is not on its curve.
        case notOnCurve(offset: Int)
        /// The point that begins at this byte is on its curve, but not in the subgroup of order r.
        case notInSubgroup(offset: Int)
        /// The byte that tells whether the block is the last is neither 0 nor 1.
        case invalidFinalFlag(UInt8)
        /// An operand of a modular power has more bytes than this implementation takes, whatever is paid: base
        /// or modulus over 2^26, or exponent over 2^58.
        case operandTooLong(limit: Int)
        /// The scalar that begins at this byte is not below the order of the group.
        case scalarOutOfRange(offset: Int)
        /// The flags of the compressed point that begins at this byte mean nothing, or not with its other bits.
        case invalidPointFlags(offset: Int)
        /// The versioned hash is not that of the commitment.
        case otherCommitment
        /// The polynomial does not have this value at this point, or the proof does not prove it.
        case invalidProof
    }

    /// What was wrong.
    public let code: Code
    /// The contract that refused.
    public let precompile: Precompile

    init(_ code: Code, _ precompile: Precompile) {
        self.code = code
        self.precompile = precompile
    }

    /// A sentence that says what failed, where and why.
    public var description: String { "Precompiled contract \(precompile): \(reason)." }

    private var reason: String {
        switch code {
        case .outOfGas(let limit): "it costs more than the \(limit) gas of the call"
        case .wrongLength(let bytes): "\(bytes) bytes are no length of input that it takes"
        case .coordinateOutOfRange(let offset):
            "the coordinate at byte \(offset) is not below the field's modulus"
        case .notOnCurve(let offset): "the point at byte \(offset) is not on the curve"
        case .notInSubgroup(let offset): "the point at byte \(offset) is not in the subgroup of order r"
        case .invalidFinalFlag(let flag): "the final flag is \(flag) instead of 0 or 1"
        case .operandTooLong(let limit): "an operand is longer than \(limit) bytes"
        case .scalarOutOfRange(let offset): "the scalar at byte \(offset) is not below the group order"
        case .invalidPointFlags(let offset): "the flags of the point at byte \(offset) mean nothing"
        case .otherCommitment: "the versioned hash is not that of the commitment"
        case .invalidProof: "the proof does not hold"
        }
    }
}
