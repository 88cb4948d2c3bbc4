/// A big-endian integer inside the input, read bit by bit in place.
struct Exponent {
    private let input: PaddedInput
    /// Where the last byte ends.
    private let end: Int
    /// The number of bits up to and including the highest one bit.
    let significantBitCount: Int

    init(_ input: PaddedInput, _ start: Int, _ length: Int) {
        self.input = input
        end = start + length
        var first = start
        let stop = min(end, input.count)
        while first < stop && input.byte(first) == 0 { first += 1 }
        significantBitCount =
            first < stop ? 8 * (end - first) - input.byte(first).leadingZeroBitCount : 0
    }

    /// Bit `index`, 0 being the lowest.
    func bit(_ index: Int) -> Int { Int(input.byte(end - 1 - index >> 3) >> UInt8(index & 7) & 1) }

    /// The width of windows with which the table of odd powers pays off.
    var windowWidth: Int {
        switch significantBitCount {
        case ..<24: 1
        case ..<80: 3
        case ..<240: 4
        case ..<768: 5
        default: 6
        }
    }
}
