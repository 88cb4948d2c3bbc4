import Ethereum
import HTTPTransport
import LitContracts
import LitNode
import LitProtocol
import Primitives
import Testing

@Suite struct WalletSignInTests {
    private let play: SessionPlay

    init() throws { play = try SessionPlay() }

    private func resolve(_ text: String, at now: Timestamp? = nil) async throws(NodeError)
        -> AuthMethodContext
    {
        let time = now ?? play.now
        let resolver = AuthMethodResolver(
            transport: InMemoryTransport(servers: [:]), now: { time })
        return try await resolver.resolve(type: 1, accessToken: text, origin: nil, forSessionKey: true)
    }

    private func message(_ change: (inout SIWEMessage.Fields) -> Void = { _ in }) throws -> SIWEMessage {
        try play.message(nil) { fields in
            fields.uri = "http://localhost/login"
            change(&fields)
        }
    }

    private func code(_ authSig: AuthSig, at now: Timestamp? = nil) async -> NodeErrorCode? {
        do throws(NodeError) {
            _ = try await resolve(authSig.json.text, at: now)
            return nil
        } catch {
            return error.code
        }
    }

    @Test func `A wallet is known by its address with the checksum`() async throws {
        var authSig = try play.walletSig(message())
        let expected = AuthMethodContext(
            type: 1, userID: play.wallet.address.checksummed, appID: "lit", usedForSignSessionKeyRequest: true
        )
        #expect(try await resolve(authSig.json.text) == expected)
        authSig.address = authSig.address.lowercased()
        #expect(try await resolve(authSig.json.text) == expected)
    }

    @Test func `A sign-in holds until it expires, and no longer (defect 12)`() async throws {
        let authSig = try play.walletSig(message())
        #expect(await code(authSig, at: play.now + .seconds(660)) == nil)
        #expect(await code(authSig, at: play.now + .seconds(661)) == .expWrongOrTooLarge)
        #expect(await code(authSig, at: play.now - .seconds(60)) == nil)
        #expect(await code(authSig, at: play.now - .seconds(61)) == .iatOutsideGracePeriod)
        // Having been accepted once makes it no better.
        #expect(await code(authSig, at: play.now + .seconds(661)) == .expWrongOrTooLarge)
    }

    @Test func `Times that are missing, reversed or too far apart are refused`() async throws {
        let play = play
        func sig(_ change: (inout SIWEMessage.Fields) -> Void) throws -> AuthSig {
            try play.walletSig(message(change))
        }
        #expect(await code(try sig { $0.expirationTime = nil }) == .undefinedSiweExpiration)
        #expect(
            await code(try sig { $0.expirationTime = try? SIWETimestamp(play.now - .seconds(1)) })
                == .expWrongOrTooLarge)
        let month = Duration.seconds(30 * 86_400)
        #expect(await code(try sig { $0.expirationTime = try? SIWETimestamp(play.now + month) }) == nil)
        #expect(
            await code(try sig { $0.expirationTime = try? SIWETimestamp(play.now + month + .seconds(1)) })
                == .siweMessageError)
        #expect(
            await code(try sig { $0.notBefore = try? SIWETimestamp(play.now + .seconds(61)) })
                == .siweMessageError)
    }

    @Test func `What is not this wallet's sign-in is refused`() async throws {
        let good = try play.walletSig(message())
        let stranger = try SessionPlay(seed: 3).wallet
        #expect(await code(try play.walletSig(message(), by: stranger)) == .invalidAuthSig)
        var changed = good
        changed.address = stranger.address.checksummed
        #expect(await code(changed) == .siweMessageError)
        changed = good
        changed.signedMessage = good.signedMessage.replacing("login", with: "other")
        #expect(await code(changed) == .invalidAuthSig)
        changed = good
        changed.signedMessage = "hello"
        #expect(await code(changed) == .siweMessageError)
        changed = good
        changed.sig = "0x12"
        #expect(await code(changed) == .siweSigConversionError)
        changed = good
        changed.sig = "0x" + String(repeating: "00", count: 65)
        #expect(await code(changed) == .siweSigConversionError)
        for derivation in ["EIP1271", "EIP1271_SHA256"] {
            changed = good
            changed.derivedVia = derivation
            #expect(await code(changed) == .authSigNotSupported)
        }
        let network = try play.networkSig(message())
        #expect(await code(network) == .authSigNotSupported)
        await #expect(throws: NodeError.self) { try await resolve("no JSON") }
        await #expect(throws: NodeError.self) { try await resolve("{}") }
    }

    @Test func `Messages that allow a session or a delegation sign nobody in`() async throws {
        for uri in [play.key.uri, "lit:session:", "lit:capability:delegation"] {
            #expect(await code(try play.walletSig(message { $0.uri = uri })) == .invalidAuthSig)
        }
    }

    @Test func `Methods that are not served say so`() async throws {
        let resolver = AuthMethodResolver(transport: InMemoryTransport(servers: [:]))
        for type in [0, 2, 3, 7, 14, UInt32.max] {
            let error = await #expect(throws: NodeError.self) {
                try await resolver.resolve(type: type, accessToken: "{}", origin: nil, forSessionKey: false)
            }
            #expect(error?.code == .authSigNotSupported)
        }
        let error = await #expect(throws: NodeError.self) {
            let token = String(repeating: "a", count: 1 << 17)
            return try await resolver.resolve(type: 4, accessToken: token, origin: nil, forSessionKey: false)
        }
        #expect(error?.code == .badInput)
    }
}
