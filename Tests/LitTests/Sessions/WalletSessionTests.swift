import Ethereum
import Lit
import LitContracts
import LitProtocol
import Primitives
import Testing

@Suite struct WalletSessionTests {
    private let scene: SessionScene
    private let signer: ScriptedSigner
    private let pkp: PKP

    init() throws {
        scene = try SessionScene()
        signer = ScriptedSigner(try SessionVectors.wallet("eoa"))
        pkp = try SessionVectors.pkp(0)
    }

    private func recordedOptions() throws -> (SessionOptions, SessionLifetime) {
        var options = SessionOptions()
        options.statement = SIWEMessage.defaultStatement
        return (options, .until(try Timestamp(rfc3339: "2026-01-15T12:10:00.000Z")))
    }

    private let all: [SessionPermission] = [.sign(), .executeActions(), .decrypt()]

    @Test func `The message and its signature are those of the JavaScript SDK, byte for byte`() async throws {
        scene.use(try SessionVectors.sessionKey("eoa").key)
        let (options, lifetime) = try recordedOptions()
        let session = try await scene.maker.session(
            for: signer, allowing: all, lasting: lifetime, options: options)
        let credential = try await session.credential(for: all)
        let recorded = try SessionVectors.grant("09-pkpSign")
        #expect(credential.capabilities == recorded.capabilities)

        let grant = SessionGrant(
            sessionKey: credential.key.publicKeyHex, requests: credential.requests,
            capabilities: credential.capabilities, issuedAt: credential.issuedAt.rfc3339(),
            expiration: credential.expiration.rfc3339(), nodeAddress: recorded.nodeAddress)
        #expect(grant.text == recorded.text)
        #expect(session.account == signer.address)
        #expect(!session.isPKP)
    }

    @Test func `Nodes accept what a wallet has allowed, and nothing else`() async throws {
        let session = try await scene.maker.session(
            for: signer, allowing: [.executeActions(), .sign(with: pkp)])
        let credential = try await session.credential(for: [.sign(with: pkp)])
        let verified = try scene.judge(credential, .pkpSigning, on: .pkp(pkp.tokenID))
        #expect(verified.user == signer.address)
        #expect(!verified.isPKP)
        let other = try SessionVectors.pkp(1)
        for (ability, resource) in [
            (LitAbility.pkpSigning, LitResource.pkp(other.tokenID)),
            (.accessControlConditionDecryption, .any(.accessControlCondition)),
        ] {
            #expect(throws: NodeError.self) { try scene.judge(credential, ability, on: resource) }
        }
    }

