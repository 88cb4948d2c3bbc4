import LitSidecar
import Primitives
import Testing

/// Every recorded exchange of the published server, put to ours over a network that answers as the recorded
/// one.
///
/// What must differ is left out: traces of calls, random session keys and what they sign, ciphertexts, and
/// the hash of the transaction, whose fees are our own.
@Suite struct ReplayTests {
    private struct Scene {
        let recording: PolyglotRecording
        let network: RecordedNetwork
        let service: PolyglotService

        init() throws {
            recording = try PolyglotRecording()
            network = try RecordedNetwork()
            service = try network.service()
        }

        /// With a client that is connected, and the recorded wallet.
        static func connected() async throws -> Scene {
            let scene = try Scene()
            scene.service.makeClient()
            _ = await scene.send("/litNodeClient/connect")
            let key = try #require(scene.network.keys["eoa"]?["privateKey"])
            let answer = await scene.send("/setAuthToken", ["authToken": key])
            #expect(try JSON(parsing: answer.body) == ["success": true])
            return scene
        }

        func send(_ path: String, _ body: JSON? = nil) async -> PolyglotAnswer {
            await service.answer("POST", path, body: body?.utf8 ?? [])
        }

        /// The answer to a recorded request, which has to have the recorded status and type.
        func replay(
            _ exchange: PolyglotRecording.Exchange, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws -> JSON {
            let answer = await service.answer("POST", exchange.path, body: exchange.body)
            #expect(answer.status == exchange.status, sourceLocation: sourceLocation)
            #expect(answer.type == exchange.type, sourceLocation: sourceLocation)
            guard exchange.type.hasPrefix("application/json") else {
                return .string(String(decoding: answer.body, as: UTF8.self))
            }
            return try JSON(parsing: answer.body)
        }

        /// Expects the recorded answer, text for text but for the trace.
        func expect(
            _ exchange: PolyglotRecording.Exchange, sourceLocation: SourceLocation = #_sourceLocation
        ) async throws {
            let found = try await replay(exchange, sourceLocation: sourceLocation)
            #expect(
                Self.withoutTrace(found).text == Self.withoutTrace(exchange.response).text,
                "\(exchange.path) \(exchange.note)", sourceLocation: sourceLocation)
            if let stack = found["error"]?["stack"]?.string {
                #expect(!stack.isEmpty && !stack.contains("/"), sourceLocation: sourceLocation)
            }
        }

        private static func withoutTrace(_ json: JSON) -> JSON {
            guard var object = json.object, var error = object["error"]?.object, error["stack"] != nil else {
                return json
            }
            error["stack"] = "…"
            object["error"] = .object(error)
            return .object(object)
        }
    }

    @Test func `Every recorded exchange has its place in these tests`() throws {
        let recording = try PolyglotRecording()
        #expect(recording.exchanges.count == 32)
        #expect(Set(recording.exchanges.map(\.path)).count == 14)
    }

    @Test func `Before there is a client, calls say what has to come first`() async throws {
        let scene = try Scene()
        for exchange in scene.recording.exchanges.prefix(5) { try await scene.expect(exchange) }
    }

    @Test func `A client becomes ready by being connected`() async throws {
        let scene = try Scene()
        scene.service.makeClient()
        for exchange in scene.recording.exchanges[5..<8] { try await scene.expect(exchange) }
    }

    @Test func `Without a wallet there are no session signatures`() async throws {
        let scene = try Scene()
        scene.service.makeClient()
        _ = await scene.send("/litNodeClient/connect")
        try await scene.expect(
            scene.recording.exchange("/litNodeClient/getSessionSigs", "no wallet", status: 400))
    }

    @Test func `Properties are those of the recorded client`() async throws {
        let scene = try await Scene.connected()
        let properties = scene.recording.exchanges.filter { $0.path == "/litNodeClient/getProperty" }
        #expect(properties.count == 6)
        for exchange in properties { try await scene.expect(exchange) }
    }

    @Test(arguments: [
        "_blockHashUrl", "getLatestBlockhash", "__proto__", "constructor", "config.contractContext",
    ])
    func `Other properties are not there`(name: String) async throws {
        let scene = try await Scene.connected()
        let answer = await scene.send("/litNodeClient/getProperty", ["property": .string(name)])
        #expect(try JSON(parsing: answer.body).text == #"{"success":true}"#)
    }

    @Test func `Messages and auth sigs are the recorded ones`() async throws {
        let scene = try await Scene.connected()
        let path = "/authHelpers/createSiweMessage"
        try await scene.expect(scene.recording.exchange(path, "unknown prefix", status: 500))
        try await scene.expect(scene.recording.exchange(path))
        try await scene.expect(scene.recording.exchange("/authHelpers/generateAuthSig"))
    }

    @Test func `A PKP is minted, and its receipt told, as recorded`() async throws {
        let scene = try await Scene.connected()
        let exchange = try scene.recording.exchange("/litContractsClient/mintWithAuth")
        let found = try await scene.replay(exchange)
        let hash = try #require(scene.network.transactions.first).prefixedHex
        let recorded = try #require(exchange.response["tx"]?["transactionHash"]?.string)
        #expect(found.text.replacing(hash, with: recorded) == exchange.response.text)
    }

