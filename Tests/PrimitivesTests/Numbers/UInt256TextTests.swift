import Primitives
import TestSupport
import Testing

@Suite("UInt256 as text, bytes and two's complement") struct UInt256TextTests {
    static let maxText = "115792089237316195423570985008687907853269984665640564039457584007913129639935"

    @Test("prints what it parses") func decimal() {
        var rng = SplitMix64(seed: 7)
        for _ in 0..<5_000 {
            let value = UInt256.random(using: &rng)
            #expect(UInt256(decimal: value.description) == value)
            #expect(UInt256(hexadecimal: value.quantityHex) == value)
            #expect(UInt256(value.bytes32) == value)
            #expect(UInt256(bigEndian: value.minimalBigEndianBytes) == value)
            #expect(value.minimalBigEndianBytes.first != 0)
        }
        #expect(UInt256.max.description == Self.maxText)
        #expect(UInt256(Self.maxText) == .max)
        #expect(UInt256(10_000_000_000_000_000_000 as UInt64).description == "10000000000000000000")
        let ten19 = UInt256(10_000_000_000_000_000_000 as UInt64)
        #expect((ten19 * ten19).description == "1" + String(repeating: "0", count: 38))
        #expect(UInt256.zero.description == "0" && UInt256.zero.quantityHex == "0x0")
    }

    @Test(
        "refuses what is no number of 256 bits",
        arguments: [
            "", " ", "0x", "0X1", "-1", "+1", "1 ", "1_000", "1e3", "0x10g", "１",
            "115792089237316195423570985008687907853269984665640564039457584007913129639936",
            "9999999999999999999999999999999999999999999999999999999999999999999999999999999999999999",
            "0x10000000000000000000000000000000000000000000000000000000000000000",
        ])
    func refusals(text: String) {
        #expect(UInt256(text) == nil)
    }

    @Test("refuses more than thirty-two bytes") func bytes() {
        #expect(UInt256(bigEndian: [UInt8](repeating: 0, count: 33)) == nil)
        #expect(UInt256(bigEndian: []) == 0)
        #expect(UInt256(bigEndian: [1, 0]) == 256)
    }

    @Test("reads two's complement") func signed() throws {
        let lowest = UInt256.one << 255
        #expect(UInt256(signed: -1) == .max && UInt256(signed: -1).signedDescription == "-1")
        #expect(lowest.signedDescription == "-" + lowest.description)
        #expect(UInt256(signedDecimal: lowest.signedDescription) == lowest)
        #expect(UInt256(signedDecimal: lowest.description) == nil)
        #expect(UInt256(signedDecimal: "-" + (lowest + 1).description) == nil)
        #expect(UInt256(signedDecimal: "-0") == 0 && UInt256(signedDecimal: "--1") == nil)
        #expect(
            UInt256(signed: -3).isSignedLess(than: 2) && !UInt256(2).isSignedLess(than: UInt256(signed: -3)))
        #expect(UInt256(signed: -9).arithmeticShiftedRight(by: 1) == UInt256(signed: -5))
        #expect(UInt256(signed: -9).arithmeticShiftedRight(by: 300) == .max)
        #expect(UInt256(9).arithmeticShiftedRight(by: 1) == 4)
        #expect(UInt256(0x80).signExtended(fromBytes: 1) == UInt256(signed: -128))
        #expect(UInt256(0x17f).signExtended(fromBytes: 1) == 0x7f)
        #expect(UInt256.max.signExtended(fromBytes: 32) == .max)
    }

    @Test("divides toward zero") func signedDivision() throws {
        for (a, b, q, r) in [(7, 2, 3, 1), (-7, 2, -3, -1), (7, -2, -3, 1), (-7, -2, 3, -1)] {
            let result = try #require(
                UInt256(signed: Int64(a)).signedDividedReportingZero(by: UInt256(signed: Int64(b))))
            #expect(result.quotient == UInt256(signed: Int64(q)))
            #expect(result.remainder == UInt256(signed: Int64(r)))
        }
        let lowest = UInt256.one << 255
        #expect(lowest.signedDividedReportingZero(by: .max)?.quotient == lowest)
        #expect(UInt256.one.signedDividedReportingZero(by: 0) == nil)
    }

    @Test("knows which widths a value fits") func widths() {
        #expect(UInt256(127).fitsSigned(bits: 8) && !UInt256(128).fitsSigned(bits: 8))
        #expect(UInt256(signed: -128).fitsSigned(bits: 8) && !UInt256(signed: -129).fitsSigned(bits: 8))
        #expect(UInt256(255).fitsUnsigned(bits: 8) && !UInt256(256).fitsUnsigned(bits: 8))
        #expect(UInt256.max.fitsUnsigned(bits: 256) && UInt256.max.fitsSigned(bits: 256))
    }
}
