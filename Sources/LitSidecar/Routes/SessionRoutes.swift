internal import Lit
internal import LitProtocol
internal import NIOHTTP1
internal import Primitives

/// Sessions: what an account allows once, for a time.
enum SessionRoutes {
    private static let one = RouteTable.client + "/sessions/{session}"

    static let all: [Route] = [
        Route(
            .POST, RouteTable.client + "/sessions", "openSession",
            "Has a wallet allow a session; or a PKP, to those who prove that it permits them, or if an action says so.",
            request: form, status: 201, answer: .session
        ) { call in try await open(call) },
        Route(
            .GET, RouteTable.client + "/sessions", "listSessions", "The client's sessions.",
            answer: .object(.required("sessions", .list(.session)))
        ) { call in
            .json(["sessions": .array(try call.client().sessions.map { .session($0.session, id: $0.id) })])
        },
        Route(
            .POST, RouteTable.client + "/sessions/import", "importSession",
            "Takes a session that was exported, here or by the JavaScript SDK. It does not renew itself.",
            request: .object(.required("export", .text)), status: 201, answer: .session
        ) { call in
            let client = try call.client()
            let session = try client.lit.importSession(call.body.required("export").text())
            return .json(.session(session, id: client.add(session)))
        },
        Route(.GET, one, "showSession", "A session as it is now.", answer: .session) { call in
            let (session, id) = try session(call)
            return .json(.session(session, id: id))
        },
        Route(
            .DELETE, one, "closeSession",
            "Forgets a session. What was exported of it holds on until it ends.",
            status: 204, answer: nil
        ) { call in
            try call.client().removeSession(call.ticket.parameters["session"] ?? "")
            return .empty
        },
        Route(
            .POST, one + "/renewal", "renewSession", "Has the session allowed anew, under a new key.",
            request: .nothing, answer: .session
        ) { call in
            let (session, id) = try session(call)
            try await session.renew()
            return .json(.session(session, id: id))
        },
        Route(
            .GET, one + "/export", "exportSession",
            "The session as text. It is a secret: whoever has it can use the session.",
            answer: .object(.required("export", .text))
        ) { call in .json(["export": .string(try session(call).session.export())]) },
        Route(
            .GET, one + "/signatures", "sessionSignatures",
            "What the session shows to each node, for other SDKs.",
            answer: .object(.required("sessionSigs", .sessionSigs))
        ) { call in
            let session = try session(call).session
            let lit = try call.client().lit
            let credential = try await session.credential(
                for: [], lit.context("sessionSignatures", timeout: call.timeout))
            var object = JSON.Object()
            let signatures = try credential.signatures(for: lit.network.nodes)
            for (node, authSig) in signatures.sorted(by: { $0.key < $1.key }) { object[node] = authSig.json }
            return .json(["sessionSigs": .object(object)])
        },
    ]

    private static let form = Schema.object(
        .required("allowing", .list(.permission)), .optional("lifetime", .seconds),
        .optional("expiration", .time),
        .optional("domain", .text), .optional("statement", .text), .optional("capacity", .list(.authSig)),
        .optional("renew", .boolean), .optional("wallet", .address), .optional("pkp", .pkpReference),
        .optional("proofs", .list(.proof)),
        .optional(
            "action",
            .object(
                .optional("code", .text), .optional("cid", .text), choices: [[.init("code"), .init("cid")]])),
        .optional("parameters", .map(.anything)),
        choices: [
            [.init(optional: []), .init("lifetime"), .init("expiration")],
            [
                .init(optional: []), .init("wallet"), .init("pkp", "proofs"),
                .init("pkp", "action", optional: ["parameters", "proofs"]),
            ],
        ])

    private static func session(_ call: Call) throws(Failure) -> (session: Session, id: String) {
        let id = call.ticket.parameters["session"] ?? ""
        return (try call.client().session(id), id)
    }

    private static func open(_ call: Call) async throws -> Reply {
        let client = try call.client()
        let body = call.body
        var permissions: [SessionPermission] = []
        for value in try body.required("allowing").elements { permissions.append(try value.permission()) }
        let lifetime = try body.lifetime() ?? .hours(24)
        let options = try options(body)
        var proofs: [AuthProof] = []
        for value in body["proofs"]?.elements ?? [] { proofs.append(try value.proof(client)) }
        let session: Session
        if let name = body["pkp"] {
            let pkp = try await client.pkp(name)
            if let action = body["action"] {
                session = try await client.lit.session(
                    for: pkp, decidedBy: decision(action),
                    parameters: ActionParameters(body["parameters"]?.object() ?? .init()),
                    authenticatedBy: proofs, allowing: permissions, lasting: lifetime, options: options,
                    timeout: call.timeout)
            } else {
                session = try await client.lit.session(
                    for: pkp, authenticatedBy: proofs, allowing: permissions, lasting: lifetime,
                    options: options, timeout: call.timeout)
            }
        } else {
            session = try await client.lit.session(
                for: client.wallet(try body["wallet"]?.address()), allowing: permissions, lasting: lifetime,
                options: options, timeout: call.timeout)
        }
        return .json(.session(session, id: client.add(session)))
    }

    private static func decision(_ action: RequestValue) throws(Failure) -> DecidingAction {
        if let code = try action["code"]?.text() { return .code(code) }
        return .cid(try action.required("cid").cid())
    }

    private static func options(_ body: RequestValue) throws -> SessionOptions {
        var capacity: [DelegatedCapacity] = []
        for value in body["capacity"]?.elements ?? [] {
            let authSig = try value.authSig()
            do throws(LitError) { capacity.append(try DelegatedCapacity(authSig)) } catch {
                throw value.wrong("is no delegation of capacity: \(error.message)")
            }
        }
        return SessionOptions(
            domain: try body["domain"]?.text(), statement: try body["statement"]?.text(), capacity: capacity,
            renewal: try body["renew"]?.bool() ?? true ? .automatic : .never)
    }
}
