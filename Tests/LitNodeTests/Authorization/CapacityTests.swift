import Ethereum
import Foundation
import LitNode
import LitProtocol
import Primitives
import Synchronization
import Testing

/// What a chain says about capacity credits, written down by a test.
private final class CreditBook: CreditRegistry {
    struct Credit: Sendable {
        var owner: Address
        var expiry: UInt64
    }

    let credits: [UInt256: Credit]
    let payers: [Address: [Address]]
    let failing: Set<String>

    init(
        _ credits: [UInt256: Credit], payers: [Address: [Address]] = [:], failing: Set<String> = []
    ) {
        self.credits = credits
        self.payers = payers
        self.failing = failing
    }

    private func check(_ name: String) throws(NodeError) {
        guard !failing.contains(name) else { throw PermissionBook.failure }
    }

    func credits(of owner: Address, limit: Int) async throws(NodeError) -> [UInt256] {
        try check("credits")
        return credits.filter { $0.value.owner == owner }.map(\.key).sorted()
    }
    func owner(of credit: UInt256) async throws(NodeError) -> Address? { credits[credit]?.owner }
    func expiry(of credit: UInt256) async throws(NodeError) -> UInt256 {
        UInt256(credits[credit]?.expiry ?? 0)
    }
    func payers(of user: Address) async throws(NodeError) -> [Address] {
        try check("payers")
        return payers[user] ?? []
    }
}

@Suite struct CapacityTests {
    private let play: SessionPlay
    private let user: Address
    private let future: UInt64, past: UInt64

    init() throws {
        play = try SessionPlay()
        user = try Address("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045")
        future = UInt64(play.now.seconds) + 1
        past = UInt64(play.now.seconds)
    }

    private func meter(
        _ book: CreditBook, policy: CapacityMeter.Policy = .credits,
        uses: any DelegationLedger = DelegationUses()
    ) -> CapacityMeter {
        let now = play.now
        return CapacityMeter(policy: policy, registry: book, uses: uses, now: { now })
    }

    private func status(_ meter: CapacityMeter, _ capabilities: [AuthSig] = []) async -> Int? {
        do throws(NodeError) {
            try await meter.require(for: user, capabilities: capabilities)
            return nil
        } catch {
            return error.status
        }
    }

    /// The terms of a delegation by the play's wallet, unless they are changed.
    private func delegation(
        _ restriction: JSON, credit: String = "*", _ change: (inout SIWEMessage.Fields) -> Void = { _ in }
    ) throws -> AuthSig {
        try play.walletSig(delegationMessage(restriction, credit: credit, change))
    }

    private func delegationMessage(
        _ restriction: JSON, credit: String = "*", _ change: (inout SIWEMessage.Fields) -> Void = { _ in }
    ) throws -> SIWEMessage {
        var recap = ReCap()
        try recap.grant(
            ReCap.Ability("Auth/Auth"), on: "lit-ratelimitincrease://\(credit)", restriction: restriction)
        return try play.message(recap) { fields in
            fields.uri = "lit:capability:delegation"
            change(&fields)
        }
    }

    private var digits: JSON { .string(String(user.checksummed.dropFirst(2))) }

    private func payersBook(_ expiry: UInt64? = nil) -> CreditBook {
        CreditBook([UInt256(1): .init(owner: play.wallet.address, expiry: expiry ?? future)])
    }

    @Test func `A network without payment serves everybody`() async {
        let book = CreditBook([:], failing: ["credits", "payers"])
        #expect(await status(meter(book, policy: .free)) == nil)
    }

    @Test func `A credit of one's own pays until it runs out`() async {
        #expect(await status(meter(CreditBook([UInt256(1): .init(owner: user, expiry: future)]))) == nil)
        #expect(await status(meter(CreditBook([UInt256(1): .init(owner: user, expiry: past)]))) == 402)
        #expect(await status(meter(payersBook())) == 402)
        let two = CreditBook([
            UInt256(1): .init(owner: user, expiry: past), UInt256(2): .init(owner: user, expiry: future),
        ])
        #expect(await status(meter(two)) == nil)
    }

