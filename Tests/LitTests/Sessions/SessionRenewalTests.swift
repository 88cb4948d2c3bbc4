import Ethereum
import Lit
import LitProtocol
import Logging
import Primitives
import Testing

@Suite struct SessionRenewalTests {
    private let scene: SessionScene
    private let wallet: EthereumWallet

    init() throws {
        scene = try SessionScene()
        wallet = try SessionVectors.wallet("eoa")
    }

    private func session(_ signer: ScriptedSigner, _ options: SessionOptions = .init()) async throws
        -> Session
    {
        try await scene.maker.session(for: signer, allowing: [.sign()], lasting: .hours(1), options: options)
    }

    @Test func `The schedule renews ahead of the end, and never in the first half`() throws {
        let start = scene.now
        let end = start + .seconds(3600)
        func step(_ seconds: Int, margin: Duration? = nil, canRenew: Bool = true) -> RenewalSchedule.Step {
            RenewalSchedule(margin: margin).step(
                issuedAt: start, expiration: end, now: start + .seconds(seconds), canRenew: canRenew)
        }
        #expect(step(0) == .use)
        #expect(step(3299) == .use)
        #expect(step(3300) == .useAndRenew)
        #expect(step(3599) == .useAndRenew)
        #expect(step(3600) == .renewFirst)
        #expect(step(3599, canRenew: false) == .use)
        #expect(step(3600, canRenew: false) == .renewFirst)
        #expect(step(1799, margin: .seconds(100_000)) == .use)
        #expect(step(1800, margin: .seconds(100_000)) == .useAndRenew)
        #expect(step(3599, margin: .seconds(-1)) == .use)
        let short = RenewalSchedule(margin: nil).effectiveMargin(from: start, to: start + .seconds(100))
        #expect(short == .seconds(10))
        let odd = RenewalSchedule(margin: nil).effectiveMargin(from: .distantPast, to: .distantFuture)
        #expect(odd == .seconds(300))
    }

    @Test func `Near its end a session is renewed beside the request`() async throws {
        let gate = Gate()
        let signer = ScriptedSigner(wallet) { number in if number > 1 { await gate.pass() } }
        let session = try await session(signer)
        let (old, end) = (try await session.credential(for: [.sign()]), session.expiration)
        scene.now = end - .seconds(10)
        // The old one serves while the wallet is asked.
        for _ in 0..<5 {
            let during = try await session.credential(for: [.sign()])
            #expect(during.key.publicKey == old.key.publicKey)
        }
        await gate.arrived(1)
        await gate.open()
        // Joins the renewal that is under way, or finds it done.
        scene.now = end
        let new = try await session.credential(for: [.sign()])
        #expect(new.key.publicKey != old.key.publicKey)
        #expect(session.expiration == end - .seconds(10) + .seconds(3600))
        #expect(signer.requests == 2)
        _ = try scene.judge(new, .pkpSigning, on: .any(.pkp))
    }

    @Test func `Once over, all requests wait for one renewal`() async throws {
        let gate = Gate()
        let signer = ScriptedSigner(wallet) { number in if number > 1 { await gate.pass() } }
        let session = try await session(signer)
        scene.now = session.expiration + .seconds(5)
        let keys = try await withThrowingTaskGroup(of: [UInt8].self) { group in
            for _ in 0..<20 {
                group.addTask { try await session.credential(for: [.sign()]).key.publicKey }
            }
            await gate.arrived(1)
            await gate.open()
            return try await group.reduce(into: Set<[UInt8]>()) { $0.insert($1) }
        }
        #expect(keys.count == 1)
        #expect(signer.requests == 2)
        #expect(!session.isExpired(at: scene.now))
    }

    @Test func `A renewal that fails leaves the session as it was, and is tried again`() async throws {
        let signer = ScriptedSigner(wallet) { number in
            if number == 2 || number == 3 { throw LitError(.signInFailed, "not now") }
        }
        let session = try await session(signer)
        let end = session.expiration
        let failed = await refusal { try await session.renew() }
        #expect(failed?.message == "not now")
        #expect(session.expiration == end)
        scene.now = end
        let over = await refusal { try await session.credential(for: [.sign()]) }
        #expect(over?.message == "not now")
        _ = try await session.credential(for: [.sign()])
        #expect(session.expiration == end + .seconds(3600))
        #expect(signer.requests == 4)
    }

    @Test func `Soon after a failure the wallet is not asked again while the session holds`() async throws {
        let signer = ScriptedSigner(wallet) { number in if number > 1 { throw LitError(.signInFailed, "no") }
        }
        let session = try await session(signer)
        scene.now = session.expiration - .seconds(60)
        _ = await refusal { try await session.renew() }
        #expect(signer.requests == 2)
        scene.now = scene.now + .seconds(29)
        _ = try await session.credential(for: [.sign()])
        #expect(signer.requests == 2)
    }

    @Test func `Who waits can leave; the renewal goes on`() async throws {
        let gate = Gate()
        let signer = ScriptedSigner(wallet) { number in if number > 1 { await gate.pass() } }
        let session = try await session(signer)
        scene.now = session.expiration
        let waiting = Task { try await session.credential(for: [.sign()]) }
        await gate.arrived(1)
        waiting.cancel()
        let left = await refusal { try await waiting.value }
        #expect(left?.code == .cancelled)
        let before = session.expiration
        let staying = Task { try await session.credential(for: [.sign()]) }
        await gate.open()
        _ = try await staying.value
        #expect(session.expiration > before)
        #expect(signer.requests == 2)
    }

    @Test func `A call's time ends its wait for a wallet`() async throws {
        let gate = Gate()
        let signer = ScriptedSigner(wallet) { number in if number > 1 { await gate.pass() } }
        let session = try await session(signer)
        scene.now = session.expiration
        let context = CallContext("sign", timeout: .milliseconds(20), logger: .init(label: "test"))
        let error = await refusal { try await session.credential(for: [.sign()], context) }
        #expect(error?.code == .timedOut)
        #expect(error?.context.operation == "sign")
        await gate.open()
    }

    @Test func `A renewal cannot hand the session to another account`() async throws {
        let (first, second) = (wallet, EthereumWallet.random())
        let turns = ScriptedSigner(first)
        let session = try await scene.maker.session(account: nil, allowing: [.sign()]) { context in
            _ = try await turns.sign(message: [])
            let wallet = turns.requests == 1 ? first : second
            return try AuthSig(signing: context.message(for: wallet.address), with: wallet)
        }
        let error = await refusal { try await session.renew() }
        #expect(error?.code == .signInFailed)
        #expect(session.account == first.address)
    }

    @Test func `A session until a moment is not renewed, nor one that was made with a token`() async throws {
        let until = try await scene.maker.session(
            for: wallet, allowing: [.sign()], lasting: .until(scene.now + .seconds(60)))
        #expect(!until.canRenew)
        let error = await refusal { try await until.renew() }
        #expect(error?.code == .unsupported)
    }

    @Test func `A PKP's session renews with a new proof of its wallet`() async throws {
        let pkp = try SessionVectors.pkp(0)
        let signer = ScriptedSigner(wallet)
        let session = try await scene.maker.session(
            for: pkp, authenticatedBy: [.wallet(signer)], allowing: [.sign()], lasting: .hours(1))
        scene.now = session.expiration
        let credential = try await session.credential(for: [.sign()])
        #expect(signer.requests == 2 && scene.orders.count == 2)
        #expect(try scene.judge(credential, .pkpSigning, on: .any(.pkp)).user == pkp.address)
    }
}
