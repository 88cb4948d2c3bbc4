import Ethereum
import Foundation
import Lit
import LitContracts
import LitProtocol
import Primitives
import Testing

@Suite struct SessionStoreTests {
    private let scene: SessionScene
    private let wallet: EthereumWallet
    private let pkp: PKP

    init() throws {
        scene = try SessionScene()
        wallet = try SessionVectors.wallet("eoa")
        pkp = try SessionVectors.pkp(0)
    }

    private func session(
        _ signer: ScriptedSigner, _ permissions: [SessionPermission], in store: any SessionStore,
        lasting lifetime: SessionLifetime = .hours(1), of scene: SessionScene? = nil,
        capacity: [DelegatedCapacity] = []
    ) async throws -> Session {
        try await (scene ?? self.scene).maker.session(
            for: signer, allowing: permissions, lasting: lifetime,
            options: SessionOptions(capacity: capacity, store: store))
    }

    private func key(_ session: Session) async throws -> [UInt8] {
        try await session.credential(for: []).key.publicKey
    }

    @Test func `A session in the store is used again, without asking the wallet`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        let first = try await session(signer, [.sign(), .executeActions()], in: store)
        let again = try await session(signer, [.executeActions(), .sign()], in: store)
        #expect(try await key(first) == key(again))
        #expect(signer.requests == 1)
        // One that allows more serves too.
        let lesser = try await session(signer, [.sign(with: pkp)], in: store)
        #expect(try await key(first) == key(lesser))
        #expect(signer.requests == 1)
        #expect(lesser.permissions == [.sign(with: pkp)])
        _ = try scene.judge(
            try await lesser.credential(for: [.sign(with: pkp)]), .pkpSigning, on: .pkp(pkp.tokenID))
    }

    @Test func `One that allows less is not used`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        let lesser = try await session(signer, [.sign(with: pkp)], in: store)
        let greater = try await session(signer, [.sign()], in: store)
        #expect(try await key(lesser) != key(greater))
        #expect(signer.requests == 2)
        #expect(store.all().count == 2)
    }

    @Test func `One that is about to end is not used, and the new one takes its place`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        let first = try await session(signer, [.sign()], in: store)
        scene.now = first.expiration - .seconds(301)
        #expect(try await key(session(signer, [.sign()], in: store)) == key(first))
        scene.now = first.expiration - .seconds(300)
        let second = try await session(signer, [.sign()], in: store)
        #expect(try await key(second) != key(first))
        #expect(store.all().map(\.expiration) == [second.expiration])
    }

    @Test func `A renewal is kept`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        let first = try await session(signer, [.sign()], in: store)
        try await first.renew()
        let again = try await session(signer, [.sign()], in: store)
        #expect(try await key(first) == key(again))
        #expect(signer.requests == 2)
    }

    @Test func `Two users never get each other's session`() async throws {
        let store = MemorySessionStore()
        let (one, two) = (ScriptedSigner(wallet), ScriptedSigner(try SessionVectors.wallet("delegatee")))
        let first = try await session(one, [.sign()], in: store)
        let second = try await session(two, [.sign()], in: store)
        #expect(first.account != second.account)
        #expect(try await key(first) != key(second))
        #expect(try await session(one, [.sign()], in: store).account == one.address)
        #expect(try await session(two, [.sign()], in: store).account == two.address)
        #expect(one.requests == 1 && two.requests == 1)
    }

    @Test func `A PKP's session is not given to whoever shows another proof`() async throws {
        let store = MemorySessionStore()
        func session(_ proof: AuthProof) async throws -> Session {
            try await scene.maker.session(
                for: pkp, authenticatedBy: [proof], allowing: [.sign()], options: SessionOptions(store: store)
            )
        }
        let first = try await session(.wallet(wallet))
        _ = try await session(.wallet(SessionVectors.wallet("delegatee")))
        _ = try await session(.discord(accessToken: "a"))
        _ = try await session(.discord(accessToken: "b"))
        _ = try await session(.google(idToken: "a"))
        #expect(scene.orders.count == 5)
        #expect(try await key(session(.wallet(wallet))) == key(first))
        #expect(scene.orders.count == 5)
        func decided(_ code: String, _ parameter: JSON) async throws {
            var parameters = JSON.Object()
            parameters["x"] = parameter
            _ = try await scene.maker.session(
                for: pkp, decidedBy: .code(code), parameters: parameters, allowing: [.sign()],
                options: SessionOptions(store: store))
        }
        try await decided("a", 1)
        try await decided("a", 2)
        try await decided("b", 1)
        #expect(scene.orders.count == 8)
        try await decided("a", 1)
        #expect(scene.orders.count == 8)
    }

    @Test func `Networks and delegations keep sessions apart`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        _ = try await session(signer, [.sign()], in: store)
        _ = try await session(signer, [.sign()], in: store, of: SessionScene(name: "other"))
        #expect(signer.requests == 2)
        let delegation = try await scene.maker.delegation(by: wallet, .init())
        _ = try await session(signer, [.sign()], in: store, capacity: [delegation])
        #expect(signer.requests == 3)
        _ = try await session(signer, [.sign()], in: store, capacity: [delegation])
        #expect(signer.requests == 3)
        #expect(Set(store.all().map(\.id)).count == 3)
    }

    @Test func `What somebody has put into the store is verified`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        _ = try await session(signer, [.sign(with: pkp)], in: store)
        let text = try #require(store.all().first?.secretText)
        var json = try #require(try JSON(parsing: text).object)
        json["permissions"] = [ResourceAbilityRequest(.pkpSigning, on: .any(.pkp)).json]
        let forged = try StoredSession(secretText: JSON.object(json).text)
        store.save(forged)
        #expect(store.session(forged.id) != nil)
        _ = try await session(signer, [.sign()], in: store)
        #expect(signer.requests == 2)
    }

    @Test func `Sessions are listed and forgotten`() async throws {
        let (store, signer) = (MemorySessionStore(), ScriptedSigner(wallet))
        let short = try await session(signer, [.sign()], in: store, lasting: .hours(1))
        _ = try await session(signer, [.executeActions()], in: store, lasting: .hours(2))
        _ = try await session(signer, [.decrypt()], in: store, lasting: .hours(3))
        let listed = try #require(store.all().first { $0.permissions == [.sign()] })
        #expect(listed.account == wallet.address && listed.network.hasPrefix("test "))
        #expect(listed.expiration == short.expiration)
        #expect("\(listed)".contains("sign with any PKP"))
        let secret = String(try #require(JSON(parsing: listed.secretText)["key"]?.string).prefix(64))
        var dumped = ""
        dump(listed, to: &dumped)
        for text in ["\(listed)", String(reflecting: listed), dumped, listed.id] {
            #expect(!text.contains(secret))
        }
        #expect(try await store.removeExpired(at: short.expiration) == 1)
        #expect(store.session(listed.id) == nil)
        #expect(store.all().count == 2)
        let other = try #require(store.all().first)
        store.remove(other.id)
        store.remove(other.id)
        #expect(store.all().count == 1)
        store.removeAll()
        #expect(store.all().isEmpty)
    }
}
