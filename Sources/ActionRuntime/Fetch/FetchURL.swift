/// An http or https URL as the URL Standard serialises it, or as a redirect gives it.
package struct FetchURL: Hashable, Sendable {
    package let isSecure: Bool
    /// A name, an IPv4 address, or an IPv6 address without its brackets.
    package let host: String
    package let port: Int
    private let hasDefaultPort: Bool
    /// Path and query, from the first `/`.
    package let target: String

    package static let maximumLength = 1 << 20

    package init?(_ text: some StringProtocol) {
        guard text.utf8.count <= Self.maximumLength, let colon = text.firstIndex(of: ":") else { return nil }
        switch text[..<colon].lowercased() {
        case "http": isSecure = false
        case "https": isSecure = true
        default: return nil
        }
        let rest = text[text.index(after: colon)...]
        guard rest.hasPrefix("//") else { return nil }
        let tail = rest.dropFirst(2)
        let authority = tail.prefix { !"/?#".contains($0) }
        // Credentials in URLs are refused by the Fetch Standard, and by this for redirects too.
        guard !authority.contains("@"), let (host, port) = Self.hostAndPort(authority) else { return nil }
        self.host = host
        let usual = isSecure ? 443 : 80
        self.port = port ?? usual
        hasDefaultPort = self.port == usual
        target = Self.target(tail[authority.endIndex...])
    }

    private static func hostAndPort(_ text: some StringProtocol) -> (String, Int?)? {
        var host = String(text)
        var portText = ""
        if host.hasPrefix("[") {
            guard let end = host.firstIndex(of: "]") else { return nil }
            let after = host[host.index(after: end)...]
            guard after.isEmpty || after.hasPrefix(":") else { return nil }
            portText = String(after.dropFirst())
            host = String(host[host.index(after: host.startIndex)..<end])
            guard case .v6 = IPAddress(host) else { return nil }
        } else {
            if let colon = host.firstIndex(of: ":") {
                portText = String(host[host.index(after: colon)...])
                host = String(host[..<colon])
            }
            guard host.utf8.allSatisfy({ isHostCharacter($0) }) else { return nil }
        }
        guard !host.isEmpty, host.utf8.count <= 255 else { return nil }
        guard !portText.isEmpty else { return (host.lowercased(), nil) }
        guard portText.utf8.count <= 5, portText.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let port = Int(portText), port <= 65_535
        else { return nil }
        return (host.lowercased(), port)
    }

    private static func isHostCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
        default: byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "_")
        }
    }

    /// Path and query without fragment; what may not stand in a request's first line is percent-encoded.
    private static func target(_ text: some StringProtocol) -> String {
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == UInt8(ascii: "#") { break }
            if byte > 0x20, byte < 0x7f, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "<"),
                byte != UInt8(ascii: ">")
            {
                bytes.append(byte)
            } else {
                bytes += Array("%\(byte < 16 ? "0" : "")\(String(byte, radix: 16, uppercase: true))".utf8)
            }
        }
        if bytes.first != UInt8(ascii: "/") { bytes.insert(UInt8(ascii: "/"), at: 0) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Host and, unless it is the scheme's, port: as it goes in the `Host` field.
    package var authority: String {
        let name = host.contains(":") ? "[\(host)]" : host
        return hasDefaultPort ? name : "\(name):\(port)"
    }

    package var text: String { "\(isSecure ? "https" : "http")://\(authority)\(target)" }

    package func hasSameOrigin(as other: FetchURL) -> Bool {
        isSecure == other.isSecure && host == other.host && port == other.port
    }

    /// What a `Location` on this page means; nil if it is not a URL to go to.
    package func resolving(_ location: String) -> FetchURL? {
        var location = location.filter { !$0.isNewline && $0 != "\t" }.trimming
        let front = location.prefix { !"/?#".contains($0) }
        if let colon = front.firstIndex(of: ":"),
            front[..<colon].utf8.allSatisfy({ Self.isSchemeCharacter($0) })
        {
            return FetchURL(location)
        }
        let origin = "\(isSecure ? "https" : "http")://\(authority)"
        location = location.replacing("\\", with: "/")
        if location.hasPrefix("//") { return FetchURL("\(isSecure ? "https" : "http"):\(location)") }
        if location.hasPrefix("#") || location.isEmpty { return self }
        let path = target.prefix { $0 != "?" }
        if location.hasPrefix("?") { return FetchURL(origin + path + location) }
        let split = location.firstIndex { "?#".contains($0) } ?? location.endIndex
        let folder = path[...(path.lastIndex(of: "/") ?? path.startIndex)]
        let merged =
            location.hasPrefix("/") ? String(location[..<split]) : String(folder + location[..<split])
        return FetchURL(origin + Self.withoutDotSegments(merged) + String(location[split...]))
    }

    private static func isSchemeCharacter(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2b, 0x2d, 0x2e: true
        default: false
        }
    }

    /// RFC 3986 section 5.2.4, for a path that begins with `/`.
    private static func withoutDotSegments(_ path: String) -> String {
        var kept: [Substring] = []
        let segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        for (index, segment) in segments.enumerated() {
            let isLast = index == segments.count - 1
            switch segment.replacing("%2e", with: ".").replacing("%2E", with: ".") {
            case ".": if isLast { kept.append("") }
            case "..":
                _ = kept.popLast()
                if isLast { kept.append("") }
            default: kept.append(segment)
            }
        }
        return "/" + kept.joined(separator: "/")
    }
}

extension String {
    fileprivate var trimming: String {
        var view = self[...]
        while view.first == " " { view.removeFirst() }
        while view.last == " " { view.removeLast() }
        return String(view)
    }
}
