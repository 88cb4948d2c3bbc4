internal import Foundation
package import NIOHTTP1
internal import Primitives

/// One thing that the sidecar does: how it is asked, what it answers, and who does it.
package struct Route: Sendable {
    /// A name in the path or the query.
    package struct Parameter: Sendable {
        package var name: String
        var schema: Schema
        var isRequired: Bool
        var note: String
    }

    package let method: HTTPMethod
    /// With names in braces, such as `/v1/clients/{client}`.
    package let path: String
    /// As the document names it.
    package let id: String
    package let summary: String
    package var tag: String
    package var query: [Parameter] = []
    /// Of the body; nil where there is none.
    package var request: Schema?
    /// The status of success, and its body; nil for no body.
    package let status: Int
    package let answer: Schema?
    /// Of each line, for callers who accept `application/x-ndjson`; without an ``answer`` there are only lines.
    package var lines: Schema?
    /// Whether a caller that has lost the answer may simply ask again.
    package var isRepeatable: Bool
    /// Whether it ends by itself.
    package var isEndless = false
    /// Whether it is answered while the sidecar ends.
    package var isAlwaysAnswered = false
    let handler: @Sendable (Call) async throws -> Reply
    let segments: [Segment]

    enum Segment: Sendable {
        case name(String)
        case parameter(String)
    }

    init(
        _ method: HTTPMethod, _ path: String, _ id: String, _ summary: String, query: [Parameter] = [],
        request: Schema? = nil, status: Int = 200, answer: Schema?, lines: Schema? = nil,
        isRepeatable: Bool = true, isEndless: Bool = false, isAlwaysAnswered: Bool = false,
        handler: @escaping @Sendable (Call) async throws -> Reply
    ) {
        self.method = method
        self.path = path
        self.id = id
        self.summary = summary
        tag = ""
        self.query = query
        self.request = request
        self.status = status
        self.answer = answer
        self.lines = lines
        self.isRepeatable = isRepeatable
        self.isEndless = isEndless
        self.isAlwaysAnswered = isAlwaysAnswered
        self.handler = handler
        segments = path.split(separator: "/").map { part in
            part.hasPrefix("{") ? .parameter(String(part.dropFirst().dropLast())) : .name(String(part))
        }
    }

    /// The names in the path.
    package var parameters: [String] {
        segments.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// The values of the path's names; nil if it is another path.
    func match(_ parts: [String]) -> [String: String]? {
        guard parts.count == segments.count else { return nil }
        var values: [String: String] = [:]
        for (segment, part) in zip(segments, parts) {
            switch segment {
            case .name(let name): guard name == part else { return nil }
            case .parameter(let name): values[name] = part
            }
        }
        return values
    }
}

extension Route.Parameter {
    static func optional(_ name: String, _ schema: Schema, _ note: String) -> Self {
        Self(name: name, schema: schema, isRequired: false, note: note)
    }
    static func required(_ name: String, _ schema: Schema, _ note: String) -> Self {
        Self(name: name, schema: schema, isRequired: true, note: note)
    }
}

/// Which request is for which route.
package struct Router: Sendable {
    package let routes: [Route]

    package init(_ routes: [Route]) { self.routes = routes }

    struct Match: Sendable {
        var route: Route
        var parameters: [String: String]
        var query: [String: String]
    }

    /// What was found, or why nothing was.
    struct Miss: Error {
        var failure: Failure
        var allowed: [String] = []
    }

    func match(_ method: HTTPMethod, _ uri: String) throws(Miss) -> Match {
        let pieces = uri.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        let path = pieces.first.map(String.init) ?? ""
        var parts: [String] = []
        for part in path.dropFirst().split(separator: "/", omittingEmptySubsequences: false) {
            guard let text = part.removingPercentEncoding else { throw Self.notFound() }
            parts.append(text)
        }
        guard path.hasPrefix("/") else { throw Self.notFound() }
        var allowed: [String] = []
        for route in routes {
            guard let parameters = route.match(parts) else { continue }
            guard route.method == method else {
                allowed.append(route.method.rawValue)
                continue
            }
            let query = try Self.query(pieces.count > 1 ? String(pieces[1]) : "", of: route)
            return Match(route: route, parameters: parameters, query: query)
        }
        guard !allowed.isEmpty else { throw Self.notFound() }
        throw Miss(
            failure: Failure(
                .methodNotAllowed, "The method \(method.rawValue) is not for this path.",
                hint: "It takes \(Schema.list(allowed))."), allowed: allowed)
    }

    private static func notFound() -> Miss {
        Miss(
            failure: Failure(
                .notFound, "Nothing is at this path.", hint: "See what there is: GET /v1/openapi.json."))
    }

    private static func query(_ text: String, of route: Route) throws(Miss) -> [String: String] {
        var values: [String: String] = [:]
        for pair in text.split(separator: "&") {
            let pieces = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let decoded = pieces.map {
                $0.replacing("+", with: " ").removingPercentEncoding ?? ""
            }
            let name = decoded.first ?? ""
            guard route.query.contains(where: { $0.name == name }) else {
                throw Miss(
                    failure: .malformed(
                        "\(name) in the query", "is not known here",
                        hint: route.query.isEmpty
                            ? "This path takes no query."
                            : "There are \(route.query.map(\.name).joined(separator: ", "))."))
            }
            guard values[name] == nil else {
                throw Miss(failure: .malformed("\(name) in the query", "stands twice"))
            }
            values[name] = decoded.count > 1 ? decoded[1] : ""
        }
        for parameter in route.query where parameter.isRequired && values[parameter.name] == nil {
            throw Miss(failure: .malformed("\(parameter.name) in the query", "is missing"))
        }
        return values
    }
}
