import Ethereum
import LitNode
import LitProtocol
import Primitives
import Testing
import ThresholdBLS

@Suite struct SessionMemoryTests {
    private static let node = NodeAddress("http://127.0.0.1:7470")
    private let play: SessionPlay
    private let grant: SessionGrant
    private let authSig: AuthSig
    private let session: VerifiedSession

    init() throws {
        play = try SessionPlay()
        let capability = try play.walletSig(play.message(SessionPlay.signing()))
        session = try play.session([capability])
        grant = Self.grant(play, [capability], lasting: .seconds(300))
        authSig = try grant.signed(with: play.key)
    }

    private static func grant(
        _ play: SessionPlay, _ capabilities: [AuthSig], lasting: Duration
    ) -> SessionGrant {
        SessionGrant(
            sessionKey: play.key.publicKeyHex,
            requests: [ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))],
            capabilities: capabilities, issuedAt: play.now.rfc3339(),
            expiration: (play.now + lasting).rfc3339(), nodeAddress: "http://127.0.0.1:7470")
    }

    private func question(
        _ authSig: AuthSig? = nil, for ability: LitAbility = .pkpSigning,
        on resource: LitResource = .any(.pkp),
        at node: NodeAddress = Self.node, under key: BLSPublicKey? = nil
    ) throws -> SessionMemory.Question {
        try #require(
            SessionMemory.Question(
                authSig ?? self.authSig, for: ability, on: resource, at: node, under: key ?? play.networkKey))
    }

    @Test func `The same session is known again while it holds, and at no other time`() throws {
        var memory = SessionMemory()
        let now = play.now
        #expect(memory.session(try question(), now: now) == nil)
        memory.note(try question(), session, grant)
        #expect(memory.session(try question(), now: now) == session)
        #expect(memory.session(try question(), now: now + .seconds(299)) == session)
        #expect(memory.session(try question(), now: now + .seconds(300)) == nil)
        #expect(memory.session(try question(), now: now - .seconds(1)) == nil)
    }

    @Test func `The sign-in message bounds the time as well`() throws {
        var memory = SessionMemory()
        let long = Self.grant(play, grant.capabilities, lasting: .seconds(3600))
        memory.note(try question(), session, long)
        #expect(memory.session(try question(), now: play.now + .seconds(599)) == session)
        #expect(memory.session(try question(), now: play.now + .seconds(600)) == nil)
    }

    @Test func `Whatever differs in a byte, a permission, the node or the network's key is another question`()
        throws
    {
        var memory = SessionMemory()
        memory.note(try question(), session, grant)
        let other = try SessionPlay(seed: 2)
        var changed = Array(repeating: authSig, count: 5)
        changed[0].sig = String(authSig.sig.reversed())
        changed[1].signedMessage += " "
        changed[2].address = authSig.address.uppercased()
        changed[3].derivedVia += "x"
        changed[4].algo = nil
        for authSig in changed { #expect(memory.session(try question(authSig), now: play.now) == nil) }
        // A character that moves from one member to the next.
        var moved = authSig
        moved.derivedVia += String(moved.signedMessage.removeFirst())
        #expect(memory.session(try question(moved), now: play.now) == nil)
        let others = [
            try question(for: .actionExecution), try question(on: .pkp(UInt256(5))),
            try question(at: NodeAddress("http://127.0.0.1:7471")), try question(under: other.networkKey),
        ]
        for question in others { #expect(memory.session(question, now: play.now) == nil) }
        #expect(memory.session(try question(), now: play.now) == session)
    }

    @Test func `It stays within its bounds, and keeps what is asked for`() throws {
        var memory = SessionMemory(limit: 20_000)
        memory.note(try question(), session, grant)
        for number in 0..<200 {
            memory.note(try question(on: .pkp(UInt256(UInt64(number)))), session, grant)
            #expect(memory.count <= 20)
            #expect(memory.session(try question(), now: play.now) == session)
        }
        #expect(memory.session(try question(on: .pkp(UInt256(0))), now: play.now) == nil)
    }

    @Test func `A session of many kilobytes is not remembered`() throws {
        var long = authSig
        long.signedMessage += String(repeating: "x", count: SessionMemory.longest)
        #expect(
            SessionMemory.Question(
                long, for: .pkpSigning, on: .any(.pkp), at: Self.node, under: play.networkKey) == nil)
    }
}
