import Ethereum
import LitProtocol
import Primitives
import Secp256k1
import Testing
import ThresholdBLS

/// Messages that nodes sign for PKPs.
@Suite struct SessionKeyMessageTests {
    private let requests = [
        ResourceAbilityRequest(.pkpSigning, on: .any(.pkp)),
        ResourceAbilityRequest(.actionExecution, on: .any(.action)),
        ResourceAbilityRequest(
            .accessControlConditionDecryption, on: .any(.accessControlCondition)),
    ]

    private struct Recorded {
        let request: SignSessionKeyRequest
        let answer: SignSessionKeyResponse
        let context: JSON
        let address: Address
    }

    private func recorded() throws -> [Recorded] {
        try Transcripts.nodeRequests().filter { $0.path.contains("sign_session_key") }.map { exchange in
            let answer = try SignSessionKeyResponse(exchange.response)
            let message = try SIWEMessage(parsing: answer.siweMessage)
            let context = try message.recap()?
                .restrictions(on: "lit-resolvedauthcontext://*", for: ReCap.Ability("Auth/Auth"))?.first
            return Recorded(
                request: try SignSessionKeyRequest(JSON(parsing: exchange.bodyText)), answer: answer,
                context: try #require(context?["auth_context"]), address: message.address)
        }
    }

    @Test func `The message that the JavaScript SDK sends is made letter by letter`() throws {
        let now = try #require(Transcripts.clock)
        for sample in try recorded() {
            let sent = try SIWEMessage(parsing: sample.request.siweMessage)
            let made = try SIWEMessage.forPKPSession(
                requests, sessionURI: sample.request.sessionKey, pkp: sample.address, nonce: sent.nonce,
                now: now, expiration: SIWETimestamp("2026-01-15T12:10:00.000Z"))
            #expect(made.text == sample.request.siweMessage)
        }
    }

    @Test func `A message is completed to the text that the network signs`() throws {
        let samples = try recorded()
        #expect(samples.count == 6)
        let now = try #require(Transcripts.clock)
        for sample in samples {
            try sample.request.checkForm(isVersioned: true)
            let message = try SessionKeyMessage(parsing: sample.request.siweMessage)
            try message.check(sessionKey: sample.request.sessionKey, now: now)
            try message.check(address: sample.address)
            let withBlock = try message.completed(
                for: sample.address, context: sample.context,
                blockTime: Timestamp(rfc3339: "2026-01-15T11:59:50Z"))
            #expect(withBlock.text == sample.answer.siweMessage)
            let answer = SignSessionKeyResponse(
                share: sample.answer.share, shareIndex: sample.answer.shareIndex, siweMessage: withBlock.text,
                networkKey: sample.answer.networkKey)
            #expect(answer == sample.answer)
            // Without a block that all nodes know, the time of issue stays as sent.
            let plain = try message.completed(for: sample.address, context: sample.context)
            #expect(plain.issuedAt == message.message.issuedAt)
            #expect(plain.nonce == message.message.nonce)
            let restored = try plain.changing { $0.issuedAt = withBlock.issuedAt }
            #expect(restored == withBlock)
        }
    }

    @Test func `All nodes complete a message alike, whatever the order of the context's members`() throws {
        let sample = try #require(try recorded().first)
        let message = try SessionKeyMessage(parsing: sample.request.siweMessage)
        var reversed = JSON.Object()
        for name in try #require(sample.context.object?.keys).reversed() {
            reversed[name] = sample.context[name]
        }
        let other = try message.completed(for: sample.address, context: .object(reversed))
        #expect(try message.completed(for: sample.address, context: sample.context) == other)
    }

    @Test func `The shares in recorded answers are of the completed message`() throws {
        let samples = try recorded().prefix(3)
        let shares = samples.map(\.answer.share)
        let first = try #require(samples.first)
        let signature = try BLSSignature(combining: Array(shares.prefix(2)))
        try Transcripts.networkKey().verify(signature, first.answer.dataSigned.bytes)
    }

    private func good() throws -> (message: SIWEMessage, key: SessionKey, now: Timestamp, pkp: Address) {
        let now = try #require(Transcripts.clock)
        let key = SessionKey()
        let pkp = try Address(Array(repeating: 9, count: 20))
        let message = try SIWEMessage.forPKPSession(
            requests, sessionURI: key.uri, pkp: pkp, nonce: "12345678", now: now)
        return (message, key, now, pkp)
    }

