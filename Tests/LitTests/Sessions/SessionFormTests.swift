import Ethereum
import Lit
import LitProtocol
import Primitives
import Testing

@Suite struct SessionFormTests {
    private let scene: SessionScene
    private let wallet: EthereumWallet

    init() throws {
        scene = try SessionScene()
        wallet = try SessionVectors.wallet("eoa")
    }

    @Test func `A session that was exported is imported with all that it was`() async throws {
        let pkp = try SessionVectors.pkp(0)
        let delegation = try await scene.maker.delegation(by: wallet, .init(users: [pkp.address]))
        let session = try await scene.maker.session(
            for: pkp, authenticatedBy: [.wallet(wallet)], allowing: [.sign(with: pkp), .executeActions()],
            options: SessionOptions(capacity: [delegation]))
        let copy = try scene.maker.importSession(session.export())
        let (a, b) = (
            try await session.credential(for: []), try await copy.credential(for: [.executeActions()])
        )
        #expect(a.key.publicKey == b.key.publicKey)
        #expect(a.requests == b.requests && a.capabilities == b.capabilities)
        #expect(a.issuedAt == b.issuedAt && a.expiration == b.expiration)
        #expect(copy.account == pkp.address && copy.isPKP && !copy.canRenew)
        #expect("\(copy)" == "\(session)")
        #expect(copy.export() == session.export())
        _ = try scene.judge(b, .pkpSigning, on: .pkp(pkp.tokenID))
    }

    @Test func `A session that is over is not imported`() async throws {
        let session = try await scene.maker.session(for: wallet, allowing: [.sign()], lasting: .hours(1))
        let text = session.export()
        scene.now = session.expiration
        let error = await refusal { try scene.maker.importSession(text) }
        #expect(error?.code == .sessionExpired)
    }

    @Test func `A session of another network is not imported`() async throws {
        let session = try await scene.maker.session(for: wallet, allowing: [.sign()])
        let other = try SessionScene(name: "other")
        let error = await refusal { try other.maker.importSession(session.export()) }
        #expect(error?.code == .invalidSession)
        #expect(error?.message.contains("test ") == true && error?.message.contains("other ") == true)
    }

    @Test func `What was altered in an exported session is found`() async throws {
        let pkp = try SessionVectors.pkp(0)
        let session = try await scene.maker.session(for: wallet, allowing: [.executeActions()])
        let text = session.export()
        let json = try #require(try JSON(parsing: text).object)
        func refused(_ change: (inout JSON.Object) -> Void) async {
            var altered = json
            change(&altered)
            let error = await refusal { try scene.maker.importSession(JSON.object(altered).text) }
            #expect(error?.code == .invalidSession)
        }
        await refused { $0["version"] = 2 }
        await refused { $0["kind"] = "other" }
        await refused { $0["account"] = .string("\(pkp.address)") }
        await refused { $0["permissions"] = [ResourceAbilityRequest(.pkpSigning, on: .any(.pkp)).json] }
        await refused { $0["permissions"] = [] }
        await refused { $0["permissions"] = ["all"] }
        await refused { $0["key"] = .string(SessionKey().secretKeyText()) }
        await refused { $0["key"] = .string(String(repeating: "00", count: 64)) }
        await refused { $0["approval"] = .null }
        await refused { $0["delegations"] = [1] }
        await refused { $0["delegations"] = [json["approval"] ?? .null] }
        await refused { $0["issuedAt"] = "yesterday" }
        for name in json.keys { await refused { $0[name] = nil } }
        // A later end than the message's counts for nothing.
        var longer = json
        longer["expiration"] = .string((session.expiration + .seconds(1)).rfc3339())
        #expect(try scene.maker.importSession(JSON.object(longer).text).expiration == session.expiration)
        // And members that are not secret are no secrets: the key stands in one place.
        #expect(text.split(separator: try #require(json["key"]?.string)).count == 2)
    }

    private func stored(
        _ key: String, _ scenario: String, asText: Bool, change: (inout AuthSig) -> Void = { _ in }
    ) throws -> String {
        var approval = try #require(try SessionVectors.grant(scenario).capabilities.last)
        change(&approval)
        let (pair, wallet) = (try SessionVectors.sessionKey(key).json, approval.json)
        let json: JSON = [
            "lit-session-key": asText ? .string(pair.text) : pair,
            "lit-wallet-sig": asText ? .string(wallet.text) : wallet,
        ]
        return json.text
    }

    @Test(arguments: [true, false])
    func `What the JavaScript SDK keeps is a session`(asText: Bool) async throws {
        let session = try scene.maker.importSession(stored("eoa", "09-pkpSign", asText: asText))
        #expect(session.account == wallet.address && !session.isPKP)
        #expect(Set(session.permissions) == [.sign(), .executeActions(), .decrypt()])
        #expect(session.expiration == (try Timestamp(rfc3339: "2026-01-15T12:10:00Z")))
        let credential = try await session.credential(for: [.sign(with: SessionVectors.pkp(0))])
        _ = try scene.judge(credential, .pkpSigning, on: .any(.pkp))
        // And from then on one of ours.
        #expect(try scene.maker.importSession(session.export()).permissions == session.permissions)
    }

    @Test func `What it keeps of a PKP's session is one too`() async throws {
        let session = try scene.maker.importSession(stored("pkp", "10-pkpSignWithPkpSession", asText: true))
        #expect(session.isPKP)
        #expect(session.account == (try SessionVectors.pkp(0).address))
        let credential = try await session.credential(for: [.executeActions()])
        #expect(try scene.judge(credential, .actionExecution, on: .any(.action)).isPKP)
    }

    @Test func `A stored key and message that do not belong together are refused`() async throws {
        let texts = [
            try stored("delegatee", "09-pkpSign", asText: true),
            try stored("eoa", "09-pkpSign", asText: true) { $0.signedMessage += " " },
            try stored("eoa", "09-pkpSign", asText: true) { $0.sig.removeLast(2) },
            try stored("eoa", "09-pkpSign", asText: true) { $0.address = "\(Address.zero)" },
            #"{"lit-session-key":{},"lit-wallet-sig":{}}"#, "{}", "", "[]", "null",
        ]
        for text in texts {
            let error = await refusal { try scene.maker.importSession(text) }
            #expect(error?.code == .invalidSession)
        }
    }
}
