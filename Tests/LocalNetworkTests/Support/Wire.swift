import HTTPTransport
import Primitives

extension HTTPTransport {
    /// A request as a program sends it; with headers, as a browser might.
    func call(
        _ method: HTTPRequest.Method = .get, _ url: String, _ body: some Collection<UInt8> = [UInt8](),
        headers: HTTPHeaderFields = [:]
    ) async throws -> (status: Int, text: String) {
        let response = try await send(
            HTTPRequest(method, url: url, headers: headers, body: body, idHeader: nil))
        return (response.status, String(decoding: response.body, as: UTF8.self))
    }

    func rpc(_ url: String, _ method: String, _ params: [JSON]) async throws -> JSON? {
        let body: JSON = ["jsonrpc": "2.0", "id": 1, "method": .string(method), "params": .array(params)]
        let answer = try await call(.post, url, body.utf8, headers: ["Content-Type": "application/json"])
        return try JSON(parsing: answer.text)["result"]
    }
}
