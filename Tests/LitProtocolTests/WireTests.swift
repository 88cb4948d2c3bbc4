import LitProtocol
import Primitives
import Secp256k1
import Testing
import ThresholdBLS

@Suite struct WireTests {
    private static func read(_ endpoint: DatilEndpoint, _ body: JSON) throws(NodeError) {
        switch endpoint {
        case .handshake: _ = try HandshakeRequest(body)
        case .encryptionSign: _ = try EncryptionSignRequest(body)
        case .accessControlSigning: _ = try AccessControlSigningRequest(body)
        case .signSessionKey: _ = try SignSessionKeyRequest(body)
        case .pkpSign: _ = try PKPSignRequest(body)
        case .claimKey: _ = try ClaimKeyRequest(body)
        case .execute: _ = try ExecuteRequest(body)
        }
    }

    /// One recorded request to each endpoint, and one for tokens, which the SDK never asks for.
    private func samples() throws -> [(DatilEndpoint, JSON.Object)] {
        var samples: [DatilEndpoint: JSON.Object] = [:]
        for exchange in try Transcripts.nodeRequests() {
            let endpoint = try #require(DatilEndpoint.find(exchange.path)).endpoint
            samples[endpoint] = try JSON(parsing: exchange.bodyText).object
        }
        var tokens = try #require(samples[.encryptionSign])
        tokens["dataToEncryptHash"] = nil
        tokens["iat"] = 1_768_478_400
        tokens["exp"] = 1_768_482_000
        samples[.accessControlSigning] = tokens
        #expect(samples.count == DatilEndpoint.allCases.count)
        return samples.map { ($0, $1) }
    }

    private let optional: Set = [
        "epoch", "challenge", "chain", "pkpPublicKey", "code", "ipfsId", "jsParams", "curveType",
        "useSingleNode",
        "responseStrategy",
    ]

