import Primitives

/// Slow arithmetic by shifting, adding and comparing single bits: the reference for the quick one.
struct Natural: Equatable {
    /// 32-bit digits in 64-bit places, least significant first; nine of them.
    var digits: [UInt64]

    init(_ bytes: Bytes32) {
        let (w0, w1, w2, w3) = bytes.words
        digits = [w3, w2, w1, w0].flatMap { [$0 & 0xffff_ffff, $0 >> 32] } + [0]
    }

    init(hex: String) { self.init((try? Bytes32(hex: hex)) ?? .zero) }

    init(_ value: UInt64) { self.init(Bytes32(words: 0, 0, 0, value)) }

    /// The value, which is below 2^256.
    var bytes32: Bytes32 {
        func word(_ index: Int) -> UInt64 { digits[2 * index] | digits[2 * index + 1] << 32 }
        return Bytes32(words: word(3), word(2), word(1), word(0))
    }

    static func < (a: Natural, b: Natural) -> Bool {
        for index in a.digits.indices.reversed() where a.digits[index] != b.digits[index] {
            return a.digits[index] < b.digits[index]
        }
        return false
    }

    func plus(_ other: Natural) -> Natural {
        var result = self
        var carry: UInt64 = 0
        for index in digits.indices {
            let sum = digits[index] + other.digits[index] + carry
            result.digits[index] = sum & 0xffff_ffff
            carry = sum >> 32
        }
        return result
    }

    /// The difference with something not greater.
    func minus(_ other: Natural) -> Natural {
        var result = self
        var borrow: UInt64 = 0
        for index in digits.indices {
            let difference = digits[index] + (1 << 32) - other.digits[index] - borrow
            result.digits[index] = difference & 0xffff_ffff
            borrow = 1 - difference >> 32
        }
        return result
    }

    /// The remainder of a number that is below twice the modulus.
    func reduced(_ modulus: Natural) -> Natural { self < modulus ? self : minus(modulus) }

    func times(_ other: Natural, modulo modulus: Natural) -> Natural {
        var result = Natural(0)
        let factor = other.reduced(modulus)
        for index in digits.indices.reversed() {
            for bit in (0..<32).reversed() {
                result = result.plus(result).reduced(modulus)
                if digits[index] >> UInt64(bit) & 1 == 1 {
                    result = result.plus(factor).reduced(modulus)
                }
            }
        }
        return result
    }

    func plus(_ other: Natural, modulo modulus: Natural) -> Natural {
        reduced(modulus).plus(other.reduced(modulus)).reduced(modulus)
    }

    func minus(_ other: Natural, modulo modulus: Natural) -> Natural {
        reduced(modulus).plus(modulus.minus(other.reduced(modulus))).reduced(modulus)
    }
}
