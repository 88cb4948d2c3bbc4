/// `base` to the power of `exponent` modulo `modulus`, which must not be zero. Numbers have no zero limb on
/// top; the result may.
///
/// An even modulus is m · 2^k with m odd. The powers modulo m and modulo 2^k make the one modulo both
/// (Chinese remainder theorem, in Garner's form).
func modularPower(_ base: [UInt64], _ exponent: Exponent, _ modulus: [UInt64]) -> [UInt64] {
    if modulus == [1] { return [] }
    if exponent.significantBitCount == 0 { return [1] }
    if exponent.significantBitCount == 1 { return Limbs.remainder(base, modulus) }
    let bits = Limbs.trailingZeroBitCount(modulus)
    if bits == 0 { return Montgomery(modulus).residue(base, power: exponent) }

    let binary = PowerOfTwoArithmetic(bits: bits)
    let binaryPower = binary.power(binary.residue(base), exponent)
    let odd = Limbs.shiftedRight(modulus, by: bits)
    if odd == [1] { return binaryPower }
    let oddPower = Montgomery(odd).residue(base, power: exponent)
    let factor = binary.product(binary.difference(binaryPower, oddPower), binary.inverse(odd))
    return Limbs.sum(oddPower, odd, times: factor)
}