    @Test func `A member that is missing is named, unless it may be`() throws {
        for (endpoint, body) in try samples() {
            for name in body.keys {
                for absent in [nil, JSON.null] {
                    var less = body
                    less[name] = absent
                    guard !optional.contains(name) else {
                        try Self.read(endpoint, .object(less))
                        continue
                    }
                    let refused = #expect(throws: NodeError.self, "\(endpoint) \(name)") {
                        try Self.read(endpoint, .object(less))
                    }
                    #expect(refused?.status == (name == "accessControlConditions" ? 400 : 422))
                    #expect(refused?.details.first?.contains(name) == true)
                }
            }
        }
    }

    @Test func `A member of another type is refused with 422, and named`() throws {
        let ignored: Set = ["useSingleNode", "responseStrategy"]
        let others: [JSON] = [true, 5, "x", [], [:], [true], -1, "é"]
        for (endpoint, body) in try samples() {
            for (name, value) in body where !ignored.contains(name) {
                for other in others where other.kind != value.kind {
                    var changed = body
                    changed[name] = other
                    let refused = #expect(throws: NodeError.self, "\(endpoint) \(name) \(other)") {
                        try Self.read(endpoint, .object(changed))
                    }
                    // An object without members is a map of no auth sigs.
                    guard refused?.code != .invalidMultipleAuthSigs else { continue }
                    #expect(refused?.code == .badInput)
                    #expect(refused?.status == 422)
                    #expect(refused?.details.first?.contains(name) == true, "\(refused?.description ?? "")")
                }
            }
        }
    }

    @Test func `Members that are not known are ignored`() throws {
        for (endpoint, body) in try samples() {
            var more = body
            more["somethingNew"] = ["a": [1, 2, .null]]
            try Self.read(endpoint, .object(more))
        }
    }

    @Test func `An epoch is a number, and none is as good as zero`() throws {
        func epoch(_ value: JSON?) throws -> UInt64? {
            var object = JSON.Object()
            object["clientPublicKey"] = "test"
            object["epoch"] = value
            return try HandshakeRequest(.object(object)).epoch
        }
        #expect(try epoch(nil) == nil)
        #expect(try epoch(.null) == nil)
        #expect(try epoch(0) == nil)
        #expect(try epoch(7) == 7)
        #expect(try epoch(.number(.init(UInt64.max))) == .max)
        let bad = ["-1", "1.5", "1e3", "18446744073709551616", "1" + String(repeating: "0", count: 5000)]
        for text in bad {
            #expect(throws: NodeError.self) { try epoch(.number(try #require(JSON.Number(text)))) }
        }
        #expect(throws: NodeError.self) { try epoch("7") }
    }

    @Test func `Only session signatures are taken where the second generation takes them`() throws {
        let session = try AuthSigs(try #require(try Transcripts.sessionRequests().first?.body["authSig"]))
        let wallet = AuthSig(sig: "", derivedVia: AuthSig.walletDerivation, signedMessage: "", address: "")
        #expect(try session.session(isVersioned: true).kind == .session)
        func refusal(_ sigs: AuthSigs, isVersioned: Bool) -> NodeError? {
            #expect(throws: NodeError.self) { try sigs.session(isVersioned: isVersioned) }
        }
        #expect(refusal(.single(wallet), isVersioned: true)?.code == .cannotProvideAuthSigForEndpoint)
        #expect(refusal(.several([.ethereum: wallet]), isVersioned: true)?.code == .invalidMultipleAuthSigs)
        let brief = refusal(.several([.ethereum: wallet]), isVersioned: false)
        #expect(
            brief?.json.text == #"{"message":"Multiple auth sigs not supported by Lit Actions","#
                + #""errorCode":"unsupported_auth_sig"}"#)
        #expect(brief?.status == 400)
        let several = try AuthSigs(["solana": wallet.json, "ethereum": wallet.json, "juno": .null])
        #expect(several == .several([.ethereum: wallet, .solana: wallet]))
        #expect(several.json["ethereum"] == wallet.json)
        #expect(throws: NodeError.self) { try AuthSigs(["ethereum": wallet.json, "bitcoin": wallet.json]) }
    }

    @Test func `Auth methods beside a session are refused, even none`() throws {
        for (endpoint, body) in try samples() where endpoint == .pkpSign || endpoint == .execute {
            for methods in [[], [["authMethodType": 1, "accessToken": "x"]]] as [JSON] {
                var more = body
                more["authMethods"] = methods
                let refused = #expect(throws: NodeError.self) {
                    _ =
                        endpoint == .pkpSign
                        ? try PKPSignRequest(.object(more)).session(isVersioned: true)
                        : try ExecuteRequest(.object(more)).session(isVersioned: true)
                }
                #expect(refused?.code == .cannotProvideAuthMethodForEndpoint)
            }
            var less = body
            less["authMethods"] = .null
            if endpoint == .pkpSign { _ = try PKPSignRequest(.object(less)).session(isVersioned: true) }
        }
    }

    @Test func `What is signed has thirty-two bytes, and the key sixty-five`() throws {
        let (_, body) = try #require(try samples().first { $0.0 == .pkpSign })
        let request = try PKPSignRequest(.object(body))
        #expect(try request.digest().bytes == request.toSign)
        #expect(try request.key().publicKey.count == 65)
        for count in [0, 31, 33] {
            var changed = request
            changed.toSign = Array(repeating: 1, count: count)
            let refused = #expect(throws: NodeError.self) { try changed.digest() }
            #expect(refused?.details.first?.hasPrefix("Message length to be signed is not 32 bytes.") == true)
        }
        for key in ["", "0x", "04", request.publicKey + "00", "zz" + request.publicKey.dropFirst(2)] {
            var changed = request
            changed.publicKey = key
            #expect(throws: NodeError.self) { try changed.key() }
        }
        for byte in [256, -1] as [JSON] {
            var changed = body
            changed["toSign"] = [byte]
            #expect(throws: NodeError.self) { try PKPSignRequest(.object(changed)) }
        }
    }

    @Test func `Code wins over an id, and neither is refused`() throws {
        let (_, body) = try #require(try samples().first { $0.0 == .execute })
        var request = try ExecuteRequest(.object(body))
        request.code = "1"
        request.ipfsID = "QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3"
        #expect(try request.source() == .code("1"))
        request.code = nil
        #expect(try request.source() == .cid(CID("QmTmiN9L3cXqeVJZKys77HqUv9SuWmfqB3HRZak56i8XN3")))
        request.ipfsID = nil
        #expect(#expect(throws: NodeError.self) { try request.source() }?.code == .invalidIPFSID)
        var bad = body
        for code in ["%%%", "/w=="] {
            bad["code"] = .string(code)
            #expect(throws: NodeError.self) { try ExecuteRequest(.object(bad)) }
        }
    }

    @Test func `Hashes of plaintexts have one spelling`() throws {
        let (_, body) = try #require(try samples().first { $0.0 == .encryptionSign })
        let hash = try #require(body["dataToEncryptHash"]?.string)
        #expect(try EncryptionSignRequest(.object(body)).resource.id.hasSuffix("/" + hash))
        let identity = try EncryptionSignRequest(.object(body)).identity
        #expect(try EncryptionSignRequest(.object(body)).resource.key == identity.text)
        for other in [hash.uppercased(), "0x" + hash, String(hash.dropLast()), hash + "/"] {
            var changed = body
            changed["dataToEncryptHash"] = .string(other)
            #expect(throws: NodeError.self) { try EncryptionSignRequest(.object(changed)) }
        }
    }

    @Test func `Of several lists of conditions the first counts, in the order of the kinds`() throws {
        let (_, body) = try #require(try samples().first { $0.0 == .encryptionSign })
        var more = JSON.Object()
        more["unifiedAccessControlConditions"] = body["accessControlConditions"]
        for (name, value) in body { more[name] = value }
        #expect(try EncryptionSignRequest(.object(more)).conditions.form == .evmBasic)
        more["accessControlConditions"] = .null
        #expect(try EncryptionSignRequest(.object(more)).conditions.form == .unified)
        more["unifiedAccessControlConditions"] = nil
        let refused = #expect(throws: NodeError.self) { try EncryptionSignRequest(.object(more)) }
        #expect(refused?.code == .missingAccessControlConditions)
    }

    @Test func `Tokens are issued about now, and hold for twelve hours at most`() throws {
        let (_, body) = try #require(try samples().first { $0.0 == .accessControlSigning })
        let sample = try AccessControlSigningRequest(.object(body))
        #expect(try AccessControlSigningRequest(sample.json) == sample)
        func check(_ iat: UInt64, _ exp: UInt64, at now: Int64) -> NodeErrorCode? {
            var request = sample
            (request.issuedAt, request.expiration) = (iat, exp)
            do { try request.checkTimes(now: Timestamp(seconds: now)) } catch { return error.code }
            return nil
        }
        #expect(check(1000, 1000, at: 1000) == nil)
        #expect(check(820, 820, at: 1000) == nil)
        #expect(check(1180, 1000 + 180 + 43_200, at: 1000) == nil)
        #expect(check(819, 1000, at: 1000) == .iatOutsideGracePeriod)
        #expect(check(1181, 1300, at: 1000) == .iatOutsideGracePeriod)
        #expect(check(1000, 819, at: 1000) == .expWrongOrTooLarge)
        #expect(check(1000, 1000 + 181 + 43_200, at: 1000) == .expWrongOrTooLarge)
        #expect(check(.max, .max, at: .max) != nil)
        #expect(check(0, 0, at: .min) == nil)
        let claims = sample.claims(subject: "somebody").json
        #expect(claims["accessControlConditions"] == sample.conditions.json)
        #expect(claims["unifiedAccessControlConditions"]?.isNull == true)
    }

    @Test func `Versions of SDKs follow semver`() throws {
        #expect(try SDKVersion.read(header: nil) == SDKVersion(major: 1, minor: 2, patch: 60))
        for text in ["7.0.5", "0.0.1", "1.2.3-beta.1+build.007", "1.0.0-0a", "1.0.0+001"] {
            #expect(try SDKVersion.read(header: text).text == text)
        }
        for text in [
            "", "0.0.0", "7", "7.0", "7.0.5.1", "v7.0.5", "7.0.x", "07.0.5", "7.0.5-", "7.0.5+", "7.0.5-01",
            "7.0.-5",
            "7. 0.5", "99999999999999999999.0.0", "1.0.0-é", "0.0.0-alpha",
            String(repeating: "1", count: 300),
        ] {
            let refused = #expect(throws: NodeError.self, "\(text)") { try SDKVersion.read(header: text) }
            #expect(refused?.code == .coreApiInvalidXSDKVersionHeader)
            #expect(refused?.status == 400)
        }
    }

    @Test func `A request has an id, its own or one made for it`() throws {
        func id(_ correlation: String?, _ request: String?, _ made: String?) throws -> String {
            try DatilHeader.readRequestID(correlationID: correlation, requestID: request, orElse: made)
        }
        #expect(try id("a", "b", "c") == "a")
        #expect(try id(nil, "b", "c") == "b")
        #expect(try id("", "b", nil) == "b")
        #expect(try id(nil, "", "c") == "c")
        for bad in [nil, "", "line\nfeed", "é", String(repeating: "x", count: 257)] {
            let refused = #expect(throws: NodeError.self) { try id(nil, bad, nil) }
            #expect(refused?.code == .coreApiMissingRequiredXRequestIDHeader)
        }
    }

    @Test func `Errors outside of the envelope are written and read in their own forms`() throws {
        let end = try Timestamp(rfc3339: "2026-01-15T13:00:00Z")
        let samples: [(NodeError, Int, String)] = [
            (
                .rateLimited(), 402,
                #"{"message":"Rate limit exceeded.  Try again later.","errorCode":"rate_limit_exceeded"}"#
            ),
            (
                .rateLimited(until: end), 402,
                #"{"message":"Rate limit exceeded.  Try again at 2026-01-15T13:00:00Z","#
                    + #""errorCode":"rate_limit_exceeded"}"#
            ),
            (.timedOut, 408, #"{"message":"Request timed out","errorCode":"request_timeout"}"#),
            (
                .action("Uncaught Error: boom", logs: "hi\n"), 400,
                #"{"success":false,"error":"Uncaught Error: boom","logs":"hi\n"}"#
            ),
        ]
        for (error, status, text) in samples {
            #expect(error.status == status)
            #expect(error.json.text == text)
            let read = try #require(NodeError(JSON(parsing: text), status: status))
            #expect(read.form == error.form)
            #expect(read.status == status)
            #expect(read.json.text == text)
        }
        var timeout = NodeError(.jsTimeoutError, logs: "so far")
        timeout.requestID = "lit_1"
        #expect(timeout.json["logs"] == "so far")
        #expect(NodeError(timeout.json, status: 502) == timeout)
    }

    @Test func `Shares are read in every spelling that senders use`() throws {
        let exchange = try #require(
            try Transcripts.nodeRequests().first { $0.scenario.hasPrefix("12-") })
        let answer = try ExecuteResponse(exchange.response)
        let entry = try #require(exchange.response["signedData"]?["sig1"]?.object)
        let share = try #require(answer.signatures.first?.share)
        func respelled(_ change: (String, JSON) -> (String, JSON)) -> JSON {
            var object = JSON.Object()
            for (name, value) in entry {
                let (name, value) = change(name, value)
                object[name] = value
            }
            return .object(object)
        }
        let plain = respelled { ($0, .string(($1.string ?? "").filter { $0 != "\"" })) }
        let lower = respelled { ($0, $0 == "sigType" ? $1 : .string(($1.string ?? "").lowercased())) }
        let bigr = respelled { ($0 == "bigR" ? "bigr" : $0, $1) }
        let prefixed = respelled { name, value in
            let digits = (value.string ?? "").filter { $0 != "\"" }
            return (name, ["sigType", "sigName"].contains(name) ? value : .string("0x" + digits))
        }
        let compressed = respelled {
            ($0, $0 == "publicKey" ? .string(share.publicKey.compressed.hex) : $1)
        }
        let oldType = respelled { ($0, $0 == "sigType" ? "ECDSA_CAIT_SITH" : $1) }
        for json in [plain, lower, bigr, prefixed, compressed, oldType] {
            #expect(try ECDSAShareAnswer(json).share == share, "\(json)")
        }
        for (name, value) in [
            ("sigType", "k256"), ("dataSigned", "00"), ("signatureShare", "zz"), ("bigR", "02"),
            ("publicKey", "04"),
            ("bigR", String(repeating: "0", count: 66)),
        ] {
            let bad = respelled { ($0, $0 == name ? .string(value) : $1) }
            let refused = #expect(throws: NodeError.self, "\(name)") { try ECDSAShareAnswer(bad) }
            #expect(refused?.details.first?.contains(name == "dataSigned" ? "digest" : name) == true)
        }
    }

    @Test func `A verified signature travels beside the share, and beside none`() throws {
        let exchange = try #require(
            try Transcripts.nodeRequests().first { $0.scenario.hasPrefix("09-") })
        let share = try #require(try PKPSignResponse(exchange.response).share.share)
        let signature = try PrivateKey(Array(repeating: 3, count: 32)).sign(share.digest)
        for part in [share, nil] {
            for name in [nil, "sig1"] {
                let answer = ECDSAShareAnswer(name: name, share: part, verifiedSignature: signature)
                let json = name == nil ? answer.snakeCaseJSON : answer.camelCaseJSON
                #expect(try ECDSAShareAnswer(json) == answer)
                let verified = try #require(json["verifiedSignature"])
                #expect(verified["r"]?.string == signature.r.bytes32.bytes.hex)
                #expect(verified["s"]?.string == signature.s.bytes32.bytes.hex)
                #expect(verified["recid"]?.int == Int(signature.recoveryID))
            }
        }
        var json = try #require(
            ECDSAShareAnswer(share: share, verifiedSignature: signature).snakeCaseJSON.object)
        let zero = String(repeating: "0", count: 64)
        for bad: JSON in [
            [:], "x", ["r": .string(zero), "s": .string(zero), "recid": 0],
            [
                "r": .string(signature.r.bytes32.bytes.hex), "s": .string(signature.s.bytes32.bytes.hex),
                "recid": 4,
            ],
        ] {
            json["verifiedSignature"] = bad
            #expect(throws: NodeError.self) { try ECDSAShareAnswer(.object(json)) }
        }
    }

    @Test func `A node without keys says so in the handshake`() throws {
        let answer = HandshakeResponse(
            networkKey: nil, rootKeys: [], clientSDKVersion: "7.0.5", latestBlockhash: nil)
        #expect(
            answer.json.text == #"{"serverPublicKey":"ERR","subnetPublicKey":"ERR","networkPublicKey":"ERR","#
                + #""networkPublicKeySet":"ERR","clientSdkVersion":"7.0.5","hdRootPubkeys":[],"attestation":null,"#
                + #""latestBlockhash":"0x"}"#)
        let recorded = try #require(
            try Transcripts.nodeRequests().first { $0.path == "/web/handshake/" }?.response)
        let keys = try #require(try Transcripts.file("keys")["network"])
        let made = HandshakeResponse(
            networkKey: try Transcripts.networkKey(),
            rootKeys: try (keys["hdRootPubkeys"]?.array ?? []).map {
                try PublicKey(Hex.decode($0.string ?? ""))
            },
            clientSDKVersion: "7.0.5",
            latestBlockhash: try Bytes32(hex: recorded["latestBlockhash"]?.string ?? ""))
        #expect(made.json.text == recorded.text)
    }
}
