internal import NIOHTTP1
package import Primitives

/// What the sidecar does, as OpenAPI 3.1: made of the routes that answer, so that it cannot say anything else.
package enum OpenAPIDocument {
    /// The document.
    package static let json: JSON = make(RouteTable.all)

    private static func make(_ routes: [Route]) -> JSON {
        var components: [String: JSON] = [:]
        let failure = Schema.object(.required("error", .error)).named("Failure").document(&components)
        var paths = JSON.Object()
        for route in routes {
            var path = paths[route.path]?.object ?? JSON.Object()
            path[route.method.rawValue.lowercased()] = operation(route, failure, &components)
            paths[route.path] = .object(path)
        }
        var schemas = JSON.Object()
        for (name, schema) in components.sorted(by: { $0.key < $1.key }) { schemas[name] = schema }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(SidecarVersion.name), "version": .string(SidecarVersion.version),
                "summary": "Lit Protocol for programs in any language, on this machine.",
                "description": .string(description),
            ],
            "servers": [["url": "http://127.0.0.1"]],
            "security": [["token": []], [:]],
            "paths": .object(paths),
            "components": [
                "schemas": .object(schemas),
                "securitySchemes": [
                    "token": [
                        "type": "http", "scheme": "bearer",
                        "description": "On a port; the start line has it. A Unix socket needs none.",
                    ]
                ],
            ],
        ]
    }

    private static func operation(
        _ route: Route, _ failure: JSON, _ components: inout [String: JSON]
    ) -> JSON {
        var operation = JSON.Object()
        operation["operationId"] = .string(route.id)
        operation["summary"] = .string(route.summary)
        operation["tags"] = .array([.string(route.tag)])
        operation["parameters"] = .array(parameters(route, &components))
        if let request = route.request {
            operation["requestBody"] = [
                "content": ["application/json": ["schema": request.document(&components)]]
            ]
        }
        var success = JSON.Object()
        success["description"] = .string(route.status == 204 ? "Done; no body." : "Done.")
        var content = JSON.Object()
        if let answer = route.answer {
            content["application/json"] = ["schema": answer.document(&components)]
        }
        if let lines = route.lines {
            content["application/x-ndjson"] = ["schema": lines.document(&components)]
        }
        if !content.isEmpty { success["content"] = .object(content) }
        var responses = JSON.Object()
        responses["\(route.status)"] = .object(success)
        if route.lines != nil, route.status != 200 { responses["200"] = .object(success) }
        responses["default"] = [
            "description": "Refused, or failed: the code says which.",
            "content": ["application/json": ["schema": failure]],
        ]
        operation["responses"] = .object(responses)
        operation["x-safe-to-repeat"] = .bool(route.isRepeatable)
        return .object(operation)
    }

    private static func parameters(_ route: Route, _ components: inout [String: JSON]) -> [JSON] {
        var list: [JSON] = route.parameters.map { name in
            ["name": .string(name), "in": "path", "required": true, "schema": ["type": "string"]]
        }
        for parameter in route.query {
            list.append([
                "name": .string(parameter.name), "in": "query", "required": .bool(parameter.isRequired),
                "description": .string(parameter.note), "schema": parameter.schema.document(&components),
            ])
        }
        for (name, note) in headers {
            list.append([
                "name": .string(name), "in": "header", "required": false, "description": .string(note),
                "schema": ["type": "string"],
            ])
        }
        return list
    }

    private static let headers = [
        ("Lit-Timeout", "How many seconds the call may take."),
        ("X-Request-Id", "Names the call in logs: 1 to 64 of A-Z a-z 0-9 . _ -"),
    ]

    private static let description = """
        Bytes are 0x and hexadecimal digits, amounts of wei decimal digits, times RFC 3339 in UTC, durations seconds. \
        What is left out takes its default; members that are not known are refused. A caller that hangs up cancels \
        its call. Every answer has X-Request-Id.
        """
}
