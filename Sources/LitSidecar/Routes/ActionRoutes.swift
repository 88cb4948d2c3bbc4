internal import Lit
internal import LitProtocol
internal import NIOHTTP1
internal import Primitives

/// Lit Actions.
enum ActionRoutes {
    static let all: [Route] = [
        Route(
            .POST, RouteTable.client + "/actions", "runAction",
            "Runs a Lit Action. In lines, what it logs comes as each node has answered.",
            request: .object(
                .optional("code", .text), .optional("cid", .text), .optional("parameters", .map(.anything)),
                .optional("session", .sessionID), .optional("sessionSigs", .sessionSigs),
                .optional("strategy", .choice("mostCommon", "leastCommon")),
                .optional("singleNode", .boolean),
                choices: [
                    [.init("code"), .init("cid")], [.init("session"), .init("sessionSigs")],
                ]),
            answer: .result,
            lines: .either(
                .object(.required("event", .choice("logs")), .required("logs", .text)),
                .object(.required("event", .choice("alive"))),
                .object(.required("event", .choice("result")), .required("result", .result)),
                .object(.required("event", .choice("error")), .required("error", .error))),
            isRepeatable: false
        ) { call in try await run(call) }
    ]

    /// All that is needed to run one.
    private struct Order: Sendable {
        var lit: LitClient
        var source: ActionSource
        var parameters: JSON.Object
        var proof: Proof
        var strategy: ActionResponseStrategy
        var onSingleNode: Bool

        enum Proof: Sendable {
            case session(Session)
            case signatures([String: AuthSig])
        }

        func run(_ call: Call, hearing: (@Sendable (String) -> Void)? = nil) async throws -> JSON {
            let proof: SessionProof =
                switch proof {
                case .session(let session):
                    try await lit.proof(toExecute: source, by: session, timeout: call.timeout)
                case .signatures(let signatures): .signatures(signatures)
                }
            return .result(
                try await lit.execute(
                    source, parameters: parameters, as: proof, strategy: strategy,
                    onSingleNode: onSingleNode,
                    timeout: call.timeout, hearing: hearing))
        }
    }

    private static func run(_ call: Call) async throws -> Reply {
        let order = try order(call)
        guard call.ticket.wantsLines else { return .json(try await order.run(call)) }
        return .lines { writer in
            await LineQueue(alive: .seconds(5)).feed(to: writer) { queue in
                do {
                    let result = try await order.run(call) { logs in
                        if !logs.isEmpty { queue.add(["event": "logs", "logs": .string(logs)]) }
                    }
                    queue.add(["event": "result", "result": result])
                } catch {
                    let failure = Failure(error, during: "execute")
                    queue.add([
                        "event": "error", "error": failure.json(requestID: call.ticket.requestID),
                    ])
                }
            }
        }
    }

    private static func order(_ call: Call) throws -> Order {
        let client = try call.client()
        let body = call.body
        let source: ActionSource
        if let code = body["code"] {
            let text = try code.text()
            if (40..<120).contains(text.utf8.count), (try? CID(text.trimmingPrefix("ipfs://"))) != nil {
                throw code.wrong("is a CID, not JavaScript", hint: "Give it as cid.")
            }
            source = .code(text)
        } else {
            source = .cid(try body.required("cid").cid())
        }
        let parameters = try body["parameters"]?.object() ?? .init()
        try ActionParameters(parameters).check()
        let proof: Order.Proof =
            if let session = try body["session"]?.text() {
                .session(try client.session(session))
            } else {
                .signatures(try body.required("sessionSigs").sessionSigs())
            }
        return Order(
            lit: client.lit, source: source, parameters: parameters, proof: proof,
            strategy: try body["strategy"]?.text() == "leastCommon" ? .leastCommon : .mostCommon,
            onSingleNode: try body["singleNode"]?.bool() ?? false)
    }
}
