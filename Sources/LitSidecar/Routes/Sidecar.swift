internal import Foundation
package import Logging
package import NIOHTTP1
internal import Primitives
internal import Lit

/// How a sidecar works.
package struct SidecarSettings: Sendable {
    /// How long a call may take that does not say it.
    package var timeout: Duration = .seconds(60)
    /// How many clients there may be at once.
    package var maxClients = 64
    package var logger = Logger(label: "lit.sidecar") { _ in SwiftLogNoOpLogHandler() }

    package init() {}
}

/// The name, the version, and the number that grows when programs that speak to it have to change.
package enum SidecarVersion {
    package static let name = "lit-sidecar"
    package static let version = "0.1.0"
    package static let api = 1
}

/// All that calls share: the clients, and how the sidecar ends.
package final class Sidecar: Sendable {
    package let settings: SidecarSettings
    package let clients: ClientRegistry
    package let drain = Drain()
    package let end = EndSignal()
    let startedAt = Timestamp.now()
    private let router = Router(RouteTable.all)
    private let access: AccessGuard

    /// - Parameter token: what callers have to show; nil on a Unix socket.
    package init(_ settings: SidecarSettings = SidecarSettings(), token: AccessToken?) {
        self.settings = settings
        clients = ClientRegistry(limit: settings.maxClients, settings)
        access = AccessGuard(token: token)
    }
}

extension Sidecar: CallService {
    package func admit(_ head: HTTPRequestHead, port: Int?) -> Admission {
        let named = head.headers.first(name: "X-Request-Id")
        let requestID = named.flatMap { Self.isRequestID($0) ? $0 : nil } ?? Self.newRequestID()
        if let failure = access.refusal(of: head.headers, port: port) {
            return refuse(failure, requestID, head)
        }
        let match: Router.Match
        do throws(Router.Miss) { match = try router.match(head.method, head.uri) } catch {
            return refuse(error.failure, requestID, head, allowed: error.allowed)
        }
        if let named, named != requestID {
            return refuse(
                .malformed("X-Request-Id", "has to be 1 to 64 of the characters A-Z a-z 0-9 . _ -"),
                requestID,
                head)
        }
        let hasBody =
            head.headers.contains(name: "transfer-encoding")
            || head.headers.first(name: "content-length").map { $0 != "0" } ?? false
        if hasBody, !Self.isJSON(head.headers["Content-Type"]) {
            return refuse(
                Failure(
                    .unsupportedMediaType, "The body has to be application/json.",
                    hint: "Send Content-Type: application/json."), requestID, head)
        }
        do throws(Failure) {
            let given = try Self.timeout(head.headers["Lit-Timeout"])
            let wantsLines = head.headers["Accept"].contains {
                $0.lowercased().contains("application/x-ndjson")
            }
            return .admitted(
                CallTicket(
                    route: match.route, parameters: match.parameters, query: match.query,
                    requestID: requestID,
                    timeout: given ?? (match.route.isEndless ? nil : settings.timeout),
                    wantsLines: wantsLines, hasBody: hasBody))
        } catch {
            return refuse(error, requestID, head)
        }
    }

    private func refuse(
        _ failure: Failure, _ requestID: String, _ head: HTTPRequestHead, allowed: [String] = []
    ) -> Admission {
        settings.logger.debug(
            "refused", metadata: ["request": "\(requestID)", "code": "\(failure.code)"])
        var reply = WholeReply(failure, requestID: requestID)
        reply.allowed = allowed
        return .refused(reply)
    }

    package func late(_ ticket: CallTicket) -> WholeReply {
        let seconds = ticket.timeout.map { "\($0)" } ?? "its time"
        settings.logger.info(
            "timed out", metadata: ["request": "\(ticket.requestID)", "route": "\(ticket.route.id)"])
        return WholeReply(
            Failure(
                LitError(
                    .timedOut, "The call took longer than \(seconds).",
                    hint: ticket.route.isRepeatable
                        ? "Try again, or allow more time with Lit-Timeout."
                        : "Whether it was done is not known: look before you ask again. Allow more time with "
                            + "Lit-Timeout.", context: .init(operation: ticket.route.id))),
            requestID: ticket.requestID)
    }

    private static func isRequestID(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a, 0x2d, 0x2e, 0x5f: true
                default: false
                }
            }
    }

    private static func newRequestID() -> String { "sc_" + RandomID.digits(16) }

    private static func isJSON(_ types: [String]) -> Bool {
        guard types.count == 1, let type = types.first else { return false }
        let parts = type.split(separator: ";", omittingEmptySubsequences: false).map {
            $0.trimmingCharacters(in: .whitespaces).lowercased()
        }
        return parts.first == "application/json"
            && parts.dropFirst().allSatisfy {
                $0.isEmpty || $0 == "charset=utf-8" || $0 == "charset=\"utf-8\""
            }
    }

    private static func timeout(_ values: [String]) throws(Failure) -> Duration? {
        guard let text = values.first else { return nil }
        let isPlain = text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2e }
        guard values.count == 1, isPlain, let seconds = Double(text), seconds > 0, seconds <= 86_400 else {
            throw .malformed("Lit-Timeout", "has to be a number of seconds, more than 0 and at most 86400")
        }
        return .milliseconds(max(1, Int64((seconds * 1000).rounded())))
    }
}