    private func refusal(
        _ text: String, key: String, now: Timestamp, pkp: Address
    ) throws -> NodeErrorCode? {
        let refused = #expect(throws: NodeError.self) {
            let message = try SessionKeyMessage(parsing: text)
            try message.check(sessionKey: key, now: now)
            try message.check(address: pkp)
        }
        #expect(refused?.details.isEmpty == false)
        return refused?.code
    }

    @Test func `A message that breaks a rule is refused, and the rule named`() throws {
        let (message, key, now, pkp) = try good()
        let sound = try SessionKeyMessage(parsing: message.text)
        try sound.check(sessionKey: key.uri, now: now)
        try sound.check(address: pkp)

        func refused(
            _ change: (inout SIWEMessage.Fields) throws -> Void
        ) throws -> NodeErrorCode? {
            var fields = message.fields
            try change(&fields)
            return try refusal(SIWEMessage(fields).text, key: key.uri, now: now, pkp: pkp)
        }
        #expect(try refused { $0.expirationTime = nil } == .undefinedSiweExpiration)
        #expect(
            try refused { $0.issuedAt = try SIWETimestamp(now + .seconds(61)) } == .iatOutsideGracePeriod)
        #expect(
            try refused {
                $0.issuedAt = try SIWETimestamp(now - .seconds(100))
                $0.expirationTime = try SIWETimestamp(now - .seconds(61))
            } == .expWrongOrTooLarge)
        #expect(
            try refused { $0.expirationTime = try SIWETimestamp(now - .seconds(1)) } == .expWrongOrTooLarge)
        #expect(
            try refused { $0.expirationTime = try SIWETimestamp(now + .seconds(30 * 86_400 + 1)) }
                == .siweMessageError)
        #expect(try refused { $0.notBefore = try SIWETimestamp(now + .seconds(1)) } == .siweMessageError)
        #expect(try refused { $0.uri = SessionKey().uri } == .siweMessageError)
        #expect(try refused { $0.address = .zero } == .siweMessageError)
        #expect(try refused { $0.resources = nil } == .siweCapabilityInvalid)
        #expect(try refused { $0.resources = ["https://a.example/"] } == .siweCapabilityInvalid)
        #expect(try refused { $0.resources?.append("https://a.example/") } == .siweCapabilityInvalid)
        #expect(try refused { $0.statement = "I sign in." } == .siweCapabilityInvalid)
        #expect(try refused { $0.statement = nil } == .siweCapabilityInvalid)
        #expect(
            try refused { $0.statement = "lit-resolvedauthcontext " + ($0.statement ?? "") }
                == .invalidAuthContextResource)
        #expect(try refusal("nonsense", key: key.uri, now: now, pkp: pkp) == .siweMessageError)
    }

    @Test func `Nobody may say himself who he is`() throws {
        let (message, _, _, _) = try good()
        // A resource without abilities is not told in the statement, so only the ReCap tells.
        let details = #"{"att":{"lit-resolvedauthcontext://*":{}},"prf":[]}"#
        let recap = try ReCap(urn: "urn:recap:" + Base64URL.encode(Array(details.utf8)))
        let text = try message.adding(recap).text
        #expect(!text.contains("lit-resolvedauthcontext"))
        let refused = #expect(throws: NodeError.self) { try SessionKeyMessage(parsing: text) }
        #expect(refused?.code == .invalidAuthContextResource)
    }

    @Test func `Nothing but session keys is signed for`() throws {
        let (message, key, now, pkp) = try good()
        let hex = key.publicKeyHex
        let uris = [
            "lit:capability:delegation", "https://a.example/", "lit:session:", "lit:session:0x" + hex,
            "lit:session:" + hex + "00", "lit:session:" + hex.dropLast(), "lit:session:" + hex.uppercased(),
        ]
        for uri in uris {
            let text = try message.changing { $0.uri = uri }.text
            #expect(
                try refusal(text, key: uri, now: now, pkp: pkp) == .authSigSessionKeyConversionError, "\(uri)"
            )
        }
    }

    @Test func `Only the second generation's form of the request is taken`() throws {
        var request = try #require(try recorded().first).request
        func refusal(isVersioned: Bool = true) -> NodeErrorCode? {
            #expect(throws: NodeError.self) { try request.checkForm(isVersioned: isVersioned) }?.code
        }
        #expect(refusal(isVersioned: false) == .invalidCurveType)
        request.authSig = AuthSig(sig: "", derivedVia: "", signedMessage: "", address: "")
        #expect(refusal() == .invalidAuthSigForSessionKey)
        for type in ["K256", "", "bls"] {
            request.curveType = type
            #expect(refusal() == .invalidCurveType)
        }
    }

    @Test func `Code or an id decide, but not both`() throws {
        var request = try #require(try recorded().first).request
        #expect(try request.source() == nil)
        request.code = "1"
        #expect(try request.source() == .code("1"))
        request.litActionIPFSID = "QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"
        #expect(throws: NodeError.self) { try request.source() }
        request.code = nil
        #expect(try request.source() == .cid(CID("QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3")))
        request.litActionIPFSID = "../etc/passwd"
        #expect(#expect(throws: NodeError.self) { try request.source() }?.code == .invalidIPFSID)
    }
}

