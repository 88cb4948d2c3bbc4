import ActionRuntime
import Ethereum
import HTTPTransport
import LitNode
import LitProtocol
import Primitives
import Secp256k1
import Synchronization
import Testing

/// What the original does wrong and these endpoints must not, where no other test says so.
@Suite struct DefectTests {
    /// Every route refuses the session, and nothing comes of it.
    private static func expectRefusal(
        of authSig: AuthSig, _ code: String, on isMeant: @escaping @Sendable (String) -> Bool = { _ in true }
    ) async throws {
        try await ServerStage.run { stage in
            for (path, body) in try GoodBody.withSession(try SessionPlan()) where isMeant(path) {
                let answer = try await stage.post(path, body.with("authSig", authSig.json))
                #expect(answer.code == code, "\(path): \(answer.json)")
            }
            #expect(stage.keys.orders.withLock { $0.isEmpty })
            #expect(stage.actions.requests.withLock { $0.isEmpty })
        }
    }

    private static func signed(
        _ plan: SessionPlan, _ change: (inout SIWEMessage.Fields) -> Void
    ) throws -> AuthSig {
        var grant = try plan.grant()
        let message = try SIWEMessage.granting(
            plan.granted, to: plan.key.uri, by: plan.wallet.address, nonce: "abcdefgh1234", now: plan.now,
            expiration: SIWETimestamp(plan.expiration))
        var fields = message.fields
        change(&fields)
        grant.capabilities = [try AuthSig(signing: SIWEMessage(fields), with: plan.wallet)]
        return try grant.signed(with: plan.key)
    }

    @Test func `Who signs with a session key of their own for somebody else's is refused (defect 1)`()
        async throws
    {
        // All that the victim signed, under the attacker's key.
        let authSig = try SessionPlan().grant().signed(with: SessionKey())
        try await Self.expectRefusal(of: authSig, "NodeInvalidAuthSigSessionKeySignature")
    }

    @Test func `Nobody is who a capability says beside its message (defect 2)`() async throws {
        let plan = try SessionPlan()
        var grant = try plan.grant()
        let attacker = try EthereumWallet(privateKey: String(repeating: "11", count: 32))
        let message = try SIWEMessage.granting(
            plan.granted, to: plan.key.uri, by: attacker.address, nonce: "abcdefgh1234", now: plan.now,
            expiration: SIWETimestamp(plan.expiration))
        grant.capabilities = [try AuthSig(signing: message, with: attacker)]
        grant.capabilities[0].address = plan.wallet.address.checksummed
        try await Self.expectRefusal(of: try grant.signed(with: plan.key), "NodeSIWECapabilityInvalid")
    }

    @Test func `Routes without a version verify what the wallet signed (defect 3)`() async throws {
        // The older check looked at no more than that the message is to the session's URI.
        let plan = try SessionPlan()
        var grant = try plan.grant()
        grant.capabilities[0].sig = "0x" + String(repeating: "11", count: 64) + "1b"
        try await Self.expectRefusal(of: try grant.signed(with: plan.key), "NodeSIWECapabilityInvalid") {
            !$0.contains("/v1")
        }
    }

    @Test func `A session that asks for another ability on the same resource is refused (defect 4)`()
        async throws
    {
        var plan = try SessionPlan()
        plan.requests = plan.requests.map { .init(.rateLimitIncreaseAuth, on: $0.resource) }
        try await Self.expectRefusal(of: try plan.authSig(), "NodeResourceIdNotFound")
    }

    @Test func `A capability whose statement does not say what it grants is refused (defect 4)`() async throws
    {
        let authSig = try Self.signed(try SessionPlan()) { $0.statement = nil }
        try await Self.expectRefusal(of: authSig, "NodeSIWECapabilityInvalid")
    }

    @Test func `A wildcard with another ability does not hide an exact grant (defect 5)`() async throws {
        try await ServerStage.run { stage in
            let key = try NodeRecordings.pkpKeys()[0].publicKey.uncompressed
            let pkp = LitResource.pkp(UInt256(Keccak256.hash(key)))
            var plan = try SessionPlan([.init(.pkpSigning, on: pkp)])
            plan.granted = [.init(.actionExecution, on: .any(.pkp)), .init(.pkpSigning, on: pkp)]
            let answer = try await stage.post("/web/pkp/sign/v1", try GoodBody.pkpSign(try plan.authSig()))
            #expect(answer.status == 200, "\(answer.json)")
            plan.granted.removeLast()
            let refused = try await stage.post("/web/pkp/sign/v1", try GoodBody.pkpSign(try plan.authSig()))
            #expect(refused.code == "NodeSIWECapabilityInvalid")
        }
    }

