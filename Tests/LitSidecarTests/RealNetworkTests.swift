import Ethereum
import LitSidecar
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

/// A sidecar on a real network: what it refuses, what it keeps apart, and what it streams.
@Suite(.onRealNetwork)
struct SidecarOnNetworkTests {
    /// A caller, and the path of a client of its own with a funded account of the network's, of a number that no other test has, or with none.
    private struct Desk: Sendable {
        let place: Caller.Place
        let client: String
        let wallet: String

        static func open(_ place: Caller.Place, _ network: RealNetwork, account: Int?) async throws
            -> Desk
        {
            var body: JSON = ["network": ["name": "local", "state": .string(network.folder)]]
            if let account, var object = body.object {
                let key = try network.key(account).secret.withUnsafeBytes { Array($0) }.prefixedHex
                object["wallet"] = ["privateKey": .string(key)]
                body = .object(object)
            }
            let answer = try await Caller(place).call("POST", "/v1/clients", body)
            let id = try #require(answer.json["client"]?.string, "\(answer.json.text)")
            return Desk(
                place: place, client: "/v1/clients/" + id, wallet: answer.json["wallets"]?[0]?.string ?? "")
        }

        func call(
            _ method: String, _ path: String, _ body: JSON? = nil, headers: [String: String] = [:]
        ) async throws -> Caller.Answer {
            try await Caller(place).call(method, client + path, body, headers: headers)
        }

        func text(_ method: String, _ path: String, _ body: JSON? = nil, _ name: String) async throws
            -> String
        {
            let answer = try await call(method, path, body)
            return try #require(answer.json[name]?.string, "\(path): \(answer.json.text)")
        }
    }

    private static let signing: JSON = [["ability": "pkp-signing", "resource": "lit-pkp://*"]]
    private static let running: JSON = [["ability": "lit-action-execution", "resource": "lit-litaction://*"]]
    private static let digest = JSON.string("0x" + String(repeating: "11", count: 32))