/// Messages by which wallets authenticate their owners.
@Suite struct WalletVerifierTests {
    private let wallet = EthereumWallet.random()
    private let now: Timestamp

    init() throws { now = try #require(Transcripts.clock) }

    private func authSig(_ change: (inout SIWEMessage.Fields) throws -> Void = { _ in }) throws -> AuthSig {
        var fields = try SIWEMessage.granting(
            by: wallet.address, nonce: "12345678", now: now, expiration: SIWETimestamp(now + .seconds(60))
        ).fields
        try change(&fields)
        return try AuthSig(signing: SIWEMessage(fields), with: wallet)
    }

    private func refusal(_ authSig: AuthSig) -> NodeErrorCode? {
        #expect(throws: NodeError.self) { try WalletVerifier(now: now).verify(authSig) }?.code
    }

    @Test func `Wallets of recorded requests are recognized`() throws {
        var proofs = 0
        for exchange in try Transcripts.nodeRequests() {
            let body = try JSON(parsing: exchange.bodyText)
            for json in (body["authMethods"]?.array ?? []) + [body["authMethod"]].compactMap({ $0 }) {
                let message = try WalletVerifier(now: now).verify(AuthMethodProof(json))
                #expect(
                    AuthMethodProof.wallet(try AuthSig(JSON(parsing: json["accessToken"]?.string ?? ""))).json
                        == json)
                #expect(message.uri == "http://localhost")
                proofs += 1
            }
        }
        #expect(proofs >= 6)
    }

    @Test func `A message that breaks a rule is refused, and the rule named`() throws {
        #expect(try WalletVerifier(now: now).verify(authSig()).address == wallet.address)
        #expect(refusal(try authSig { $0.uri = SessionKey().uri }) == .invalidAuthSig)
        #expect(refusal(try authSig { $0.uri = CapacityDelegation.uri }) == .invalidAuthSig)
        #expect(refusal(try authSig { $0.expirationTime = nil }) == .undefinedSiweExpiration)
        #expect(
            refusal(try authSig { $0.issuedAt = try SIWETimestamp(now + .seconds(61)) })
                == .iatOutsideGracePeriod)
        #expect(
            refusal(try authSig { $0.expirationTime = try SIWETimestamp(now - .seconds(1)) })
                == .expWrongOrTooLarge)
        #expect(
            refusal(try authSig { $0.expirationTime = try SIWETimestamp(now + .seconds(30 * 86_400 + 1)) })
                == .siweMessageError)
        #expect(
            refusal(try authSig { $0.notBefore = try SIWETimestamp(now + .seconds(1)) }) == .siweMessageError)
        #expect(
            refusal(
                try authSig {
                    $0.address = .zero; $0.statement = nil
                }) == .siweMessageError)
    }

    @Test func `An auth sig that is changed is refused`() throws {
        func refused(_ change: (inout AuthSig) throws -> Void) throws -> NodeErrorCode? {
            var authSig = try authSig()
            try change(&authSig)
            return refusal(authSig)
        }
        #expect(try refused { $0.address = "\(Address.zero)" } == .siweMessageError)
        #expect(try refused { $0.address = "nobody" } == .siweMessageError)
        #expect(try refused { $0.sig.removeLast(2) } == .siweSigConversionError)
        #expect(try refused { $0.sig = "0x" + String(repeating: "0", count: 130) } == .siweSigConversionError)
        #expect(
            try refused { $0.sig = try EthereumWallet.random().sign(message: "x").recoverable().hex }
                == .invalidAuthSig)
        #expect(try refused { $0.signedMessage += "\n- https://a.example/" } == .siweMessageError)
        #expect(
            try refused { $0.signedMessage = $0.signedMessage.replacing("12345678", with: "12345679") }
                == .invalidAuthSig)
        #expect(try refused { $0.derivedVia = "EIP1271" } == .authSigNotSupported)
        #expect(try refused { ($0.derivedVia, $0.algo) = ("lit.bls", "LIT_BLS") } == .authSigNotSupported)
        #expect(
            try refused { ($0.derivedVia, $0.algo) = ("litSessionSignViaNacl", "ed25519") }
                == .authSigNotSupported)
        #expect(throws: NodeError.self) {
            try WalletVerifier(now: now).verify(AuthMethodProof(type: 1, accessToken: "no JSON"))
        }
    }
}
