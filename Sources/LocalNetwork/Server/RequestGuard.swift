/// Keeps web pages away from a server that only this machine's own programs are to use.
///
/// A page of any site can send requests to 127.0.0.1, and a site that lets its name point there (DNS rebinding) can
/// read the answers. The name then stands in `Host`, and the page's site in `Origin` or `Sec-Fetch-Site`.
package struct RequestGuard: Sendable {
    /// The port that the server listens on.
    package let port: Int

    package init(port: Int) { self.port = port }

    /// Why a request is refused; nil if it is not.
    ///
    /// - Parameters:
    ///   - host: the `Host` header, with the port.
    ///   - origin: the `Origin` header; programs send none.
    ///   - site: the `Sec-Fetch-Site` header, which browsers send with everything.
    package func refusal(host: String?, origin: String?, site: String?) -> String? {
        guard let host, authorities.contains(host.lowercased()) else {
            return "The Host header is not of this server: call it by 127.0.0.1:\(port)."
        }
        if let origin, !authorities.contains(where: { origin.lowercased() == "http://\($0)" }) {
            return "Web pages of other origins may not call this server."
        }
        if let site, site != "none", site != "same-origin" {
            return "Web pages of other sites may not call this server."
        }
        return nil
    }

    private var authorities: [String] { ["127.0.0.1:\(port)", "localhost:\(port)", "[::1]:\(port)"] }
}
