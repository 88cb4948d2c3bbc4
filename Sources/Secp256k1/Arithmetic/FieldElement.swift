package import Primitives

/// An integer modulo p = 2^256 - 2^32 - 977, the coordinate field of secp256k1 (SEC 2, section 2.4.1).
///
/// The limbs, least significant first, hold some representative below 2^256, which need not be below p;
/// ``normalized()`` gives the canonical one. Since 2^256 ≡ 2^32 + 977 (mod p), every overflow of the
/// fourth limb folds back as a small multiple of that constant. All operations run in constant time.
package struct FieldElement: Sendable {
    package var l0, l1, l2, l3: UInt64

    @inline(__always)
    package init(limbs l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
        self.l0 = l0
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
    }

    /// 2^256 - p.
    static let fold: UInt64 = 0x1_0000_03d1

    package static let zero = FieldElement(limbs: 0, 0, 0, 0)
    package static let one = FieldElement(limbs: 1, 0, 0, 0)
    /// The constant of the curve equation y² = x³ + 7.
    static let seven = FieldElement(limbs: 7, 0, 0, 0)

    /// Nil when the big-endian integer is p or more.
    @inline(__always)
    package init?(_ bytes: Bytes32) {
        let (w0, w1, w2, w3) = bytes.words
        self.init(limbs: w3, w2, w1, w0)
        var carry: UInt64 = 0
        _ = addCarry(l0, FieldElement.fold, &carry)
        _ = addCarry(l1, 0, &carry)
        _ = addCarry(l2, 0, &carry)
        _ = addCarry(l3, 0, &carry)
        if carry != 0 { return nil }
    }

    /// The big-endian form of the limbs, which the caller has normalised.
    @inline(__always)
    package var canonicalBytes: Bytes32 { Bytes32(words: l3, l2, l1, l0) }

    /// The representative below p.
    @inline(__always)
    package func normalized() -> FieldElement {
        var carry: UInt64 = 0
        let t0 = addCarry(l0, FieldElement.fold, &carry)
        let t1 = addCarry(l1, 0, &carry)
        let t2 = addCarry(l2, 0, &carry)
        let t3 = addCarry(l3, 0, &carry)
        return FieldElement.select(self, FieldElement(limbs: t0, t1, t2, t3), carry)
    }

    /// `b` where `condition` is 1, `a` where it is 0.
    @inline(__always)
    static func select(_ a: FieldElement, _ b: FieldElement, _ condition: UInt64) -> FieldElement {
        let m = secretMask(condition)
        return FieldElement(
            limbs: a.l0 ^ (m & (a.l0 ^ b.l0)), a.l1 ^ (m & (a.l1 ^ b.l1)),
            a.l2 ^ (m & (a.l2 ^ b.l2)), a.l3 ^ (m & (a.l3 ^ b.l3)))
    }

    /// Whether this is zero modulo p, in whichever representation.
    @inline(__always)
    package var isZero: Bool {
        let n = normalized()
        return (n.l0 | n.l1 | n.l2 | n.l3) == 0
    }

    @inline(__always)
    package func equals(_ other: FieldElement) -> Bool { (self - other).isZero }

    /// The parity of the limbs, which the caller has normalised: 0 or 1.
    @inline(__always)
    var parity: UInt64 { l0 & 1 }

    @inline(__always)
    package static func + (a: FieldElement, b: FieldElement) -> FieldElement {
        var carry: UInt64 = 0
        var r0 = addCarry(a.l0, b.l0, &carry)
        var r1 = addCarry(a.l1, b.l1, &carry)
        var r2 = addCarry(a.l2, b.l2, &carry)
        var r3 = addCarry(a.l3, b.l3, &carry)
        let overflow = mask(carry) & fold
        carry = 0
        r0 = addCarry(r0, overflow, &carry)
        r1 = addCarry(r1, 0, &carry)
        r2 = addCarry(r2, 0, &carry)
        r3 = addCarry(r3, 0, &carry)
        // A second overflow leaves less than the constant, so limb 0 alone takes the last fold.
        r0 = r0 &+ (mask(carry) & fold)
        return FieldElement(limbs: r0, r1, r2, r3)
    }

    @inline(__always)
    package static func - (a: FieldElement, b: FieldElement) -> FieldElement {
        var carry: UInt64 = 1
        var r0 = subtractCarry(a.l0, b.l0, &carry)
        var r1 = subtractCarry(a.l1, b.l1, &carry)
        var r2 = subtractCarry(a.l2, b.l2, &carry)
        var r3 = subtractCarry(a.l3, b.l3, &carry)
        // After a borrow p is added, which undoes it with a carry, unless `b` was p or more.
        let borrowed = carry &- 1
        carry = 0
        r0 = addCarry(r0, borrowed & (0 &- fold), &carry)
        r1 = addCarry(r1, borrowed, &carry)
        r2 = addCarry(r2, borrowed, &carry)
        r3 = addCarry(r3, borrowed, &carry)
        // Then almost 2^256 is left, so in limb 0 alone the fold comes off once more.
        r0 = r0 &- (borrowed & (carry &- 1) & fold)
        return FieldElement(limbs: r0, r1, r2, r3)
    }

    @inline(__always)
    package static prefix func - (a: FieldElement) -> FieldElement { zero - a }

    @inline(__always)
    func doubled() -> FieldElement { self + self }

    /// Half of this: an odd representative gets p added first, which makes it even.
    @inline(__always)
    package func halved() -> FieldElement {
        let odd = mask(l0 & 1)
        var carry: UInt64 = 0
        let r0 = addCarry(l0, odd & (0 &- FieldElement.fold), &carry)
        let r1 = addCarry(l1, odd, &carry)
        let r2 = addCarry(l2, odd, &carry)
        let r3 = addCarry(l3, odd, &carry)
        return FieldElement(
            limbs: r0 &>> 1 | r1 &<< 63, r1 &>> 1 | r2 &<< 63, r2 &>> 1 | r3 &<< 63, r3 &>> 1 | carry &<< 63)
    }

    @inline(never)
    package static func * (a: FieldElement, b: FieldElement) -> FieldElement {
        reduce(wideMultiply(a.l0, a.l1, a.l2, a.l3, b.l0, b.l1, b.l2, b.l3))
    }

    @inline(never)
    package func squared() -> FieldElement {
        FieldElement.reduce(wideSquare(l0, l1, l2, l3))
    }

    /// Squared `count` times over; `count` is a public constant of an addition chain.
    @inline(never)
    package func squared(times count: Int) -> FieldElement {
        var r = self
        for _ in 0..<count {
            r = FieldElement.reduce(wideSquare(r.l0, r.l1, r.l2, r.l3))
        }
        return r
    }

    /// The product with a small constant, at most 2^29.
    @inline(__always)
    package func times(small factor: UInt64) -> FieldElement {
        var c: UInt64 = 0
        let r0 = multiplyAdd(l0, factor, 0, &c)
        let r1 = multiplyAdd(l1, factor, 0, &c)
        let r2 = multiplyAdd(l2, factor, 0, &c)
        let r3 = multiplyAdd(l3, factor, 0, &c)
        var carry: UInt64 = 0
        var s0 = addCarry(r0, c &* FieldElement.fold, &carry)
        let s1 = addCarry(r1, 0, &carry)
        let s2 = addCarry(r2, 0, &carry)
        let s3 = addCarry(r3, 0, &carry)
        // As in the sum: what is left after an overflow is below 2^62.
        s0 = s0 &+ (mask(carry) & FieldElement.fold)
        return FieldElement(limbs: s0, s1, s2, s3)
    }

    /// Folds the high half twice, then the last carry.
    @inline(__always)
    private static func reduce(_ w: WideProduct) -> FieldElement {
        var c: UInt64 = 0
        var r0 = multiplyAdd(w.l4, fold, w.l0, &c)
        var r1 = multiplyAdd(w.l5, fold, w.l1, &c)
        var r2 = multiplyAdd(w.l6, fold, w.l2, &c)
        var r3 = multiplyAdd(w.l7, fold, w.l3, &c)
        // The carry is below 2^34, so its fold is below 2^67.
        let t = UInt128(c) &* UInt128(fold) &+ UInt128(r0)
        r0 = UInt64(truncatingIfNeeded: t)
        var carry: UInt64 = 0
        r1 = addCarry(r1, UInt64(truncatingIfNeeded: t &>> 64), &carry)
        r2 = addCarry(r2, 0, &carry)
        r3 = addCarry(r3, 0, &carry)
        // After an overflow less than 2^67 is left, so the last fold reaches limb 1 at most.
        let last = mask(carry) & fold
        carry = 0
        r0 = addCarry(r0, last, &carry)
        r1 = r1 &+ carry
        return FieldElement(limbs: r0, r1, r2, r3)
    }
}
