extension UInt256 {
    /// The sum modulo 2^256 and whether it overflowed.
    @inlinable
    public func addingReportingOverflow(_ b: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        let s0 = UInt128(l0) &+ UInt128(b.l0)
        let s1 = UInt128(l1) &+ UInt128(b.l1) &+ (s0 &>> 64)
        let s2 = UInt128(l2) &+ UInt128(b.l2) &+ (s1 &>> 64)
        let s3 = UInt128(l3) &+ UInt128(b.l3) &+ (s2 &>> 64)
        let sum = UInt256(
            limbs: UInt64(truncatingIfNeeded: s0), UInt64(truncatingIfNeeded: s1),
            UInt64(truncatingIfNeeded: s2), UInt64(truncatingIfNeeded: s3))
        return (sum, s3 &>> 64 != 0)
    }

    /// The difference modulo 2^256 and whether it went below zero.
    @inlinable
    public func subtractingReportingOverflow(_ b: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        // Adding the complement and one: the carry out says that nothing was borrowed.
        let s0 = UInt128(l0) &+ UInt128(~b.l0) &+ 1
        let s1 = UInt128(l1) &+ UInt128(~b.l1) &+ (s0 &>> 64)
        let s2 = UInt128(l2) &+ UInt128(~b.l2) &+ (s1 &>> 64)
        let s3 = UInt128(l3) &+ UInt128(~b.l3) &+ (s2 &>> 64)
        let difference = UInt256(
            limbs: UInt64(truncatingIfNeeded: s0), UInt64(truncatingIfNeeded: s1),
            UInt64(truncatingIfNeeded: s2), UInt64(truncatingIfNeeded: s3))
        return (difference, s3 &>> 64 == 0)
    }

    /// The whole product: 512 bits in two halves.
    @inlinable
    public func multipliedFullWidth(by b: UInt256) -> (high: UInt256, low: UInt256) {
        var row = Self.multiplyRow(self, b.l0, adding: (0, 0, 0, 0))
        let p0 = row.0
        row = Self.multiplyRow(self, b.l1, adding: (row.1, row.2, row.3, row.4))
        let p1 = row.0
        row = Self.multiplyRow(self, b.l2, adding: (row.1, row.2, row.3, row.4))
        let p2 = row.0
        row = Self.multiplyRow(self, b.l3, adding: (row.1, row.2, row.3, row.4))
        return (
            UInt256(limbs: row.1, row.2, row.3, row.4), UInt256(limbs: p0, p1, p2, row.0)
        )
    }

    /// `a * factor + addend`, five limbs.
    @inlinable @inline(__always)
    static func multiplyRow(
        _ a: UInt256, _ factor: UInt64, adding addend: (UInt64, UInt64, UInt64, UInt64)
    ) -> (UInt64, UInt64, UInt64, UInt64, UInt64) {
        let f = UInt128(factor)
        let t0 = UInt128(a.l0) &* f &+ UInt128(addend.0)
        let t1 = UInt128(a.l1) &* f &+ UInt128(addend.1) &+ (t0 &>> 64)
        let t2 = UInt128(a.l2) &* f &+ UInt128(addend.2) &+ (t1 &>> 64)
        let t3 = UInt128(a.l3) &* f &+ UInt128(addend.3) &+ (t2 &>> 64)
        return (
            UInt64(truncatingIfNeeded: t0), UInt64(truncatingIfNeeded: t1), UInt64(truncatingIfNeeded: t2),
            UInt64(truncatingIfNeeded: t3), UInt64(truncatingIfNeeded: t3 &>> 64)
        )
    }

    /// The product modulo 2^256 and whether it overflowed.
    @inlinable
    public func multipliedReportingOverflow(by b: UInt256) -> (partialValue: UInt256, overflow: Bool) {
        let (high, low) = multipliedFullWidth(by: b)
        return (low, !high.isZero)
    }

    @inlinable
    public static func &+ (a: UInt256, b: UInt256) -> UInt256 { a.addingReportingOverflow(b).partialValue }

    @inlinable
    public static func &- (a: UInt256, b: UInt256) -> UInt256 {
        a.subtractingReportingOverflow(b).partialValue
    }

    @inlinable
    public static func &* (a: UInt256, b: UInt256) -> UInt256 {
        let r0 = multiplyRow(a, b.l0, adding: (0, 0, 0, 0))
        let f1 = UInt128(b.l1)
        let t1 = UInt128(a.l0) &* f1 &+ UInt128(r0.1)
        let t2 = UInt128(a.l1) &* f1 &+ UInt128(r0.2) &+ (t1 &>> 64)
        let t3 = UInt64(truncatingIfNeeded: t2 &>> 64) &+ r0.3 &+ a.l2 &* b.l1
        let f2 = UInt128(b.l2)
        let u2 = UInt128(a.l0) &* f2 &+ UInt128(UInt64(truncatingIfNeeded: t2))
        let u3 = UInt64(truncatingIfNeeded: u2 &>> 64) &+ t3 &+ a.l1 &* b.l2
        return UInt256(
            limbs: r0.0, UInt64(truncatingIfNeeded: t1), UInt64(truncatingIfNeeded: u2),
            u3 &+ a.l0 &* b.l3)
    }

    @inlinable
    public static func + (a: UInt256, b: UInt256) -> UInt256 {
        let (sum, overflow) = a.addingReportingOverflow(b)
        precondition(!overflow, "UInt256 overflow in addition")
        return sum
    }

    @inlinable
    public static func - (a: UInt256, b: UInt256) -> UInt256 {
        let (difference, overflow) = a.subtractingReportingOverflow(b)
        precondition(!overflow, "UInt256 overflow in subtraction")
        return difference
    }

    @inlinable
    public static func * (a: UInt256, b: UInt256) -> UInt256 {
        let (product, overflow) = a.multipliedReportingOverflow(by: b)
        precondition(!overflow, "UInt256 overflow in multiplication")
        return product
    }

    @inlinable public static func += (a: inout UInt256, b: UInt256) { a = a + b }
    @inlinable public static func -= (a: inout UInt256, b: UInt256) { a = a - b }
    @inlinable public static func *= (a: inout UInt256, b: UInt256) { a = a * b }
    @inlinable public static func &+= (a: inout UInt256, b: UInt256) { a = a &+ b }
    @inlinable public static func &-= (a: inout UInt256, b: UInt256) { a = a &- b }
    @inlinable public static func &*= (a: inout UInt256, b: UInt256) { a = a &* b }

    /// `self` to the power of `exponent`, modulo 2^256; 0 to the power of 0 is 1.
    public func wrappingPower(_ exponent: UInt256) -> UInt256 {
        var result = UInt256.one
        let bits = exponent.significantBitCount
        var index = bits - 1
        while index >= 0 {
            result = result &* result
            if exponent.bit(index) { result = result &* self }
            index -= 1
        }
        return result
    }
}
