/// The parts of RFC 3986 that messages contain, checked as written; nothing is decoded.
enum URISyntax {
    typealias Text = ArraySlice<UInt8>

    static func isUnreserved(_ c: UInt8) -> Bool {
        isLetter(c) || isDigit(c) || c == UInt8(ascii: "-") || c == UInt8(ascii: ".")
            || c == UInt8(ascii: "_") || c == UInt8(ascii: "~")
    }

    static func isSubDelimiter(_ c: UInt8) -> Bool {
        switch c {
        // ! $ & ' ( ) * + , ; =
        case 0x21, 0x24, 0x26...0x2c, 0x3b, 0x3d: true
        default: false
        }
    }

    static func isReserved(_ c: UInt8) -> Bool {
        switch c {
        // : / ? # [ ] @
        case 0x3a, 0x2f, 0x3f, 0x23, 0x5b, 0x5d, 0x40: true
        default: isSubDelimiter(c)
        }
    }

    static func isLetter(_ c: UInt8) -> Bool { (c | 0x20) &- 0x61 < 26 }
    static func isDigit(_ c: UInt8) -> Bool { c &- 0x30 < 10 }
    static func isHexDigit(_ c: UInt8) -> Bool { isDigit(c) || (c | 0x20) &- 0x61 < 6 }

    /// Whether `text` is `pchar` throughout, save for `extra`.
    static func isPathText(_ text: Text, extra: [UInt8] = []) -> Bool {
        isEncoded(text) {
            isUnreserved($0) || isSubDelimiter($0) || $0 == 0x3a || $0 == 0x40 || extra.contains($0)
        }
    }

    /// Whether `text` has only permitted characters and whole percent-encodings.
    private static func isEncoded(_ text: Text, permitting: (UInt8) -> Bool) -> Bool {
        var rest = text
        while let c = rest.popFirst() {
            if c == UInt8(ascii: "%") {
                guard let high = rest.popFirst(), let low = rest.popFirst(), isHexDigit(high), isHexDigit(low)
                else { return false }
            } else if !permitting(c) {
                return false
            }
        }
        return true
    }

    /// `scheme`: a letter, then letters, digits, plus, minus and dots.
    static func isScheme(_ text: Text) -> Bool {
        guard let first = text.first, isLetter(first) else { return false }
        return text.allSatisfy { isLetter($0) || isDigit($0) || $0 == 0x2b || $0 == 0x2d || $0 == 0x2e }
    }

    /// `URI`: a scheme and what is after it, the query and fragment included; no relative references.
    static func isURI(_ text: Text) -> Bool {
        guard let colon = text.firstIndex(of: UInt8(ascii: ":")), isScheme(text[..<colon]) else {
            return false
        }
        var rest = text[(colon + 1)...]
        if let mark = rest.firstIndex(of: UInt8(ascii: "#")) {
            guard isPathText(rest[(mark + 1)...], extra: [0x2f, 0x3f]) else { return false }
            rest = rest[..<mark]
        }
        if let mark = rest.firstIndex(of: UInt8(ascii: "?")) {
            guard isPathText(rest[(mark + 1)...], extra: [0x2f, 0x3f]) else { return false }
            rest = rest[..<mark]
        }
        if rest.starts(with: [0x2f, 0x2f]) {
            rest = rest.dropFirst(2)
            let end = rest.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
            guard isAuthority(rest[..<end]) else { return false }
            rest = rest[end...]
        }
        return isPathText(rest, extra: [0x2f])
    }

    static func isURI(_ text: String) -> Bool { isURI(Array(text.utf8)[...]) }

    /// `authority`: a host, perhaps with user information before and a port after it.
    static func isAuthority(_ text: Text) -> Bool {
        var rest = text
        if let at = rest.firstIndex(of: UInt8(ascii: "@")) {
            guard isEncoded(rest[..<at], permitting: { isUnreserved($0) || isSubDelimiter($0) || $0 == 0x3a })
            else { return false }
            rest = rest[(at + 1)...]
        }
        if rest.first == UInt8(ascii: "[") {
            guard let end = rest.firstIndex(of: UInt8(ascii: "]")) else { return false }
            let port = rest[(end + 1)...]
            let literal = rest[rest.startIndex..<end].dropFirst()
            guard isIPv6(literal) || isIPvFuture(literal) else { return false }
            return port.isEmpty || (port.first == 0x3a && port.dropFirst().allSatisfy(isDigit))
        }
        if let colon = rest.firstIndex(of: UInt8(ascii: ":")) {
            guard rest[(colon + 1)...].allSatisfy(isDigit) else { return false }
            rest = rest[..<colon]
        }
        return isEncoded(rest) { isUnreserved($0) || isSubDelimiter($0) }
    }

    /// `IPvFuture`: a version and an address in a form not yet defined.
    private static func isIPvFuture(_ text: Text) -> Bool {
        guard let first = text.first, first | 0x20 == UInt8(ascii: "v"),
            let dot = text.firstIndex(of: UInt8(ascii: "."))
        else { return false }
        let version = text[..<dot].dropFirst()
        let address = text[(dot + 1)...]
        return !version.isEmpty && version.allSatisfy(isHexDigit) && !address.isEmpty
            && address.allSatisfy { isUnreserved($0) || isSubDelimiter($0) || $0 == 0x3a }
    }

    /// `IPv6address`: eight groups of sixteen bits, of which `::` may stand for one or more.
    private static func isIPv6(_ text: Text) -> Bool {
        // The longest address, with an IPv4 tail, has 45 characters.
        guard text.count <= 45 else { return false }
        var gap: Text.Index?
        var at = text.startIndex
        while at < text.endIndex - 1 {
            if text[at] == 0x3a, text[at + 1] == 0x3a {
                guard gap == nil else { return false }
                gap = at
                at += 1
            }
            at += 1
        }
        guard let gap else { return groups(text, ipv4Tail: true) == 8 }
        guard let left = groups(text[..<gap], ipv4Tail: false),
            let right = groups(text[(gap + 2)...], ipv4Tail: true)
        else { return false }
        return left + right <= 7
    }

    /// How many groups of sixteen bits stand there; nil if the text is something else.
    private static func groups(_ text: Text, ipv4Tail: Bool) -> Int? {
        guard !text.isEmpty else { return 0 }
        let parts = text.split(separator: 0x3a, omittingEmptySubsequences: false)
        var count = parts.count
        for (index, part) in parts.enumerated() {
            if (1...4).contains(part.count), part.allSatisfy(isHexDigit) { continue }
            guard ipv4Tail, index == parts.count - 1, isIPv4(part) else { return nil }
            count += 1
        }
        return count
    }

    /// `IPv4address`: four numbers up to 255 without leading zeros.
    private static func isIPv4(_ text: Text) -> Bool {
        let parts = text.split(separator: 0x2e, omittingEmptySubsequences: false)
        guard parts.count == 4 else { return false }
        return parts.allSatisfy { part in
            guard (1...3).contains(part.count), part.allSatisfy(isDigit) else { return false }
            if part.count > 1, part.first == 0x30 { return false }
            return part.reduce(0) { $0 * 10 + Int($1 - 0x30) } <= 255
        }
    }
}
