import Ethereum
import Primitives
import Testing

@Suite("Units") struct UnitsTests {
    @Test(
        "reads and prints amounts",
        arguments: [
            ("0", "0"), ("1", "1000000000000000000"), ("0.01", "10000000000000000"),
            ("1.5", "1500000000000000000"),
            ("0.000000000000000001", "1"), ("20", "20000000000000000000"),
        ])
    func amounts(text: String, wei: String) throws {
        let value = try UInt256.ether(text)
        #expect(value.description == wei)
        #expect(Units.format(value, decimals: 18) == text)
    }

    @Test("accepts a missing side of the point") func partial() throws {
        #expect(try UInt256.gwei(".5") == 500_000_000)
        #expect(try UInt256.gwei("5.") == 5_000_000_000)
        #expect(try Units.parse("7", decimals: 0) == 7)
        #expect(Units.format(7, decimals: 0) == "7")
    }

    @Test(
        "refuses what is no amount",
        arguments: ["", ".", "-1", "+1", "1e3", "1,5", "1.2.3", " 1", "0x1", "１"])
    func refusals(text: String) {
        let error = #expect(throws: UnitsError.self) { try UInt256.ether(text) }
        #expect(error?.code == .notANumber && error?.text == text)
    }

    @Test("refuses to round or overflow") func limits() {
        #expect(throws: UnitsError.self) { try UInt256.gwei("0.0000000001") }
        #expect(throws: UnitsError.self) { try UInt256.ether(String(repeating: "9", count: 61)) }
        #expect(throws: UnitsError.self) { try Units.parse("1", decimals: 78) }
        #expect(throws: UnitsError.self) { try Units.parse("1", decimals: -1) }
    }
}
