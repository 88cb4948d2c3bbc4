import Ethereum
import LitProtocol
import Primitives
import Secp256k1
import Testing
import ThresholdBLS

@Suite struct SessionTests {
    /// What the request needs, by its path.
    private func need(_ request: Transcripts.SessionRequest) throws -> (LitAbility, LitResource) {
        if request.path.contains("/pkp/sign") {
            let key = try Hex.decode(request.body["pubkey"]?.string ?? "")
            return (.pkpSigning, .pkp(UInt256(Keccak256.hash(key))))
        }
        if request.path.contains("/encryption/sign") {
            let data = try Bytes32(hex: request.body["dataToEncryptHash"]?.string ?? "")
            return (.accessControlConditionDecryption, .ciphertext(conditions: .zero, data: data))
        }
        let code = request.body["code"]?.string ?? ""
        return (.actionExecution, .action(CID.ofFile(content: Array(code.utf8))))
    }

    private func verifier(_ node: String, after seconds: Int = 0) throws -> SessionVerifier {
        SessionVerifier(
            nodeAddress: NodeAddress(node), networkKey: try Transcripts.networkKey(),
            now: try #require(Transcripts.clock) + .seconds(seconds))
    }

    @Test func `Every session that the JavaScript SDK sent is good, for its node, in its time`() throws {
        let requests = try Transcripts.sessionRequests()
        #expect(requests.count >= 30)
        var sessionsOfPKPs = 0
        for request in requests {
            let authSig = try AuthSig(request.body["authSig"] ?? .null)
            let (ability, resource) = try need(request)
            let session = try verifier(request.node).verify(authSig, for: ability, on: resource)
            if session.isPKP {
                sessionsOfPKPs += 1
                #expect(
                    session.authContext?["authMethodContexts"]?.array?.count == 1, "\(request.scenario)")
            } else {
                #expect(session.authContext == nil)
            }
            let refused = #expect(throws: NodeError.self) {
                try verifier("http://127.0.0.1:7999").verify(authSig, for: ability, on: resource)
            }
            #expect(refused?.code == .notAuthorized)
            #expect(throws: NodeError.self) {
                try verifier(request.node, after: 40 * 86_400).verify(authSig, for: ability, on: resource)
            }
        }
        #expect(sessionsOfPKPs >= 3)
    }

    @Test func `Session messages and auth sigs are written as the JavaScript SDK writes them`() throws {
        for request in try Transcripts.sessionRequests() {
            let json = try #require(request.body["authSig"])
            let authSig = try AuthSig(json)
            #expect(authSig.json.text == json.text)
            #expect(try SessionGrant(parsing: authSig.signedMessage).text == authSig.signedMessage)
        }
    }

    @Test func `A session key signs what the JavaScript SDK signed`() throws {
        let keys = try #require(try Transcripts.file("keys")["sessionKeys"])
        let sigs = try #require(try Transcripts.file("05-getSessionSigs")["result"]?["sessionSigs"]?.object)
        let key = try #require(SessionKey(secretKey: keys["eoa"]?["secretKey"]?.string ?? ""))
        #expect(key.publicKeyHex == keys["eoa"]?["publicKey"]?.string)
        for (_, json) in sigs {
            let recorded = try AuthSig(json)
            let signed = try SessionGrant(parsing: recorded.signedMessage).signed(with: key)
            #expect(signed.signedMessage == recorded.signedMessage)
            #expect(signed.address == recorded.address)
            #if os(Linux)
                // Deterministic here, as RFC 8032 has it.
                #expect(signed.sig == recorded.sig)
            #endif
        }
        #expect(SessionKey(secretKey: String(repeating: "0", count: 128)) == nil)
    }

    @Test(arguments: Tampering.allCases)
    func `A session that is changed anywhere is refused, and the reason named`(_ tampering: Tampering) throws
    {
        let scene = try SessionScene()
        _ = try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(UInt256(5)))
        let refused = #expect(throws: NodeError.self) {
            var scene = scene
            let authSig = try tampering.apply(to: &scene)
            return try scene.verifier.verify(authSig, for: .pkpSigning, on: .pkp(UInt256(5)))
        }
        #expect(refused?.code == tampering.expected)
        #expect(refused?.details.isEmpty == false)
    }

    @Test func `Only the network may say who a user is`() throws {
        var scene = try SessionScene()
        var recap = try ReCap([ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))])
        try recap.grant(
            ReCap.Ability("Auth/Auth"), on: LitResource.any(.resolvedAuthContext).key,
            restriction: ["auth_context": ["authMethodContexts": []]])
        scene.grant.capabilities = [try scene.capability(recap)]
        let refused = #expect(throws: NodeError.self) {
            try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(UInt256(5)))
        }
        #expect(refused?.code == .siweCapabilityInvalid)
        #expect(refused?.details.last?.contains("lit-resolvedauthcontext") == true)
        // A wallet that calls itself the network is no network.
        scene.grant.capabilities[0].derivedVia = "lit.bls"
        #expect(throws: NodeError.self) {
            try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(UInt256(5)))
        }
    }

    @Test func `Keys of small order sign nothing`() throws {
        let scene = try SessionScene()
        // With the neutral element as key and commitment, s = 0 satisfies the equation for every message.
        let neutral = "01" + String(repeating: "0", count: 62)
        var grant = scene.grant
        grant.sessionKey = neutral
        let authSig = AuthSig(
            sig: neutral + String(repeating: "0", count: 64), derivedVia: AuthSig.sessionDerivation,
            signedMessage: grant.text, address: neutral, algo: AuthSig.sessionAlgorithm)
        let refused = #expect(throws: NodeError.self) {
            try scene.verifier.verify(authSig, for: .pkpSigning, on: .pkp(UInt256(5)))
        }
        #expect(refused?.code == .invalidAuthSigSessionKeySignature)
    }

    @Test func `Another key of small order signs nothing either`() throws {
        // The points of order eight, four and two, by their y coordinates, and encodings that are not
        // canonical.
        let encodings = [
            "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
            "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
            "0000000000000000000000000000000000000000000000000000000000000000",
            "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
            "0000000000000000000000000000000000000000000000000000000000000080",
        ]
        let scene = try SessionScene()
        for encoding in encodings {
            var grant = scene.grant
            grant.sessionKey = encoding
            let neutral = "01" + String(repeating: "0", count: 126)
            let authSig = AuthSig(
                sig: neutral, derivedVia: AuthSig.sessionDerivation, signedMessage: grant.text,
                address: encoding, algo: AuthSig.sessionAlgorithm)
            let refused = #expect(throws: NodeError.self) {
                try scene.verifier.verify(authSig, for: .pkpSigning, on: .pkp(UInt256(5)))
            }
            #expect(refused?.code == .invalidAuthSigSessionKeySignature)
        }
    }

    @Test func `A capability that is good is enough, and the reasons of the others are told if none is`()
        throws
    {
        var scene = try SessionScene()
        let good = scene.grant.capabilities[0]
        let recap = try ReCap([ResourceAbilityRequest(.pkpSigning, on: .any(.pkp))])
        let late = try scene.capability(recap) { $0.uri = SessionKey().uri }
        scene.grant.capabilities = [late, good]
        #expect(
            try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5)).user
                == Address(scene.wallet.publicKey))

        scene.grant.capabilities = [late, try scene.capability(ReCap())]
        let refused = #expect(throws: NodeError.self) {
            try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5))
        }
        #expect(refused?.details.count == 3)
        #expect(refused?.details[1].contains("Capability 0") == true)
        #expect(refused?.details[1].contains("URI") == true)
        #expect(refused?.details[2].contains("pkp-signing") == true)
    }

    @Test func `Clocks may be a minute apart, and not more`() throws {
        var scene = try SessionScene()
        scene.grant.issuedAt = (scene.now + .seconds(60)).rfc3339()
        _ = try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5))
        scene.grant.issuedAt = (scene.now - .seconds(600)).rfc3339()
        scene.grant.expiration = (scene.now - .seconds(60)).rfc3339()
        _ = try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5))
        scene.grant.issuedAt = scene.now.rfc3339()
        scene.grant.expiration = (scene.now + .seconds(30 * 86_400)).rfc3339()
        _ = try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5))
    }

    @Test func `One node is named in several ways, and another in none of them`() throws {
        var scene = try SessionScene()
        for name in [
            "http://localhost:7470", "https://127.0.0.1:7470", " 127.0.0.1:7470\n", "localhost:7470",
        ] {
            scene.grant.nodeAddress = name
            _ = try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5))
        }
        for name in [
            "", "127.0.0.1", "127.0.0.1:74700", "http://127.0.0.1:7470/", "http://http://127.0.0.1:7470",
            "ftp://127.0.0.1:7470", "localhost.example:7470", "127.0.0.1:7470@example.com",
            "HTTP://127.0.0.1:7470",
        ] {
            scene.grant.nodeAddress = name
            let refused = #expect(throws: NodeError.self, "\(name)") {
                try scene.verifier.verify(scene.signed(), for: .pkpSigning, on: .pkp(5))
            }
            #expect(refused?.code == .notAuthorized)
        }
    }

    @Test func `A PKP's session says who the nodes found behind it, and only if the network signed that`()
        throws
    {
        let request = try #require(
            try Transcripts.sessionRequests().first { $0.scenario.hasPrefix("10-") })
        let authSig = try AuthSig(request.body["authSig"] ?? .null)
        let (ability, resource) = try need(request)
        var verifier = try verifier(request.node)
        let session = try verifier.verify(authSig, for: ability, on: resource)
        #expect(session.isPKP)
        #expect(session.authContext?["authSigAddress"]?.isNull == true)

        let grant = try SessionGrant(parsing: authSig.signedMessage)
        let keys = try #require(try Transcripts.file("keys")["sessionKeys"])
        let key = try #require(SessionKey(secretKey: keys["pkp"]?["secretKey"]?.string ?? ""))
        let place = try #require(grant.capabilities.firstIndex { $0.kind == .network })
        func refusal(_ change: (inout AuthSig) -> Void) throws -> [String]? {
            var grant = grant
            change(&grant.capabilities[place])
            return #expect(throws: NodeError.self) {
                try verifier.verify(grant.signed(with: key), for: ability, on: resource)
            }?.details
        }
        #expect(try refusal { $0.address = "\(Address.zero)" } != nil)
        #expect(try refusal { $0.address = $0.address.lowercased() } != nil)
        #expect(
            try refusal { $0.signedMessage = $0.signedMessage.replacing("lit:session", with: "lit:sessiom") }
                != nil)
        #expect(
            try refusal { $0.signedMessage = $0.signedMessage.replacing("12:10:00", with: "12:20:00") } != nil
        )
        #expect(try refusal { $0.algo = nil } != nil)
        #expect(try refusal { $0.sig = "{}" } != nil)
        verifier.networkKey = nil
        #expect(try refusal { _ in }?.last?.contains("no key yet") == true)
    }

    @Test func `One grant for each node is signed as the JavaScript SDK does`() throws {
        let keys = try #require(try Transcripts.file("keys")["sessionKeys"])
        let recorded = try #require(
            try Transcripts.file("05-getSessionSigs")["result"]?["sessionSigs"]?.object)
        let key = try #require(SessionKey(secretKey: keys["eoa"]?["secretKey"]?.string ?? ""))
        let first = try SessionGrant(
            parsing: AuthSig(recorded.first { _ in true }?.value ?? .null).signedMessage)
        let made = try SessionGrant.signatures(
            with: key, for: recorded.keys, requests: first.requests, capabilities: first.capabilities,
            issuedAt: Timestamp(rfc3339: first.issuedAt), expiration: Timestamp(rfc3339: first.expiration))
        #expect(made.count == 3)
        for (node, authSig) in recorded {
            #expect(made[node]?.signedMessage == authSig["signedMessage"]?.string)
        }
        let refused = #expect(throws: SessionError.self) {
            try SessionGrant.signatures(
                with: key, for: [], requests: [], capabilities: [], issuedAt: .distantPast, expiration: .epoch
            )
        }
        #expect(refused?.code == .badTime)
    }
}
