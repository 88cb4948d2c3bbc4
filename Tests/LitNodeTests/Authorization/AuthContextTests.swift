import ActionRuntime
import Ethereum
import LitNode
import LitProtocol
import Primitives
import Testing
import ThresholdBLS

@Suite struct AuthContextTests {
    /// As the recorded network wrote it for a session by a wallet, and by an action.
    static let recorded = [
        #"{"actionIpfsIdStack":[],"actionIpfsIds":[],"authMethodContexts":[{"appId":"lit","authMethodType":1,"#
            + #""usedForSignSessionKeyRequest":true,"userId":"0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"}],"#
            + #""authSigAddress":null,"customAuthResource":"","resources":[]}"#,
        #"{"actionIpfsIdStack":["QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"],"actionIpfsIds":[],"#
            + #""authMethodContexts":[],"authSigAddress":null,"customAuthResource":"\"true\"","resources":[]}"#,
    ]

    @Test func `A context is written as the recorded network wrote it, and read back`() throws {
        let wallet = AuthContext(methods: [
            AuthMethodContext(
                type: 1, userID: "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23", appID: "lit",
                usedForSignSessionKeyRequest: true)
        ])
        let action = AuthContext(
            actionStack: ["QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"], customAuthResource: "\"true\"")
        for (context, text) in zip([wallet, action], Self.recorded) {
            #expect(context.json.text == text)
            #expect(String(decoding: context.json.canonicalUTF8, as: UTF8.self) == text)
            #expect(try AuthContext(JSON(parsing: text)) == context)
        }
        let full = AuthContext(address: .zero, resources: ["a:b"], customAuthResource: "x")
        #expect(try AuthContext(full.json) == full)
    }

    @Test func `A context with a member missing or of another type is refused`() throws {
        let good = try JSON(parsing: Self.recorded[0])
        for name in [
            "actionIpfsIdStack", "authMethodContexts", "authSigAddress", "customAuthResource", "resources",
        ] {
            for value in [nil, JSON.number(.init(1)), [1]] as [JSON?] {
                var object = try #require(good.object)
                object[name] = value
                let error = #expect(throws: NodeError.self) { try AuthContext(.object(object)) }
                #expect(error?.code == .authContextFromSessionSigError)
            }
        }
        #expect(throws: NodeError.self) { try AuthContext(JSON.null) }
    }

    @Test func `A wallet's session that asks to sign, and for no action, acts for its address (defect 17)`()
        throws
    {
        let play = try SessionPlay()
        let session = try play.session([play.walletSig(play.message(SessionPlay.signing()))])
        let context = try AuthContext(session)
        #expect(context.address == play.wallet.address)
        #expect(context.methods.isEmpty && context.actionStack.isEmpty)
        #expect(context.authentication.address == play.wallet.address.checksummed)
        #expect(context.authentication.hasAuthSig)
    }

    @Test func `A PKP's session acts for whom the network named (defect 2)`() throws {
        let play = try SessionPlay()
        let json = try JSON(parsing: Self.recorded[0])
        let pkp = try Address("0xd8dA6BF26964aF9D7eEd9e03E53415D37aA96045")
        let message = try play.message(SessionPlay.resolved(json), from: pkp)
        let context = try AuthContext(play.session([play.networkSig(message)]))
        #expect(context == (try AuthContext(json)))
        #expect(context.address == nil)
        #expect(context.authentication.methods.map(\.userID) == context.methods.map(\.userID))
    }

    @Test func `A context that a wallet wrote itself is refused, whatever it is called (defect 2)`() throws {
        let play = try SessionPlay()
        let message = try play.message(SessionPlay.resolved(JSON(parsing: Self.recorded[0])))
        var forged = try play.walletSig(message)
        for derivation in [AuthSig.walletDerivation, "lit.bls"] {
            forged.derivedVia = derivation
            #expect(throws: NodeError.self) { try play.session([forged]) }
        }
        // Beside a good capability it is no use either.
        let good = try play.walletSig(play.message(SessionPlay.signing()))
        for capabilities in [[forged, good], [good, forged]] {
            let context = try AuthContext(play.session(capabilities))
            #expect(context.address == play.wallet.address)
            #expect(context.methods.isEmpty)
        }
    }

    @Test func `A PKP's session without a context is nobody's`() throws {
        let play = try SessionPlay()
        let session = try play.session([play.networkSig(play.message(SessionPlay.signing()))])
        let error = #expect(throws: NodeError.self) { try AuthContext(session) }
        #expect(error?.code == .authContextFromSessionSigError)
    }
}
