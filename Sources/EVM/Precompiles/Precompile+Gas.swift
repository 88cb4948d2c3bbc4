import Primitives

extension Precompile {
    /// The price of a call with this input; nil if it is above what 64 bits hold.
    ///
    /// Yellow Paper, appendix E; EIP-2565 for powers, EIP-1108 for bn254, EIP-152, EIP-4844.
    public func gasCost(_ input: UnsafeRawBufferPointer) -> UInt64? {
        let words = (UInt64(input.count) + 31) / 32
        switch self {
        case .ecrecover: return 3_000
        case .sha256: return 60 + 12 * words
        case .ripemd160: return 600 + 120 * words
        case .identity: return 15 + 3 * words
        case .modularExponentiation: return ModularExponentiation.gasCost(PaddedInput(input))
        case .bn254Add: return 150
        case .bn254Multiply: return 6_000
        case .bn254Pairing: return 45_000 + 34_000 * UInt64(input.count / BN254.pairLength)
        case .blake2F: return UInt64(Blake2F.rounds(PaddedInput(input)))
        case .pointEvaluation: return 50_000
        }
    }
}
