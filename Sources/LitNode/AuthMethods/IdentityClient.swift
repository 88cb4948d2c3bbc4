internal import HTTPTransport
internal import LitProtocol
internal import Primitives

/// Asks services who somebody is: one short answer in JSON, or an error that says nothing secret.
struct IdentityClient: Sendable {
    let transport: any HTTPTransport
    let timeout: Duration

    /// The most bytes of an answer.
    static let answerLimit = 256 * 1024

    /// - Parameter url: may hold a token; it is not quoted.
    /// - Throws: `NodeError` with `authFailed` if the service refuses, or one that says it cannot be reached.
    func get(_ url: String, bearer: String? = nil, service: String) async throws(NodeError) -> JSON {
        let response: HTTPResponse
        do throws(HTTPTransportError) {
            var headers: HTTPHeaderFields = ["Accept": "application/json"]
            if let bearer { headers["Authorization"] = "Bearer \(bearer)" }
            let request = try HTTPRequest(
                url: url, headers: headers, deadline: .timeout(timeout), responseBodyLimit: Self.answerLimit,
                idHeader: nil)
            response = try await transport.send(request)
        } catch {
            let code: NodeErrorCode =
                error.code == .deadlineExceeded ? .coreApiHttpClientTimeout : .coreApiHttpClientConnectFailed
            throw NodeError(code, "\(service) could not be asked: \(error.code).")
        }
        // Services refuse tokens with 400 or 401, and some with 403.
        guard response.isSuccess else {
            guard (400..<404).contains(response.status) else {
                throw NodeError(
                    .coreApiHttpClientConnectFailed, "\(service) answered with HTTP \(response.status).")
            }
            throw NodeError(.authFailed, "\(service) does not accept the access token.")
        }
        guard let json = try? JSON(parsing: response.body) else {
            throw NodeError(.authFailed, "\(service) did not answer with JSON.")
        }
        return json
    }

    /// Whether the text can stand in a header and, unchanged, in a query: what OAuth tokens are made of (RFC
    /// 6750).
    static func isToken(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { byte in
                switch byte {
                case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
                default: "-._~+/=".utf8.contains(byte)
                }
            }
    }
}
