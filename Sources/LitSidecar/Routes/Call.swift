internal import Lit
internal import Logging
internal import Primitives

/// A request that may go on: what it is for, and until when.
package struct CallTicket: Sendable {
    let route: Route
    let parameters: [String: String]
    let query: [String: String]
    package let requestID: String
    /// Nil for what ends only when somebody ends it.
    package let timeout: Duration?
    let wantsLines: Bool
    let hasBody: Bool
    let start = ContinuousClock.now
    /// Whether its time is over and only lines are still to be read.
    var isLate = false
}

/// A call, as those who answer it see it.
struct Call: Sendable {
    let ticket: CallTicket
    let sidecar: Sidecar
    /// Has the form that the route declares.
    let body: RequestValue
    let log: Logger

    /// What is left of the call's time.
    var timeout: Duration {
        guard let timeout = ticket.timeout else { return .seconds(3600) }
        return max(.milliseconds(1), (ticket.start + timeout) - .now)
    }

    var deadline: ContinuousClock.Instant { .now + timeout }

    /// A name in the path.
    func parameter(_ name: String) -> RequestValue {
        RequestValue(.string(ticket.parameters[name] ?? ""), path: "\(name) in the path")
    }

    /// A name in the query.
    func query(_ name: String) -> RequestValue? {
        ticket.query[name].map { RequestValue(.string($0), path: "\(name) in the query") }
    }

    /// Waits for a transaction's receipt until a little ahead of the call's end, so that the answer can still say
    /// which transaction it was.
    func receipt(of transaction: PendingTransaction) async throws -> TransactionReceipt {
        try await transaction.receipt(deadline: deadline - .milliseconds(100))
    }

    /// Whom the call is for.
    ///
    /// - Throws: ``Failure`` with `unknownClient`.
    func client() throws(Failure) -> SidecarClient {
        try sidecar.clients.client(ticket.parameters["client"] ?? "")
    }
}

/// What a route answers.
enum Reply: Sendable {
    case json(JSON, status: Int)
    case empty
    /// Line by line, to whoever reads them.
    case lines(@Sendable (LineWriter) async throws -> Void)

    /// With the route's own status.
    static func json(_ json: JSON) -> Reply { .json(json, status: 0) }
}

/// Writes the lines of an answer.
struct LineWriter: Sendable {
    let responder: Responder

    /// Returns when the system has taken the line; throws if nobody reads any more.
    func write(_ line: JSON) async throws {
        try await responder.send(.line(responder.number, line.utf8 + [0x0a]))
    }
}
