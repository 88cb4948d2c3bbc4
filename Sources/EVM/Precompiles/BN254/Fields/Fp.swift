package import Primitives

extension BN254 {
    /// An integer modulo p, the coordinate field of bn254 (EIP-196).
    ///
    /// Four limbs, least significant first, of a · 2²⁵⁶ mod p (Montgomery 1985), always below p. The two
    /// zero bits on top of p spare products a fifth limb.
    package struct Fp: Hashable, Sendable {
        let l0, l1, l2, l3: UInt64

        /// From limbs that are below p and in Montgomery form already.
        @inline(__always)
        init(montgomery l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) {
            self.l0 = l0
            self.l1 = l1
            self.l2 = l2
            self.l3 = l3
        }

        // The limbs of p, and -1/p modulo 2^64.
        @inline(__always) static var p0: UInt64 { 0x3c20_8c16_d87c_fd47 }
        @inline(__always) static var p1: UInt64 { 0x9781_6a91_6871_ca8d }
        @inline(__always) static var p2: UInt64 { 0xb850_45b6_8181_585d }
        @inline(__always) static var p3: UInt64 { 0x3064_4e72_e131_a029 }
        @inline(__always) static var negatedInverse: UInt64 { 0x87d2_0782_e486_6389 }

        /// p itself.
        package static let modulus = UInt256(limbs: p0, p1, p2, p3)

        package static let zero = Fp(montgomery: 0, 0, 0, 0)
        /// 2²⁵⁶ mod p.
        package static let one = Fp(
            montgomery: 0xd35d_438d_c58f_0d9d, 0x0a78_eb28_f5c7_0b3d, 0x666e_a36f_7879_462c,
            0x0e0a_77c1_9a07_df2f)
        /// 2⁵¹² mod p, which takes numbers to Montgomery form.
        static let radixSquared = Fp(
            montgomery: 0xf32c_fc5b_538a_fa89, 0xb5e7_1911_d445_01fb, 0x47ab_1eff_0a41_7ff6,
            0x06d8_9f71_cab8_351f)

        /// Nil when `value` is p or more.
        package init?(_ value: UInt256) {
            guard value < Fp.modulus else { return nil }
            let (l0, l1, l2, l3) = value.limbs
            self = Fp(montgomery: l0, l1, l2, l3) * Fp.radixSquared
        }

        /// From a small number.
        package init(_ value: UInt64) { self = Fp(montgomery: value, 0, 0, 0) * Fp.radixSquared }

        /// The number, below p.
        package var value: UInt256 {
            let plain = self * Fp(montgomery: 1, 0, 0, 0)
            return UInt256(limbs: plain.l0, plain.l1, plain.l2, plain.l3)
        }

        @inline(__always)
        package var isZero: Bool { l0 | l1 | l2 | l3 == 0 }
    }
}

extension BN254.Fp {
    /// What is left of a number below 2p after taking p off if it has it.
    @inline(__always)
    static func reducedOnce(_ l0: UInt64, _ l1: UInt64, _ l2: UInt64, _ l3: UInt64) -> BN254.Fp {
        var borrow: UInt64 = 0
        let r0 = subtractBorrow(l0, p0, &borrow)
        let r1 = subtractBorrow(l1, p1, &borrow)
        let r2 = subtractBorrow(l2, p2, &borrow)
        let r3 = subtractBorrow(l3, p3, &borrow)
        let keep = 0 &- borrow
        return BN254.Fp(
            montgomery: r0 ^ (keep & (r0 ^ l0)), r1 ^ (keep & (r1 ^ l1)), r2 ^ (keep & (r2 ^ l2)),
            r3 ^ (keep & (r3 ^ l3)))
    }

    @inline(__always)
    package static func + (a: BN254.Fp, b: BN254.Fp) -> BN254.Fp {
        var carry: UInt64 = 0
        let r0 = addCarry(a.l0, b.l0, &carry)
        let r1 = addCarry(a.l1, b.l1, &carry)
        let r2 = addCarry(a.l2, b.l2, &carry)
        let r3 = addCarry(a.l3, b.l3, &carry)
        return reducedOnce(r0, r1, r2, r3)
    }

    @inline(__always)
    package static func - (a: BN254.Fp, b: BN254.Fp) -> BN254.Fp {
        var borrow: UInt64 = 0
        let r0 = subtractBorrow(a.l0, b.l0, &borrow)
        let r1 = subtractBorrow(a.l1, b.l1, &borrow)
        let r2 = subtractBorrow(a.l2, b.l2, &borrow)
        let r3 = subtractBorrow(a.l3, b.l3, &borrow)
        let refill = 0 &- borrow
        var carry: UInt64 = 0
        return BN254.Fp(
            montgomery: addCarry(r0, refill & p0, &carry), addCarry(r1, refill & p1, &carry),
            addCarry(r2, refill & p2, &carry), addCarry(r3, refill & p3, &carry))
    }

    @inline(__always)
    package static prefix func - (a: BN254.Fp) -> BN254.Fp { zero - a }

    @inline(__always)
    func doubled() -> BN254.Fp { self + self }

    /// Half of this: an odd one gets p added first, which makes it even.
    @inline(__always)
    func halved() -> BN254.Fp {
        let odd = 0 &- (l0 & 1)
        var carry: UInt64 = 0
        let r0 = addCarry(l0, odd & BN254.Fp.p0, &carry)
        let r1 = addCarry(l1, odd & BN254.Fp.p1, &carry)
        let r2 = addCarry(l2, odd & BN254.Fp.p2, &carry)
        let r3 = addCarry(l3, odd & BN254.Fp.p3, &carry)
        return BN254.Fp(
            montgomery: r0 &>> 1 | r1 &<< 63, r1 &>> 1 | r2 &<< 63, r2 &>> 1 | r3 &<< 63, r3 &>> 1)
    }
}
