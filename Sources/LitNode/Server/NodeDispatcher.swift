internal import ActionRuntime
internal import LitProtocol
internal import Logging
internal import NIOCore
internal import NIOHTTP1
internal import NIOPosix
internal import Primitives

/// From a request to its answer: route, envelope, limits, endpoint, and an envelope for whatever goes wrong.
struct NodeDispatcher: Sendable {
    let router: NodeRouter
    let gate: ConcurrencyGate
    let metrics: NodeMetrics
    let logger: Logger
    /// How long an endpoint may take.
    let timeout: @Sendable () -> Duration
    /// How many bytes are read as JSON on the spot.
    let quickBody: Int
    /// Reads longer ones, one after the other, where it holds nobody up.
    let readers: NIOThreadPool
    /// Who is believed about where a request comes from.
    let proxies: [AddressRange]

    func reply(to call: HTTPCall) async -> HTTPReply {
        let start = ContinuousClock.now
        var reply: HTTPReply
        var name = "none"
        switch router.match(call.head.uri) {
        case _ where call.head.method == .OPTIONS: reply = Preflight.reply(to: call.head)
        case .endpoint(let endpoint, let kind, let isVersioned)?:
            name = kind.path + (isVersioned ? "/v1" : "")
            reply = await self.reply(
                to: call, endpoint, Route(kind: kind, isVersioned: isVersioned, name: name))
        case .page(let page, let path, let rest)?:
            name = path
            reply = await self.reply(to: call, page, rest)
        case nil:
            reply = HTTPReply(NodeError(.coreApiRouteNotFound, "There is nothing at this path."))
        }
        if call.head.headers.contains(name: "upgrade") || call.head.method == .CONNECT { reply.closes = true }
        reply.omitsBody = call.head.method == .HEAD
        metrics.answered(name, status: reply.status, after: .now - start)
        return reply
    }

    private func reply(to call: HTTPCall, _ page: any NodePage, _ rest: String) async -> HTTPReply {
        guard call.head.method == .GET || call.head.method == .HEAD else {
            return refusal(allow: "GET, HEAD")
        }
        let answer = await page.answer(rest)
        switch answer.content {
        case .json(let json): return HTTPReply(status: answer.status, json)
        case .text(let text, let type):
            return HTTPReply(
                status: answer.status, headers: [("content-type", type)], body: ByteBuffer(string: text))
        }
    }

    private func refusal(allow: String) -> HTTPReply {
        var error = NodeError(.coreApiUnexpected, "This path takes \(allow).")
        error.status = 405
        var reply = HTTPReply(error)
        reply.headers.append(("allow", "\(allow), OPTIONS"))
        return reply
    }

    /// What was asked for.
    private struct Route {
        let kind: DatilEndpoint
        let isVersioned: Bool
        let name: String
    }

    private func reply(
        to call: HTTPCall, _ endpoint: any NodeEndpoint, _ route: Route
    ) async -> HTTPReply {
        guard call.head.method == .POST else { return refusal(allow: "POST") }
        let envelope: RequestEnvelope
        do {
            envelope = try RequestEnvelope(call.head.headers, requiresID: route.kind == .handshake)
        } catch {
            return HTTPReply(error)
        }
        var log = logger
        log[metadataKey: "request"] = "\(envelope.id)"
        let start = ContinuousClock.now
        let answer = await gate.enter { await self.answer(call, endpoint, route, envelope, log) }
        var reply =
            answer
            ?? HTTPReply(
                NodeError(
                    .concurrencyOverload, requestID: envelope.id,
                    details: ["The node serves as many requests as it can. Try again later."]))
        reply.headers.append(("x-request-id", envelope.id))
        log.info(
            "\(route.name) \(reply.status)",
            metadata: ["duration": "\((ContinuousClock.now - start).milliseconds) ms"])
        return reply
    }

    private func answer(
        _ call: HTTPCall, _ endpoint: any NodeEndpoint, _ route: Route, _ envelope: RequestEnvelope,
        _ log: Logger
    ) async -> HTTPReply {
        do throws(NodeError) {
            try Self.requireJSON(call.head.headers)
            let body = try await parse(call.body)
            guard body.object != nil else {
                throw NodeError(.badInput, "The body is \(body.kind), and must be an object.")
            }
            let request = NodeRequest(
                id: envelope.id, sdkVersion: envelope.sdkVersion, isVersioned: route.isVersioned, body: body,
                headers: Dictionary(
                    call.head.headers.map { ($0.name.lowercased(), $0.value) },
                    uniquingKeysWith: { "\($0), \($1)" }),
                source: call.peer.map { peer in
                    SourceAddress(
                        peer: peer, forwarded: call.head.headers["x-forwarded-for"], proxies: proxies)
                }, log: log)
            let result = await Deadline.run(within: timeout()) { () -> Result<NodeResponse, NodeError> in
                do throws(NodeError) { return .success(try await endpoint.answer(request)) } catch {
                    return .failure(error)
                }
            }
            guard let result else {
                log.warning("The request took too long")
                throw .timedOut
            }
            let response = try result.get()
            return HTTPReply(status: response.status, response.body)
        } catch {
            log.log(
                level: error.status >= 500 ? .warning : .info, "\(error.codeName ?? error.kind.rawValue)",
                metadata: ["details": "\(error.details.joined(separator: " | "))"])
            return Self.reply(to: error, requestID: envelope.id)
        }
    }

    private static func reply(to error: NodeError, requestID: String) -> HTTPReply {
        var error = error
        error.requestID = requestID
        // A number that is no status of an error must not get onto the wire.
        if !(400...599).contains(error.status) { error.status = 500 }
        var reply = HTTPReply(error)
        if error.status == 429 { reply.headers.append(("retry-after", "1")) }
        return reply
    }

    private static func requireJSON(_ headers: HTTPHeaders) throws(NodeError) {
        let type = headers.first(name: "content-type") ?? ""
        let essence = type.prefix { $0 != ";" }.filter { $0 != " " }.lowercased()
        guard essence == "application/json" else {
            var error = NodeError(
                .coreApiUnexpected, "Send JSON, with the header Content-Type: application/json.")
            error.status = 415
            throw error
        }
    }

    private func parse(_ body: ByteBuffer) async throws(NodeError) -> JSON {
        let parsed: Result<JSON, JSONError>
        if body.readableBytes <= quickBody {
            parsed = Self.parse(body)
        } else {
            do { parsed = try await readers.runIfActive { Self.parse(body) } } catch {
                throw NodeError(.systemFault, "The node is shutting down.")
            }
        }
        do { return try parsed.get() } catch {
            throw NodeError(.parserError, "The body is no JSON: \(error)")
        }
    }

    private static func parse(_ body: ByteBuffer) -> Result<JSON, JSONError> {
        do throws(JSONError) { return .success(try JSON(parsing: Array(body.readableBytesView))) } catch {
            return .failure(error)
        }
    }
}

extension Duration {
    /// Whole milliseconds.
    var milliseconds: Int64 {
        let parts = components
        return parts.seconds.multipliedReportingOverflow(by: 1_000).partialValue
            &+ parts.attoseconds / 1_000_000_000_000_000
    }
}