    @Test func `A payer in the contract pays with a credit that has not run out`() async {
        let payer = play.wallet.address
        let good = CreditBook(
            [UInt256(1): .init(owner: payer, expiry: future)], payers: [user: [.zero, payer]])
        #expect(await status(meter(good)) == nil)
        let old = CreditBook([UInt256(1): .init(owner: payer, expiry: past)], payers: [user: [payer]])
        #expect(await status(meter(old)) == 402)
    }

    @Test func `A delegation pays for those it names, for everybody if it names none`() async throws {
        let meter = meter(payersBook())
        #expect(await status(meter, [try delegation(["delegate_to": [digits]])]) == nil)
        #expect(await status(meter, [try delegation(["delegate_to": [.string(user.prefixedHex)]])]) == nil)
        #expect(await status(meter, [try delegation([:])]) == nil)
        #expect(await status(meter, [try delegation(["delegate_to": []])]) == 402)
        #expect(
            await status(
                meter, [try delegation(["delegate_to": [.string(String(repeating: "12", count: 20))]])])
                == 402)
    }

    @Test func `A delegation of a credit that somebody else owns does not pay (defect 7)`() async throws {
        let book = CreditBook([
            UInt256(1): .init(owner: play.wallet.address, expiry: future),
            UInt256(2): .init(owner: .zero, expiry: future),
            UInt256(3): .init(owner: play.wallet.address, expiry: past),
        ])
        let meter = meter(book)
        #expect(await status(meter, [try delegation(["nft_id": ["1"]], credit: "1")]) == nil)
        for id in ["2", "3", "4"] {
            let item: JSON = ["nft_id": [.string(id)]]
            #expect(await status(meter, [try delegation(item)]) == 402, "\(id)")
            #expect(await status(meter, [try delegation([:], credit: id)]) == 402, "\(id)")
        }
        // What is named in two ways is what both name.
        #expect(await status(meter, [try delegation(["nft_id": ["1"]], credit: "2")]) == 402)
        #expect(await status(meter, [try delegation(["nft_id": ["2", "1"]])]) == nil)
    }

    @Test func `A delegation pays as often as it says, however its signature is spelled (defect 7)`()
        async throws
    {
        let meter = meter(payersBook())
        let good = try delegation(["uses": "3"])
        var spelled = good
        spelled.sig = String(good.sig.dropFirst(2)).uppercased()
        spelled.address = good.address.lowercased()
        #expect(await status(meter, [good]) == nil)
        #expect(await status(meter, [spelled]) == nil)
        #expect(await status(meter, [spelled, good]) == nil)
        #expect(await status(meter, [good]) == 402)
        #expect(await status(meter, [spelled]) == 402)
        // Another delegation is counted for itself.
        #expect(await status(meter, [try delegation(["uses": "1"])]) == nil)
        #expect(await status(meter, [try delegation(["uses": "0"])]) == 402)
        #expect(await status(meter, [try delegation(["uses": "1"]) { $0.expirationTime = nil }]) == 402)
    }

    @Test func `What was used before a restart stays used (defect 7)`() async throws {
        let folder = URL.temporaryDirectory.appending(path: "lit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let path = folder.appending(path: "delegations.sqlite").path
        let good = try delegation(["uses": "2"])
        for expected in [nil, nil, 402, 402] as [Int?] {
            // Each time by another process, as it were.
            let meter = meter(payersBook(), uses: try StoredDelegationUses(path: path))
            #expect(await status(meter, [good]) == expected)
        }
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        #expect(mode == 0o600)
        #expect(throws: NodeStartError.self) { _ = try StoredDelegationUses(path: folder.path) }
    }

    @Test(arguments: [true, false])
    func `A ledger that is full takes no more delegations until some have ended`(isStored: Bool) async throws
    {
        let folder = URL.temporaryDirectory.appending(path: "lit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let ledger: any DelegationLedger =
            isStored
            ? try StoredDelegationUses(path: folder.appending(path: "uses").path, limit: 2)
            : DelegationUses(limit: 2)
        let (now, soon, later) = (play.now, play.now + .seconds(10), play.now + .seconds(60))
        func take(_ id: UInt8, until end: Timestamp, at time: Timestamp) async throws -> Bool {
            try await ledger.take(Keccak256.hash([id]), of: 2, until: end, now: time)
        }
        #expect(try await take(1, until: soon, at: now))
        #expect(try await take(2, until: later, at: now))
        #expect(try await !take(3, until: later, at: now))
        #expect(try await take(2, until: later, at: now))
        #expect(try await !take(2, until: later, at: now))
        #expect(try await take(3, until: later, at: now + .seconds(11)))
        #expect(try await !take(2, until: later, at: now + .seconds(11)))
    }

    @Test(arguments: [true, false])
    func `Uses at the same time are counted each`(isStored: Bool) async throws {
        let folder = URL.temporaryDirectory.appending(path: "lit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let uses: any DelegationLedger =
            isStored
            ? try StoredDelegationUses(path: folder.appending(path: "uses").path) : DelegationUses()
        let meter = meter(payersBook(), uses: uses)
        let good = try delegation(["uses": "10"])
        let allowed = await withTaskGroup(of: Int?.self) { group in
            for _ in 0..<30 { group.addTask { await status(meter, [good]) } }
            var allowed = 0
            for await status in group where status == nil { allowed += 1 }
            return allowed
        }
        #expect(allowed == 10)
    }

    @Test func `No use is taken where a credit of one's own pays`() async throws {
        let book = CreditBook([
            UInt256(1): .init(owner: play.wallet.address, expiry: future),
            UInt256(2): .init(owner: user, expiry: future),
        ])
        let meter = meter(book)
        let good = try delegation(["uses": "1"])
        for _ in 0..<3 { #expect(await status(meter, [good]) == nil) }
    }

    @Test func `A delegation that is not signed, not in time or not understood does not pay`() async throws {
        let meter = meter(payersBook())
        let stranger = try SessionPlay(seed: 9).wallet
        var bad: [AuthSig] = [
            try play.walletSig(delegationMessage([:]), by: stranger),
            try delegation([:]) { $0.uri = play.key.uri },
            try delegation([:]) { $0.expirationTime = try? SIWETimestamp(play.now) },
            try delegation([:]) { $0.notBefore = try? SIWETimestamp(play.now + .seconds(1)) },
            try delegation(["uses": "many"]), try delegation(["uses": [1]]), try delegation(["nft_id": "1"]),
            try delegation(["nft_id": [1]]), try delegation(["delegate_to": "all"]),
            try delegation(["delegate_to": ["0x12"]]), try delegation([:], credit: "one"),
        ]
        var beside = try delegation([:])
        beside.address = stranger.address.checksummed
        bad.append(beside)
        for (index, authSig) in bad.enumerated() {
            #expect(await status(meter, [authSig]) == 402, "\(index)")
        }
        #expect(await status(meter, bad + [try delegation([:])]) == nil)
    }

    @Test func `A chain that cannot be read is no reason to say that nobody pays`() async throws {
        let credit = [UInt256(1): CreditBook.Credit(owner: play.wallet.address, expiry: future)]
        let book = CreditBook(credit, failing: ["payers"])
        #expect(await status(meter(book)) == 502)
        #expect(await status(meter(book), [try delegation(["nft_id": ["1"]])]) == nil)
    }

    @Test func `The refusal is the brief body that clients know`() async throws {
        let error = await #expect(throws: NodeError.self) {
            try await meter(CreditBook([:])).require(for: user, capabilities: [])
        }
        #expect(error?.json["errorCode"]?.string == "rate_limit_exceeded")
        #expect(error?.json["message"]?.string == "Rate limit exceeded.  Try again later.")
    }
}
