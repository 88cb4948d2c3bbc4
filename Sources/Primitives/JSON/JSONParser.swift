/// Why a text is not one JSON value.
public struct JSONError: Error, Hashable, Sendable, CustomStringConvertible {
    /// What breaks the rules of RFC 8259, or the stricter ones of this parser.
    public enum Code: Hashable, Sendable {
        case unexpectedEnd
        case unexpectedCharacter
        case invalidNumber
        case invalidEscape
        case invalidUTF8
        case duplicateMember(String)
        case tooDeep(limit: Int)
    }

    /// What is wrong.
    public let code: Code
    /// Where, in bytes from the beginning.
    public let offset: Int

    public var description: String {
        let what =
            switch code {
            case .unexpectedEnd: "ends too early"
            case .unexpectedCharacter: "unexpected character"
            case .invalidNumber: "invalid number"
            case .invalidEscape: "invalid escape or control character in a string"
            case .invalidUTF8: "invalid UTF-8"
            case .duplicateMember(let name): "member \"\(name)\" stands twice"
            case .tooDeep(let limit): "nested more than \(limit) levels deep"
            }
        return "JSON: \(what) at offset \(offset)"
    }
}

extension JSON {
    /// How deep arrays and objects may be nested in what is parsed.
    public static let depthLimit = 256

    /// The one value that `text` holds, white space around it permitted.
    public init(parsing text: some StringProtocol) throws(JSONError) {
        try self.init(parsing: Array(text.utf8))
    }

    /// The one value that UTF-8 `bytes` hold, white space around it permitted.
    ///
    /// Strict: RFC 8259 without extensions, valid UTF-8, no member twice, no lone surrogates.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var parser = JSONParser(bytes)
        self = try parser.parseDocument()
    }
}

struct JSONParser {
    private let bytes: [UInt8]
    private var at = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func parseDocument() throws(JSONError) -> JSON {
        let value = try parseValue(depth: 0)
        skipSpace()
        guard at == bytes.count else { throw error(.unexpectedCharacter) }
        return value
    }

    mutating func parseWholeNumber() throws(JSONError) -> JSON.Number {
        let number = try parseNumber()
        guard at == bytes.count else { throw error(.invalidNumber) }
        return number
    }

    private func error(_ code: JSONError.Code) -> JSONError { JSONError(code: code, offset: at) }

    /// The byte here, or zero, which is valid nowhere in JSON, at the end.
    private var current: UInt8 { at < bytes.count ? bytes[at] : 0 }

    private mutating func skipSpace() {
        while current == 0x20 || current == 0x0a || current == 0x0d || current == 0x09 { at += 1 }
    }

    private func unexpected() -> JSONError {
        error(at < bytes.count ? .unexpectedCharacter : .unexpectedEnd)
    }