    @Test func `Session signatures have the recorded form`() async throws {
        let scene = try await Scene.connected()
        let exchange = try scene.recording.exchange("/litNodeClient/getSessionSigs")
        let found = try await scene.replay(exchange)
        let (ours, theirs) = (try Self.leveled(found), try Self.leveled(exchange.response))
        #expect(ours == theirs)
        #expect(found["sessionSigs"]?.object?.keys == exchange.response["sessionSigs"]?.object?.keys)
    }

    /// The answer's text with random keys and what they have signed made equal.
    private static func leveled(_ json: JSON) throws -> String {
        let first = try #require(json["sessionSigs"]?[RecordedNetwork.nodes[0]])
        let key = try #require(first["address"]?.string)
        let message = try JSON(parsing: try #require(first["signedMessage"]?.string))
        let approval = try #require(message["capabilities"]?[0]?["sig"]?.string)
        var text = json.text.replacing(key, with: "KEY").replacing(approval, with: "APPROVAL")
        for node in RecordedNetwork.nodes {
            let signature = try #require(json["sessionSigs"]?[node]?["sig"]?.string)
            #expect(signature.count == 128)
            text = text.replacing(signature, with: "SIGNATURE")
        }
        return text
    }

    @Test func `Actions answer as recorded`() async throws {
        let scene = try await Scene.connected()
        let all = scene.recording.exchanges.filter { $0.path == "/litNodeClient/executeJs" }
        #expect(all.count == 4)
        scene.network.answer { _, _ in
            (200, NodeShares.executed("Test successful", logs: "Testing executeJs endpoint\n"))
        }
        try await scene.expect(all[0])
        let signature = try #require(all[1].response["signatures"]?["sig1"])
        scene.network.answer { node, _ in
            let share = try NodeShares.share(of: signature, node: node, name: "sig1")
            return (200, NodeShares.executed("", logs: "", signed: ["sig1": share]))
        }
        try await scene.expect(all[1])
        scene.network.answer { _, _ in
            (400, ["success": false, "error": "Uncaught (in promise) Error: boom", "logs": ""])
        }
        try await scene.expect(all[2])
        try await scene.expect(all[3])
    }

    @Test func `Session signatures of callers reach the nodes as they are`() async throws {
        let scene = try await Scene.connected()
        let exchange = try scene.recording.exchange("/litNodeClient/executeJs")
        scene.network.answer { _, _ in (200, NodeShares.executed("Test successful", logs: "x")) }
        _ = try await scene.replay(exchange)
        let sent = scene.network.sent.compactMap { $0["authSig"]?.text }.sorted()
        let given = RecordedNetwork.nodes.compactMap { exchange.request["sessionSigs"]?[$0]?.text }.sorted()
        #expect(sent == given)
        #expect(given.count == 3)
    }

    @Test func `A PKP signs as recorded`() async throws {
        let scene = try await Scene.connected()
        let exchange = try scene.recording.exchange("/litNodeClient/pkpSign")
        let signature = try #require(exchange.response["signature"])
        scene.network.answer { node, body in
            (
                200,
                [
                    "success": true, "signedData": body["toSign"] ?? .null,
                    "signatureShare": try NodeShares.share(of: signature, node: node),
                ]
            )
        }
        try await scene.expect(exchange)
        try await scene.expect(scene.recording.exchange("/litNodeClient/pkpSign", "no pubKey", status: 500))
    }

    @Test func `What was encrypted is decrypted, by either`() async throws {
        let scene = try await Scene.connected()
        let keys = scene.network.keys
        scene.network.answer { node, body in
            (200, try NodeShares.decryption(body, node: node, keys: keys))
        }
        let decrypting = try scene.recording.exchange("/litNodeClient/decryptString")
        try await scene.expect(decrypting)
        let encrypting = try scene.recording.exchange("/litNodeClient/encryptString")
        let made = try await scene.replay(encrypting)
        #expect(made["dataToEncryptHash"] == encrypting.response["dataToEncryptHash"])
        #expect(made.object?.keys == encrypting.response.object?.keys)
        var request = try #require(decrypting.request.object)
        request["ciphertext"] = made["ciphertext"]
        let answer = await scene.send(decrypting.path, .object(request))
        #expect(try JSON(parsing: answer.body) == decrypting.response)
        try await scene.expect(
            scene.recording.exchange("/litNodeClient/encryptString", "no conditions", status: 500))
    }

    @Test func `Unknown paths and broken JSON are answered as express does`() async throws {
        let scene = try await Scene.connected()
        try await scene.expect(scene.recording.exchange("/nope", "unknown route", status: 404))
        try await scene.expect(scene.recording.exchange("/isReady", "broken JSON", status: 400))
    }

    @Test func `A client that was disconnected is not ready`() async throws {
        let scene = try await Scene.connected()
        try await scene.expect(scene.recording.exchange("/litNodeClient/disconnect"))
        try await scene.expect(scene.recording.exchange("/isReady", "client exists, not connected"))
    }
}
