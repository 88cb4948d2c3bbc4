package import NIOHTTP1

/// Who may call, by a request's header.
///
/// A page of any site can send requests to 127.0.0.1, and a site that lets its name point there (DNS rebinding) can
/// read the answers. Browsers then send `Origin` or `Sec-Fetch-Site`, which no program sends, and the site's name in
/// `Host`.
package struct AccessGuard: Sendable {
    /// Nil on a Unix socket, which the file system guards.
    private let token: AccessToken?

    package init(token: AccessToken?) { self.token = token }

    /// Why a request is refused; nil if it is not.
    ///
    /// - Parameter port: where it came in; nil on a Unix socket.
    package func refusal(of headers: HTTPHeaders, port: Int?) -> Failure? {
        for name in ["Origin", "Sec-Fetch-Site"] where headers.contains(name: name) {
            return Failure(
                .forbidden,
                "A request with the header \(name) comes from a web page, which may not call here.",
                hint: "Call from a program, and send no \(name).")
        }
        guard let token else { return nil }
        let hosts = headers["Host"]
        guard let port, hosts.count == 1, let host = hosts.first, Self.names(port).contains(host.lowercased())
        else {
            return Failure(
                .forbidden, "The Host header is not of this server.",
                hint: "Call it as its start line says: http://127.0.0.1:\(port ?? 0).")
        }
        let shown = headers["Authorization"]
        guard shown.count == 1, let value = shown.first, token.matches(authorization: value) else {
            return Failure(
                .unauthorized, shown.isEmpty ? "The token is missing." : "The token is wrong.",
                hint: "Send Authorization: Bearer and the token of the start line or of the token file.")
        }
        return nil
    }

    private static func names(_ port: Int) -> [String] {
        ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"]
    }
}
