import Primitives
import Testing

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "reads times of RFC 3339",
        arguments: [
            ("1970-01-01T00:00:00Z", 0, 0), ("1985-04-12T23:20:50.52Z", 482_196_050, 520_000_000),
            ("1996-12-19T16:39:57-08:00", 851_042_397, 0),
            ("1937-01-01T12:00:27.87+00:20", -1_041_337_173, 870_000_000),
            ("1990-12-31T23:59:60Z", 662_688_000, 0), ("1990-12-31T15:59:60-08:00", 662_688_000, 0),
            ("2016-06-30t23:59:60.9z", 1_467_331_200, 0), ("2024-02-29T00:00:00-00:00", 1_709_164_800, 0),
            ("2000-02-29T00:00:00Z", 951_782_400, 0), ("1969-12-31T23:59:59.999999999999Z", -1, 999_999_999),
            ("0000-01-01T00:00:00Z", -62_167_219_200, 0), ("9999-12-31T23:59:59Z", 253_402_300_799, 0),
        ] as [(String, Int64, UInt32)])
    func reads(text: String, seconds: Int64, nanoseconds: UInt32) throws {
        #expect(try Timestamp(rfc3339: text) == Timestamp(seconds: seconds, nanoseconds: nanoseconds))
    }

    @Test(
        "refuses other texts",
        arguments: [
            "", "2025", "2025-01-01", "2025-01-01T00:00:00", "2025-01-01 00:00:00Z", "2025-1-01T00:00:00Z",
            "2025-01-01T00:00Z", "2025-01-01T00:00:00.Z", "2025-01-01T00:00:00,5Z", "2025-01-01T00:00:00Z ",
            " 2025-01-01T00:00:00Z", "2025-01-01T00:00:00+0000", "2025-01-01T00:00:00+00",
            "2025-01-01T00:00:00\u{2212}00:00",
            "+2025-01-01T00:00:00Z", "12025-01-01T00:00:00Z", "2025-00-01T00:00:00Z", "2025-13-01T00:00:00Z",
            "2025-01-00T00:00:00Z", "2025-01-32T00:00:00Z", "2025-02-29T00:00:00Z", "1900-02-29T00:00:00Z",
            "2025-04-31T00:00:00Z", "2025-01-01T24:00:00Z", "2025-01-01T00:60:00Z", "2025-01-01T00:00:61Z",
            "2025-01-01T00:00:60Z", "2025-01-15T23:59:60Z", "2025-12-31T23:59:60+01:00",
            "2025-01-01T00:00:00+24:00",
            "2025-01-01T00:00:00+00:60", "2025-01-01T00:00:00.5", "２025-01-01T00:00:00Z",
        ])
    func refuses(text: String) {
        #expect(throws: TimestampError.self) { try Timestamp(rfc3339: text) }
    }

    @Test("prints what it reads")
    func prints() throws {
        let time = Timestamp(seconds: 1_768_478_400, nanoseconds: 123_456_789)
        #expect(time.description == "2026-01-15T12:00:00.123Z")
        #expect(time.rfc3339(.seconds) == "2026-01-15T12:00:00Z")
        #expect(time.rfc3339(.microseconds) == "2026-01-15T12:00:00.123456Z")
        #expect(time.rfc3339(.nanoseconds) == "2026-01-15T12:00:00.123456789Z")
        #expect(Timestamp(seconds: -1).description == "1969-12-31T23:59:59.000Z")
        var seconds: Int64 = -62_167_219_200
        while seconds < 253_402_300_800 {
            let time = Timestamp(seconds: seconds)
            #expect(try Timestamp(rfc3339: time.rfc3339()) == time)
            seconds += 40_000_003
        }
    }

    @Test("prints years beyond four digits with a sign, and survives the ends of the range")
    func extremes() {
        #expect(Timestamp(seconds: 253_402_300_800).description == "+010000-01-01T00:00:00.000Z")
        #expect(Timestamp(seconds: -62_167_219_201).description == "-000001-12-31T23:59:59.000Z")
        #expect(Timestamp.distantFuture.description.hasPrefix("+"))
        #expect(Timestamp.distantPast.description.hasPrefix("-"))
        #expect(Timestamp(seconds: .max, nanoseconds: .max) == .distantFuture)
        #expect(Timestamp.distantFuture.milliseconds == .max)
        #expect(Timestamp.distantPast.milliseconds == .min)
    }

    @Test("moves by durations without overflow")
    func durations() {
        let time = Timestamp(seconds: 10, nanoseconds: 500_000_000)
        #expect(time + .milliseconds(600) == Timestamp(seconds: 11, nanoseconds: 100_000_000))
        #expect(time - .milliseconds(600) == Timestamp(seconds: 9, nanoseconds: 900_000_000))
        #expect(time + .seconds(-20) == Timestamp(seconds: -10, nanoseconds: 500_000_000))
        #expect(Timestamp.distantFuture + .seconds(1) == .distantFuture)
        #expect(Timestamp.distantFuture + .nanoseconds(1) == .distantFuture)
        #expect(Timestamp.distantPast - .seconds(1) == .distantPast)
        #expect(Timestamp.distantPast - .nanoseconds(1) == .distantPast)
    }

    @Test("converts milliseconds, also before the epoch")
    func milliseconds() {
        #expect(Timestamp(milliseconds: 1_500) == Timestamp(seconds: 1, nanoseconds: 500_000_000))
        #expect(Timestamp(milliseconds: -1) == Timestamp(seconds: -1, nanoseconds: 999_000_000))
        #expect(Timestamp(milliseconds: -1).milliseconds == -1)
        #expect(Timestamp.epoch < Timestamp(milliseconds: 1))
        #expect(Timestamp.now() > Timestamp(seconds: 1_600_000_000))
    }
}
