/// Reads types, parameters and words from the text of a type or a signature.
struct ABIScanner {
    /// What may stand beside a type.
    enum Style {
        /// Types only, no white space: the canonical text.
        case canonical
        /// A component of a struct: a name may follow.
        case component
        /// An argument: a data location, `payable` and a name may follow.
        case argument
        /// An event's parameter: `indexed`, a data location and a name may follow.
        case eventParameter
    }

    private let text: [UInt8]
    private(set) var at = 0

    init(_ text: some StringProtocol) { self.text = Array(text.utf8) }

    // MARK: Characters and words

    /// The byte here, or zero at the end.
    var current: UInt8 { at < text.count ? text[at] : 0 }

    func failure(_ reason: String, at offset: Int? = nil) -> ABIError {
        ABIError(.invalidSignature(reason), at: offset ?? at)
    }

    mutating func skipSpace() {
        while current == 0x20 || (0x09...0x0d).contains(current) { at += 1 }
    }

    /// Takes `character` if it comes next after white space.
    mutating func take(_ character: Unicode.Scalar) -> Bool {
        skipSpace()
        guard current == UInt8(ascii: character) else { return false }
        at += 1
        return true
    }

    mutating func expect(_ character: Unicode.Scalar) throws(ABIError) {
        guard take(character) else { throw failure("expected \"\(character)\", got \(found)") }
    }

    /// What comes next, in words for a message.
    var found: String {
        guard at < text.count else { return "the end" }
        let rest = text[at...].prefix(16)
        return "\"" + String(decoding: rest, as: UTF8.self) + (text.count - at > 16 ? "…\"" : "\"")
    }

    /// The identifier that comes next after white space, empty if there is none.
    mutating func word() -> String {
        skipSpace()
        return wordHere()
    }

    /// The identifier that stands right here, empty if there is none.
    private mutating func wordHere() -> String {
        let start = at
        while Self.isIdentifier(current, first: at == start) { at += 1 }
        return String(decoding: text[start..<at], as: UTF8.self)
    }

    /// Takes `keyword` if it is the next word.
    mutating func take(keyword: String) -> Bool {
        let start = at
        if word() == keyword { return true }
        at = start
        return false
    }

    /// Nothing but white space, and one semicolon, may be left.
    mutating func end() throws(ABIError) {
        _ = take(";")
        skipSpace()
        guard at == text.count else { throw failure("unexpected \(found)") }
    }

    static func isIdentifier(_ byte: UInt8, first: Bool) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"): true
        case UInt8(ascii: "_"), UInt8(ascii: "$"): true
        case UInt8(ascii: "0")...UInt8(ascii: "9"): !first
        default: false
        }
    }

    static func isIdentifier(_ name: String) -> Bool {
        guard let first = name.utf8.first else { return false }
        return isIdentifier(first, first: true) && name.utf8.allSatisfy { isIdentifier($0, first: false) }
    }
}

// MARK: Types

extension ABIScanner {
    /// The one type that the whole text is, in canonical form.
    mutating func wholeType() throws(ABIError) -> ABIType {
        let type = try self.type(.canonical, depth: 1)
        guard at == text.count else { throw ABIError(.invalidType("unexpected \(found)"), at: at) }
        return type
    }

    /// A type; `depth` counts the tuples it stands in, so that recursion is bounded.
    mutating func type(_ style: Style, depth: Int) throws(ABIError) -> ABIType {
        let start = at
        let base: ABIType
        if current == UInt8(ascii: "(") {
            base = try tuple(style, depth: depth)
        } else {
            let name = wordHere()
            if name == "tuple", style != .canonical {
                guard current == UInt8(ascii: "(") else {
                    throw ABIError(.invalidType("tuple needs its components: tuple(…)"), at: at)
                }
                base = try tuple(style, depth: depth)
            } else {
                base = try Self.elementary(name, at: start, found: found)
            }
        }
        return try arraySuffixes(of: base, at: start)
    }

    /// What follows a type: `[]` and `[k]`, any number of times.
    mutating func arraySuffixes(of base: ABIType, at start: Int) throws(ABIError) -> ABIType {
        var type = base
        var depth = base.depth
        while current == UInt8(ascii: "[") {
            at += 1
            depth += 1
            guard depth <= ABIType.depthLimit else {
                throw ABIError(.typeTooDeep(limit: ABIType.depthLimit), at: start)
            }
            if current == UInt8(ascii: "]") {
                type = .array(of: type)
            } else {
                let digitsAt = at
                while current &- 0x30 < 10 { at += 1 }
                guard let count = Self.number(text[digitsAt..<at]), current == UInt8(ascii: "]") else {
                    throw ABIError(.invalidType("expected an array's length and \"]\""), at: digitsAt)
                }
                type = .fixedArray(of: type, count: count)
            }
            at += 1
        }
        guard depth <= ABIType.depthLimit else {
            throw ABIError(.typeTooDeep(limit: ABIType.depthLimit), at: start)
        }
        return type
    }

