internal import Lit
internal import NIOHTTP1
internal import Primitives

/// Clients: connections to networks, each with its own wallets and sessions.
enum ClientRoutes {
    static let all: [Route] = [
        Route(
            .POST, "/v1/clients", "openClient",
            "Connects to a network. The id in the answer is the only way to what belongs to the client.",
            request: .object(
                .required("network", networkForm),
                .optional("wallet", .object(.required("privateKey", .privateKey)))),
            status: 201,
            answer: .object(
                .required("client", .clientID), .required("network", .network),
                .required("wallets", .list(.address)))
        ) { call in
            let network = try call.body.required("network").network()
            let wallet = try call.body["wallet"]?.required("privateKey").privateKey()
            let client = try await call.sidecar.clients.open(network, wallet: wallet, within: call.timeout)
            return .json([
                "client": .string(client.id), "network": .network(client.lit), "wallets": wallets(client),
            ])
        },
        Route(
            .GET, RouteTable.client, "showClient", "The client's network, wallets and sessions.",
            answer: .object(
                .required("client", .clientID), .required("network", .network),
                .required("wallets", .list(.address)), .required("sessions", .list(.session)))
        ) { call in
            let client = try call.client()
            return .json([
                "client": .string(client.id), "network": .network(client.lit), "wallets": wallets(client),
                "sessions": .array(client.sessions.map { .session($0.session, id: $0.id) }),
            ])
        },
        Route(
            .DELETE, RouteTable.client, "closeClient",
            "Ends the client: its calls, connections and sessions.",
            status: 204, answer: nil
        ) { call in
            try await call.sidecar.clients.close(call.ticket.parameters["client"] ?? "")
            return .empty
        },
        Route(
            .GET, RouteTable.client + "/network", "network", "The network as the client knows it now.",
            answer: .network
        ) { call in .json(.network(try call.client().lit)) },
        Route(
            .GET, RouteTable.client + "/network/changes", "networkChanges",
            "The network as it is now, and each time that it changes, such as with another epoch. A line says every "
                + "ten seconds that all is well.",
            answer: nil,
            lines: .either(
                .object(.required("event", .choice("network")), .required("network", .network)),
                .object(.required("event", .choice("alive")))),
            isEndless: true
        ) { call in
            let lit = try call.client().lit
            return .lines { writer in try await changes(of: lit, call, to: writer) }
        },
        Route(
            .GET, RouteTable.client + "/blockhash", "blockhash",
            "A recent hash of a block, as nodes know it: what sign-in messages take as their nonce.",
            answer: .object(.required("blockhash", .hash))
        ) { call in
            let hash = try await call.client().lit.latestBlockhash(timeout: call.timeout)
            return .json(["blockhash": .string(hash)])
        },
    ]

    private static func wallets(_ client: SidecarClient) -> JSON {
        .array(client.wallets.map { .address($0.address) })
    }

    private static let networkForm = Schema(
        .variants(
            by: "name",
            [
                (
                    "local",
                    ObjectForm([
                        .required("name", .choice("local")),
                        .optional("state", .text.noted("The folder of lit up; relative to the sidecar's.")),
                    ])
                )
            ]
                + ["datil", "datil-test", "datil-dev"].map { name in
                    (
                        name,
                        ObjectForm([
                            .required("name", .choice(name)), .optional("rpcUrl", .text),
                            .optional("attestation", .choice("required", "unverified")),
                        ])
                    )
                } + [
                    (
                        "custom",
                        ObjectForm(
                            [
                                .required("name", .choice("custom")), .required("rpcUrl", .text),
                                .optional("staking", .address), .optional("resolver", .address),
                                .optional("environment", .integer()), .optional("chainId", .quantity),
                                .optional("https", .boolean),
                            ],
                            choices: [[.init("staking"), .init("resolver", optional: ["environment"])]])
                    )
                ])
    ).named("NetworkChoice")

    /// Ends with the client, with the sidecar, or at the call's time.
    private static func changes(of lit: LitClient, _ call: Call, to writer: LineWriter) async throws {
        let news = lit.networkChanges
        try await writer.write(["event": "network", "network": .network(lit)])
        let lines = LineQueue(alive: .seconds(10))
        await lines.feed(to: writer) { queue in
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    for await info in news {
                        queue.add(["event": "network", "network": .network(lit, info)])
                    }
                }
                group.addTask { for await _ in call.sidecar.drain.started() {} }
                if call.ticket.timeout != nil {
                    group.addTask { try? await Task.sleep(until: call.deadline, clock: .continuous) }
                }
                await group.next()
                group.cancelAll()
            }
        }
    }
}
