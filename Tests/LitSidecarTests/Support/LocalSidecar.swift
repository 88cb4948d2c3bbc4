import LitSidecar
import Primitives

/// A sidecar in this process.
struct LocalSidecar: Sendable {
    let server: SidecarServer
    let place: Caller.Place

    var sidecar: Sidecar { server.sidecar }

    /// On a Unix socket in a folder of its own, unless it is to have a port.
    static func with<Result>(
        onPort: Bool = false, limits: ServerLimits = ServerLimits(),
        settings: SidecarSettings = SidecarSettings(), _ body: (LocalSidecar) async throws -> Result
    ) async throws -> Result {
        try await Place.withFolder { folder in
            let token = onPort ? AccessToken() : nil
            let sidecar = Sidecar(settings, token: token)
            let server = try await SidecarServer.start(
                sidecar, at: onPort ? .port(0) : .socket(folder + "/s"), limits: limits)
            let place: Caller.Place =
                if let port = server.port {
                    .port(port, token: token?.text)
                } else {
                    .socket(server.socket ?? "")
                }
            do {
                let result = try await body(LocalSidecar(server: server, place: place))
                await server.end(within: .zero)
                return result
            } catch {
                await server.end(within: .zero)
                throw error
            }
        }
    }

    func caller() throws -> Caller { try Caller(place) }

    /// One call over a connection of its own.
    func call(
        _ method: String, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:]
    ) async throws -> Caller.Answer { try await caller().call(method, path, body, headers: headers) }
}

extension JSON {
    /// Asks for a client of a network whose chain is at a URL.
    static func client(chainAt url: String) -> JSON {
        [
            "network": [
                "name": "custom", "rpcUrl": .string(url),
                "staking": "0x0000000000000000000000000000000000000001",
            ]
        ]
    }
}

extension JSON {
    /// A number by its text.
    static func decimal(_ text: String) -> JSON { Number(text).map { .number($0) } ?? .null }
}
