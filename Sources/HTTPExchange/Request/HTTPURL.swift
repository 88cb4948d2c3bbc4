/// An absolute http or https URL (RFC 3986), read strictly, so that every form of the transport reads it alike.
///
/// Scheme and host are in lowercase, an empty path is `/`, and the fragment, which is never sent, is dropped.
public struct HTTPURL: Hashable, Sendable {
    /// `http` or `https`.
    public let scheme: String
    /// What stands before `@`, percent-encoded; sent as Basic credentials.
    public let userInfo: String?
    /// A name, an IPv4 address, or an IPv6 address in brackets.
    public let host: String
    /// The port, if the URL names one.
    public let port: Int?
    /// Percent-encoded, from the first `/`.
    public let path: String
    /// Percent-encoded, without the `?`.
    public let query: String?

    /// - Throws: ``HTTPTransportError`` with `invalidURL`.
    public init(_ text: String) throws(HTTPTransportError) {
        do {
            try self.init(parsing: text)
        } catch {
            throw HTTPTransportError(
                .invalidURL, method: "(none)", url: "(invalid URL)", requestID: "(none)", reason: error.reason
            )
        }
    }

    init(scheme: String, userInfo: String?, host: String, port: Int?, path: String, query: String?) {
        self.scheme = scheme
        self.userInfo = userInfo
        self.host = host
        self.port = port
        self.path = path.isEmpty ? "/" : path
        self.query = query
    }

    /// The port to connect to: the one named, or 80 or 443 by the scheme.
    public var effectivePort: Int { port ?? (scheme == "https" ? 443 : 80) }

    /// Host and effective port, `host:port`.
    public var authority: String { "\(host):\(effectivePort)" }

    /// The whole URL, secrets included, without user information.
    public var string: String {
        "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(path)\(query.map { "?\($0)" } ?? "")"
    }

    var withoutUserInfo: HTTPURL {
        HTTPURL(scheme: scheme, userInfo: nil, host: host, port: port, path: path, query: query)
    }

    var decodedUserInfo: [UInt8]? {
        guard let userInfo, !userInfo.isEmpty else { return nil }
        var bytes: [UInt8] = []
        var rest = userInfo.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"),
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest = rest.dropFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return bytes.contains(UInt8(ascii: ":")) ? bytes : bytes + [UInt8(ascii: ":")]
    }

    func hasSameOrigin(as other: HTTPURL) -> Bool {
        scheme == other.scheme && host == other.host && effectivePort == other.effectivePort
    }
}

extension HTTPURL: CustomStringConvertible, CustomReflectable {
    /// Safe to print: no user information, no query, and path segments of over 24 characters cut to six, since
    /// providers put API keys there.
    public var description: String {
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
            .map { $0.count > 24 ? "\($0.prefix(6))…" : String($0) }
        return "\(scheme)://\(host)\(port.map { ":\($0)" } ?? "")\(segments.joined(separator: "/"))"
    }

    /// The description alone, so that `dump` is as safe.
    public var customMirror: Mirror { Mirror(self, children: ["url": description]) }
}
