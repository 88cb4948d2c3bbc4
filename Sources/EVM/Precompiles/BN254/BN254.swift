package import Primitives

/// The curve bn254 (alt_bn128 in EIP-196 and EIP-197): y² = x³ + 3 over a prime field of 254 bits.
///
/// Everything follows from the parameter x of the family of Barreto and Naehrig ("Pairing-Friendly Elliptic
/// Curves of Prime Order", 2005): p = 36x⁴ + 36x³ + 24x² + 6x + 1, r = 36x⁴ + 36x³ + 18x² + 6x + 1. All
/// inputs are public, so time varies with them.
package enum BN254 {
    /// The parameter x of the family.
    package static let parameter: UInt64 = 4_965_661_367_192_848_881

    /// The order r of both groups; the curve itself has exactly r points.
    package static let order: UInt256 =
        21_888_242_871_839_275_222_246_405_745_257_275_088_548_364_400_416_034_343_698_204_186_575_808_495_617
}
