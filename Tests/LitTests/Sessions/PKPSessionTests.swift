import Ethereum
import Lit
import LitContracts
import LitProtocol
import Primitives
import Testing

@Suite struct PKPSessionTests {
    private let wallet: EthereumWallet
    private let pkp: PKP
    private let all: [SessionPermission] = [.sign(), .executeActions(), .decrypt()]

    init() throws {
        wallet = try SessionVectors.wallet("eoa")
        pkp = try SessionVectors.pkp(0)
    }

    @Test func `The message for nodes is that of the JavaScript SDK, byte for byte`() async throws {
        for (scenario, key, index) in [
            ("07-getPkpSessionSigs", "pkp", 0), ("08-getLitActionSessionSigs", "action", 1),
        ] {
            let scene = try SessionScene()
            scene.use(try SessionVectors.sessionKey(key).key)
            let request = try #require(
                try SessionVectors.file(scenario)["nodeRequests"]?[0]?["bodyText"]?.string)
            let recorded = try SignSessionKeyRequest(JSON(parsing: request))
            let pkp = try SessionVectors.pkp(index)
            let lifetime = SessionLifetime.until(try Timestamp(rfc3339: "2026-01-15T12:10:00.000Z"))
            if index == 0 {
                _ = try await scene.maker.session(
                    for: pkp, authenticatedBy: [.wallet(wallet)], allowing: all, lasting: lifetime)
            } else {
                _ = try await scene.maker.session(
                    for: pkp, decidedBy: .code(recorded.code ?? ""),
                    parameters: recorded.parameters ?? .init(),
                    allowing: all, lasting: lifetime)
            }
            let order = try #require(scene.orders.first)
            #expect(order.message == recorded.siweMessage)
            #expect(order.sessionURI == recorded.sessionKey)
            #expect(order.pkp?.uncompressed.prefixedHex == recorded.pkpPublicKey)
            #expect(order.source == (try recorded.source()))
            #expect(order.parameters == recorded.parameters)
            #expect(order.authMethods.map(\.type) == recorded.authMethods.map(\.type))
        }
    }

    @Test func `Nodes accept the session as the PKP's`() async throws {
        let scene = try SessionScene()
        let session = try await scene.maker.session(
            for: pkp, authenticatedBy: [.wallet(wallet)], allowing: [.sign(with: pkp), .executeActions()])
        #expect(session.account == pkp.address)
        #expect(session.isPKP && session.canRenew)
        let credential = try await session.credential(for: [.sign(with: pkp)])
        let verified = try scene.judge(credential, .pkpSigning, on: .pkp(pkp.tokenID))
        #expect(verified.user == pkp.address && verified.isPKP)
        #expect(throws: NodeError.self) {
            try scene.judge(credential, .accessControlConditionDecryption, on: .any(.accessControlCondition))
        }
        let method = try #require(scene.orders.first?.authMethods.first)
        #expect(try WalletVerifier(now: scene.now).verify(method).address == wallet.address)
    }

    @Test func `The session ends when nodes no longer accept its messages`() async throws {
        let scene = try SessionScene()
        let session = try await scene.maker.session(
            for: pkp, authenticatedBy: [.discord(accessToken: "token")], allowing: [.sign()],
            lasting: .hours(2))
        #expect(!session.canRenew)
        #expect(session.expiration == scene.now + .seconds(7200))
        let credential = try await session.credential(for: [.sign()])
        scene.now = session.expiration - .seconds(1)
        _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
        scene.now = session.expiration
        #expect(throws: NodeError.self) { try scene.judge(credential, .pkpSigning, on: .any(.pkp)) }
    }

    private func refusedAnswer(
        _ answer: @escaping @Sendable (SessionScene, SessionKeyOrder, AuthSig) throws -> AuthSig
    ) async throws -> LitError? {
        let honest = try SessionScene()
        let scene = try SessionScene { try answer(honest, $0, $1) }
        return await refusal {
            try await scene.maker.session(
                for: pkp, authenticatedBy: [.wallet(wallet)], allowing: [.sign(with: pkp)])
        }
    }

    @Test func `An answer of nodes that is not what was asked for is refused`() async throws {
        let (pkp, other, wallet) = (pkp, try SessionVectors.pkp(1), wallet)
        func resigned(
            _ change: @escaping @Sendable (inout SIWEMessage.Fields) -> Void
        ) async throws -> LitError? {
            try await refusedAnswer { honest, order, _ in
                let message = try SIWEMessage(parsing: order.message).changing(change)
                return try honest.network.sign(message.text, address: message.address)
            }
        }
        #expect(try await resigned { _ in } == nil)
        let uri = SessionKey().uri
        #expect(try await resigned { $0.uri = uri }?.code == .signInFailed)
        let stranger = try await resigned { $0.address = other.address }
        #expect(stranger?.code == .signInFailed)
        #expect(stranger?.message.contains("\(pkp.address)") == true)
        #expect(try await resigned { $0.resources = nil }?.code == .signInFailed)
        #expect(try await resigned { $0.expirationTime = nil }?.code == .signInFailed)
        let lesser = try ReCap([.init(.pkpSigning, on: .pkp(other.tokenID))])
        let cut = try await resigned {
            $0.statement = lesser.statement
            $0.resources = [lesser.urn]
        }
        #expect(cut?.code == .signInFailed)
        #expect(cut?.message.contains("sign with PKP \(pkp.address)") == true)

        let altered = try await refusedAnswer { _, _, good in
            var bad = good
            bad.signedMessage += " "
            return bad
        }
        #expect(altered?.code == .signInFailed)
        let replayed = try await refusedAnswer { honest, _, good in
            var bad = good
            bad.sig = try honest.network.sign("another text", address: pkp.address).sig
            return bad
        }
        #expect(replayed?.code == .signInFailed)
        let byWallet = try await refusedAnswer { _, order, _ in
            let message = try SIWEMessage(parsing: order.message).changing { $0.address = wallet.address }
            return try AuthSig(signing: message, with: wallet)
        }
        #expect(byWallet?.code == .signInFailed)
    }

    @Test func `The network's refusal comes through as it was`() async throws {
        let scene = try SessionScene { _, _ in throw SessionVectors.Missing() }
        let error = await refusal {
            try await scene.maker.session(for: pkp, authenticatedBy: [.wallet(wallet)], allowing: [.sign()])
        }
        #expect(error?.code == .notAuthorized)
    }

    @Test func `Without a proof nobody is asked`() async throws {
        let scene = try SessionScene()
        let error = await refusal {
            try await scene.maker.session(for: pkp, authenticatedBy: [], allowing: [.sign()])
        }
        #expect(error?.code == .invalidArgument)
        #expect(scene.orders.isEmpty)
    }

    @Test func `An action on IPFS decides without any proof`() async throws {
        let scene = try SessionScene()
        let cid = try CID("QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3")
        let session = try await scene.maker.session(for: pkp, decidedBy: .cid(cid), allowing: [.sign()])
        #expect(session.canRenew)
        #expect(scene.orders.first?.source == .cid(cid))
        #expect(scene.orders.first?.authMethods.isEmpty == true)
    }
}

