import HTTPTransport
import KeyService
import LitNode
import LitProtocol
import Logging
import Primitives
import Synchronization
import Testing

/// What a node logs: a line for an entry, the request's id in those of a request, and nothing secret.
@Suite struct NodeLogTests {
    @Test func `An entry is one line, whatever is in it`() throws {
        for format in NodeConfiguration.Log.Format.allCases {
            let catcher = LogCatcher()
            var logger = catcher.logger(format)
            logger[metadataKey: "node"] = "a"
            logger.info("one\ntwo", metadata: ["text": "x\ny\"z", "empty": "", "node": "b"])
            let line = try #require(catcher.lines.first)
            #expect(catcher.lines.count == 1)
            #expect(line.hasSuffix("\n"))
            #expect(line.filter { $0 == "\n" }.count == 1)
            if format == .json {
                let json = try JSON(parsing: line)
                #expect(json["message"]?.string == "one\ntwo")
                #expect(json["text"]?.string == "x\ny\"z")
                #expect(json["level"]?.string == "info")
                #expect(json["node"]?.string == "b")
                #expect(json["time"]?.string.map { (try? Timestamp(rfc3339: $0)) != nil } == true)
            } else {
                #expect(line.contains(" info "))
                #expect(line.contains(" node=b"))
                #expect(line.contains(" empty=\"\""))
            }
        }
    }

    @Test func `Members that every line has are not overwritten by an entry's`() throws {
        let catcher = LogCatcher()
        catcher.logger().info("real", metadata: ["message": "forged", "time": "never", "level": "none"])
        let json = try JSON(parsing: try #require(catcher.lines.first))
        #expect(json["message"]?.string == "real")
        #expect(json["level"]?.string == "info")
    }

    @Test func `What is less important than asked for is left out`() {
        let catcher = LogCatcher()
        let logger = catcher.logger(.text, level: .notice)
        logger.info("quiet")
        logger.notice("loud")
        #expect(catcher.lines.count == 1)
    }

    @Test func `Each line of a request has its id, and none a signature, a token or code`() async throws {
        let catcher = LogCatcher()
        var options = ServerStage.Options()
        options.logger = catcher.logger()
        try await ServerStage.run(options) { stage in
            var secrets: [String] = []
            let plan = try SessionPlan()
            let session = try plan.authSig()
            secrets += [session.sig, try plan.capability().sig]
            for (path, body) in try GoodBody.withSession(plan) { _ = try await stage.post(path, body) }
            let sessionKey = try JSON(parsing: NodeRecordings.exchange("07-getPkpSessionSigs").bodyText)
            for method in sessionKey["authMethods"]?.array ?? [] {
                let token = try #require(method["accessToken"]?.string)
                secrets.append(try #require(try JSON(parsing: token)["sig"]?.string))
            }
            _ = try await stage.post("/web/sign_session_key/v1", sessionKey)
            // What is refused is logged in more words.
            stage.gatekeeper.rules.withLock { $0.permits = false }
            for (path, body) in try GoodBody.withSession(plan) {
                _ = try await stage.post(path, body)
                _ = try await stage.post(path, body.with("authSig", "a secret of 0x0123456789"))
                _ = try await stage.post(path, body.with("epoch", "x"))
            }
            secrets += ["0x0123456789", GoodBody.execute(session)["code"]?.string ?? "1 + 1"]
            let lines = catcher.lines
            #expect(lines.count >= 20)
            for line in lines {
                #expect(try JSON(parsing: line)["request"]?.string == "lit_87985aa5", "\(line)")
                for secret in secrets { #expect(!line.contains(secret), "\(line)") }
            }
        }
    }

    @Test(arguments: [KeyServiceError.Code.protocolFailure, .notEnoughPeers, .conflictingOrders])
    func `Why nothing was signed is in the log, and not in the answer`(code: KeyServiceError.Code)
        async throws
    {
        let catcher = LogCatcher()
        var options = ServerStage.Options()
        options.logger = catcher.logger()
        try await ServerStage.run(options) { stage in
            stage.keys.failure.withLock { $0 = KeyServiceError(code, "node 0xabc at 10.0.0.1 was silent") }
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            let answer = try await stage.post("/web/pkp/sign/v1", body)
            #expect(answer.status >= 400)
            #expect(!answer.json.text.contains("10.0.0.1"))
            let line = try #require(catcher.lines.first { $0.contains("node 0xabc at 10.0.0.1 was silent") })
            let json = try JSON(parsing: line)
            #expect(json["request"]?.string == "lit_87985aa5")
            #expect(json["code"]?.string == code.rawValue)
            #expect(json["level"]?.string == (code == .conflictingOrders ? "info" : "warning"))
        }
    }
}
