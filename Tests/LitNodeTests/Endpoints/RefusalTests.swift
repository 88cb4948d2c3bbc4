import Synchronization
import Secp256k1
import LitContracts
import Ethereum
import ActionRuntime
import HTTPTransport
import KeyService
import LitNode
import LitProtocol
import Primitives
import Testing

/// What endpoints refuse beyond sessions, and how they say so.
@Suite struct RefusalTests {
    @Test func `Nobody who is not permitted signs`() async throws {
        try await ServerStage.run { stage in
            stage.gatekeeper.rules.withLock { $0.permits = false }
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            let answer = try await stage.post("/web/pkp/sign/v1", body)
            #expect(answer.status == 401)
            #expect(answer.code == "NodeAuthSigScopeTooLimited")
            #expect(answer.json["correlationId"]?.string == "lit_87985aa5")
            #expect(stage.keys.orders.withLock { $0.isEmpty })
        }
    }

    @Test func `Without capacity the answer is 402 on every metered route, and no envelope`() async throws {
        try await ServerStage.run { stage in
            stage.gatekeeper.rules.withLock { $0.hasCapacity = false }
            for (path, body) in try GoodBody.withSession(try SessionPlan()) {
                let answer = try await stage.post(path, body)
                #expect(answer.status == 402, "\(path)")
                #expect(answer.json.object?.keys == ["message", "errorCode"])
                #expect(answer.code == "rate_limit_exceeded")
            }
        }
    }

    @Test func `An action that is not on the list does not run`() async throws {
        try await ServerStage.run { stage in
            stage.gatekeeper.rules.withLock { $0.allowsActions = false }
            let answer = try await stage.post("/web/execute", GoodBody.execute(try SessionPlan().authSig()))
            #expect(answer.code == "NodeActionNotAllowed")
            #expect(stage.actions.requests.withLock { $0.isEmpty })
        }
    }

    @Test(arguments: ["/web/execute/v1", "/web/pkp/sign/v1"])
    func `Auth methods beside a session are refused, even none`(path: String) async throws {
        try await ServerStage.run { stage in
            let session = try SessionPlan().authSig()
            let body = path.contains("pkp") ? try GoodBody.pkpSign(session) : GoodBody.execute(session)
            let answer = try await stage.post(path, body.with("authMethods", []))
            #expect(answer.code == "NodeCannotProvideAuthMethodForEndpoint")
            #expect(try await stage.post(path, body.with("authMethods", .null)).status == 200)
        }
    }

    @Test func `Only digests of 32 bytes are signed`() async throws {
        try await ServerStage.run { stage in
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            for count in [0, 31, 33] {
                let bytes = JSON.array(Array(repeating: 1, count: count))
                let answer = try await stage.post("/web/pkp/sign/v1", body.with("toSign", bytes))
                #expect(answer.status == 422)
                #expect(answer.json["details"]?[0]?.string?.contains("not 32 bytes") == true)
            }
            let answer = try await stage.post("/web/pkp/sign/v1", body.with("toSign", [256]))
            #expect(answer.status == 422)
        }
    }

    @Test func `A key that is no PKP is not found`() async throws {
        try await ServerStage.run { stage in
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            let other = "0x04" + String(repeating: "11", count: 64)
            let answer = try await stage.post("/web/pkp/sign/v1", body.with("pubkey", .string(other)))
            #expect(answer.code == "NodePKPTokenIdNotFound")
        }
    }

    @Test(arguments: [KeyServiceError.Code.notReady, .notEnoughPeers, .protocolFailure, .store, .keyMismatch])
    func `What fails among the shares is told without saying where`(code: KeyServiceError.Code) async throws {
        try await ServerStage.run { stage in
            stage.keys.failure.withLock { $0 = KeyServiceError(code, "node 0xabc at 10.0.0.1 was silent") }
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            let answer = try await stage.post("/web/pkp/sign/v1", body)
            #expect(answer.status == 500)
            #expect(!answer.json.text.contains("10.0.0.1"))
        }
    }

    @Test func `An action's failure is no envelope, a time-out is one with the log`() async throws {
        try await ServerStage.run { stage in
            let body = GoodBody.execute(try SessionPlan().authSig())
            stage.actions.result.withLock {
                $0 = ActionResult(
                    actionID: "", failure: ActionFailure(.script, "Uncaught Error: x"), logs: "a\n")
            }
            let thrown = try await stage.post("/web/execute/v1", body)
            #expect(thrown.status == 400)
            #expect(thrown.json == ["success": false, "error": "Uncaught Error: x", "logs": "a\n"])
            stage.actions.result.withLock {
                $0 = ActionResult(actionID: "", failure: ActionFailure(.timeout, "too long"), logs: "b\n")
            }
            let late = try await stage.post("/web/execute/v1", body)
            #expect(late.status == 502)
            #expect(late.code == "NodeJsTimeoutError")
            #expect(late.json["errorKind"]?.string == "Timeout")
            #expect(late.json["logs"]?.string == "b\n")
            stage.actions.result.withLock {
                $0 = ActionResult(actionID: "", failure: ActionFailure(.busy, "full"), logs: "")
            }
            #expect(try await stage.post("/web/execute/v1", body).status == 429)
        }
    }

