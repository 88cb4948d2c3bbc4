extension HTTPURL {
    /// The longest text read as a URL, in bytes.
    static let maximumLength = 16 * 1024

    init(parsing text: String) throws(TransportFailure) {
        try Self.checkCharacters(text)
        guard let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) else {
            throw Self.invalid("it has no scheme")
        }
        let scheme = text[..<colon].lowercased()
        guard scheme == "http" || scheme == "https" else {
            throw Self.invalid("its scheme is not http or https")
        }
        var rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { throw Self.invalid("it has no host") }
        rest = rest.dropFirst(2)

        let authorityEnd = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
        let (userInfo, host, port) = try Self.parse(authority: rest[..<authorityEnd])
        let (path, query) = Self.parse(pathAndQuery: rest[authorityEnd...])
        self.init(scheme: scheme, userInfo: userInfo, host: host, port: port, path: path, query: query)
        guard !path.utf8.contains(where: Self.isBracket), query?.utf8.contains(where: Self.isBracket) != true
        else { throw Self.invalid("a bracket outside the host is not percent-encoded") }
    }

    static func invalid(_ reason: String) -> TransportFailure {
        TransportFailure(.invalidURL, "not a URL to send to: \(reason)")
    }

    /// Only the characters of RFC 3986 appendix A, each `%` before two hexadecimal digits.
    static func checkCharacters(_ text: String) throws(TransportFailure) {
        guard text.utf8.count <= maximumLength else {
            throw invalid("it is over \(maximumLength) bytes long")
        }
        var digitsDue = 0
        for byte in text.utf8 {
            let isHex = Character(Unicode.Scalar(byte)).isHexDigit && byte < 0x80
            if digitsDue > 0 {
                guard isHex else { throw invalid("a % stands without two hexadecimal digits") }
                digitsDue -= 1
            } else if byte == UInt8(ascii: "%") {
                digitsDue = 2
            } else if !isAlphanumeric(byte), !"-._~:/?#[]@!$&'()*+,;=".utf8.contains(byte) {
                throw invalid("it has a character that must be percent-encoded")
            }
        }
        guard digitsDue == 0 else { throw invalid("a % stands without two hexadecimal digits") }
    }

    static func parse(pathAndQuery text: Substring) -> (path: String, query: String?) {
        let text = text.prefix { $0 != "#" }
        guard let mark = text.firstIndex(of: "?") else { return (String(text), nil) }
        return (String(text[..<mark]), String(text[text.index(after: mark)...]))
    }

    private static func parse(
        authority: Substring
    ) throws(TransportFailure) -> (userInfo: String?, host: String, port: Int?) {
        let parts = authority.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count <= 2, let hostAndPort = parts.last else {
            throw invalid("its authority has more than one @")
        }
        let userInfo = parts.count == 2 ? parts.first.map(String.init) : nil
        guard userInfo?.utf8.contains(where: isBracket) != true else {
            throw invalid("a bracket outside the host is not percent-encoded")
        }
        var host = hostAndPort
        var portText: Substring?
        if hostAndPort.hasPrefix("[") {
            guard let end = hostAndPort.firstIndex(of: "]") else {
                throw invalid("its IPv6 address has no ]")
            }
            host = hostAndPort[...end]
            let after = hostAndPort[hostAndPort.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else {
                throw invalid("something follows its IPv6 address")
            }
            portText = after.isEmpty ? nil : after.dropFirst()
            let digits = host.dropFirst().dropLast()
            guard
                digits.utf8.allSatisfy({
                    isAlphanumeric($0) && Character(Unicode.Scalar($0)).isHexDigit
                        || $0 == UInt8(ascii: ":") || $0 == UInt8(ascii: ".")
                }),
                digits.utf8.count(where: { $0 == UInt8(ascii: ":") }) >= 2
            else { throw invalid("its IPv6 address is not one") }
        } else {
            if let colon = hostAndPort.firstIndex(of: ":") {
                host = hostAndPort[..<colon]
                portText = hostAndPort[hostAndPort.index(after: colon)...]
            }
            guard host.utf8.allSatisfy({ isAlphanumeric($0) || "-._".utf8.contains($0) }) else {
                throw invalid("its host has a character that host names do not have")
            }
        }
        guard !host.isEmpty, host.utf8.count <= 255 else { throw invalid("it has no host, or one too long") }
        return (userInfo, host.lowercased(), try parse(port: portText))
    }

    private static func parse(port text: Substring?) throws(TransportFailure) -> Int? {
        guard let text, !text.isEmpty else { return nil }
        guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }), let port = Int(text),
            (1...65_535).contains(port)
        else { throw invalid("its port is not 1 to 65535") }
        return port
    }

    private static func isBracket(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: "[") || byte == UInt8(ascii: "]")
    }

    private static func isAlphanumeric(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "a")...UInt8(ascii: "z"):
            true
        default: false
        }
    }
}
