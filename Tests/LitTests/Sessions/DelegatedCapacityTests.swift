import Ethereum
import Lit
import LitProtocol
import Primitives
import Testing

@Suite struct DelegatedCapacityTests {
    private let scene: SessionScene
    private let owner: EthereumWallet
    private let user: EthereumWallet

    init() throws {
        scene = try SessionScene()
        owner = try SessionVectors.wallet("eoa")
        user = try SessionVectors.wallet("delegatee")
    }

    @Test func `A delegation is that of the JavaScript SDK, byte for byte`() async throws {
        let json = try #require(
            try SessionVectors.file("06-capacityDelegation")["result"]?["capacityDelegationAuthSig"])
        let made = try await scene.maker.delegation(
            by: owner,
            .init(
                users: [user.address, SessionVectors.pkp(0).address], uses: 10, credit: 1,
                lifetime: .until(Timestamp(rfc3339: "2026-01-15T13:00:00.000Z"))))
        #expect(made.authSig == (try AuthSig(json)))
        #expect(made.owner == owner.address)
        #expect(made.expiration == (try Timestamp(rfc3339: "2026-01-15T13:00:00Z")))
        #expect(made.permits(user.address) && !made.permits(owner.address))
        #expect(try DelegatedCapacity(json: made.json, now: scene.now) == made)
        let wrapped: JSON = ["capacityDelegationAuthSig": json]
        #expect(try DelegatedCapacity(json: wrapped.text, now: scene.now) == made)
    }

    @Test func `Delegations stand in front of what allows the session, as the SDK has them`() async throws {
        let recorded = try SessionVectors.grant("06-capacityDelegation")
        let delegation = try DelegatedCapacity(try #require(recorded.capabilities.first), now: scene.now)
        scene.use(try SessionVectors.sessionKey("delegatee").key)
        let session = try await scene.maker.session(
            for: user, allowing: [.sign(), .executeActions(), .decrypt()],
            lasting: .until(Timestamp(rfc3339: "2026-01-15T12:10:00Z")),
            options: SessionOptions(statement: SIWEMessage.defaultStatement, capacity: [delegation]))
        let credential = try await session.credential(for: [.sign()])
        #expect(credential.capabilities == recorded.capabilities)
        let verified = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
        #expect(verified.user == user.address)
        let terms = try CapacityDelegation(verifying: verified.capabilities[0], now: scene.now)
        #expect(terms.owner == owner.address && terms.terms.first?.permit(user.address) == true)
    }

    @Test func `A delegation to somebody else, or one that is over, makes no session`() async throws {
        let delegation = try await scene.maker.delegation(
            by: owner, .init(users: [user.address], lifetime: .hours(1)))
        let options = SessionOptions(capacity: [delegation])
        let stranger = await refusal {
            try await scene.maker.session(for: owner, allowing: [.sign()], options: options)
        }
        #expect(stranger?.code == .invalidArgument)
        #expect(stranger?.message.contains("\(owner.address)") == true)
        let session = try await scene.maker.session(for: user, allowing: [.sign()], options: options)
        // Nodes refuse requests with a capability that is over, so the session ends with it.
        #expect(session.expiration == delegation.expiration)
        scene.now = delegation.expiration
        let late = await refusal {
            try await scene.maker.session(for: user, allowing: [.sign()], options: options)
        }
        #expect(late?.code == .invalidArgument)
        #expect(throws: LitError.self) { try DelegatedCapacity(json: delegation.json, now: scene.now) }
    }

    @Test func `For a PKP's session it is the PKP that has to be named`() async throws {
        let pkp = try SessionVectors.pkp(0)
        let toUser = try await scene.maker.delegation(by: owner, .init(users: [user.address]))
        let error = await refusal {
            try await scene.maker.session(
                for: pkp, authenticatedBy: [.wallet(user)], allowing: [.sign()],
                options: SessionOptions(capacity: [toUser]))
        }
        #expect(error?.code == .invalidArgument)
        let toPKP = try await scene.maker.delegation(by: owner, .init(users: [pkp.address]))
        let session = try await scene.maker.session(
            for: pkp, authenticatedBy: [.wallet(user)], allowing: [.sign()],
            options: SessionOptions(capacity: [toPKP]))
        let credential = try await session.credential(for: [.sign()])
        #expect(credential.capabilities.map(\.kind) == [.wallet, .network])
        _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
    }

    @Test func `Terms that permit nobody are refused`() async throws {
        let error = await refusal { try await scene.maker.delegation(by: owner, .init(users: [])) }
        #expect(error?.code == .invalidArgument)
    }

    @Test func `What is no delegation is refused`() throws {
        for text in ["", "{}", "[1]", #"{"sig":"0x","derivedVia":"x","signedMessage":"y","address":"z"}"#] {
            #expect(throws: LitError.self) { try DelegatedCapacity(json: text, now: scene.now) }
        }
        let signIn = try #require(try SessionVectors.grant("09-pkpSign").capabilities.first)
        #expect(throws: LitError.self) { try DelegatedCapacity(signIn, now: scene.now) }
    }
}
