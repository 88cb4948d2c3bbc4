/// An integer modulo p, the coordinate field of BLS12-381.
///
/// Six limbs, least significant first, of a · 2³⁸⁴ mod p (Montgomery 1985), below p in every stored value.
/// Since p is less than a ninth of 2³⁸⁴, factors of a product may be sums that were not reduced: see
/// ``ProductSum``. All operations run in constant time.
package struct Fp: Sendable {
    var l0, l1, l2, l3, l4, l5: UInt64

    /// From limbs in Montgomery form.
    @inline(__always)
    init(
        montgomery l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64, _ l4: UInt64, _ l5: UInt64
    ) {
        self.l0 = l0
        self.l1 = l1
        self.l2 = l2
        self.l3 = l3
        self.l4 = l4
        self.l5 = l5
    }

    // The limbs of p, and -1/p modulo 2^64.
    @inline(__always) static var p0: UInt64 { 0xb9fe_ffff_ffff_aaab }
    @inline(__always) static var p1: UInt64 { 0x1eab_fffe_b153_ffff }
    @inline(__always) static var p2: UInt64 { 0x6730_d2a0_f6b0_f624 }
    @inline(__always) static var p3: UInt64 { 0x6477_4b84_f385_12bf }
    @inline(__always) static var p4: UInt64 { 0x4b1b_a7b6_434b_acd7 }
    @inline(__always) static var p5: UInt64 { 0x1a01_11ea_397f_e69a }
    @inline(__always) static var negatedInverse: UInt64 { 0x89f3_fffc_fffc_fffd }

    package static let zero = Fp(montgomery: 0, 0, 0, 0, 0, 0)
    /// 2³⁸⁴ mod p.
    package static let one = Fp(
        montgomery: 0x7609_0000_0002_fffd, 0xebf4_000b_c40c_0002, 0x5f48_9857_53c7_58ba,
        0x77ce_5853_7052_5745, 0x5c07_1a97_a256_ec6d, 0x15f6_5ec3_fa80_e493)
    /// 2⁷⁶⁸ mod p, which takes numbers to Montgomery form.
    static let radixSquared = Fp(
        montgomery: 0xf4df_1f34_1c34_1746, 0x0a76_e6a6_09d1_04f1, 0x8de5_476c_4c95_b6d5,
        0x67eb_88a9_939d_83c0, 0x9a79_3e85_b519_952d, 0x1198_8fe5_92ca_e3aa)
    /// 2¹¹⁵² mod p, which does so after a division by 2³⁸⁴.
    static let radixCubed = Fp(
        montgomery: 0xed48_ac6b_d94c_a1e0, 0x315f_831e_03a7_adf8, 0x9a53_352a_615e_29dd,
        0x34c0_4e5e_921e_1761, 0x2512_d435_6572_4728, 0x0aa6_3460_9175_5d4d)

    /// From a small number.
    package init(_ value: UInt64) { self = Fp(montgomery: value, 0, 0, 0, 0, 0) * Fp.radixSquared }
}

extension Fp {
    /// `b` where `condition` is 1, `a` where it is 0.
    @inline(__always)
    static func select(_ a: Fp, _ b: Fp, _ condition: UInt64) -> Fp {
        let m = secretMask(condition)
        return Fp(
            montgomery: a.l0 ^ (m & (a.l0 ^ b.l0)), a.l1 ^ (m & (a.l1 ^ b.l1)), a.l2 ^ (m & (a.l2 ^ b.l2)),
            a.l3 ^ (m & (a.l3 ^ b.l3)), a.l4 ^ (m & (a.l4 ^ b.l4)), a.l5 ^ (m & (a.l5 ^ b.l5)))
    }

    /// 1 for zero, otherwise 0.
    @inline(__always)
    package var zeroBit: UInt64 { isZeroBit(l0 | l1 | l2 | l3 | l4 | l5) }

    /// 1 where both are the same, otherwise 0.
    @inline(__always)
    package static func equalBit(_ a: Fp, _ b: Fp) -> UInt64 {
        isZeroBit(
            (a.l0 ^ b.l0) | (a.l1 ^ b.l1) | (a.l2 ^ b.l2) | (a.l3 ^ b.l3) | (a.l4 ^ b.l4) | (a.l5 ^ b.l5))
    }

