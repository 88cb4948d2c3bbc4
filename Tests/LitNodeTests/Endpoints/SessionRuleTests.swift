import Synchronization
import Secp256k1
import LitContracts
import KeyService
import Ethereum
import LitNode
import LitProtocol
import Primitives
import Testing

/// One strict verification on every route: each way in which a session can be wrong, at each of them.
@Suite struct SessionRuleTests {
    enum Flaw: String, CaseIterable {
        case signature, otherNode, expired, issuedLater, nothingAsked, otherAbility, nothingGranted
        case noCapability, forgedWallet, otherSession, walletInsteadOfSession, severalSessions
        case contextFromWallet, otherAddress

        var codes: Set<String> {
            switch self {
            case .signature: ["NodeInvalidAuthSigSessionKeySignature"]
            case .otherNode: ["NodeNotAuthorized"]
            case .expired: ["NodeExpWrongOrTooLarge"]
            case .issuedLater: ["NodeIatOutsideGracePeriod"]
            case .nothingAsked, .otherAbility: ["NodeResourceIdNotFound"]
            case .walletInsteadOfSession:
                ["NodeCannotProvideAuthSigForEndpoint", "NodeInvalidAuthSig", "NodeSIWEMessageError"]
            case .severalSessions: ["NodeInvalidMultipleAuthSigs", "unsupported_auth_sig"]
            default: ["NodeSIWECapabilityInvalid"]
            }
        }

        /// The member `authSig` of a request with this flaw.
        func authSig() throws -> JSON {
            var plan = try SessionPlan()
            switch self {
            case .signature:
                var session = try plan.authSig()
                session.signedMessage += " "
                return session.json
            case .otherNode: plan.node = "http://127.0.0.1:7471"
            case .expired: plan.expiration = NodeRecordings.clock - .seconds(61)
            case .issuedLater: plan.now = NodeRecordings.clock + .seconds(61)
            case .nothingAsked: plan.requests = []
            case .otherAbility: plan.requests = [.init(.rateLimitIncreaseAuth, on: .any(.rateLimitIncrease))]
            case .nothingGranted:
                plan.granted = [.init(.rateLimitIncreaseAuth, on: .any(.rateLimitIncrease))]
            case .walletInsteadOfSession: return try plan.capability().json
            case .severalSessions: return ["ethereum": try plan.authSig().json]
            default: return try capabilities(of: plan).signed(with: plan.key).json
            }
            return try plan.authSig().json
        }

        /// A grant whose capabilities are wrong.
        private func capabilities(of plan: SessionPlan) throws -> SessionGrant {
            var grant = try plan.grant()
            switch self {
            case .noCapability: grant.capabilities = []
            case .forgedWallet:
                grant.capabilities[0].sig = "0x" + String(repeating: "11", count: 64) + "1b"
            case .otherSession: grant.capabilities = [try SessionPlan().capability()]
            case .otherAddress: grant.capabilities[0].address = Address.zero.checksummed
            case .contextFromWallet:
                // An ordinary wallet's message that says of itself that the network signed it.
                grant.capabilities[0].derivedVia = "lit.bls"
                grant.capabilities[0].algo = "LIT_BLS"
            default: break
            }
            return grant
        }
    }

    @Test(arguments: Flaw.allCases)
    func `A session with a flaw is refused on every route`(flaw: Flaw) async throws {
        try await ServerStage.run { stage in
            let authSig = try flaw.authSig()
            for (path, body) in try GoodBody.withSession(try SessionPlan()) {
                let answer = try await stage.post(path, body.with("authSig", authSig))
                if flaw == .walletInsteadOfSession,
                    path.hasPrefix("/web/encryption")
                        || path.hasPrefix("/web/signing"), !path.contains("/v1")
                {
                    // These take wallets too, but none whose message is to a session.
                    #expect(answer.status >= 400, "\(path)")
                    continue
                }
                #expect(flaw.codes.contains(answer.code ?? ""), "\(path): \(answer.json)")
                #expect((400...403).contains(answer.status) || answer.status == 404, "\(path)")
            }
            #expect(stage.keys.orders.withLock { $0.isEmpty })
            #expect(stage.actions.requests.withLock { $0.isEmpty })
        }
    }

    @Test func `A session for signing alone suffices to sign`() async throws {
        try await ServerStage.run { stage in
            let plan = try SessionPlan([.init(.pkpSigning, on: .any(.pkp))])
            let answer = try await stage.post("/web/pkp/sign/v1", try GoodBody.pkpSign(try plan.authSig()))
            #expect(answer.status == 200)
            let refused = try await stage.post("/web/execute/v1", GoodBody.execute(try plan.authSig()))
            #expect(refused.code == "NodeResourceIdNotFound")
        }
    }

    @Test func `A session for one action runs no other`() async throws {
        try await ServerStage.run { stage in
            let cid = CID.ofFile(content: "one".utf8)
            let session = try SessionPlan([.init(.actionExecution, on: .action(cid))]).authSig()
            #expect(
                try await stage.post("/web/execute/v1", GoodBody.execute(session, code: "one")).status == 200)
            let other = try await stage.post("/web/execute", GoodBody.execute(session, code: "two"))
            #expect(other.code == "NodeResourceIdNotFound")
        }
    }

    @Test func `A wallet's own message decrypts without a version, and only its conditions`() async throws {
        try await ServerStage.run { stage in
            let plan = try SessionPlan()
            let message = try SIWEMessage.granting(
                by: plan.wallet.address, nonce: "abcdefgh1234", now: plan.now)
            let authSig = try AuthSig(signing: message, with: plan.wallet)
            let body = try GoodBody.decryption(authSig, for: plan.wallet.address)
            #expect(try await stage.post("/web/encryption/sign/", body).status == 200)
            #expect(try await stage.post("/web/encryption/sign/v1", body).status == 400)
            var forged = authSig
            forged.address = Address.zero.checksummed
            let refused = try await stage.post(
                "/web/encryption/sign/", body.with("authSig", forged.json))
            #expect(refused.status >= 400)
            let others = try GoodBody.decryption(authSig, for: .zero)
            let denied = try await stage.post("/web/encryption/sign/", others)
            #expect(denied.code == "NodeAccessControlConditionsReturnedNotAuthorized")
        }
    }
}
