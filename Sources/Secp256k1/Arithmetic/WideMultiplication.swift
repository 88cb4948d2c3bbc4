// Unsigned 256-bit products in 64-bit limbs, least significant first: what the field and the scalars share.
// Everything here is branch-free, wraps, and touches no memory but the stack.

/// A 512-bit product, least significant limb first.
struct WideProduct {
    var l0, l1, l2, l3, l4, l5, l6, l7: UInt64
}

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

/// The low limb of `a - b - 1 + carry`: a subtraction as the addition of the complement, so that both
/// kinds of chain compile to the same branch-free form. A chain begins with `carry` 1, and a `carry` of
/// 0 at its end means that it borrowed.
@inline(__always)
func subtractCarry(_ a: UInt64, _ b: UInt64, _ carry: inout UInt64) -> UInt64 {
    addCarry(a, ~b, &carry)
}

/// All ones where `condition` is 1, zero where it is 0.
@inline(__always)
func mask(_ condition: UInt64) -> UInt64 { 0 &- condition }

/// Zero, which the optimiser does not know: the symbol is visible outside the module, so anybody might write
/// it. Nobody does, which is why unsynchronised reads are safe.
@usableFromInline nonisolated(unsafe) var opaqueZero: UInt64 = 0

/// The mask of a secret condition, for selections and table reads.
///
/// From a plain mask the optimiser works out that it is all or nothing, and may turn the selection into a
/// branch that skips the load (seen with Swift 6.3 in a table read); this one it has to take as any number.
@inline(__always)
func secretMask(_ condition: UInt64) -> UInt64 { (0 &- condition) ^ opaqueZero }

/// 1 where `value` is zero, otherwise 0.
@inline(__always)
func isZeroBit(_ value: UInt64) -> UInt64 { ((value | (0 &- value)) &>> 63) ^ 1 }

/// The schoolbook product of two 256-bit numbers.
@inline(__always)
func wideMultiply(
    _ a0: UInt64, _ a1: UInt64, _ a2: UInt64, _ a3: UInt64,
    _ b0: UInt64, _ b1: UInt64, _ b2: UInt64, _ b3: UInt64
) -> WideProduct {
    var c: UInt64 = 0
    let r0 = multiplyAdd(a0, b0, 0, &c)
    var r1 = multiplyAdd(a0, b1, 0, &c)
    var r2 = multiplyAdd(a0, b2, 0, &c)
    var r3 = multiplyAdd(a0, b3, 0, &c)
    var r4 = c
    c = 0
    r1 = multiplyAdd(a1, b0, r1, &c)
    r2 = multiplyAdd(a1, b1, r2, &c)
    r3 = multiplyAdd(a1, b2, r3, &c)
    r4 = multiplyAdd(a1, b3, r4, &c)
    var r5 = c
    c = 0
    r2 = multiplyAdd(a2, b0, r2, &c)
    r3 = multiplyAdd(a2, b1, r3, &c)
    r4 = multiplyAdd(a2, b2, r4, &c)
    r5 = multiplyAdd(a2, b3, r5, &c)
    var r6 = c
    c = 0
    r3 = multiplyAdd(a3, b0, r3, &c)
    r4 = multiplyAdd(a3, b1, r4, &c)
    r5 = multiplyAdd(a3, b2, r5, &c)
    r6 = multiplyAdd(a3, b3, r6, &c)
    return WideProduct(l0: r0, l1: r1, l2: r2, l3: r3, l4: r4, l5: r5, l6: r6, l7: c)
}

/// The square of a 256-bit number: six cross products doubled, and four squares.
@inline(__always)
func wideSquare(_ a0: UInt64, _ a1: UInt64, _ a2: UInt64, _ a3: UInt64) -> WideProduct {
    var c: UInt64 = 0
    var r1 = multiplyAdd(a0, a1, 0, &c)
    var r2 = multiplyAdd(a0, a2, 0, &c)
    var r3 = multiplyAdd(a0, a3, 0, &c)
    var r4 = c
    c = 0
    r3 = multiplyAdd(a1, a2, r3, &c)
    r4 = multiplyAdd(a1, a3, r4, &c)
    var r5 = c
    c = 0
    r5 = multiplyAdd(a2, a3, r5, &c)
    var r6 = c

    let r7 = r6 &>> 63
    r6 = r6 &<< 1 | r5 &>> 63
    r5 = r5 &<< 1 | r4 &>> 63
    r4 = r4 &<< 1 | r3 &>> 63
    r3 = r3 &<< 1 | r2 &>> 63
    r2 = r2 &<< 1 | r1 &>> 63
    r1 = r1 &<< 1

    let s0 = UInt128(a0) &* UInt128(a0)
    let s1 = UInt128(a1) &* UInt128(a1)
    let s2 = UInt128(a2) &* UInt128(a2)
    let s3 = UInt128(a3) &* UInt128(a3)
    c = 0
    let q1 = addCarry(r1, UInt64(truncatingIfNeeded: s0 &>> 64), &c)
    let q2 = addCarry(r2, UInt64(truncatingIfNeeded: s1), &c)
    let q3 = addCarry(r3, UInt64(truncatingIfNeeded: s1 &>> 64), &c)
    let q4 = addCarry(r4, UInt64(truncatingIfNeeded: s2), &c)
    let q5 = addCarry(r5, UInt64(truncatingIfNeeded: s2 &>> 64), &c)
    let q6 = addCarry(r6, UInt64(truncatingIfNeeded: s3), &c)
    let q7 = r7 &+ UInt64(truncatingIfNeeded: s3 &>> 64) &+ c
    return WideProduct(
        l0: UInt64(truncatingIfNeeded: s0), l1: q1, l2: q2, l3: q3, l4: q4, l5: q5, l6: q6, l7: q7)
}