@Suite struct AuthProofTests {
    private let now: Timestamp
    private let wallet: EthereumWallet

    init() throws {
        now = try SessionVectors.clock()
        wallet = try SessionVectors.wallet("eoa")
    }

    @Test func `A wallet proves itself by a message that nodes accept, and that allows nothing`() async throws
    {
        let proof = try await AuthProof.wallet(wallet).proof(nonce: SessionVectors.nonce(), now: now)
        #expect(proof.type == 1)
        let verified = try WalletVerifier(now: now).verify(proof)
        #expect(verified.address == wallet.address)
        #expect(verified.uri == "http://localhost" && verified.domain == "localhost")
        #expect(verified.statement == nil && verified.resources == nil)
        let named = try await AuthProof.wallet(wallet).proof(
            nonce: SessionVectors.nonce(), now: now, domain: "app.example")
        #expect(try WalletVerifier(now: now).verify(named).uri == "https://app.example")
        #expect(try proof.contractID().bytes == AuthMethod.wallet(wallet).id)
    }

    @Test func `A wallet that signs for another account proves nothing`() async throws {
        let liar = ScriptedSigner(wallet, claiming: .zero)
        let error = await refusal { try await AuthProof.wallet(liar).proof(nonce: "12345678", now: now) }
        #expect(error?.code == .signInFailed)
    }

    @Test func `Each kind of proof has its number`() async throws {
        let proofs: [(AuthProof, UInt32)] = [
            (.webAuthn(assertion: "t"), 3), (.discord(accessToken: "t"), 4), (.google(accessToken: "t"), 5),
            (.google(idToken: "t"), 6), (.apple(idToken: "t"), 8), (.stytch(sessionJWT: "t"), 9),
            (.stytchEmail(sessionJWT: "t"), 10), (.stytchSMS(sessionJWT: "t"), 11),
            (.stytchWhatsApp(sessionJWT: "t"), 12), (.stytchTOTP(sessionJWT: "t"), 13),
            (.custom(type: 99, accessToken: "t"), 99),
        ]
        for (proof, number) in proofs {
            #expect(proof.type == number)
            #expect(
                try await proof.proof(nonce: "", now: now) == AuthMethodProof(type: number, accessToken: "t"))
        }
    }

    @Test func `A proof shows no token`() {
        let proof = AuthProof.google(idToken: "secret-token")
        var dumped = ""
        dump(proof, to: &dumped)
        for text in ["\(proof)", String(reflecting: proof), dumped] {
            #expect(!text.contains("secret-token"))
        }
    }
}
