import Synchronization
import Secp256k1
import LitContracts
import KeyService
import Ethereum
import ActionRuntime
import HTTPTransport
import LitProtocol
import Primitives
import Testing

/// What the real SDK sent, byte for byte, must be accepted, and answered in the shape that it takes.
@Suite struct RecordedExchangeTests {
    @Test func `Every recorded request is answered as the SDK expects`() async throws {
        try await ServerStage.run { stage in
            let exchanges = try NodeRecordings.exchanges()
            #expect(exchanges.count >= 15)
            for exchange in exchanges {
                stage.actions.result.withLock { $0 = Self.result(exchange.response) }
                let answer = try ServerStage.Answer(
                    try await stage.ask(
                        .post, exchange.path, exchange.bodyText, headers: Self.headers(exchange)))
                #expect(answer.status == exchange.status, "\(exchange.scenario): \(answer.json)")
                #expect(
                    Self.withoutOurs(answer.json).shape == exchange.response.shape, "\(exchange.scenario)")
                #expect(answer.response.headers["content-type"] == "application/json")
            }
        }
    }

    @Test func `The handshake's answer is the recorded one, byte for byte`() async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("00-connect")
            let answer = try await stage.ask(
                .post, exchange.path, exchange.bodyText, headers: Self.headers(exchange))
            #expect(String(decoding: answer.body, as: UTF8.self) == exchange.response.text)
        }
    }

    @Test func `An action knows by which message its session was allowed, a PKP's too`() async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("10-pkpSignWithPkpSession")
            let authSig = try AuthSig(try JSON(parsing: exchange.bodyText)["authSig"] ?? .null)
            let answer = try await stage.post("/web/execute/v1", GoodBody.execute(authSig))
            #expect(answer.status == 200, "\(answer.json)")
            let request = try #require(stage.actions.requests.withLock { $0.last })
            let signIn = try #require(stage.actions.signIns.withLock { $0.last } ?? nil)
            #expect(request.owner == ActionOwner(signIn.address.checksummed))
            let accounts = try NodeRecordings.pkpKeys().map { Address($0.publicKey) }
            #expect(accounts.contains(signIn.address))
        }
    }

    @Test func `A claim is signed as the recording says`() async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("20-claimKeyId")
            let answer = try await stage.post(exchange.path, JSON(parsing: exchange.bodyText))
            #expect(answer.status == 202)
            #expect(answer.json["derivedKeyId"] == exchange.response["derivedKeyId"])
        }
    }

    @Test func `The completed message is the recorded one, but for the time of issue`() async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("07-getPkpSessionSigs")
            let answer = try await stage.post(exchange.path, JSON(parsing: exchange.bodyText))
            let recorded = try #require(exchange.response["siweMessage"]?.string)
            let message = try #require(answer.json["siweMessage"]?.string)
            let times = ("Issued At: 2026-01-15T11:59:50Z", "Issued At: 2026-01-15T12:00:00.000Z")
            #expect(message == recorded.replacing(times.0, with: times.1))
            #expect(answer.json["blsRootPubkey"] == exchange.response["blsRootPubkey"])
            #expect(answer.json["shareIndex"]?.int == 0)
        }
    }

    private static func headers(_ exchange: NodeRecordings.Exchange) -> HTTPHeaderFields {
        // What the connection says of itself is the transport's.
        let skipped: Set = ["host", "connection", "content-length", "accept-encoding"]
        var headers = HTTPHeaderFields()
        for (name, value) in exchange.headers where !skipped.contains(name.lowercased()) {
            headers[name] = value.string
        }
        return headers
    }

    /// The recorded answer as the result of an action.
    private static func result(_ response: JSON) -> ActionResult {
        var result = ActionResult(actionID: "", response: "", logs: response["logs"]?.string ?? "")
        if let error = response["error"]?.string { result.failure = ActionFailure(.script, error) }
        // What lets a session key be signed, where nothing was recorded.
        result.response = response["response"]?.string ?? "\"true\""
        for (name, _) in response["signedData"]?.object ?? .init() {
            result.signedData[name] = ActionSignature(absentFrom: name)
        }
        for (name, claim) in response["claimData"]?.object ?? .init() {
            result.claimData[name] = ActionClaim(
                signature: claim["signature"]?.string ?? "", derivedKeyID: claim["derivedKeyId"]?.string ?? ""
            )
        }
        return result
    }

    /// Without the member that the original nodes do not have.
    private static func withoutOurs(_ json: JSON) -> JSON {
        guard let share = json["signatureShare"], share["verifiedSignature"] != nil else { return json }
        return json.with("signatureShare", share.with("verifiedSignature", nil))
    }
}