    @Test func `Nodes refuse a session that was altered`() async throws {
        let session = try await scene.maker.session(for: signer, allowing: [.sign(with: pkp)])
        let credential = try await session.credential(for: [])
        func refused(_ change: (inout SessionCredential) throws -> Void) throws {
            var altered = credential
            try change(&altered)
            #expect(throws: NodeError.self) {
                try scene.judge(altered, .pkpSigning, on: .pkp(pkp.tokenID))
            }
        }
        try refused { $0.key = SessionKey() }
        try refused { $0.requests = [] }
        try refused { $0.capabilities = [] }
        try refused { $0.capabilities[0].signedMessage += " " }
        try refused { $0.capabilities[0].sig = "0x" + String(repeating: "11", count: 64) + "1b" }
        try refused { $0.capabilities[0].address = "\(pkp.address)" }
        try refused { $0.expiration = $0.issuedAt + .seconds(31 * 86_400) }
        #expect(throws: NodeError.self) {
            try scene.judge(credential, .pkpSigning, on: .pkp(pkp.tokenID), at: "http://127.0.0.1:7471")
        }
        #expect(throws: NodeError.self) {
            try scene.judge(credential, .pkpSigning, on: .pkp(pkp.tokenID)) { $0.signedMessage += " " }
        }
        scene.now = session.expiration
        #expect(throws: NodeError.self) {
            try scene.judge(credential, .pkpSigning, on: .pkp(pkp.tokenID))
        }
    }

    @Test func `What a session does not allow is refused before anything is sent, and named`() async throws {
        let session = try await scene.maker.session(for: signer, allowing: [.executeActions()])
        #expect(session.allows(.executeActions()))
        #expect(!session.allows(.sign(with: pkp)))
        let error = await refusal {
            try await session.credential(for: [.executeActions(), .sign(with: pkp)])
        }
        #expect(error?.code == .sessionLacksPermission)
        #expect(error?.message.contains("sign with PKP \(pkp.address)") == true)
        #expect(error?.message.contains("lit-pkp://\(pkp.tokenID.bytes32.hex)") == true)
        #expect(error?.hint?.contains(".sign(with: pkp)") == true)
        #expect(error?.hint?.contains("run any action") == true)
    }

    @Test func `A session without a way to renew ends`() async throws {
        let options = SessionOptions(renewal: .never)
        let session = try await scene.maker.session(
            for: signer, allowing: [.sign()], lasting: .hours(1), options: options)
        #expect(!session.canRenew)
        scene.now = session.expiration - .seconds(1)
        #expect(!session.isExpired(at: scene.now))
        _ = try await session.credential(for: [.sign()])
        scene.now = session.expiration
        #expect(session.isExpired(at: scene.now))
        let error = await refusal { try await session.credential(for: [.sign()]) }
        #expect(error?.code == .sessionExpired)
        #expect(error?.message.contains("\(session.expiration)") == true)
        // What it does not allow is told first: a new session would lack it too.
        let lacking = await refusal { try await session.credential(for: [.executeActions()]) }
        #expect(lacking?.code == .sessionLacksPermission)
        #expect(signer.requests == 1)
    }

    @Test(arguments: [SessionLifetime.seconds(0), .hours(-1), .days(31), .hours(.max), .hours(.min)])
    func `A lifetime that nodes refuse is refused here`(lifetime: SessionLifetime) async throws {
        let error = await refusal {
            try await scene.maker.session(for: signer, allowing: [.sign()], lasting: lifetime)
        }
        #expect(error?.code == .invalidArgument)
        #expect(signer.requests == 0)
    }

    @Test func `Thirty days are accepted by nodes`() async throws {
        let session = try await scene.maker.session(for: signer, allowing: [.sign()], lasting: .longest)
        let credential = try await session.credential(for: [.sign()])
        _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
    }

    @Test func `A session for nothing is refused`() async throws {
        let error = await refusal { try await scene.maker.session(for: signer, allowing: []) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func `What is asked for twice is granted once`() async throws {
        let session = try await scene.maker.session(for: signer, allowing: [.sign(), .sign()])
        #expect(session.permissions == [.sign()])
    }

    @Test func `Where nodes sign only for those who may run actions, that is asked for too`() async throws {
        let hosted = try SessionScene(signingNeedsActions: true)
        func permissions(_ asked: [SessionPermission]) async throws -> [SessionPermission] {
            try await hosted.maker.session(for: signer, allowing: asked).permissions
        }
        #expect(try await permissions([.sign(with: pkp)]) == [.sign(with: pkp), .executeActions()])
        #expect(try await permissions([.executeActions(), .sign()]) == [.executeActions(), .sign()])
        #expect(try await permissions([.decrypt()]) == [.decrypt()])
        // A PKP's session does without.
        let own = try await hosted.maker.session(
            for: pkp, authenticatedBy: [.wallet(signer)], allowing: [.sign(with: pkp)])
        #expect(own.permissions == [.sign(with: pkp)])
    }

    @Test func `A statement that cannot stand in a message is refused`() async throws {
        for statement in ["two\nlines", "ümlaut"] {
            let error = await refusal {
                try await scene.maker.session(
                    for: signer, allowing: [.sign()], options: SessionOptions(statement: statement))
            }
            #expect(error?.code == .invalidArgument)
        }
        #expect(signer.requests == 0)
    }

    @Test func `A signer that fails is told of, one of this SDK in its own words`() async throws {
        struct Denied: Error {}
        let denying = ScriptedSigner(signer.wallet) { _ in throw Denied() }
        let denied = await refusal { try await scene.maker.session(for: denying, allowing: [.sign()]) }
        #expect(denied?.code == .signInFailed)
        #expect(denied?.cause?.contains("Denied") == true)
        let remote = ScriptedSigner(signer.wallet) { _ in throw LitError(.rateLimited, "pay") }
        let limited = await refusal { try await scene.maker.session(for: remote, allowing: [.sign()]) }
        #expect(limited?.code == .rateLimited)
        let leaving = ScriptedSigner(signer.wallet) { _ in throw CancellationError() }
        let left = await refusal { try await scene.maker.session(for: leaving, allowing: [.sign()]) }
        #expect(left?.code == .cancelled)
    }

    @Test func `A signer that signs for another account is found out`() async throws {
        let liar = ScriptedSigner(signer.wallet, claiming: pkp.address)
        let error = await refusal { try await scene.maker.session(for: liar, allowing: [.sign()]) }
        #expect(error?.code == .signInFailed)
        #expect(error?.message.contains("\(signer.address)") == true)
    }

    @Test func `A session shows no secret`() async throws {
        let (json, key) = try SessionVectors.sessionKey("eoa")
        scene.use(key)
        let session = try await scene.maker.session(for: signer, allowing: [.sign(with: pkp)])
        var dumped = ""
        dump(session, to: &dumped)
        let secret = String(try #require(json["secretKey"]?.string).prefix(64))
        #expect(session.export().contains(secret))
        for text in ["\(session)", String(reflecting: session), dumped] {
            #expect(!text.contains(secret))
        }
        #expect("\(session)".contains("sign with PKP \(pkp.address)"))
    }
}
