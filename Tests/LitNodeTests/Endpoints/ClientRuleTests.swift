import Synchronization
import Secp256k1
import LitContracts
import KeyService
import Ethereum
import ActionRuntime
import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Testing

/// What the unmodified SDK needs of nodes, rule by rule.
@Suite struct ClientRuleTests {
    @Test func `1: paths are served with and without a slash at their end`() async throws {
        try await ServerStage.run { stage in
            let plan = try SessionPlan()
            for (path, body) in try GoodBody.withSession(plan) {
                let answer = try await stage.post(path, body)
                #expect(answer.status == 200, "\(path): \(answer.json)")
            }
            for path in DatilEndpoint.handshake.servedPaths {
                #expect(try await stage.post(path, ["clientPublicKey": "test"]).status == 200)
            }
            #expect(try await stage.post("/web/handshake/v1", [:]).status == 404)
            #expect(try await stage.post("/web/pkp/claim/v1", [:]).status == 404)
        }
    }

    @Test(arguments: [JSON.null, 4, 5, 0, nil])
    func `1: the epoch may be null, missing, current or previous`(epoch: JSON?) async throws {
        try await ServerStage.run { stage in
            let plan = try SessionPlan()
            for (path, body) in try GoodBody.withSession(plan) where !path.hasSuffix("/") {
                let answer = try await stage.post(path, body.with("epoch", epoch).with("unknown", [1]))
                #expect(answer.status == 200, "\(path): \(answer.json)")
            }
        }
    }

    @Test func `2: every answer is JSON and says so, errors too`() async throws {
        try await ServerStage.run { stage in
            let requests: [(HTTPRequest.Method, String, String, HTTPHeaderFields, Int)] = [
                (.post, "/web/nothing", "{}", ServerStage.headers, 404),
                (.get, "/", "", [:], 404),
                (.get, "/web/handshake", "", [:], 405),
                (.delete, "/healthz", "", [:], 405),
                (.post, "/web/handshake", "{", ServerStage.headers, 400),
                (.post, "/web/handshake", "", ServerStage.headers, 400),
                (.post, "/web/handshake", "[]", ServerStage.headers, 422),
                (.post, "/web/handshake", "{}", ServerStage.headers, 422),
                (.post, "/web/handshake", "{}", ["X-Request-Id": "a", "Content-Type": "text/plain"], 415),
            ]
            for (method, path, body, headers, status) in requests {
                let answer = try ServerStage.Answer(try await stage.ask(method, path, body, headers: headers))
                #expect(answer.status == status, "\(path)")
                #expect(answer.response.headers["content-type"] == "application/json")
                #expect(answer.json["status"]?.int == status)
                #expect(answer.response.headers["x-lit-node-version"] != nil)
            }
        }
    }

