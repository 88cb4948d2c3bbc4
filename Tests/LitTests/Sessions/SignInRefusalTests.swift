import Ethereum
import Lit
import LitContracts
import LitProtocol
import Primitives
import Secp256k1
import Testing

/// Everything that an auth-needed callback can get wrong.
enum BadAnswer: String, CaseIterable {
    case otherURI, otherAccount, addressBeside, missingAbility, grantsNothing, expired, noEnd, tooLong, future
    case notYet, otherKey, cutSignature, garbage, emptyText, contract, session, network, forgedContext
    case statementCut

    /// What the refusal has to speak of.
    var word: String {
        switch self {
        case .otherURI: "URI"
        case .otherAccount: "the session is to be of"
        case .addressBeside, .otherKey: "address|account"
        case .missingAbility: "sign with any PKP"
        case .grantsNothing: "ReCap"
        case .expired, .notYet: "time|valid"
        case .noEnd: "expiration"
        case .tooLong: "30 days"
        case .future: "future"
        case .cutSignature: "65 bytes"
        case .garbage, .emptyText: "cannot be read"
        case .contract: "contracts"
        case .session: "session cannot"
        case .network: "network"
        case .forgedContext: "lit-resolvedauthcontext"
        case .statementCut: "statement"
        }
    }

    func answer(_ context: AuthNeeded, _ wallet: EthereumWallet) throws -> AuthSig {
        func signed(_ change: (inout SIWEMessage.Fields) throws -> Void) throws -> AuthSig {
            var fields = try context.message(for: wallet.address).fields
            try change(&fields)
            return try AuthSig(signing: SIWEMessage(fields), with: wallet)
        }
        func time(_ seconds: Int) throws -> SIWETimestamp {
            try SIWETimestamp(context.issuedAt + .seconds(seconds))
        }
        func granting(_ recap: ReCap) throws -> AuthSig {
            try signed {
                $0.statement = recap.statement
                $0.resources = [recap.urn]
            }
        }
        var good = try signed { _ in }
        switch self {
        case .otherURI: return try signed { $0.uri = SessionKey().uri }
        case .otherAccount:
            let other = EthereumWallet.random()
            return try AuthSig(signing: context.message(for: other.address), with: other)
        case .addressBeside: good.address = "\(Address.zero)"
        case .missingAbility: return try granting(ReCap([.init(.actionExecution, on: .any(.action))]))
        case .grantsNothing: return try signed { $0.resources = nil }
        case .expired:
            return try signed {
                $0.issuedAt = try time(-60)
                $0.expirationTime = try time(0)
            }
        case .noEnd: return try signed { $0.expirationTime = nil }
        case .tooLong: return try signed { $0.expirationTime = try time(31 * 86_400) }
        case .future: return try signed { $0.issuedAt = try time(61) }
        case .notYet: return try signed { $0.notBefore = try time(1) }
        case .otherKey:
            good.sig = try AuthSig(signing: context.message(for: wallet.address), with: .random()).sig
        case .cutSignature: good.sig.removeLast(2)
        case .garbage: good.signedMessage = "I agree."
        case .emptyText: good.signedMessage = ""
        case .contract: good.derivedVia = "EIP1271"
        case .session:
            good.derivedVia = AuthSig.sessionDerivation
            good.algo = AuthSig.sessionAlgorithm
        case .network:
            good.derivedVia = "lit.bls"
            good.algo = "LIT_BLS"
        case .forgedContext:
            var recap = try ReCap(context.permissions.map(\.request))
            try recap.grant(
                ReCap.Ability("Auth/Auth"), on: "lit-resolvedauthcontext://*",
                restriction: ["auth_context": ["authMethodContexts": []]])
            return try granting(recap)
        case .statementCut: return try signed { $0.statement = "I sign in." }
        }
        return good
    }
}

@Suite struct SignInRefusalTests {
    private let scene: SessionScene
    private let wallet: EthereumWallet

    init() throws {
        scene = try SessionScene()
        wallet = try SessionVectors.wallet("eoa")
    }

    private func session(
        account: Address?, _ answer: @escaping @Sendable (AuthNeeded) async throws -> AuthSig
    ) async throws -> Session {
        try await scene.maker.session(
            account: account, allowing: [.sign(), .executeActions()], signingIn: answer)
    }

    @Test func `A callback's answer makes a session that nodes accept`() async throws {
        let wallet = wallet
        let session = try await session(account: nil) { context in
            let message = try context.message(for: wallet.address)
            return context.authSig(message, signature: try wallet.sign(message: message.text))
        }
        #expect(session.account == wallet.address)
        #expect(session.canRenew)
        let credential = try await session.credential(for: [.sign()])
        #expect(try scene.judge(credential, .pkpSigning, on: .any(.pkp)).user == wallet.address)
    }

