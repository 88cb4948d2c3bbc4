internal import HTTPTransport
internal import LitProtocol
internal import Logging
internal import Primitives

/// Sends one request to one node.
struct NodeCaller: Sendable {
    let transport: any HTTPTransport
    let sleep: @Sendable (Duration) async throws -> Void

    /// The version of the JavaScript SDK whose requests these are; nodes may refuse versions.
    static let protocolVersion = "7.0.5"

    private static let headers: HTTPHeaderFields = [
        "Content-Type": "application/json", "Accept": "application/json",
        DatilHeader.sdkVersion: protocolVersion, DatilHeader.sdkType: "Swift",
    ]
    /// Before a request is repeated.
    private static let pause = Duration.milliseconds(100)

    /// The answer, whatever it says.
    ///
    /// A request that was not received is sent once more within the deadline, and so is one whose connection ended
    /// before an answer, where that does no harm: nodes do the same thing for one request id only once.
    func post(
        _ endpoint: DatilEndpoint, to node: NodeSet.Member, body: [UInt8], _ context: CallContext
    ) async -> Result<HTTPResponse, NodeFault> {
        guard let url = node.url(of: endpoint) else { return .failure(.late) }
        do throws(HTTPTransportError) {
            let request = try HTTPRequest(
                .post, url: url, headers: Self.headers, body: body, deadline: context.deadline,
                id: context.requestID, idHeader: DatilHeader.requestID)
            do throws(HTTPTransportError) {
                return .success(try await transport.send(request, logger: context.logger))
            } catch  where Self.mayRepeat(endpoint, error.code) {
                guard (try? await sleep(Self.pause)) != nil else { throw error }
                return .success(try await transport.send(request, logger: context.logger))
            }
        } catch {
            return .failure(.unreachable(error))
        }
    }

    /// Actions may reach out to the world, and are not run twice unless the first request cannot have arrived.
    private static func mayRepeat(_ endpoint: DatilEndpoint, _ code: HTTPTransportError.Code) -> Bool {
        switch code {
        case .connectionRefused, .connectionFailed: true
        case .connectionClosed: endpoint != .execute && endpoint != .signSessionKey
        default: false
        }
    }

    /// What a node says, if it is JSON and no error.
    static func json(_ response: HTTPResponse) -> Result<JSON, NodeFault> {
        guard let json = try? JSON(parsing: response.body) else {
            return .failure(.nonsense(status: response.status, "the answer is no JSON"))
        }
        if response.isSuccess { return .success(json) }
        guard let error = NodeError(json, status: response.status) else {
            return .failure(.nonsense(status: response.status, "an error in an unknown form"))
        }
        return .failure(.refused(error))
    }
}
