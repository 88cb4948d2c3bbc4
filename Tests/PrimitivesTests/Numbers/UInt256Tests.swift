import Primitives
import TestSupport
import Testing

extension UInt256 {
    /// Widths and limbs at their edges far more often than chance would have them.
    static func random(using rng: inout SplitMix64) -> UInt256 {
        func limb() -> UInt64 {
            switch rng.next() % 8 {
            case 0: 0
            case 1: .max
            case 2: 1 << (rng.next() % 64)
            case 3: UInt64.max << (rng.next() % 64)
            default: rng.next()
            }
        }
        let value = UInt256(limbs: limb(), limb(), limb(), limb())
        return value >> Int(rng.next() % 257)
    }
}

@Suite("UInt256") struct UInt256Tests {
    static let rounds = 20_000

    @Test("adds and subtracts back") func addition() {
        var rng = SplitMix64(seed: 1)
        for _ in 0..<Self.rounds {
            let (a, b) = (UInt256.random(using: &rng), UInt256.random(using: &rng))
            let (sum, carry) = a.addingReportingOverflow(b)
            #expect(sum &- b == a)
            #expect(carry == (sum < a))
            let (difference, borrow) = a.subtractingReportingOverflow(b)
            #expect(difference &+ b == a)
            #expect(borrow == (a < b))
        }
    }

    @Test("multiplies as the sum of partial products does") func multiplication() {
        var rng = SplitMix64(seed: 2)
        for _ in 0..<Self.rounds {
            let (a, b) = (UInt256.random(using: &rng), UInt256.random(using: &rng))
            // Shift and add, 512 bits: the slow way.
            var (high, low) = (UInt256.zero, UInt256.zero)
            for index in 0..<256 where b.bit(index) {
                let (sum, carry) = low.addingReportingOverflow(a << index)
                low = sum
                high = high &+ (index == 0 ? .zero : a >> (256 - index)) &+ (carry ? .one : .zero)
            }
            let product = a.multipliedFullWidth(by: b)
            #expect(product.low == low)
            #expect(product.high == high)
            #expect(a &* b == low)
            #expect(a.multipliedReportingOverflow(by: b).overflow == !high.isZero)
        }
    }

    @Test("divides so that quotient times divisor plus remainder is the dividend") func division() throws {
        var rng = SplitMix64(seed: 3)
        for _ in 0..<Self.rounds * 5 {
            let (a, b) = (UInt256.random(using: &rng), UInt256.random(using: &rng))
            guard let (quotient, remainder) = a.dividedReportingZero(by: b) else {
                #expect(b.isZero)
                continue
            }
            #expect(remainder < b)
            #expect(quotient.multipliedFullWidth(by: b).high.isZero)
            #expect(quotient &* b &+ remainder == a)
        }
    }

    @Test("corrects quotient digits that were estimated too large") func divisionCorrections() throws {
        // Dividends just below a multiple of the divisor, whose upper digits are extreme: these take
        // the rare branches of algorithm D.
        var rng = SplitMix64(seed: 4)
        for _ in 0..<Self.rounds {
            let divisor = UInt256(limbs: .max, rng.next() % 3, 1 << 63, 0) >> Int(rng.next() % 64)
            let quotient = UInt256(limbs: .max &- rng.next() % 3, 0, 0, 0)
            let dividend = quotient &* divisor &- UInt256(rng.next() % 2)
            let (q, r) = try #require(dividend.dividedReportingZero(by: divisor))
            #expect(q &* divisor &+ r == dividend && r < divisor)
        }
    }

    @Test("reduces sums and products that exceed 256 bits") func modular() throws {
        var rng = SplitMix64(seed: 5)
        for _ in 0..<Self.rounds {
            let (a, b) = (UInt256.random(using: &rng), UInt256.random(using: &rng))
            let m = UInt256.random(using: &rng)
            guard !m.isZero else {
                #expect(a.addingModulo(b, m) == nil && a.multipliedModulo(b, m) == nil)
                continue
            }
            // Shift and reduce, bit by bit: never above 256 bits because both terms are below m.
            func add(_ x: UInt256, _ y: UInt256) -> UInt256 {
                let (sum, carry) = x.addingReportingOverflow(y)
                return carry || sum >= m ? sum &- m : sum
            }
            let (x, y) = (a % m, b % m)
            #expect(a.addingModulo(b, m) == add(x, y))
            var product = UInt256.zero
            for index in (0..<256).reversed() {
                product = add(product, product)
                if y.bit(index) { product = add(product, x) }
            }
            #expect(a.multipliedModulo(b, m) == product)
        }
    }

    @Test("shifts by any count") func shifts() {
        var rng = SplitMix64(seed: 6)
        for _ in 0..<2_000 {
            let a = UInt256.random(using: &rng)
            let count = Int(rng.next() % 260)
            var (left, right) = (a, a)
            for _ in 0..<count {
                (left, right) = (left &+ left, right.dividedReportingZero(by: 2)?.quotient ?? 0)
            }
            #expect(a << count == left)
            #expect(a >> count == right)
            #expect(a << -count == right)
            #expect(a >> -count == left)
        }
        #expect(UInt256.max << Int.max == 0 && UInt256.max >> Int.max == 0)
        #expect(UInt256.max << Int.min == 0 && UInt256.max >> Int.min == 0)
    }

    @Test("raises to powers modulo 2^256") func powers() {
        #expect(UInt256.zero.wrappingPower(0) == 1)
        #expect(UInt256(3).wrappingPower(5) == 243)
        #expect(UInt256(2).wrappingPower(255) == UInt256.one << 255)
        #expect(UInt256(2).wrappingPower(256) == 0)
        #expect(UInt256.max.wrappingPower(.max) == .max)
    }

    @Test("takes literals of any width") func literals() {
        let order: UInt256 = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_fffe_baae_dce6_af48_a03b_bfd2_5e8c_d036_4141
        #expect(order.limbs == (0xbfd2_5e8c_d036_4141, 0xbaae_dce6_af48_a03b, 0xffff_ffff_ffff_fffe, .max))
        let all: UInt256 = 0xffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff_ffff
        #expect(all == .max)
    }

    @Test("counts bits") func bits() {
        for index in 0..<256 {
            let power = UInt256.one << index
            #expect(power.leadingZeroBitCount == 255 - index)
            #expect(power.trailingZeroBitCount == index)
            #expect(power.significantBitCount == index + 1)
            #expect(power.nonzeroBitCount == 1 && power.bit(index))
        }
        #expect(UInt256.zero.leadingZeroBitCount == 256 && UInt256.zero.trailingZeroBitCount == 256)
        #expect(!UInt256.max.bit(256) && !UInt256.max.bit(-1))
    }

    @Test("converts from and to machine integers") func conversions() {
        #expect(UInt256(exactly: -1) == nil)
        #expect(UInt256(exactly: UInt128.max) == (.one << 128) - 1)
        #expect(UInt64(exactly: UInt256(UInt64.max)) == .max)
        #expect(UInt64(exactly: UInt256.one << 64) == nil)
        #expect(UInt64(clamping: UInt256.max) == .max)
        #expect(Int(exactly: UInt256(UInt64.max)) == nil)
        #expect(Int(exactly: UInt256(7)) == 7)
    }
}