    private mutating func tuple(_ style: Style, depth: Int) throws(ABIError) -> ABIType {
        guard depth < ABIType.depthLimit else {
            throw ABIError(.typeTooDeep(limit: ABIType.depthLimit), at: at)
        }
        let inner: Style = style == .canonical ? .canonical : .component
        return .tuple(try parameters(inner, depth: depth + 1))
    }

    /// Decimal digits without leading zeros.
    private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
        guard let first = digits.first, first != 0x30 || digits.count == 1 else { return nil }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    private static func elementary(
        _ name: String, at offset: Int, found: String
    ) throws(ABIError) -> ABIType {
        switch name {
        case "": throw ABIError(.invalidType("expected a type, got \(found)"), at: offset)
        case "address": return .address
        case "bool": return .bool
        case "bytes": return .bytes
        case "string": return .string
        case "function": return .function
        case "uint": return .uint256
        case "int": return .int256
        case "byte": throw ABIError(.invalidType("byte is not a type of the ABI; write bytes1"), at: offset)
        default: break
        }
        let stem = name.prefix { !$0.isNumber }
        let digits = Array(name.utf8.dropFirst(stem.utf8.count))
        let size = number(digits[...])
        switch stem {
        case "uint", "int":
            guard let size, size % 8 == 0, 8...256 ~= size else {
                throw ABIError(.invalidType("\(name) does not exist; \(stem)8 to \(stem)256"), at: offset)
            }
            return stem == "uint" ? .uint(bits: size) : .int(bits: size)
        case "bytes":
            guard let size, 1...32 ~= size else {
                throw ABIError(.invalidType("\(name) does not exist; bytes1 to bytes32"), at: offset)
            }
            return .fixedBytes(size)
        case "fixed", "ufixed": throw ABIError(.unsupportedType(name), at: offset)
        default:
            throw ABIError(
                .invalidType("\(name) is not a type of the ABI; structs are written tuple(…)"), at: offset)
        }
    }
}

// MARK: Parameters

extension ABIScanner {
    /// Parameters in parentheses.
    mutating func parameters(_ style: Style, depth: Int = 1) throws(ABIError) -> [ABIParameter] {
        if style == .canonical {
            guard current == UInt8(ascii: "(") else { throw failure("expected \"(\", got \(found)") }
            at += 1
        } else {
            try expect("(")
        }
        var parameters: [ABIParameter] = []
        if style == .canonical ? current == UInt8(ascii: ")") : take(")") {
            if style == .canonical { at += 1 }
            return parameters
        }
        while true {
            parameters.append(try parameter(style, depth: depth))
            if style != .canonical { skipSpace() }
            switch current {
            case UInt8(ascii: ","): at += 1
            case UInt8(ascii: ")"):
                at += 1
                return parameters
            default: throw failure("expected \",\" or \")\", got \(found)")
            }
        }
    }

    /// A type and what may stand beside it.
    mutating func parameter(_ style: Style, depth: Int = 1) throws(ABIError) -> ABIParameter {
        if style == .canonical { return ABIParameter(try type(style, depth: depth)) }
        skipSpace()
        var parameter = ABIParameter(try type(style, depth: depth))
        var hasLocation = false
        while true {
            let start = at
            let word = self.word()
            switch word {
            case "": return parameter
            case "indexed" where style == .eventParameter && !parameter.isIndexed:
                parameter.isIndexed = true
            case "payable" where style != .component && parameter.type == .address: break
            case "memory", "calldata", "storage":
                guard style != .component, parameter.type.isReference, !hasLocation else {
                    throw failure("\(word) does not belong here", at: start)
                }
                hasLocation = true
            case "indexed", "payable":
                throw failure("\(word) does not belong here", at: start)
            default:
                parameter.name = word
                return parameter
            }
        }
    }
}

extension ABIType {
    /// The type that `text` names, in canonical form: no white space, no names.
    ///
    /// `uint` and `int` mean the 256-bit types. Refused: sizes that do not exist, leading zeros,
    /// fixed-point types, `byte`, more than ``depthLimit`` levels.
    public init(parsing text: some StringProtocol) throws(ABIError) {
        var scanner = ABIScanner(text)
        self = try scanner.wholeType()
    }
}

extension [ABIType] {
    /// The types that `texts` name, each as ``ABIType/init(parsing:)`` reads it.
    public init(parsing texts: some Sequence<String>) throws(ABIError) {
        self = []
        for text in texts {
            do {
                append(try ABIType(parsing: text))
            } catch {
                throw error.inside(.argument(count, name: ""))
            }
        }
    }
}