    @Test(arguments: [nil, Duration.seconds(30 * 86_400 + 1)])
    func `A capability without an end, or with one too far away, is refused (defect 6)`(
        life: Duration?
    ) async throws {
        let end = try life.map { try SIWETimestamp(NodeRecordings.clock + $0) }
        let authSig = try Self.signed(try SessionPlan()) { $0.expirationTime = end }
        try await Self.expectRefusal(of: authSig, "NodeSIWECapabilityInvalid")
    }

    @Test(arguments: [1, 30_000, 600_000])
    func `A request may take longer than the action in it, whatever that may (defect 10)`(milliseconds: Int) {
        var limits = ActionLimits()
        limits.timeoutMs = milliseconds
        let timeout = NodeServerLimits.timeout(for: limits)
        #expect(timeout >= .milliseconds(milliseconds) + .seconds(5))
        #expect(timeout <= .milliseconds(milliseconds) + .seconds(30))
    }

    @Test func `A node outside of the signing set still answers the verified signature (defect 11)`()
        async throws
    {
        var options = ServerStage.Options()
        options.signs = false
        try await ServerStage.run(options) { stage in
            let body = try GoodBody.pkpSign(try SessionPlan().authSig())
            let answer = try await stage.post("/web/pkp/sign/v1", body)
            let response = try PKPSignResponse(answer.json)
            let signature = try #require(response.share.verifiedSignature)
            let key = try NodeRecordings.pkpKeys()[0].publicKey
            let digest = try Bytes32(hex: String(repeating: "07", count: 32))
            #expect(key.isValid(signature, for: digest))
            #expect(response.share.share == nil)
        }
    }

    @Test func `A token is about who stands behind the session, not its key (defect 14)`() async throws {
        try await ServerStage.run { stage in
            let plan = try SessionPlan()
            let body = try GoodBody.token(try plan.authSig(), for: plan.wallet.address)
            for path in DatilEndpoint.accessControlSigning.servedPaths {
                let answer = try await stage.post(path, body)
                let parts = try #require(answer.json["unsignedJwt"]?.string).split(separator: ".")
                try #require(parts.count == 2)
                let claims = try JSON(parsing: try Base64URL.decode(parts[1]))
                #expect(claims["sub"]?.string == plan.wallet.address.checksummed)
                #expect(claims["iss"]?.string == "LIT")
            }
        }
    }

    @Test func `Signatures over a hash that says nothing are none (defect 15)`() async throws {
        let cosmos: JSON = [
            "sig": .string(String(repeating: "A", count: 86) + "=="), "derivedVia": "cosmos.signArbitrary",
            "signedMessage": .string(String(repeating: "ab", count: 32)),
            "address": "cosmos1hsk6jryyqjfhp5dhc55tc9jtckygx0eph6dd02",
        ]
        try await ServerStage.run { stage in
            for (path, body) in try GoodBody.withSession(try SessionPlan()) {
                for authSig in [cosmos, ["cosmos": cosmos], ["ethereum": cosmos], ["kyve": cosmos]] {
                    let answer = try await stage.post(path, body.with("authSig", authSig))
                    #expect((400...403).contains(answer.status), "\(path): \(answer.json)")
                    #expect(answer.json["signatureShare"] == nil)
                }
            }
            #expect(stage.keys.orders.withLock { $0.isEmpty })
            #expect(stage.actions.requests.withLock { $0.isEmpty })
        }
    }

    @Test func `A node says whether it lives and serves, and what it has counted (defect 16)`() async throws {
        try await ServerStage.run { stage in
            for path in ["/healthz", "/readyz", "/metrics"] {
                let answer = try await stage.ask(.get, path)
                #expect(answer.status == 200, "\(path)")
            }
        }
        var options = ServerStage.Options()
        options.readiness = "chain: it has not been read yet"
        try await ServerStage.run(options) { stage in
            let (health, ready) = (
                try await stage.ask(.get, "/healthz"), try await stage.ask(.get, "/readyz")
            )
            #expect(health.status == 200)
            #expect(ready.status == 503)
        }
    }

    @Test(arguments: [2, 3, 10])
    func `A network has as many root keys as it is told to (defect 16)`(count: Int) throws {
        let text = NodeConfigurationTests.least.dropLast(2) + ", \"keys\": {\"rootCount\": \(count)}}"
        #expect(try NodeConfiguration.parse(String(text)).keys.rootCount == count)
    }
}
