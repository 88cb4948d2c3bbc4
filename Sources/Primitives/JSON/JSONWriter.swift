extension JSON {
    /// The value as text without white space, members in their own order, numbers as written.
    public var text: String { String(decoding: utf8, as: UTF8.self) }

    /// ``text`` in UTF-8.
    public var utf8: [UInt8] {
        var output: [UInt8] = []
        write(to: &output, canonical: false)
        return output
    }

    /// The canonical form of RFC 8785 (JCS): members sorted by the UTF-16 code units of their
    /// names, numbers as ECMAScript prints doubles, no white space. UTF-8.
    ///
    /// Integers beyond 2^53 lose precision here, as the scheme demands; a number beyond the range
    /// of doubles, which the scheme forbids, keeps its text.
    public var canonicalUTF8: [UInt8] {
        var output: [UInt8] = []
        write(to: &output, canonical: true)
        return output
    }

    /// Appends ``text`` in UTF-8, for a larger text that is put together from parts.
    public func write(to output: inout [UInt8]) { write(to: &output, canonical: false) }

    private func write(to output: inout [UInt8], canonical: Bool) {
        switch self {
        case .null: output += "null".utf8
        case .bool(let value): output += (value ? "true" : "false").utf8
        case .number(let number):
            output += (canonical ? number.canonicalText : number.text).utf8
        case .string(let string): JSON.write(string, to: &output)
        case .array(let values):
            output.append(UInt8(ascii: "["))
            for (index, value) in values.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                value.write(to: &output, canonical: canonical)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let object):
            output.append(UInt8(ascii: "{"))
            let names = canonical ? object.keys.sorted(by: JSON.utf16Order) : object.keys
            for (index, name) in names.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                JSON.write(name, to: &output)
                output.append(UInt8(ascii: ":"))
                object[name]?.write(to: &output, canonical: canonical)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// Whether `a` comes before `b` by UTF-16 code units, the order of RFC 8785 section 3.2.3.
    public static func utf16Order(_ a: String, _ b: String) -> Bool {
        a.utf16.lexicographicallyPrecedes(b.utf16)
    }

    /// In quotes, with the escapes of RFC 8785 section 3.2.2.2 and no others.
    private static func write(_ string: String, to output: inout [UInt8]) {
        output.append(UInt8(ascii: "\""))
        for byte in string.utf8 {
            switch byte {
            case UInt8(ascii: "\""), 0x5c: output += [0x5c, byte]
            case 0x08: output += [0x5c, UInt8(ascii: "b")]
            case 0x09: output += [0x5c, UInt8(ascii: "t")]
            case 0x0a: output += [0x5c, UInt8(ascii: "n")]
            case 0x0c: output += [0x5c, UInt8(ascii: "f")]
            case 0x0d: output += [0x5c, UInt8(ascii: "r")]
            case 0..<0x20:
                output += "\\u00".utf8
                output += [Hex.digit(byte >> 4), Hex.digit(byte & 15)]
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }
}

extension JSON.Number {
    /// As ECMAScript's Number::toString prints the double (ECMA-262 section 6.1.6.1.20).
    var canonicalText: String {
        guard let value = double else { return text }
        if value == 0 { return "0" }
        // Swift prints the same shortest digits; only where the point or exponent stands differs.
        var (digits, exponent) = (String(abs(value)), 0)
        if let mark = digits.firstIndex(of: "e") {
            exponent = Int(digits[digits.index(after: mark)...]) ?? 0
            digits = String(digits[..<mark])
        }
        var pointAt = digits.count
        if let point = digits.firstIndex(of: ".") {
            pointAt = digits.distance(from: digits.startIndex, to: point)
            digits.remove(at: point)
        }
        // value = 0.digits * 10^pointAt
        pointAt += exponent
        let leading = digits.prefix { $0 == "0" }.count
        digits.removeFirst(leading)
        pointAt -= leading
        while digits.hasSuffix("0") { digits.removeLast() }
        let sign = value < 0 ? "-" : ""
        return sign + Self.place(digits, pointAt: pointAt)
    }

    private static func place(_ digits: String, pointAt n: Int) -> String {
        let k = digits.count
        switch n {
        case k...21 where k <= n: return digits + String(repeating: "0", count: n - k)
        case 1...21: return digits.prefix(n) + "." + digits.dropFirst(n)
        case -5...0: return "0." + String(repeating: "0", count: -n) + digits
        default:
            let mantissa = k == 1 ? digits : digits.prefix(1) + "." + digits.dropFirst(1)
            return mantissa + (n > 0 ? "e+" : "e-") + String(abs(n - 1))
        }
    }
}

extension JSON: CustomStringConvertible {
    public var description: String { text }
}