    private mutating func parseValue(depth: Int) throws(JSONError) -> JSON {
        skipSpace()
        switch current {
        case UInt8(ascii: "{"): return try parseObject(depth: depth + 1)
        case UInt8(ascii: "["): return try parseArray(depth: depth + 1)
        case UInt8(ascii: "\""): return .string(try parseString())
        case UInt8(ascii: "t"): return try parseWord("true", .bool(true))
        case UInt8(ascii: "f"): return try parseWord("false", .bool(false))
        case UInt8(ascii: "n"): return try parseWord("null", .null)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try parseNumber())
        default: throw unexpected()
        }
    }

    private mutating func parseWord(_ word: StaticString, _ value: JSON) throws(JSONError) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard current == word.utf8Start[index] else { throw unexpected() }
            at += 1
        }
        return value
    }

    private mutating func parseArray(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.depthLimit else { throw error(.tooDeep(limit: JSON.depthLimit)) }
        at += 1
        var values: [JSON] = []
        skipSpace()
        if current == UInt8(ascii: "]") {
            at += 1
            return .array(values)
        }
        while true {
            values.append(try parseValue(depth: depth))
            skipSpace()
            switch current {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "]"):
                at += 1
                return .array(values)
            default: throw unexpected()
            }
        }
    }

    private mutating func parseObject(depth: Int) throws(JSONError) -> JSON {
        guard depth <= JSON.depthLimit else { throw error(.tooDeep(limit: JSON.depthLimit)) }
        at += 1
        var object = JSON.Object()
        skipSpace()
        if current == UInt8(ascii: "}") {
            at += 1
            return .object(object)
        }
        while true {
            skipSpace()
            guard current == UInt8(ascii: "\"") else { throw unexpected() }
            let start = at
            let name = try parseString()
            skipSpace()
            guard current == UInt8(ascii: ":") else { throw unexpected() }
            at += 1
            guard object.insert(name, try parseValue(depth: depth)) else {
                throw JSONError(code: .duplicateMember(name), offset: start)
            }
            skipSpace()
            switch current {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: "}"):
                at += 1
                return .object(object)
            default: throw unexpected()
            }
        }
    }

    private mutating func parseNumber() throws(JSONError) -> JSON.Number {
        let start = at
        if current == UInt8(ascii: "-") { at += 1 }
        if current == UInt8(ascii: "0") { at += 1 } else { try skipDigits() }
        if current == UInt8(ascii: ".") {
            at += 1
            try skipDigits()
        }
        if current | 0x20 == UInt8(ascii: "e") {
            at += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { at += 1 }
            try skipDigits()
        }
        return JSON.Number(unchecked: String(decoding: bytes[start..<at], as: UTF8.self))
    }

    private mutating func skipDigits() throws(JSONError) {
        let start = at
        while current &- UInt8(ascii: "0") < 10 { at += 1 }
        guard at > start else { throw error(at < bytes.count ? .invalidNumber : .unexpectedEnd) }
    }

    private mutating func parseString() throws(JSONError) -> String {
        at += 1
        let start = at
        while at < bytes.count, bytes[at] >= 0x20, bytes[at] != UInt8(ascii: "\""), bytes[at] != 0x5c {
            at += 1
        }
        if current == UInt8(ascii: "\"") {
            defer { at += 1 }
            return try text(bytes[start..<at], from: start)
        }
        // The rarer form: some character is escaped.
        var content = Array(bytes[start..<at])
        while at < bytes.count {
            switch bytes[at] {
            case UInt8(ascii: "\""):
                at += 1
                return try text(content[...], from: start)
            case 0x5c:
                at += 1
                try parseEscape(into: &content)
            case 0..<0x20: throw error(.invalidEscape)
            case let byte:
                content.append(byte)
                at += 1
            }
        }
        throw error(.unexpectedEnd)
    }

    private func text(_ slice: ArraySlice<UInt8>, from start: Int) throws(JSONError) -> String {
        guard let text = String(validating: slice, as: UTF8.self) else {
            throw JSONError(code: .invalidUTF8, offset: start)
        }
        return text
    }

    private mutating func parseEscape(into content: inout [UInt8]) throws(JSONError) {
        let escape = current
        switch escape {
        case UInt8(ascii: "\""), 0x5c, UInt8(ascii: "/"): content.append(escape)
        case UInt8(ascii: "b"): content.append(0x08)
        case UInt8(ascii: "f"): content.append(0x0c)
        case UInt8(ascii: "n"): content.append(0x0a)
        case UInt8(ascii: "r"): content.append(0x0d)
        case UInt8(ascii: "t"): content.append(0x09)
        case UInt8(ascii: "u"):
            at += 1
            let scalar = try parseEscapedScalar()
            content.append(contentsOf: Array(String(Character(scalar)).utf8))
            return
        default: throw error(at < bytes.count ? .invalidEscape : .unexpectedEnd)
        }
        at += 1
    }

    private mutating func parseEscapedScalar() throws(JSONError) -> Unicode.Scalar {
        let first = try parseCodeUnit()
        if let scalar = Unicode.Scalar(first) { return scalar }
        guard first < 0xdc00, current == 0x5c else { throw error(.invalidEscape) }
        at += 1
        guard current == UInt8(ascii: "u") else { throw error(.invalidEscape) }
        at += 1
        let second = try parseCodeUnit()
        guard 0xdc00..<0xe000 ~= second,
            let scalar = Unicode.Scalar(0x10000 + (first - 0xd800) << 10 + (second - 0xdc00))
        else { throw error(.invalidEscape) }
        return scalar
    }

    private mutating func parseCodeUnit() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let digit = Hex.value(current)
            guard digit < 16 else { throw error(at < bytes.count ? .invalidEscape : .unexpectedEnd) }
            value = value << 4 | UInt32(digit)
            at += 1
        }
        return value
    }
}
