extension UInt256 {
    @inlinable
    public static prefix func ~ (a: UInt256) -> UInt256 { UInt256(limbs: ~a.l0, ~a.l1, ~a.l2, ~a.l3) }

    @inlinable
    public static func & (a: UInt256, b: UInt256) -> UInt256 {
        UInt256(limbs: a.l0 & b.l0, a.l1 & b.l1, a.l2 & b.l2, a.l3 & b.l3)
    }

    @inlinable
    public static func | (a: UInt256, b: UInt256) -> UInt256 {
        UInt256(limbs: a.l0 | b.l0, a.l1 | b.l1, a.l2 | b.l2, a.l3 | b.l3)
    }

    @inlinable
    public static func ^ (a: UInt256, b: UInt256) -> UInt256 {
        UInt256(limbs: a.l0 ^ b.l0, a.l1 ^ b.l1, a.l2 ^ b.l2, a.l3 ^ b.l3)
    }

    @inlinable public static func &= (a: inout UInt256, b: UInt256) { a = a & b }
    @inlinable public static func |= (a: inout UInt256, b: UInt256) { a = a | b }
    @inlinable public static func ^= (a: inout UInt256, b: UInt256) { a = a ^ b }

    /// Shifted left; zero from 256 places on, and a shift to the right for a negative count.
    @inlinable
    public static func << (a: UInt256, count: Int) -> UInt256 {
        guard count > 0 else { return count == 0 ? a : a >> (0 &- count) }
        guard count < 256 else { return .zero }
        let words = count >> 6
        let bits = UInt64(count & 63)
        func part(_ index: Int) -> UInt64 {
            let low = bits == 0 ? 0 : a.limb(index - words - 1) &>> (64 - bits)
            return a.limb(index - words) &<< bits | low
        }
        return UInt256(limbs: part(0), part(1), part(2), part(3))
    }

    /// Shifted right, zeros coming in; zero from 256 places on, and a shift to the left for a
    /// negative count.
    @inlinable
    public static func >> (a: UInt256, count: Int) -> UInt256 {
        guard count > 0 else { return count == 0 ? a : count == .min ? .zero : a << (0 &- count) }
        guard count < 256 else { return .zero }
        let words = count >> 6
        let bits = UInt64(count & 63)
        func part(_ index: Int) -> UInt64 {
            let high = bits == 0 ? 0 : a.limb(index + words + 1) &<< (64 - bits)
            return a.limb(index + words) &>> bits | high
        }
        return UInt256(limbs: part(0), part(1), part(2), part(3))
    }

    @inlinable public static func <<= (a: inout UInt256, count: Int) { a = a << count }
    @inlinable public static func >>= (a: inout UInt256, count: Int) { a = a >> count }
}
