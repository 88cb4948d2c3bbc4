// Single steps of carry chains over 64-bit limbs, least significant first. Branch-free and wrapping.

/// The low limb of `a * b + c + carry`, whose high limb becomes the new `carry`; it cannot overflow.
@inline(__always)
func multiplyAdd(_ a: UInt64, _ b: UInt64, _ c: UInt64, _ carry: inout UInt64) -> UInt64 {
    let t = UInt128(a) &* UInt128(b) &+ UInt128(c) &+ UInt128(carry)
    carry = UInt64(truncatingIfNeeded: t &>> 64)
    return UInt64(truncatingIfNeeded: t)
}

/// The low limb of `a + b + carry`, with `carry` becoming 0 or 1.
@inline(__always)
func addCarry(_ a: UInt64, _ b: UInt64, _ carry: inout UInt64) -> UInt64 {
    let t = UInt128(a) &+ UInt128(b) &+ UInt128(carry)
    carry = UInt64(truncatingIfNeeded: t &>> 64)
    return UInt64(truncatingIfNeeded: t)
}

/// The low limb of `a - b - borrow`, with `borrow` becoming 0 or 1.
@inline(__always)
func subtractBorrow(_ a: UInt64, _ b: UInt64, _ borrow: inout UInt64) -> UInt64 {
    let t = UInt128(a) &- UInt128(b) &- UInt128(borrow)
    borrow = UInt64(truncatingIfNeeded: t &>> 64) & 1
    return UInt64(truncatingIfNeeded: t)
}

/// Zero, which the optimiser does not know: the symbol is visible outside the module, so anybody might write
/// it. Nobody does, which is why unsynchronised reads are safe.
@usableFromInline nonisolated(unsafe) var opaqueZero: UInt64 = 0

/// All ones where `condition` is 1, zero where it is 0, and to the optimiser any number at all, so that it
/// cannot turn the selection that this is for into a branch.
@inline(__always)
func secretMask(_ condition: UInt64) -> UInt64 { (0 &- condition) ^ opaqueZero }

/// 1 where `value` is zero, otherwise 0.
@inline(__always)
func isZeroBit(_ value: UInt64) -> UInt64 { ((value | (0 &- value)) &>> 63) ^ 1 }
