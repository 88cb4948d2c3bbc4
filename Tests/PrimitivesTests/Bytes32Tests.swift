import Primitives
import Testing

@Suite("Bytes32")
struct Bytes32Tests {
    let counting = [UInt8](1...32)

    @Test("keeps bytes in order, whatever collection they come from")
    func keepsOrder() throws {
        let value = try #require(Bytes32(counting))
        #expect(value.bytes == counting)
        #expect(Bytes32(([0] + counting)[1...]) == value)
        #expect(Bytes32(counting.reversed().reversed() as [UInt8]) == value)
        #expect(value.words.0 == 0x0102_0304_0506_0708)
        #expect(value.words.3 == 0x191a_1b1c_1d1e_1f20)
        #expect(try Bytes32(hex: value.prefixedHex) == value)
        #expect(value.description == "0x" + value.hex)
    }

    @Test("refuses any other count")
    func refusesOtherCounts() {
        #expect(Bytes32([]) == nil)
        #expect(Bytes32(counting.dropLast()) == nil)
        #expect(Bytes32(counting + [0]) == nil)
        #expect(throws: HexError(.wrongLength(expected: 32, actual: 31))) {
            try Bytes32(hex: String(repeating: "00", count: 31))
        }
    }

    @Test("compares byte by byte")
    func compares() throws {
        let low = try #require(Bytes32([UInt8](repeating: 0, count: 31) + [1]))
        let high = try #require(Bytes32([1] + [UInt8](repeating: 0, count: 31)))
        #expect(Bytes32.zero < low)
        #expect(low < high)
        #expect(!(high < high))
    }
}
