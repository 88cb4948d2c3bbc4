import Ethereum
import LitProtocol
import Primitives
import Testing
import ThresholdBLS

/// What the JavaScript SDK computes without a network.
@Suite struct OfflineVectorTests {
    private func cases(_ name: String) throws -> [JSON] {
        let cases = try #require(try Transcripts.file("client-offline-vectors")[name]?.array)
        #expect(!cases.isEmpty)
        return cases
    }

    /// As the SDK does it: with any of the members of a delegation, the message is one.
    private func message(_ params: JSON) throws -> SIWEMessage {
        let now = try #require(Transcripts.clock)
        let address = try Address(#require(params["walletAddress"]?.string))
        let nonce = try #require(params["nonce"]?.string)
        let expiration = try params["expiration"]?.string.map { try SIWETimestamp($0) }
        let present = params["presentButUndefined"]?.array?.compactMap(\.string) ?? []
        let delegating = ["uses", "delegateeAddresses", "capacityTokenId"]
        if delegating.contains(where: { params[$0] != nil || present.contains($0) }) {
            let uses = params["uses"]
            return try CapacityDelegation.message(
                owner: address,
                users: params["delegateeAddresses"]?.array?.map { try Address($0.string ?? "") },
                uses: (uses?.string ?? uses?.number?.text).flatMap { UInt64($0) },
                credit: params["capacityTokenId"]?.string.flatMap { UInt256(decimal: $0) },
                nonce: nonce, now: now, expiration: expiration)
        }
        return try SIWEMessage.granting(
            (params["resources"]?.array ?? []).compactMap(ResourceAbilityRequest.init),
            to: params["uri"]?.string ?? "https://localhost/login", by: address, nonce: nonce, now: now,
            expiration: expiration, domain: params["domain"]?.string ?? "localhost",
            statement: params["statement"]?.string ?? SIWEMessage.defaultStatement,
            chainID: UInt256(UInt64(params["chainId"]?.int ?? 1)))
    }

    @Test func `Sign-in messages and their signatures equal those of the SDK`() throws {
        let wallet = try EthereumWallet(
            privateKey: #require(try Transcripts.file("keys")["eoa"]?["privateKey"]?.string))
        for sample in try cases("siwe") {
            let name = sample["name"]?.string ?? ""
            let message = try message(try #require(sample["params"]))
            #expect(message.text == sample["message"]?.string, "\(name)")
            let authSig = try AuthSig(signing: message, with: wallet)
            #expect(authSig.json.text == sample["authSig"]?.text, "\(name)")
            let recap = try message.recap()
            #expect(recap?.urn.isEmpty != (sample["recap"]?.array?.isEmpty == false), "\(name)")
        }
    }

    @Test func `ReCaps of nothing and of everything equal those of the SDK`() throws {
        let file = try Transcripts.file("client-offline-vectors")
        #expect(ReCap().urn == file["emptyRecap"]?["urn"]?.string)
        #expect(ReCap().statement == file["emptyRecap"]?["statement"]?.string)
        var all = ReCap()
        try all.grant(ReCap.Ability("*/*"), on: LitResource.any(.action).key)
        #expect(all.urn == file["allAbilitiesRecap"]?["urn"]?.string)
        #expect(all.statement == file["allAbilitiesRecap"]?["statement"]?.string)
        let requests: JSON = .array([ResourceAbilityRequest(.pkpSigning, on: .any(.pkp)).json])
        #expect(requests.text == file["requestJson"]?["object"]?.string)
    }

    @Test func `Ids of auth methods equal those of the SDK, and the same kinds have none`() throws {
        for sample in try cases("authMethodIds") {
            let proof = AuthMethodProof(
                type: try #require(sample["authMethodType"]?.number?.integer()),
                accessToken: try #require(sample["accessToken"]?.string))
            let name = sample["name"]?.string ?? ""
            guard let id = sample["id"]?.string else {
                // The SDK looks for the wrong factor in sessions with an authenticator; here they have an id.
                if proof.type != 13 {
                    #expect(throws: AuthMethodIDError.self, "\(name)") { try proof.contractID() }
                }
                continue
            }
            #expect(try proof.contractID().bytes.prefixedHex == id, "\(name)")
        }
        for token in ["", "x", "{}", "a.b.c", "..", "[]", "e30.e30.e30"] {
            for type: UInt32 in 0...14 {
                #expect(throws: AuthMethodIDError.self) {
                    try AuthMethodProof(type: type, accessToken: token).contractID()
                }
            }
        }
    }

    @Test func `Ids of derived keys equal those of the SDK`() throws {
        for sample in try cases("computeHDKeyId") {
            let user = try #require(sample["userId"]?.string), app = try #require(sample["appId"]?.string)
            let id =
                sample["isForActionContext"]?.bool == true
                ? DerivedKeyID.likeSDKForActions(userID: user, appID: app)
                : DerivedKeyID(userID: user, appID: app)
            #expect("0x\(id)" == sample["keyId"]?.string)
        }
    }

    @Test func `The most common value is that of the SDK, the last of equals`() throws {
        for sample in try cases("mostCommonString") {
            let list = try #require(sample["list"]?.array)
            #expect(MostCommon.value(list) == sample["result"])
        }
        #expect(MostCommon.value([Int]()) == nil)
    }

    @Test func `Responses are chosen as the SDK chooses them`() throws {
        for sample in try cases("responseStrategy") {
            let name = sample["strategy"]?.string ?? ""
            guard let strategy = ResponseStrategy(rawValue: name) else {
                #expect(sample["result"]?.isNull == true)
                continue
            }
            let responses = try #require(sample["responses"]?.array).compactMap(\.string)
            #expect(strategy.choose(responses) == sample["result"]?.string, "\(name) of \(responses)")
        }
    }

    @Test func `Whole answers are voted on as the SDK does`() throws {
        for sample in try cases("findMostCommonResponse") {
            let responses = try #require(sample["responses"]?.array)
            #expect(MostCommon.response(responses) == sample["result"], "\(responses)")
        }
        #expect(MostCommon.response([]) == [:])
        #expect(MostCommon.response([["a": [1]], ["a": [2]], ["a": [1]]]) == ["a": [1]])
        #expect(MostCommon.response([["a": [1]], ["a": [1]], ["a": [2]]]) == ["a": [2]])
    }

    @Test func `Numbers of capacity equal those of the SDK`() throws {
        for sample in try cases("requestsToKilosecond") {
            let requests = try #require(sample["requests"]?.number?.double)
            let result =
                sample["period"]?.string == "day"
                ? CapacityArithmetic.perKilosecond(perDay: requests)
                : CapacityArithmetic.perKilosecond(perSecond: requests)
            #expect(result == sample["perKilosecond"]?.number?.integer())
        }
        for bad in [-1.0, .nan, .infinity, 1e300] {
            #expect(CapacityArithmetic.perKilosecond(perSecond: bad) == nil)
        }
        let now = try #require(Transcripts.clock)
        for sample in try cases("utcMidnightExpiration") {
            let days: UInt32 = try #require(sample["days"]?.number?.integer())
            #expect(
                CapacityArithmetic.expiration(days: days, now: now)
                    == sample["expiresAt"]?.number?.integer())
        }
        #expect(CapacityArithmetic.expiration(days: .max, now: .distantFuture) > 0)
        #expect(CapacityArithmetic.expiration(days: 0, now: .distantPast) == 0)
    }

    @Test func `Code is sent as the SDK sends it`() throws {
        let authSig = AuthSig(sig: "", derivedVia: "", signedMessage: "", address: "")
        for sample in try cases("encodeCode") {
            let request = ExecuteRequest(code: sample["code"]?.string, authSig: authSig, epoch: nil)
            #expect(request.json["code"] == sample["base64"])
            #expect(try ExecuteRequest(request.json) == request)
        }
    }

    @Test func `Nodes are called at the addresses at which the SDK calls them`() throws {
        for sample in try cases("intToIP") {
            let ip: UInt32 = try #require(sample["ip"]?.number?.integer())
            let text = try #require(sample["text"]?.string)
            #expect(LitNetwork.custom.nodeURL(ip: ip, port: 7470) == "http://\(text):7470")
            #expect(LitNetwork.custom.nodeURL(ip: ip, port: 443) == "https://\(text):443")
            #expect(LitNetwork.datil.nodeURL(ip: ip, port: 8443) == "https://\(text):8443")
        }
    }
}
