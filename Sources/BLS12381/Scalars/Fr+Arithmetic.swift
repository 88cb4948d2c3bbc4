extension Fr {
    @inline(__always)
    private static func reducedOnce(_ a: Fr) -> Fr {
        var borrow: UInt64 = 0
        let s0 = subtractBorrow(a.l0, r0, &borrow)
        let s1 = subtractBorrow(a.l1, r1, &borrow)
        let s2 = subtractBorrow(a.l2, r2, &borrow)
        let s3 = subtractBorrow(a.l3, r3, &borrow)
        let keep = 0 &- borrow
        return Fr(
            montgomery: s0 ^ (keep & (s0 ^ a.l0)), s1 ^ (keep & (s1 ^ a.l1)), s2 ^ (keep & (s2 ^ a.l2)),
            s3 ^ (keep & (s3 ^ a.l3)))
    }

    /// The sum modulo r.
    public static func + (a: Fr, b: Fr) -> Fr {
        var carry: UInt64 = 0
        return reducedOnce(
            Fr(
                montgomery: addCarry(a.l0, b.l0, &carry), addCarry(a.l1, b.l1, &carry),
                addCarry(a.l2, b.l2, &carry), addCarry(a.l3, b.l3, &carry)))
    }

    /// The difference modulo r.
    public static func - (a: Fr, b: Fr) -> Fr {
        var borrow: UInt64 = 0
        let s0 = subtractBorrow(a.l0, b.l0, &borrow)
        let s1 = subtractBorrow(a.l1, b.l1, &borrow)
        let s2 = subtractBorrow(a.l2, b.l2, &borrow)
        let s3 = subtractBorrow(a.l3, b.l3, &borrow)
        let refill = 0 &- borrow
        var carry: UInt64 = 0
        return Fr(
            montgomery: addCarry(s0, refill & r0, &carry), addCarry(s1, refill & r1, &carry),
            addCarry(s2, refill & r2, &carry), addCarry(s3, refill & r3, &carry))
    }

    /// The negative modulo r.
    public static prefix func - (a: Fr) -> Fr { zero - a }

    /// Adds `b`.
    public static func += (a: inout Fr, b: Fr) { a = a + b }
    /// Subtracts `b`.
    public static func -= (a: inout Fr, b: Fr) { a = a - b }
    /// Multiplies by `b`.
    public static func *= (a: inout Fr, b: Fr) { a = a * b }

    /// The product modulo r.
    @inline(never)
    public static func * (a: Fr, b: Fr) -> Fr {
        var t0: UInt64 = 0
        var t1: UInt64 = 0
        var t2: UInt64 = 0
        var t3: UInt64 = 0
        // As r is below 2²⁵⁵, the sum stays below 2²⁵⁶ after each row.
        @inline(__always) func row(_ b: UInt64) {
            var high: UInt64 = 0
            t0 = multiplyAdd(a.l0, b, t0, &high)
            t1 = multiplyAdd(a.l1, b, t1, &high)
            t2 = multiplyAdd(a.l2, b, t2, &high)
            t3 = multiplyAdd(a.l3, b, t3, &high)
            let m = t0 &* negatedInverse
            var carry: UInt64 = 0
            _ = multiplyAdd(m, r0, t0, &carry)
            t0 = multiplyAdd(m, r1, t1, &carry)
            t1 = multiplyAdd(m, r2, t2, &carry)
            t2 = multiplyAdd(m, r3, t3, &carry)
            t3 = high &+ carry
        }
        row(b.l0)
        row(b.l1)
        row(b.l2)
        row(b.l3)
        return reducedOnce(Fr(montgomery: t0, t1, t2, t3))
    }

    /// The square modulo r.
    public func squared() -> Fr { self * self }

    /// The inverse modulo r; zero gives zero. In constant time, by Fermat's theorem.
    public func inverse() -> Fr {
        withUnsafeTemporaryAllocation(of: Fr.self, capacity: 16) { powers in
            powers.initialize(repeating: .one)
            defer { Fr.wipe(powers) }
            for index in 1..<16 { powers[index] = powers[index - 1] * self }
            var result = Fr.one
            // r - 2, whose digits are public.
            for limb in [Fr.r3, Fr.r2, Fr.r1, Fr.r0 &- 2] {
                for shift in stride(from: UInt64(60), through: 0, by: -4) {
                    for _ in 0..<4 { result = result.squared() }
                    let digit = Int((limb &>> shift) & 15)
                    if digit != 0 { result = result * powers[digit] }
                }
            }
            return result
        }
    }

    /// This to the power of a public exponent.
    public func power(_ exponent: UInt64) -> Fr {
        var result = Fr.one
        for bit in (0..<(64 - exponent.leadingZeroBitCount)).reversed() {
            result = result.squared()
            if (exponent >> UInt64(bit)) & 1 == 1 { result = result * self }
        }
        return result
    }

    /// Inverts all of them with a single inversion. Those that are zero must not be among them: then all become
    /// zero.
    public static func invert(_ values: inout [Fr]) {
        var products: [Fr] = []
        products.reserveCapacity(values.count)
        var product = Fr.one
        for value in values {
            products.append(product)
            product = product * value
        }
        var inverse = product.inverse()
        for index in values.indices.reversed() {
            let value = values[index]
            values[index] = inverse * products[index]
            inverse = inverse * value
        }
    }
}
