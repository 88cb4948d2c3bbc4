/// Which request, if any, follows from a response (RFC 9110 section 15.4).
package struct RedirectStateMachine: Sendable {
    private var left: Int?

    package init(_ policy: HTTPRequest.RedirectPolicy) {
        left = if case .follow(let most) = policy { max(most, 0) } else { nil }
    }

    /// The only fields that go along to another origin: any other may be a credential.
    private static let harmless = ["Accept", "Accept-Language", "Content-Type", "User-Agent"]

    /// - Parameter request: the one answered by `response`.
    /// - Returns: the request to send next; `nil` if `response` is the final one.
    package mutating func next(
        after request: HTTPRequest, response: HTTPResponse
    ) throws(TransportFailure) -> HTTPRequest? {
        guard let left, [301, 302, 303, 307, 308].contains(response.status),
            let location = response.headers["Location"]
        else { return nil }
        guard left > 0 else {
            throw TransportFailure(
                .redirectRefused, "the server redirects more often than the request allows")
        }
        self.left = left - 1

        var next = request
        do {
            next.url = try request.url.resolving(location).withoutUserInfo
        } catch {
            throw TransportFailure(.redirectRefused, "the server redirects to what is \(error.reason)")
        }
        guard request.url.scheme == "http" || next.url.scheme == "https" else {
            throw TransportFailure(.redirectRefused, "the server redirects from https to http")
        }
        let becomesGet = response.status == 303 || response.status < 303 && request.method == .post
        if becomesGet, request.method != .head {
            next.method = .get
            next.body = []
            for name in request.headers.map(\.name) where name.lowercased().hasPrefix("content-") {
                next.headers[name] = nil
            }
        }
        if !request.url.hasSameOrigin(as: next.url) {
            let kept = Self.harmless + [request.idHeader].compactMap(\.self)
            next.headers = HTTPHeaderFields(
                next.headers.filter { field in kept.contains { HTTPHeaderFields.same($0, field.name) } })
        }
        return next
    }
}
