import Primitives
import TestSupport
import Testing

@Suite("LEB128")
struct LEB128Tests {
    @Test(
        "spells numbers in their shortest form",
        arguments: [
            (0, "00"), (1, "01"), (127, "7f"), (128, "8001"), (300, "ac02"), (16383, "ff7f"),
            (16384, "808001"), (UInt64(UInt32.max), "ffffffff0f"), (1 << 63, "80808080808080808001"),
            (UInt64.max, "ffffffffffffffffff01"),
        ] as [(UInt64, String)])
    func knownForms(_ value: UInt64, _ hex: String) throws {
        #expect(LEB128.encode(value).hex == hex)
        #expect(LEB128.count(value) == hex.count / 2)
        #expect(try LEB128.decode(LEB128.encode(value)) == value)
    }

    @Test("agrees with itself at every power of two")
    func powers() throws {
        for shift in 0..<64 {
            for value in [UInt64(1) << shift - 1, UInt64(1) << shift, UInt64(1) << shift + 1] {
                let bytes = LEB128.encode(value)
                #expect(bytes.count == LEB128.count(value))
                #expect(try LEB128.decode(bytes) == value)
            }
        }
    }

    @Test("refuses superfluous zero groups unless told otherwise")
    func minimal() throws {
        for hex in ["8000", "ff00", "808000", "ac8200", "80808080808080808000"] {
            let bytes = try [UInt8](hex: hex)
            let error = #expect(throws: ByteReaderError.self) { try LEB128.decode(bytes) }
            #expect(error?.code == .varintNotMinimal)
        }
        #expect(try LEB128.decode([0x80, 0x00], requireMinimal: false) == 0)
        #expect(try LEB128.decode([0xff, 0x80, 0x00], requireMinimal: false) == 127)
    }

    @Test("refuses what exceeds 64 bits")
    func overflow() throws {
        let nine = [UInt8](repeating: 0xff, count: 9)
        for tail: [UInt8] in [[0x02], [0x7f], [0x81, 0x00], [0xff, 0xff, 0x01]] {
            for requireMinimal in [true, false] {
                let error = #expect(throws: ByteReaderError.self) {
                    try LEB128.decode(nine + tail, requireMinimal: requireMinimal)
                }
                #expect(error?.code == .varintOverflow)
            }
        }
    }

    @Test("reports a number cut short, and reads nothing")
    func truncated() {
        var reader = ByteReader([0x00, 0x80, 0x80])
        #expect(throws: Never.self) { try reader.skip(1) }
        #expect(throws: ByteReaderError(.truncated, offset: 1, needed: 3, available: 2)) {
            try reader.readLEB128()
        }
        #expect(reader.offset == 1)
        #expect(throws: ByteReaderError(.trailingBytes, offset: 1, needed: 0, available: 1)) {
            try LEB128.decode([0x01, 0x01])
        }
    }

    @Test("refuses a claimed length beyond the input")
    func claimedLength() {
        var reader = ByteReader(LEB128.encode(.max) + [1, 2, 3])
        let error = #expect(throws: ByteReaderError.self) { try reader.readLEB128Prefixed() }
        #expect(error?.code == .invalidCount)
        #expect(reader.offset == 0)
        var short = ByteReader([3, 1, 2])
        #expect(throws: ByteReaderError(.truncated, offset: 1, needed: 3, available: 2)) {
            try short.readLEB128Prefixed()
        }
        #expect(short.offset == 0)
    }

    @Test("accepts only its own spelling of any bytes")
    func fuzz() {
        var random = SplitMix64(seed: fuzzSeed &+ 2)
        for _ in 0..<fuzzIterations {
            let bytes = random.bytes(upTo: 12)
            if let value = try? LEB128.decode(bytes) { #expect(LEB128.encode(value) == bytes) }
            _ = try? LEB128.decode(bytes, requireMinimal: false)
            let mutated = random.mutated(
                LEB128.encode(random.next() >> UInt64.random(in: 0..<64, using: &random)))
            if let value = try? LEB128.decode(mutated) { #expect(LEB128.encode(value) == mutated) }
        }
    }
}
