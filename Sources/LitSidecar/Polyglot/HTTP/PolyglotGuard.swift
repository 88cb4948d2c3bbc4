/// Keeps web pages and other users away from a server that has no token.
///
/// A page of any site can send requests to 127.0.0.1, and a site that lets its name point there (DNS
/// rebinding) reads the answers too. Browsers say so: the name stands in `Host`, the page in `Origin` or
/// `Sec-Fetch-Site`, and what a page may send without asking first is not `application/json`.
package struct PolyglotGuard: Sendable {
    /// What is looked at before the body is read.
    package struct Head: Sendable {
        /// Every `Host` header.
        package var hosts: [String]
        package var hasOrigin: Bool
        package var hasFetchSite: Bool
        package var contentType: String?
        package var hasBody: Bool

        /// From its parts.
        package init(
            hosts: [String], hasOrigin: Bool = false, hasFetchSite: Bool = false, contentType: String? = nil,
            hasBody: Bool = false
        ) {
            self.hosts = hosts
            self.hasOrigin = hasOrigin
            self.hasFetchSite = hasFetchSite
            self.contentType = contentType
            self.hasBody = hasBody
        }
    }

    /// The port that the server listens on.
    let port: Int

    package init(port: Int) { self.port = port }

    /// Why a request is refused; nil if it is not.
    package func refusal(_ head: Head) -> String? {
        if head.hasOrigin || head.hasFetchSite { return "Web pages may not call this server." }
        guard head.hosts.count == 1, let host = head.hosts.first?.lowercased(),
            host == "localhost:\(port)" || host == "127.0.0.1:\(port)" || host == "[::1]:\(port)"
        else { return "The Host header is not of this server: call it by localhost:\(port)." }
        if head.hasBody, !Self.isJSON(head.contentType) {
            return "The body has to be application/json, and say so in its Content-Type."
        }
        return nil
    }

    private static func isJSON(_ type: String?) -> Bool {
        let name = type?.prefix { $0 != ";" } ?? ""
        return name.filter { $0 != " " && $0 != "\t" }.lowercased() == "application/json"
    }
}
