// Single steps of carry chains over 64-bit limbs, least significant first.

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