    /// What is left of a number below 2p after taking p off if it has it.
    @inline(__always)
    static func reducedOnce(_ a: Fp) -> Fp {
        var borrow: UInt64 = 0
        let r0 = subtractBorrow(a.l0, p0, &borrow)
        let r1 = subtractBorrow(a.l1, p1, &borrow)
        let r2 = subtractBorrow(a.l2, p2, &borrow)
        let r3 = subtractBorrow(a.l3, p3, &borrow)
        let r4 = subtractBorrow(a.l4, p4, &borrow)
        let r5 = subtractBorrow(a.l5, p5, &borrow)
        let keep = 0 &- borrow
        return Fp(
            montgomery: r0 ^ (keep & (r0 ^ a.l0)), r1 ^ (keep & (r1 ^ a.l1)), r2 ^ (keep & (r2 ^ a.l2)),
            r3 ^ (keep & (r3 ^ a.l3)), r4 ^ (keep & (r4 ^ a.l4)), r5 ^ (keep & (r5 ^ a.l5)))
    }

    /// The sum without reduction: below 2p for two reduced ones. Only for factors of products.
    @inline(__always)
    static func unreducedSum(_ a: Fp, _ b: Fp) -> Fp {
        var carry: UInt64 = 0
        return Fp(
            montgomery: addCarry(a.l0, b.l0, &carry), addCarry(a.l1, b.l1, &carry),
            addCarry(a.l2, b.l2, &carry), addCarry(a.l3, b.l3, &carry), addCarry(a.l4, b.l4, &carry),
            addCarry(a.l5, b.l5, &carry))
    }

    /// p minus this: a negative that is p itself instead of zero. Only for factors of products.
    @inline(__always)
    var complement: Fp {
        var borrow: UInt64 = 0
        return Fp(
            montgomery: subtractBorrow(Fp.p0, l0, &borrow), subtractBorrow(Fp.p1, l1, &borrow),
            subtractBorrow(Fp.p2, l2, &borrow), subtractBorrow(Fp.p3, l3, &borrow),
            subtractBorrow(Fp.p4, l4, &borrow), subtractBorrow(Fp.p5, l5, &borrow))
    }

    @inline(__always)
    package static func + (a: Fp, b: Fp) -> Fp { reducedOnce(unreducedSum(a, b)) }

    @inline(__always)
    package static func - (a: Fp, b: Fp) -> Fp {
        var borrow: UInt64 = 0
        let r0 = subtractBorrow(a.l0, b.l0, &borrow)
        let r1 = subtractBorrow(a.l1, b.l1, &borrow)
        let r2 = subtractBorrow(a.l2, b.l2, &borrow)
        let r3 = subtractBorrow(a.l3, b.l3, &borrow)
        let r4 = subtractBorrow(a.l4, b.l4, &borrow)
        let r5 = subtractBorrow(a.l5, b.l5, &borrow)
        let refill = 0 &- borrow
        var carry: UInt64 = 0
        return Fp(
            montgomery: addCarry(r0, refill & p0, &carry), addCarry(r1, refill & p1, &carry),
            addCarry(r2, refill & p2, &carry), addCarry(r3, refill & p3, &carry),
            addCarry(r4, refill & p4, &carry), addCarry(r5, refill & p5, &carry))
    }

    @inline(__always)
    package static prefix func - (a: Fp) -> Fp { zero - a }

    @inline(__always)
    package func doubled() -> Fp { self + self }

    /// Half of this: an odd one gets p added first, which makes it even.
    @inline(__always)
    package func halved() -> Fp {
        let odd = 0 &- (l0 & 1)
        var carry: UInt64 = 0
        let r0 = addCarry(l0, odd & Fp.p0, &carry)
        let r1 = addCarry(l1, odd & Fp.p1, &carry)
        let r2 = addCarry(l2, odd & Fp.p2, &carry)
        let r3 = addCarry(l3, odd & Fp.p3, &carry)
        let r4 = addCarry(l4, odd & Fp.p4, &carry)
        let r5 = addCarry(l5, odd & Fp.p5, &carry)
        return Fp(
            montgomery: r0 &>> 1 | r1 &<< 63, r1 &>> 1 | r2 &<< 63, r2 &>> 1 | r3 &<< 63,
            r3 &>> 1 | r4 &<< 63, r4 &>> 1 | r5 &<< 63, r5 &>> 1)
    }
}
