/// Natural numbers of any length as arrays of 64-bit limbs, least significant first.
enum Limbs {
    /// The big-endian integer of `length` bytes at `start`, without zero limbs on top.
    static func load(_ input: PaddedInput, _ start: Int, _ length: Int) -> [UInt64] {
        let end = start + length
        var limbs = (0..<length / 8).map { input.limb(end - 8 - 8 * $0) }
        if length % 8 != 0 {
            limbs.append(input.limb(start) >> UInt64(64 - 8 * (length % 8)))
        }
        return trimmed(limbs)
    }

    /// The number in exactly `length` bytes, which must hold it, big-endian.
    static func bytes(_ limbs: [UInt64], _ length: Int) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: length)
        for index in 0..<min(length, 8 * limbs.count) {
            bytes[length - 1 - index] = UInt8(truncatingIfNeeded: limbs[index / 8] >> UInt64(8 * (index % 8)))
        }
        return bytes
    }

    /// Without zero limbs on top.
    static func trimmed(_ limbs: [UInt64]) -> [UInt64] {
        Array(limbs[..<((limbs.lastIndex { $0 != 0 } ?? -1) + 1)])
    }

    /// With zero limbs on top or without high limbs, `count` in all.
    static func resized(_ limbs: [UInt64], _ count: Int) -> [UInt64] {
        limbs.prefix(count) + [UInt64](repeating: 0, count: max(0, count - limbs.count))
    }

    /// The number of zero bits below the lowest one bit; zero for zero.
    static func trailingZeroBitCount(_ limbs: [UInt64]) -> Int {
        guard let index = limbs.firstIndex(where: { $0 != 0 }) else { return 0 }
        return 64 * index + limbs[index].trailingZeroBitCount
    }

    /// Divided by 2^count, rounded down, without zero limbs on top.
    static func shiftedRight(_ limbs: [UInt64], by count: Int) -> [UInt64] {
        let (whole, bits) = (count / 64, UInt64(count % 64))
        guard whole < limbs.count else { return [] }
        var result = Array(limbs[whole...])
        if bits > 0 {
            for index in result.indices {
                let above = index + 1 < result.count ? result[index + 1] : 0
                result[index] = result[index] >> bits | above << (64 - bits)
            }
        }
        return trimmed(result)
    }

    /// a + b · c.
    static func sum(_ a: [UInt64], _ b: [UInt64], times c: [UInt64]) -> [UInt64] {
        var result = resized(a, max(a.count, b.count + c.count) + 1)
        let count = result.count
        result.withUnsafeMutableBufferPointer { result in
            b.withUnsafeBufferPointer { b in
                guard let r = result.baseAddress, let b0 = b.baseAddress else { return }
                for (index, digit) in c.enumerated() {
                    var carry = addMultiple(r + index, b0, b.count, digit)
                    var place = index + b.count
                    while carry != 0 && place < count {
                        let (total, overflow) = r[place].addingReportingOverflow(carry)
                        r[place] = total
                        carry = overflow ? 1 : 0
                        place += 1
                    }
                }
            }
        }
        return trimmed(result)
    }
}

/// `t[0..<count] += a[0..<count] * factor`; returns the limb that is carried out.
@inline(__always)
func addMultiple(
    _ t: UnsafeMutablePointer<UInt64>, _ a: UnsafePointer<UInt64>, _ count: Int, _ factor: UInt64
) -> UInt64 {
    var carry: UInt64 = 0
    var index = 0
    while index &+ 4 <= count {
        t[index] = multiplyAdd(a[index], factor, t[index], &carry)
        t[index &+ 1] = multiplyAdd(a[index &+ 1], factor, t[index &+ 1], &carry)
        t[index &+ 2] = multiplyAdd(a[index &+ 2], factor, t[index &+ 2], &carry)
        t[index &+ 3] = multiplyAdd(a[index &+ 3], factor, t[index &+ 3], &carry)
        index &+= 4
    }
    while index < count {
        t[index] = multiplyAdd(a[index], factor, t[index], &carry)
        index &+= 1
    }
    return carry
}
