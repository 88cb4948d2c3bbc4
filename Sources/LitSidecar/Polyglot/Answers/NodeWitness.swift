package import HTTPTransport
internal import LitProtocol
internal import Logging
internal import Primitives
internal import Synchronization

/// Remembers what nodes answered that was no success, for errors that quote it word by word.
package final class NodeWitness: Sendable {
    private struct Record {
        var said: [String: [JSON]] = [:]
        /// The oldest first.
        var order: [String] = []
    }

    private let record = Mutex(Record())
    /// Of how many calls.
    private let limit: Int

    package init(limit: Int = 64) { self.limit = max(1, limit) }

    /// - Parameter call: the id by which nodes know it.
    func note(_ said: JSON, in call: String) {
        record.withLock { record in
            if record.said[call] == nil {
                record.order.append(call)
                if record.order.count > limit { record.said[record.order.removeFirst()] = nil }
            }
            record.said[call, default: []].append(said)
        }
    }

    /// What was noted of a call, in order. It is forgotten by this.
    func said(in call: String) -> [JSON] {
        record.withLock { record in
            guard let said = record.said.removeValue(forKey: call) else { return [] }
            record.order.removeAll { $0 == call }
            return said
        }
    }

    /// A transport that is watched.
    package func watching(_ transport: any HTTPTransport) -> any HTTPTransport {
        WatchedTransport(transport: transport, witness: self)
    }
}

private struct WatchedTransport: HTTPTransport {
    let transport: any HTTPTransport
    let witness: NodeWitness

    func send(_ request: HTTPRequest, logger: Logger) async throws(HTTPTransportError) -> HTTPResponse {
        guard request.idHeader == DatilHeader.requestID else {
            return try await transport.send(request, logger: logger)
        }
        do throws(HTTPTransportError) {
            let response = try await transport.send(request, logger: logger)
            if !response.isSuccess { witness.note(Self.error(response), in: request.id) }
            return response
        } catch {
            // JavaScript writes an error of the connection as an object without members.
            if error.code != .cancelled { witness.note([:], in: request.id) }
            throw error
        }
    }

    /// What a hostile node may have this process remember.
    private static let limit = 256 << 10

    /// The body, or the status where that is no JSON.
    private static func error(_ response: HTTPResponse) -> JSON {
        guard response.body.count <= limit, let json = try? JSON(parsing: response.body) else {
            return .number(.init(response.status))
        }
        return json
    }

    func shutdown() async { await transport.shutdown() }
}

/// What the most have said, compared by its text; of equals the last.
enum MostSaid {
    static func of(_ said: [JSON]) -> JSON? {
        guard let text = MostCommon.value(said.map(\.text)) else { return nil }
        return said.last { $0.text == text }
    }
}