    @Test func `3: browsers of any origin may ask with the SDK's headers`() async throws {
        try await ServerStage.run { stage in
            let answer = try await stage.ask(
                .options, "/web/execute/v1",
                headers: [
                    "Origin": "https://app.example", "Access-Control-Request-Method": "POST",
                    "Access-Control-Request-Headers": "content-type,x-own",
                ])
            #expect(answer.status == 204)
            #expect(answer.headers["access-control-allow-origin"] == "*")
            let allowed = (answer.headers["access-control-allow-headers"] ?? "").lowercased()
            let needed = [
                "content-type", "accept", "x-lit-sdk-version", "x-lit-sdk-type", "x-request-id", "x-own",
            ]
            for name in needed { #expect(allowed.contains(name)) }
            #expect(answer.headers["access-control-allow-methods"]?.contains("POST") == true)
            let error = try await stage.ask(.post, "/nothing")
            #expect(error.headers["access-control-allow-origin"] == "*")
        }
    }

    @Test func `4: the handshake has keys of 96 digits and a block's hash`() async throws {
        try await ServerStage.run { stage in
            let answer = try await stage.post("/web/handshake/", ["clientPublicKey": "test", "epoch": 5])
            for name in ["subnetPublicKey", "networkPublicKey", "networkPublicKeySet"] {
                let key = try #require(answer.json[name]?.string)
                #expect(key.count == 96)
                #expect(!key.hasPrefix("0x"))
            }
            #expect(answer.json["latestBlockhash"]?.string?.count == 66)
            #expect(answer.json["attestation"]?.isNull == true)
            #expect(answer.json["clientSdkVersion"]?.string == "7.0.5")
        }
    }

    @Test func `4: without keys the handshake says ERR`() async throws {
        var options = ServerStage.Options()
        options.hasKeys = false
        try await ServerStage.run(options) { stage in
            let answer = try await stage.post("/web/handshake/", ["clientPublicKey": "test"])
            let names = ["serverPublicKey", "subnetPublicKey", "networkPublicKey", "networkPublicKeySet"]
            for name in names { #expect(answer.json[name]?.string == "ERR") }
            #expect(answer.status == 200)
        }
    }

    @Test func `5: an execution's answer has all members, in their order`() async throws {
        try await ServerStage.run { stage in
            let body = GoodBody.execute(try SessionPlan().authSig())
            let answer = try await stage.post("/web/execute/v1", body)
            let names = answer.json.object?.keys
            #expect(
                names == ["success", "signedData", "decryptedData", "claimData", "response", "logs"])
            #expect(answer.json["response"]?.string == "")
        }
    }

    @Test func `6: a node that does not sign answers 200 with a failed share`() async throws {
        var options = ServerStage.Options()
        options.signs = false
        try await ServerStage.run(options) { stage in
            let answer = try await stage.post(
                "/web/pkp/sign/v1", try GoodBody.pkpSign(try SessionPlan().authSig()))
            #expect(answer.status == 200)
            let share = try #require(answer.json["signatureShare"])
            #expect(share["digest"]?.string == "fail")
            #expect(share["result"]?.string == "fail")
            for name in ["signature_share", "big_r", "public_key", "sig_type"] {
                #expect(share[name]?.string == "")
            }
            #expect(share["share_index"]?.int == 0)
        }
    }

    @Test func `6: a signer's share comes in capitals and two pairs of quotes, with the whole signature`()
        async throws
    {
        try await ServerStage.run { stage in
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            let answer = try await stage.post("/web/pkp/sign/v1", body)
            let share = try #require(answer.json["signatureShare"])
            let digest = String(repeating: "07", count: 32)
            #expect(share["digest"]?.string == "\"\(digest)\"")
            #expect(share["result"]?.string == "success")
            #expect(share["sig_type"]?.string == "K256")
            #expect(share["public_key"]?.string?.hasPrefix("\"04") == true)
            let r = share["verifiedSignature"]?["r"]?.string
            #expect(r?.count == 64)
            let order = try #require(stage.keys.orders.withLock { $0.first })
            #expect(order.requestID == "lit_87985aa5")
            #expect(order.purpose == "pkp-sign")
        }
    }

    @Test func `8: the completed message has one resource, and the statement ends with what it grants`()
        async throws
    {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("07-getPkpSessionSigs")
            let body = try JSON(parsing: exchange.bodyText)
            let answer = try await stage.post("/web/sign_session_key/v1", body)
            let message = try #require(answer.json["siweMessage"]?.string)
            let sent = try #require(body["siweMessage"]?.string)
            #expect(message.ranges(of: "I further authorize").count == 3)
            #expect(message.ranges(of: "- urn:recap:").count == 1)
            let issued = try #require(sent.split(separator: "\n").first { $0.hasPrefix("Issued At: ") })
            #expect(message.contains(issued))
        }
    }

    @Test func `8: a nonce that is no block of this chain is taken`() async throws {
        try await ServerStage.run { stage in
            let exchange = try NodeRecordings.exchange("07-getPkpSessionSigs")
            let hash = "0x31d3009dd4dd689b35f7e8360548c22e2abca9997dd5762814d7eb1747ec7162"
            let mainnet = "0x" + String(repeating: "ab", count: 32)
            let text = exchange.bodyText.replacing(hash, with: mainnet)
            #expect(text != exchange.bodyText)
            let body = try JSON(parsing: text).with("authMethods", [])
            let answer = try await stage.post("/web/sign_session_key/v1", body)
            #expect(answer.status == 200, "\(answer.json)")
        }
    }
}
