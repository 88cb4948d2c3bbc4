internal import Foundation
internal import NIOHTTP1
internal import Primitives

/// The sidecar itself.
enum SidecarRoutes {
    static let all: [Route] = [
        Route(
            .GET, "/v1/version", "version",
            "Which sidecar this is. A program refuses another api than its own.",
            answer: .object(
                .required("name", .text), .required("version", .text), .required("api", .integer()),
                .required("pid", .integer()), .required("startedAt", .time)),
            isAlwaysAnswered: true
        ) { call in
            .json([
                "name": .string(SidecarVersion.name), "version": .string(SidecarVersion.version),
                "api": .integer(SidecarVersion.api), "pid": .integer(getpid()),
                "startedAt": .time(call.sidecar.startedAt),
            ])
        },
        Route(
            .GET, "/v1/health", "health", "Whether it takes calls, or is about to end.",
            answer: .object(.required("status", .choice("ok", "draining"))), isAlwaysAnswered: true
        ) { call in .json(["status": call.sidecar.drain.isDraining ? "draining" : "ok"]) },
        Route(
            .GET, "/v1/openapi.json", "openAPI", "What it does, as OpenAPI 3.1.", answer: .anything
        ) { _ in .json(OpenAPIDocument.json) },
        Route(
            .POST, "/v1/shutdown", "shutdown", "Ends it, as SIGTERM does.", request: .nothing, status: 202,
            answer: .nothing
        ) { call in
            call.sidecar.end.request(.asked)
            return .json([:])
        },
    ]
}
