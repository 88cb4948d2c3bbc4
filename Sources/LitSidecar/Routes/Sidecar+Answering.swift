internal import Lit
internal import Logging
internal import NIOCore
internal import Primitives

extension Sidecar {
    package func answer(_ http: HTTPCall, _ ticket: CallTicket, through responder: Responder) async {
        guard drain.begin(always: ticket.route.isAlwaysAnswered) else {
            let failure = Failure(
                .shuttingDown, "The sidecar is ending.", hint: "Start another one, or wait for it.")
            return responder.reply(WholeReply(failure, requestID: ticket.requestID)) {}
        }
        var log = settings.logger
        log[metadataKey: "request"] = "\(ticket.requestID)"
        log[metadataKey: "route"] = "\(ticket.route.id)"
        do {
            let body = try Self.body(http.body, ticket)
            let call = Call(ticket: ticket, sidecar: self, body: body, log: log)
            switch try await ticket.route.handler(call) {
            case .json(let json, let status):
                finish(
                    WholeReply(
                        status: status == 0 ? ticket.route.status : status, body: json.utf8,
                        requestID: ticket.requestID), ticket, responder, log)
            case .empty:
                finish(
                    WholeReply(status: ticket.route.status, body: nil, requestID: ticket.requestID), ticket,
                    responder, log)
            case .lines(let write):
                await lines(write, ticket, responder, log)
            }
        } catch {
            let failure = Failure(error, during: ticket.route.id)
            log.debug("failed", metadata: ["code": "\(failure.code)", "reason": "\(failure.message)"])
            if failure.status == 500 { log.error("a defect", metadata: ["reason": "\(failure.cause ?? "")"]) }
            finish(WholeReply(failure, requestID: ticket.requestID), ticket, responder, log)
        }
    }

    private func finish(
        _ reply: WholeReply, _ ticket: CallTicket, _ responder: Responder, _ log: Logger
    ) {
        log.debug(
            "answered",
            metadata: ["status": "\(reply.status)", "after": "\(ContinuousClock.now - ticket.start)"])
        responder.reply(reply) { [drain] in drain.end() }
    }

    private func lines(
        _ write: @Sendable (LineWriter) async throws -> Void, _ ticket: CallTicket, _ responder: Responder,
        _ log: Logger
    ) async {
        defer { drain.end() }
        do {
            try await responder.send(.begin(responder.number, requestID: ticket.requestID))
            let writer = LineWriter(responder: responder)
            do { try await write(writer) } catch is ChannelError {
                throw ChannelError.ioOnClosedChannel
            } catch {
                let failure = Failure(error, during: ticket.route.id)
                try await writer.write([
                    "event": "error", "error": failure.json(requestID: ticket.requestID),
                ])
            }
            try await responder.send(.end(responder.number))
            log.debug("answered in lines", metadata: ["after": "\(ContinuousClock.now - ticket.start)"])
        } catch {
            // Whoever asked has gone.
            log.debug("hung up", metadata: ["after": "\(ContinuousClock.now - ticket.start)"])
        }
    }

    /// Read, and of the form that the route declares. No body is an empty object, where one is taken.
    private static func body(_ buffer: ByteBuffer, _ ticket: CallTicket) throws(Failure) -> RequestValue {
        let bytes = Array(buffer.readableBytesView)
        guard let schema = ticket.route.request else {
            guard bytes.isEmpty else {
                throw .malformed("", "has to be empty", hint: "\(ticket.route.path) takes no body.")
            }
            return RequestValue([:])
        }
        guard !bytes.isEmpty else {
            let empty = RequestValue([:])
            try schema.check(empty)
            return empty
        }
        let json: JSON
        do throws(JSONError) { json = try JSON(parsing: bytes) } catch {
            throw .malformed("", "is no JSON (\(error))")
        }
        let value = RequestValue(json)
        try schema.check(value)
        return value
    }
}
