import Primitives
import TestSupport
import Testing

@Suite("Hex")
struct HexTests {
    @Test("spells bytes in lowercase, with a prefix where asked")
    func encodes() {
        #expect(Hex.encode([]) == "")
        #expect(Hex.encode([], prefixed: true) == "0x")
        #expect(Hex.encode([0x00, 0x09, 0xa0, 0xff]) == "0009a0ff")
        #expect([UInt8(1), 0xab].prefixedHex == "0x01ab")
        #expect([UInt8(1), 0xab][1...].hex == "ab")
    }

    @Test("reads every byte in either letter case")
    func decodes() throws {
        let all = [UInt8](0...255)
        #expect(try Hex.decode(all.hex) == all)
        #expect(try Hex.decode(all.hex.uppercased()) == all)
        #expect(try [UInt8](hex: "0xDeadbeef") == [0xde, 0xad, 0xbe, 0xef])
        #expect(try Hex.decode("") == [])
        #expect(try Hex.decode("0x") == [])
        #expect(try Hex.decode("xx01yy".dropFirst(2).dropLast(2)) == [1])
    }

    @Test("takes a prefix as told")
    func prefixes() {
        #expect(throws: HexError(.missingPrefix)) { try Hex.decode("01", prefix: .required) }
        #expect(throws: HexError(.missingPrefix)) { try Hex.decode("", prefix: .required) }
        #expect(throws: HexError(.invalidDigit(at: 1))) { try Hex.decode("0x01", prefix: .forbidden) }
        #expect(throws: HexError(.invalidDigit(at: 1))) { try Hex.decode("0X01") }
    }

    @Test("names what is wrong and where")
    func refuses() {
        #expect(throws: HexError(.oddLength)) { try Hex.decode("0x123") }
        #expect(throws: HexError(.invalidDigit(at: 4))) { try Hex.decode("0x01g0") }
        #expect(throws: HexError(.invalidDigit(at: 3))) { try Hex.decode("010 ") }
        #expect(throws: HexError(.wrongLength(expected: 2, actual: 1))) { try Hex.decode("01", count: 2) }
        #expect(HexError(.invalidDigit(at: 4)).description.contains("offset 4"))
    }

    @Test("accepts no character but the twenty-two digits")
    func digits() {
        for byte in UInt8.min...127 {
            let isDigit = "0123456789abcdefABCDEF".utf8.contains(byte)
            let text = "1" + String(Unicode.Scalar(byte))
            #expect((try? Hex.decode(text)) != nil || !isDigit)
            #expect((try? Hex.decode(text)) == nil || isDigit)
        }
    }

    @Test("accepts only what encodes back to the same digits")
    func fuzz() {
        var random = SplitMix64(seed: fuzzSeed &+ 9)
        let alphabet = [Character]("0123456789abcdefABCDEFxXg -é")
        for round in 0..<fuzzIterations {
            let text =
                round % 2 == 0
                ? random.text(upTo: 12, from: alphabet)
                : String(
                    decoding: random.mutated(Array(random.bytes(upTo: 20).prefixedHex.utf8)), as: UTF8.self)
            guard let bytes = try? Hex.decode(text) else { continue }
            #expect(bytes.hex == text.lowercased().drop0x)
        }
    }
}

extension String {
    fileprivate var drop0x: String { hasPrefix("0x") ? String(dropFirst(2)) : self }
}