    @Test(arguments: ["untrue", "true ", "True", "[true]", "", "{\"true\":1}"])
    func `Only the word true lets an action have a session key signed`(response: String) async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("08-getLitActionSessionSigs")
            let body = try JSON(parsing: exchange.bodyText)
            stage.actions.result.withLock { $0.response = response }
            let refused = try await stage.post("/web/sign_session_key/v1", body)
            #expect(refused.code == "NodeLitActionsSessionSigAuthenticationFailed")
            for good in ["true", "\"true\""] {
                stage.actions.result.withLock { $0.response = good }
                #expect(try await stage.post("/web/sign_session_key/v1", body).status == 200)
            }
            // Whoever asks has proved nothing yet: the action must not sign for them.
            let requests = stage.actions.requests.withLock { $0 }
            #expect(requests.allSatisfy { !$0.authentication.hasAuthSig })
            #expect(requests.allSatisfy { $0.limits == ActionLimits() })
        }
    }

    @Test func `The first generation's form of signing session keys is refused with a hint`() async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("07-getPkpSessionSigs")
            let body = try JSON(parsing: exchange.bodyText)
            let legacy = try await stage.post("/web/sign_session_key", body)
            #expect(legacy.code == "NodeInvalidCurveType")
            let curve = try await stage.post("/web/sign_session_key/v1", body.with("curveType", "ECDSA"))
            #expect(curve.code == "NodeInvalidCurveType")
            let wallet = try SessionPlan().capability().json
            let mixed = try await stage.post("/web/sign_session_key/v1", body.with("authSig", wallet))
            #expect(mixed.code == "NodeInvalidAuthSigForSessionKey")
        }
    }

    @Test func `A session key for somebody else's PKP needs the PKP's permission`() async throws {
        try await ServerStage.run { stage in
            stage.gatekeeper.rules.withLock { $0.permits = false }
            let exchange = try NodeRecordings.exchange("07-getPkpSessionSigs")
            let answer = try await stage.post(
                "/web/sign_session_key/v1", JSON(parsing: exchange.bodyText))
            #expect(answer.code == "NodeAuthSigScopeTooLimited")
            let asked = try #require(stage.gatekeeper.asked.withLock { $0.first })
            #expect(asked.scope == .personalSign)
            #expect(asked.context.address == nil)
            #expect(asked.context.methods.count == 1)
        }
    }

    @Test func `Tokens live twelve hours at most, and are issued now`() async throws {
        try await ServerStage.run { stage in
            let plan = try SessionPlan()
            let body = try GoodBody.token(try plan.authSig(), for: plan.wallet.address)
            let now = Int(NodeRecordings.clock.seconds)
            func number(_ value: Int) -> JSON { .number(.init(value)) }
            let path = "/web/signing/access_control_condition/"
            let early = try await stage.post(path, body.with("iat", number(now - 181)))
            #expect(early.code == "NodeIatOutsideGracePeriod")
            let long = try await stage.post(path, body.with("exp", number(now + 181 + 43_200)))
            #expect(long.code == "NodeExpWrongOrTooLarge")
            let good = try await stage.post(path, body)
            #expect(good.json["unsignedJwt"]?.string?.split(separator: ".").count == 2)
        }
    }

    @Test func `The request's id is required at the handshake, and made up elsewhere`() async throws {
        try await ServerStage.run { stage in
            let json: HTTPHeaderFields = ["Content-Type": "application/json"]
            let missing = try ServerStage.Answer(
                try await stage.ask(.post, "/web/handshake/", "{}", headers: json))
            #expect(missing.status == 400)
            #expect(missing.code == "CoreApiMissingRequiredXRequestIdHeader")
            let made = try ServerStage.Answer(
                try await stage.ask(.post, "/web/pkp/claim", "{}", headers: json))
            #expect(made.json["correlationId"]?.string?.hasPrefix("LD-") == true)
            var both = ServerStage.headers
            both["X-Correlation-Id"] = "first"
            let answer = try ServerStage.Answer(
                try await stage.ask(.post, "/web/pkp/claim", "{}", headers: both))
            #expect(answer.json["correlationId"]?.string == "first")
        }
    }

    @Test(arguments: ["0.0.0", "seven", "7.0", "", "7.0.5.1"])
    func `An SDK's version that is none is refused`(version: String) async throws {
        try await ServerStage.run { stage in
            var headers = ServerStage.headers
            headers["X-Lit-SDK-Version"] = version
            let answer = try ServerStage.Answer(
                try await stage.ask(.post, "/web/handshake", "{}", headers: headers))
            #expect(answer.status == 400)
            #expect(answer.code == "CoreApiInvalidXSDKVersionHeader")
        }
    }
}
