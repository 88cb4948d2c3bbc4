extension Timestamp {
    /// How many digits of the second's fraction are printed.
    public enum Precision: Int, Hashable, Sendable {
        case seconds = 0
        case milliseconds = 3
        case microseconds = 6
        case nanoseconds = 9
    }

    /// `YYYY-MM-DDTHH:MM:SS.mmmZ`, in UTC; what is finer than `precision` is cut off.
    ///
    /// RFC 3339 knows the years 0 to 9999; others are printed with a sign and at least six digits,
    /// as ECMAScript does, and are not read back.
    public func rfc3339(_ precision: Precision = .milliseconds) -> String {
        let (days, second) = Self.divideDown(seconds, by: 86_400)
        let (year, month, day) = Calendar.date(daysSinceEpoch: days)
        var text = ""
        if year < 0 || year > 9999 {
            text += (year < 0 ? "-" : "+") + Self.digits(year.magnitude, count: 6)
        } else {
            text += Self.digits(year.magnitude, count: 4)
        }
        text += "-" + Self.digits(UInt64(month), count: 2) + "-" + Self.digits(UInt64(day), count: 2) + "T"
        text += Self.digits(UInt64(second / 3600), count: 2) + ":"
        text += Self.digits(UInt64(second / 60 % 60), count: 2) + ":"
        text += Self.digits(UInt64(second % 60), count: 2)
        if precision != .seconds {
            text += "." + Self.digits(UInt64(nanoseconds), count: 9).prefix(precision.rawValue)
        }
        return text + "Z"
    }

    private static func digits(_ value: UInt64, count: Int) -> String {
        let digits = String(value)
        return String(repeating: "0", count: max(count - digits.utf8.count, 0)) + digits
    }

    /// The instant that a `date-time` of RFC 3339 section 5.6 names.
    ///
    /// `T` and `Z` may be in lowercase; digits of the fraction beyond the ninth are checked and
    /// dropped. Second 60 is accepted where leap seconds may stand, at the end of a month in UTC,
    /// and names the instant after it.
    public init(rfc3339 text: some StringProtocol) throws(TimestampError) {
        var reader = RFC3339Reader(bytes: Array(text.utf8))
        self = try reader.read()
    }
}

extension Timestamp: CustomStringConvertible {
    /// The RFC 3339 form with milliseconds.
    public var description: String { rfc3339() }
}

/// Why a text is not a date and time of RFC 3339.
public struct TimestampError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The part whose digits are out of range; `offset` is that from UTC.
    public enum Component: String, Hashable, Sendable {
        case month, day, hour, minute, second, offset
    }

    /// What can be wrong with the form or the numbers in it.
    public enum Code: Hashable, Sendable {
        /// Not the character that the form demands, at this offset in bytes; the text may end there.
        case unexpectedCharacter(at: Int)
        /// Digits that name no such month, day, hour and so on.
        case outOfRange(Component)
    }

    /// What is wrong.
    public let code: Code

    init(_ code: Code) { self.code = code }

    public var description: String {
        switch code {
        case .unexpectedCharacter(let offset):
            "time: not of the form 2025-01-31T23:59:59.000Z at offset \(offset)"
        case .outOfRange(let component): "time: \(component.rawValue) out of range"
        }
    }
}

private struct RFC3339Reader {
    let bytes: [UInt8]
    var at = 0

    mutating func read() throws(TimestampError) -> Timestamp {
        let year = try number(digits: 4)
        try expect("-")
        let month = try number(digits: 2, in: 1...12, .month)
        try expect("-")
        let dayOfMonth = try number(digits: 2, in: 1...Calendar.days(inMonth: month, of: year), .day)
        try expect("T", or: "t")
        let hour = try number(digits: 2, in: 0...23, .hour)
        try expect(":")
        let minute = try number(digits: 2, in: 0...59, .minute)
        try expect(":")
        let second = try number(digits: 2, in: 0...60, .second)
        let nanoseconds = try fraction()
        let offset = try utcOffset()
        guard at == bytes.count else { throw unexpected }

        let days = Calendar.daysSinceEpoch(year: year, month: month, day: dayOfMonth)
        let seconds = days * 86_400 + (hour * 60 + minute) * 60 + second - offset
        guard second == 60 else { return Timestamp(seconds: seconds, nanoseconds: nanoseconds) }
        // After a leap second a month begins in UTC.
        let (day, rest) = Timestamp.divideDown(seconds, by: 86_400)
        guard rest == 0, Calendar.date(daysSinceEpoch: day).day == 1 else {
            throw TimestampError(.outOfRange(.second))
        }
        return Timestamp(seconds: seconds)
    }

    private var unexpected: TimestampError { TimestampError(.unexpectedCharacter(at: at)) }

    private var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func expect(_ a: Unicode.Scalar, or b: Unicode.Scalar? = nil) throws(TimestampError) {
        guard current == UInt8(ascii: a) || b.map({ current == UInt8(ascii: $0) }) == true else {
            throw unexpected
        }
        at += 1
    }

    private mutating func digit() -> Int64? {
        let value = current &- UInt8(ascii: "0")
        guard value < 10 else { return nil }
        at += 1
        return Int64(value)
    }

    private mutating func number(digits: Int) throws(TimestampError) -> Int64 {
        var value: Int64 = 0
        for _ in 0..<digits {
            guard let digit = digit() else { throw unexpected }
            value = value * 10 + digit
        }
        return value
    }

    private mutating func number(
        digits: Int, in range: ClosedRange<Int64>, _ component: TimestampError.Component
    ) throws(TimestampError) -> Int64 {
        let value = try number(digits: digits)
        guard range.contains(value) else { throw TimestampError(.outOfRange(component)) }
        return value
    }

    private mutating func fraction() throws(TimestampError) -> UInt32 {
        guard current == UInt8(ascii: ".") else { return 0 }
        at += 1
        guard let first = digit() else { throw unexpected }
        var value = UInt32(first) * 100_000_000
        var scale: UInt32 = 10_000_000
        while let digit = digit() {
            value += UInt32(digit) * scale
            scale /= 10
        }
        return value
    }

    /// Seconds that local time is ahead of UTC.
    private mutating func utcOffset() throws(TimestampError) -> Int64 {
        let sign: Int64
        switch current {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            at += 1
            return 0
        case UInt8(ascii: "+"): sign = 1
        case UInt8(ascii: "-"): sign = -1
        default: throw unexpected
        }
        at += 1
        let hour = try number(digits: 2, in: 0...23, .offset)
        try expect(":")
        let minute = try number(digits: 2, in: 0...59, .offset)
        return sign * (hour * 60 + minute) * 60
    }
}
