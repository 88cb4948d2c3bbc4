import Primitives

/// A base to an exponent modulo a modulus, each of any length (EIP-198): the contract at 0x05.
///
/// The input is three words, the lengths in bytes, then base, exponent and modulus, big-endian. Missing
/// input is zero. The exponent is read where it lies and may be as long as is paid for.
package struct ModularExponentiation {
    /// The longest base and modulus in bytes. A longer one costs more than 10^13 gas, far beyond any block.
    package static let operandLimit = 1 << 26
    /// The longest exponent in bytes. It takes no memory, and a longer one costs more than 10^17 gas.
    package static let exponentLimit = 1 << 58

    private let input: PaddedInput
    private let baseLength: UInt256
    private let exponentLength: UInt256
    private let modulusLength: UInt256

    init(_ input: PaddedInput) {
        self.input = input
        baseLength = input.word(0)
        exponentLength = input.word(32)
        modulusLength = input.word(64)
    }

    /// The price (EIP-2565); nil if 64 bits do not hold it.
    static func gasCost(_ input: PaddedInput) -> UInt64? { ModularExponentiation(input).gasCost }

    private var gasCost: UInt64? {
        let longest = max(baseLength, modulusLength)
        if longest.isZero { return 200 }
        // Beyond these the price does not fit, or the offsets below do not.
        guard longest < 1 << 40, exponentLength < 1 << 70 else { return nil }
        let words = (UInt128(longest.limbs.0) + 7) / 8
        let (price, overflow) = (words * words).multipliedReportingOverflow(by: iterationCount)
        guard !overflow else { return nil }
        return UInt64(exactly: price / 3).map { max(200, $0) }
    }

    /// The number of bits after the exponent's first, as far as its first thirty-two bytes tell; at least 1.
    private var iterationCount: UInt128 {
        // The caller has seen that the exponent's length fits 70 bits and that of the base 40.
        let (low, high, _, _) = exponentLength.limbs
        let length = UInt128(low) | UInt128(high) << 64
        let start = 96 + Int(baseLength.limbs.0)
        let head = input.word(start) >> (length < 32 ? 256 - 8 * Int(length) : 0)
        let beyond = length > 32 ? 8 * (length - 32) : 0
        return max(1, beyond + UInt128(max(0, head.significantBitCount - 1)))
    }

    /// The power, as long as the modulus; zeros for a modulus of zero.
    func output() throws(PrecompileFailure.Code) -> [UInt8] {
        if modulusLength.isZero { return [] }
        let baseLength = try length(baseLength, upTo: ModularExponentiation.operandLimit)
        let exponentLength = try length(exponentLength, upTo: ModularExponentiation.exponentLimit)
        let modulusLength = try length(modulusLength, upTo: ModularExponentiation.operandLimit)
        let exponentStart = 96 + baseLength
        let modulusStart = exponentStart + exponentLength
        let modulus = Limbs.load(input, modulusStart, modulusLength)
        if modulus.isEmpty { return [UInt8](repeating: 0, count: modulusLength) }
        let exponent = Exponent(input, exponentStart, exponentLength)
        let base = Limbs.load(input, 96, baseLength)
        return Limbs.bytes(modularPower(base, exponent, modulus), modulusLength)
    }

    private func length(_ value: UInt256, upTo limit: Int) throws(PrecompileFailure.Code) -> Int {
        guard value <= UInt256(limit) else { throw .operandTooLong(limit: limit) }
        return Int(truncatingIfNeeded: value.limbs.0)
    }
}
