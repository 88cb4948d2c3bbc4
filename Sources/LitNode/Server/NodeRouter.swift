package import LitProtocol
package import Primitives

/// Something that a node does for whoever asks by POST.
package protocol NodeEndpoint: Sendable {
    /// What the endpoint answers. Whatever it throws is answered as an error, with the request's id.
    func answer(_ request: NodeRequest) async throws(NodeError) -> NodeResponse
}

/// What a node says of itself by GET.
package protocol NodePage: Sendable {
    /// - Parameter rest: what follows the page's path and a slash; empty if nothing does.
    func answer(_ rest: String) async -> NodePageAnswer
}

/// The answer of a page.
package struct NodePageAnswer: Sendable {
    /// JSON, or text of another kind.
    package enum Content: Sendable {
        case json(JSON)
        case text(String, type: String)
    }

    package var status: Int
    package var content: Content

    package init(status: Int = 200, _ content: Content) {
        self.status = status
        self.content = content
    }
}

/// Which path is what.
package struct NodeRouter: Sendable {
    enum Match: Sendable {
        case endpoint(any NodeEndpoint, DatilEndpoint, isVersioned: Bool)
        case page(any NodePage, name: String, rest: String)
    }

    private let endpoints: [DatilEndpoint: any NodeEndpoint]
    private let pages: [String: any NodePage]

    /// - Parameter pages: by path; a page whose path ends with a slash takes what follows.
    package init(endpoints: [DatilEndpoint: any NodeEndpoint], pages: [String: any NodePage] = [:]) {
        self.endpoints = endpoints
        self.pages = pages
    }

    /// By the target of a request, with or without one slash at its end, whatever its query.
    func match(_ target: String) -> Match? {
        // Only proxies are asked by whole URLs, and `*` is no path.
        guard target.hasPrefix("/") else { return nil }
        var path = target.prefix { $0 != "?" && $0 != "#" }
        if let (kind, isVersioned) = DatilEndpoint.find(String(path)) {
            return endpoints[kind].map { .endpoint($0, kind, isVersioned: isVersioned) }
        }
        if path.count > 1, path.hasSuffix("/") { path = path.dropLast() }
        if let page = pages[String(path)] { return .page(page, name: String(path), rest: "") }
        guard let slash = path.dropFirst().firstIndex(of: "/") else { return nil }
        let name = String(path[...slash])
        return pages[name].map { .page($0, name: name, rest: String(path[path.index(after: slash)...])) }
    }
}