    @Test(.timeLimit(.minutes(5)))
    func `Every refusal has its code and its status`() async throws {
        let network = try OnRealNetwork.network
        try await SidecarProcess.with { sidecar in
            let desk = try await Desk.open(sidecar.place, network, account: 1)
            func refuses(
                _ code: String, _ status: Int, _ method: String, _ path: String, _ body: JSON? = nil,
                at line: Int = #line
            ) async throws {
                let answer = try await desk.call(method, path, body)
                #expect(answer.code == code, "line \(line): \(answer.json.text)")
                #expect(answer.status == status, "line \(line): \(answer.json.text)")
                #expect(answer.json["error"]?["requestId"]?.string?.isEmpty == false, "line \(line)")
            }
            let pkp = JSON.string(
                try await desk.text("POST", "/pkps", ["scopes": ["signAnything"]], "address"))
            let run = try await desk.text("POST", "/sessions", ["allowing": Self.running], "session")
            let sign = try await desk.text(
                "POST", "/sessions", ["allowing": Self.signing], "session")
            let stranger = try await desk.text("POST", "/wallets", [:], "address")
            let strange = try await desk.text(
                "POST", "/sessions", ["wallet": .string(stranger), "allowing": Self.signing], "session")

            // What belongs to the client.
            let nobody = JSON.string("0x" + String(repeating: "0", count: 39) + "1")
            try await refuses(
                "unknownWallet", 404, "POST", "/signatures",
                ["signer": ["wallet": nobody], "digest": Self.digest])
            try await refuses(
                "unknownSession", 404, "POST", "/signatures",
                ["signer": ["pkp": pkp, "session": "s_0"], "digest": Self.digest])
            try await refuses("unknownSession", 404, "GET", "/sessions/s_0")
            try await refuses("unknownSession", 404, "DELETE", "/sessions/s_0")
            try await refuses("unknownWallet", 404, "DELETE", "/wallets/\(nobody.string ?? "")")

            // Sessions.
            try await refuses(
                "sessionLacksPermission", 403, "POST", "/signatures",
                ["signer": ["pkp": pkp, "session": .string(run)], "digest": Self.digest])
            try await refuses(
                "sessionLacksPermission", 403, "POST", "/actions",
                ["code": "1", "session": .string(sign)])
            try await refuses(
                "notAuthorized", 403, "POST", "/signatures",
                ["signer": ["pkp": pkp, "session": .string(strange)], "digest": Self.digest])
            try await refuses(
                "invalidSession", 409, "POST", "/sessions/import", ["export": "no session"])
            try await refuses(
                "invalidArgument", 400, "POST", "/sessions",
                ["allowing": Self.signing, "lifetime": 2_700_000])
            let export = try await desk.text("GET", "/sessions/\(sign)/export", nil, "export")
            let imported = try await desk.text(
                "POST", "/sessions/import", ["export": .string(export)], "session")
            try await refuses("unsupported", 400, "POST", "/sessions/\(imported)/renewal")
            let short = try await desk.text(
                "POST", "/sessions",
                ["allowing": Self.signing, "lifetime": .decimal("0.3"), "renew": false],
                "session")
            // Just before its end it may come to nodes when it is over, and they have a say of their own.
            var code: String?
            while code != "sessionExpired" {
                code = try await desk.call(
                    "POST", "/signatures",
                    ["signer": ["pkp": pkp, "session": .string(short)], "digest": Self.digest]
                ).code
            }
            try await refuses(
                "sessionExpired", 409, "POST", "/signatures",
                ["signer": ["pkp": pkp, "session": .string(short)], "digest": Self.digest])
            try await refuses(
                "authMethodRefused", 403, "POST", "/sessions",
                [
                    "pkp": pkp, "proofs": [["type": 6, "accessToken": "no token"]],
                    "allowing": Self.signing,
                ])

            // PKPs and the chain.
            try await refuses("pkpNotFound", 404, "GET", "/pkps/123456")
            try await refuses(
                "pkpNotFound", 404, "POST", "/signatures",
                ["signer": ["pkp": nobody, "session": .string(sign)], "digest": Self.digest])
            try await refuses(
                "insufficientFunds", 409, "POST", "/transactions",
                ["signer": ["wallet": .string(stranger)], "to": nobody, "value": "1"])
            try await refuses(
                "insufficientFunds", 409, "POST", "/transactions",
                ["signer": ["pkp": pkp, "session": .string(sign)], "to": nobody, "value": "1"])
            try await refuses(
                "transactionFailed", 502, "POST", "/transactions",
                ["signer": ["wallet": .string(desk.wallet)], "data": "0xfe"])
            try await refuses(
                "notAuthorized", 403, "DELETE", "/pkps/\(pkp.string ?? "")/permissions",
                ["wallet": .string(stranger), "authMethod": ["address": nobody]])

            // Actions and data.
            try await refuses(
                "actionFailed", 422, "POST", "/actions", ["code": "throw 1", "session": .string(run)])
            let missing = CID.ofFile(content: Array("nobody has this".utf8))
            try await refuses(
                "actionNotFound", 404, "POST", "/actions",
                ["cid": .string("\(missing)"), "session": .string(run)])
            try await refuses(
                "malformedRequest", 400, "POST", "/actions",
                ["code": .string("\(missing)"), "session": .string(run)])
            try await refuses(
                "invalidArgument", 400, "POST", "/actions",
                [
                    "code": "1", "session": .string(run),
                    "parameters": ["n": .number(.init(UInt64(1) << 60 + 1))],
                ])
            try await refuses(
                "invalidSession", 409, "POST", "/actions", ["code": "1", "sessionSigs": [:]])
            try await refuses(
                "malformedRequest", 400, "POST", "/decryptions",
                [
                    "ciphertext": "AAAA", "dataToEncryptHash": .string(String(repeating: "0", count: 64)),
                    "accessControlConditions": [], "session": .string(run),
                ])

            // What cannot be read is named.
            for (path, body, place): (String, JSON, String) in [
                ("/signatures", ["signer": ["wallet": "0x12"], "digest": Self.digest], "signer.wallet"),
                (
                    "/signatures", ["signer": ["wallet": .string(desk.wallet)], "digest": "0x12"],
                    "digest"
                ),
                (
                    "/sessions",
                    ["allowing": [["ability": "pkp-signing", "resource": "lit-litaction://*"]]],
                    "allowing[0].resource"
                ),
                ("/sessions", ["allowing": Self.signing, "expiration": "tomorrow"], "expiration"),
                (
                    "/transactions", ["signer": ["wallet": .string(desk.wallet)], "value": "1 ether"],
                    "value"
                ),
                ("/auth-sigs", ["message": 1], "message"),
            ] {
                let answer = try await desk.call("POST", path, body)
                #expect(answer.code == "malformedRequest", "\(answer.json.text)")
                #expect(answer.message.hasPrefix(place + " "), "\(answer.message)")
            }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `A client's wallets, sessions and PKPs are for nobody who has not its id`() async throws {
        let network = try OnRealNetwork.network
        try await SidecarProcess.with(environment: ["LIT_DEBUG_SIDECAR": "1"]) { sidecar in
            let first = try await Desk.open(sidecar.place, network, account: 2)
            let second = try await Desk.open(sidecar.place, network, account: nil)
            #expect(first.client != second.client)
            let pkp = try await first.text("POST", "/pkps", ["scopes": ["signAnything"]], "address")
            let session = try await first.text("POST", "/sessions", ["allowing": Self.signing], "session")
            let own = try await second.call("GET", "")
            #expect(own.json["wallets"] == [])
            #expect(own.json["sessions"] == [])
            #expect(try await second.call("GET", "/wallets").json["wallets"] == [])
            #expect(try await second.call("GET", "/sessions").json["sessions"] == [])
            for path in ["", "/export", "/signatures"] {
                #expect(
                    try await second.call("GET", "/sessions/\(session)" + path).code == "unknownSession")
            }
            #expect(try await second.call("DELETE", "/sessions/\(session)").code == "unknownSession")
            let byWallet: JSON = ["signer": ["wallet": .string(first.wallet)], "digest": Self.digest]
            #expect(try await second.call("POST", "/signatures", byWallet).code == "unknownWallet")
            let bySession: JSON = [
                "signer": ["pkp": .string(pkp), "session": .string(session)], "digest": Self.digest,
            ]
            #expect(try await second.call("POST", "/signatures", bySession).code == "unknownSession")
            #expect(try await first.call("POST", "/signatures", bySession).status == 200)
            // One's end is not the other's.
            #expect(try await second.call("DELETE", "").status == 204)
            #expect(try await second.call("GET", "").code == "unknownClient")
            #expect(try await first.call("POST", "/signatures", bySession).status == 200)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `Nothing secret is logged, even when everything is`() async throws {
        let network = try OnRealNetwork.network
        try await Place.withFolder { folder in
            let sidecar = try await SidecarProcess.start(
                ["--port", "0", "--exit-with-stdin", "--log-level", "trace"])
            let desk = try await Desk.open(sidecar.place, network, account: 3)
            let key = try network.key(3).secret.withUnsafeBytes { Array($0) }.hex
            let made = try await desk.text("POST", "/wallets", [:], "privateKey")
            let pkp = try await desk.text("POST", "/pkps", ["scopes": ["signAnything"]], "address")
            let session = try await desk.text("POST", "/sessions", ["allowing": Self.signing], "session")
            let export = try JSON(
                parsing: try await desk.text("GET", "/sessions/\(session)/export", nil, "export"))
            _ = try await desk.call(
                "POST", "/signatures",
                ["signer": ["pkp": .string(pkp), "session": .string(session)], "digest": Self.digest])
            _ = try await desk.call(
                "POST", "/sessions",
                [
                    "pkp": .string(pkp), "proofs": [["type": 6, "accessToken": "the-token"]],
                    "allowing": Self.signing,
                ])
            sidecar.closeInput()
            let errors = await sidecar.end().errors
            #expect(errors.contains("route=openSession"))
            let client = String(desk.client.split(separator: "/").last ?? "?")
            var secrets = [
                key, String(made.dropFirst(2)), session, client, sidecar.token ?? "?", "the-token",
            ]
            // The secret half of the session's key.
            secrets.append(String(try #require(export["key"]?.string).prefix(64)))
            for secret in secrets { #expect(!errors.contains(secret), "\(secret.prefix(6))…") }
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `A hundred clients at once each have their own`() async throws {
        let network = try OnRealNetwork.network
        var settings = SidecarSettings()
        settings.maxClients = 100
        try await LocalSidecar.with(settings: settings) { local in
            let accounts = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<100 {
                    group.addTask {
                        let desk = try await Desk.open(local.place, network, account: nil)
                        let wallet = try await desk.text("POST", "/wallets", [:], "address")
                        let session = try await desk.call(
                            "POST", "/sessions", ["allowing": Self.signing])
                        #expect(session.json["account"]?.string == wallet, "\(session.json.text)")
                        let signed = try await desk.call(
                            "POST", "/signatures",
                            ["signer": ["wallet": .string(wallet)], "message": "hello"])
                        #expect(signed.json["address"]?.string == wallet)
                        return wallet
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(accounts.count == 100)
            #expect(local.sidecar.clients.count == 100)
            let more = try await local.call(
                "POST", "/v1/clients", ["network": ["name": "local", "state": .string(network.folder)]])
            #expect(more.code == "tooManyClients")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `Transactions of one wallet from many callers do not get in each other's way`() async throws {
        let network = try OnRealNetwork.network
        try await LocalSidecar.with { local in
            let desks = [
                try await Desk.open(local.place, network, account: 4),
                try await Desk.open(local.place, network, account: 4),
            ]
            let hashes = try await withThrowingTaskGroup(of: String.self) { group in
                for index in 0..<20 {
                    group.addTask {
                        let desk = desks[index % 2]
                        let answer = try await desk.call(
                            "POST", "/transactions",
                            [
                                "signer": ["wallet": .string(desk.wallet)], "to": .string(desk.wallet),
                                "value": "1",
                            ])
                        #expect(answer.json["receipt"]?["status"] == 1, "\(answer.json.text)")
                        return answer.json["transactionHash"]?.string ?? ""
                    }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(hashes.count == 20)
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `An action's call ends when its caller hangs up, and its lines when their time is over`()
        async throws
    {
        let network = try OnRealNetwork.network
        try await LocalSidecar.with { local in
            let desk = try await Desk.open(local.place, network, account: 6)
            let session = try await desk.text("POST", "/sessions", ["allowing": Self.running], "session")
            let endless: JSON = [
                "code": "console.log('on'); while (true) {}", "session": .string(session),
            ]
            for lines in [false, true] {
                let caller = try local.caller()
                try caller.begin(
                    "POST", desk.client + "/actions", endless,
                    headers: ["Accept": lines ? "application/x-ndjson" : "application/json"])
                try await Place.wait("it runs") { local.sidecar.drain.running == 1 }
                caller.hangUp()
                try await Place.wait("it is over", upTo: .seconds(5)) { local.sidecar.drain.running == 0 }
            }
            let late = try await desk.call(
                "POST", "/actions", endless,
                headers: ["Accept": "application/x-ndjson", "Lit-Timeout": "5.5"])
            #expect(late.status == 200)
            // A sign of life each five seconds.
            #expect(late.lines.contains(["event": "alive"]))
            #expect(late.lines.last?["error"]?["code"] == "timedOut", "\(late.lines)")
            let whole = try await desk.call(
                "POST", "/actions", endless, headers: ["Lit-Timeout": "0.5"])
            #expect(whole.status == 504)
            #expect(whole.code == "timedOut")
        }
    }

    @Test(.timeLimit(.minutes(3)))
    func `Changes of the network come until the client, the sidecar or the caller ends`() async throws {
        let network = try OnRealNetwork.network
        try await LocalSidecar.with { local in
            let desk = try await Desk.open(local.place, network, account: 7)
            func follow(_ desk: Desk) async throws -> Caller {
                let caller = try local.caller()
                try caller.begin("GET", desk.client + "/network/changes")
                let first = try await caller.read(until: "\n{\"event\":\"network\"")
                #expect(first.contains("application/x-ndjson"))
                return caller
            }
            let gone = try await follow(desk)
            gone.hangUp()
            try await Place.wait("it is over") { local.sidecar.drain.running == 0 }
            let other = try await Desk.open(local.place, network, account: 7)
            let ended = try await follow(other)
            #expect(try await other.call("DELETE", "").status == 204)
            try await Place.wait("it is over") { local.sidecar.drain.running == 0 }
            // The connection is whole, and serves on.
            #expect(try await ended.read(until: "0\r\n\r\n").isEmpty == false)
            #expect(try await ended.call("GET", "/v1/health").status == 200)
            let last = try await follow(desk)
            // Nothing happens for long, and yet there are lines.
            let quiet = try await last.read(until: "{\"event\":\"alive\"}\n")
            #expect(!quiet.contains("\"network\""))
            let start = ContinuousClock.now
            await local.server.end(within: .seconds(20))
            #expect(ContinuousClock.now - start < .seconds(10))
            try await last.end()
        }
    }
}