    @Test func `The context says all that has to be signed`() async throws {
        let wallet = wallet
        let key = try SessionVectors.sessionKey("eoa").key
        scene.use(key)
        let now = scene.now
        _ = try await session(account: wallet.address) { context in
            #expect(context.uri == key.uri)
            #expect(context.account == wallet.address)
            #expect(context.permissions == [.sign(), .executeActions()])
            #expect(
                context.resources.allSatisfy { $0.hasPrefix("urn:recap:") } && context.resources.count == 1)
            #expect(context.statement.hasSuffix("(2) 'Threshold': 'Signing' for 'lit-pkp://*'."))
            #expect(context.nonce == (try SessionVectors.nonce()))
            #expect(context.issuedAt == now)
            #expect(context.expiration == now + .seconds(86_400))
            return try AuthSig(signing: context.message(for: wallet.address), with: wallet)
        }
    }

    @Test(arguments: BadAnswer.allCases)
    func `A wrong answer is refused, and what is wrong is said`(bad: BadAnswer) async throws {
        let wallet = wallet
        let error = await refusal {
            try await session(account: wallet.address) { try bad.answer($0, wallet) }
        }
        #expect(error?.code == .signInFailed)
        let words = bad.word.split(separator: "|")
        #expect(words.contains { error?.message.contains($0) == true }, "\(error?.message ?? "accepted")")
        #expect(error?.hint?.isEmpty == false)
    }

    @Test func `Where any account may sign, another account is no fault`() async throws {
        let wallet = wallet
        let session = try await session(account: nil) { try BadAnswer.otherAccount.answer($0, wallet) }
        #expect(session.account != wallet.address)
    }

    private func session(_ text: SignInText) async throws -> Session {
        var options = SessionOptions()
        options.message = text
        return try await scene.maker.session(for: wallet, allowing: [.sign()], options: options)
    }

    @Test func `Fields of the message can be changed`() async throws {
        let session = try await session(
            .customized {
                $0.domain = "app.example"
                $0.requestID = "42"
                $0.chainID = 137
            })
        let credential = try await session.credential(for: [.sign()])
        let text = try #require(credential.capabilities.last?.signedMessage)
        #expect(text.hasPrefix("app.example wants you to sign in"))
        #expect(text.contains("\nRequest ID: 42\n") && text.contains("\nChain ID: 137\n"))
        _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
    }

    @Test func `A whole text of one's own is signed as it is`() async throws {
        let wallet = wallet
        let end = try SIWETimestamp("2026-01-15T13:00:00+01:00")
        scene.now = try Timestamp(rfc3339: "2026-01-15T11:00:00Z")
        let session = try await session(
            .text { context in
                try context.message(for: wallet.address).changing {
                    $0.expirationTime = end
                    $0.statement = "My own words. " + context.statement
                }.text
            })
        let credential = try await session.credential(for: [.sign()])
        #expect(credential.capabilities.last?.signedMessage.contains("\nMy own words. ") == true)
        #expect(credential.capabilities.last?.signedMessage.contains("13:00:00+01:00") == true)
        // The session ends with its message.
        #expect(session.expiration == end.instant)
        _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
    }

    @Test func `A text of one's own that nodes would refuse is not signed`() async throws {
        let signer = ScriptedSigner(wallet)
        func refused(_ change: @escaping @Sendable (inout SIWEMessage.Fields) throws -> Void) async {
            let texts: [SignInText] = [
                .customized { try? change(&$0) },
                .text { context in
                    var fields = try context.message(for: signer.address).fields
                    try change(&fields)
                    return try SIWEMessage(fields).text
                },
            ]
            for text in texts {
                var options = SessionOptions()
                options.message = text
                let error = await refusal {
                    try await scene.maker.session(for: signer, allowing: [.sign()], options: options)
                }
                #expect(error?.code == .signInFailed)
            }
        }
        let now = scene.now
        await refused { $0.uri = "https://localhost/login" }
        await refused { $0.address = .zero }
        await refused { $0.resources = nil }
        await refused { $0.statement = nil }
        await refused { $0.expirationTime = nil }
        await refused { $0.expirationTime = try SIWETimestamp(now) }
        await refused { $0.expirationTime = try SIWETimestamp(now + .seconds(31 * 86_400)) }
        await refused { $0.notBefore = try SIWETimestamp(now + .seconds(1)) }
        await refused { $0.issuedAt = try SIWETimestamp(now + .seconds(61)) }
        var options = SessionOptions()
        options.message = .text { _ in "hello" }
        let error = await refusal {
            try await scene.maker.session(for: signer, allowing: [.sign()], options: options)
        }
        #expect(error?.code == .signInFailed)
        #expect(signer.requests == 0)
    }
}
