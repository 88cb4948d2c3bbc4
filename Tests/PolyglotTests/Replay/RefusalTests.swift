import LitSidecar
import Primitives
import Testing

/// What callers are told who ask for what cannot be: in the words of the JavaScript SDK where it has any.
@Suite struct RefusalTests {
    private let network: RecordedNetwork
    private let service: PolyglotService

    init() async throws {
        network = try RecordedNetwork()
        service = try network.service()
        service.makeClient()
        _ = await service.answer("POST", "/litNodeClient/connect", body: [])
    }

    private func send(_ path: String, _ body: JSON? = nil) async throws -> (status: Int, json: JSON) {
        let answer = await service.answer("POST", path, body: body?.utf8 ?? [])
        return (answer.status, try JSON(parsing: answer.body))
    }

    /// Expects an error of status 500, or another, that says so.
    private func expectError(
        _ message: String, _ path: String, _ body: JSON? = nil, status: Int = 500,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let (found, json) = try await send(path, body)
        #expect(found == status, sourceLocation: sourceLocation)
        #expect(json["error"]?["message"]?.string == message, sourceLocation: sourceLocation)
        #expect(json["error"]?["stack"]?.string?.contains(message) == true, sourceLocation: sourceLocation)
    }

    private func useWallet() async throws {
        let key = try #require(network.keys["eoa"]?["privateKey"])
        #expect(try await send("/setAuthToken", ["authToken": key]).json == ["success": true])
    }

    private func recorded(_ name: String) throws -> JSON.Object {
        try #require(try PolyglotRecording().exchange("/litNodeClient/" + name).request.object)
    }

    private static let sentence =
        "There was an error getting the signing shares from the nodes. Response from the nodes: "

    @Test func `After disconnect some calls say that the client is not ready`() async throws {
        _ = try await send("/litNodeClient/disconnect")
        try await expectError(
            "[executeJs] LitNodeClient is not ready.  Please call await litNodeClient.connect() first.",
            "/litNodeClient/executeJs", ["code": "x", "sessionSigs": [:]])
        try await expectError(
            "6 LitNodeClient is not ready.  Please call await litNodeClient.connect() first.",
            "/litNodeClient/encryptString", ["dataToEncrypt": "x", "accessControlConditions": []])
        #expect(try await send("/litNodeClient/connect").json == ["success": true])
        #expect(try await send("/isReady").json == ["ready": true])
    }

    @Test(arguments: ["datil-dev", "datil-test", "datil", "custom", "habanero", "no such network"])
    func `Every network name is the network that is there`(name: String) async throws {
        #expect(try await send("/litNodeClient/new", ["litNetwork": .string(name)]).json == ["success": true])
        #expect(try await send("/isReady").json == ["ready": true])
        let config = try await send("/litNodeClient/getProperty", ["property": "config"]).json["property"]
        #expect(config?["litNetwork"]?.string == name)
        #expect(config?["minNodeCount"] == 2)
    }

    @Test func `A key that is none is not quoted`() async throws {
        for path in ["/setAuthToken", "/litContractsClient/new"] {
            let secret = "4c0883a69102937d6231471b5dbb6204fe5129617082792ae468d01a3f36231"
            let (status, json) = try await send(
                path, ["authToken": .string(secret), "privateKey": .string(secret)])
            #expect(status == 500)
            #expect(json["error"]?["message"] != nil)
            #expect(!json.text.contains("4c0883"))
        }
        #expect(try await send("/authHelpers/generateAuthSig", ["toSign": "x"]).status == 400)
    }

    @Test func `The contracts' client sets the wallet too`() async throws {
        let key = try #require(network.keys["eoa"]?["privateKey"])
        let body: JSON = ["privateKey": key, "network": "datil-dev", "debug": false]
        #expect(try await send("/litContractsClient/new", body).json == ["success": true])
        let (status, json) = try await send("/authHelpers/generateAuthSig", ["toSign": "x"])
        #expect(status == 200)
        #expect(json["authSig"]?["address"] == network.keys["eoa"]?["address"])
    }

    @Test func `A session is of the wallet of the moment`() async throws {
        try await useWallet()
        let request = try JSON.object(recorded("getSessionSigs"))
        let first = try await send("/litNodeClient/getSessionSigs", request).json
        let key = try #require(network.keys["delegatee"]?["privateKey"])
        _ = try await send("/setAuthToken", ["authToken": key])
        let second = try await send("/litNodeClient/getSessionSigs", request).json
        func signer(_ json: JSON) throws -> String? {
            let text = json["sessionSigs"]?[RecordedNetwork.nodes[0]]?["signedMessage"]?.string
            return try JSON(parsing: #require(text))["capabilities"]?[0]?["address"]?.string
        }
        #expect(try signer(first) == network.keys["eoa"]?["address"]?.string)
        #expect(try signer(second) == network.keys["delegatee"]?["address"]?.string)
    }

    @Test func `Resources have to be there, and be known`() async throws {
        try await useWallet()
        let path = "/litNodeClient/getSessionSigs"
        try await expectError("Cannot read properties of undefined (reading 'map')", path, [:])
        try await expectError(
            "Cannot read properties of undefined (reading 'resourcePrefix')", path,
            ["resourceAbilityRequests": [["ability": "pkp-signing"]]])
        let long = String(repeating: "a", count: 65)
        try await expectError(
            "Resource ID exceeds 64 characters (32 bytes) in length.", path,
            [
                "resourceAbilityRequests": [
                    [
                        "resource": ["resource": .string(long), "resourcePrefix": "lit-pkp"],
                        "ability": "pkp-signing",
                    ]
                ]
            ])
        try await expectError(
            "Unknown resource prefix: lit-resolvedauthcontext", path,
            [
                "resourceAbilityRequests": [
                    [
                        "resource": ["resource": "*", "resourcePrefix": "lit-resolvedauthcontext"],
                        "ability": "pkp-signing",
                    ]
                ]
            ])
    }

    @Test func `Session signatures must be there for every node`() async throws {
        var request = try recorded("pkpSign")
        var signatures = try #require(request["sessionSigs"]?.object)
        signatures[RecordedNetwork.nodes[1]] = nil
        request["sessionSigs"] = .object(signatures)
        let complaint =
            "You passed sessionSigs but we could not find session sig for node \(RecordedNetwork.nodes[1])"
        try await expectError(complaint, "/litNodeClient/pkpSign", .object(request))
        var action = try recorded("executeJs")
        action["sessionSigs"] = [:]
        let (status, json) = try await send("/litNodeClient/executeJs", .object(action))
        #expect(status == 500)
        let told = json["error"]?["message"]?.string ?? ""
        #expect(
            told.hasPrefix(Self.sentence + #"{"success":false,"error":{"name":"InvalidArgumentException","#))
        #expect(told.contains("could not find session sig for node \(RecordedNetwork.nodes[0])"))
        #expect(told.hasSuffix(": [object Object]"))
        #expect(network.sent.isEmpty)
    }

    @Test func `Session signatures that are over are refused before anybody is asked`() async throws {
        var request = try recorded("pkpSign")
        let late = JSON.object(request).text.replacing("2026-01-15T12:10:00Z", with: "2026-01-15T11:59:59Z")
        request = try #require(try JSON(parsing: late).object)
        let (status, json) = try await send("/litNodeClient/pkpSign", .object(request))
        #expect(status == 500)
        let told = json["error"]?["message"]?.string ?? ""
        let one =
            "Session Sig '\(RecordedNetwork.nodes[0])': Expired capability 0. Expiration Time: "
            + "2026-01-15T11:59:59.000Z, Expired main signedMessage. Expiration Time: 2026-01-15T11:59:59.000Z"
        #expect(told.hasPrefix("Invalid sessionSigs. Errors: \(one),Session Sig '"))
        #expect(network.sent.isEmpty)
    }

    @Test(arguments: [
        ("", "Main signedMessage is not valid JSON."),
        (
            "{}",
            "Capabilities not found in main signedMessage., Expiration Time not found in outer signedMessage."
        ),
        (
            #"{"capabilities":[],"expiration":"tomorrow"}"#,
            "No capabilities found in main signedMessage., "
                + "Invalid Expiration Time format in main signedMessage: tomorrow"
        ),
        (
            #"{"capabilities":[{"signedMessage":"x"}],"expiration":"2027-01-01T00:00:00Z"}"#,
            "Expiration Time not found in capability 0's signedMessage."
        ),
    ])
    func `Session signatures are checked as the SDK does`(message: String, complaint: String) async throws {
        try await expectError(
            "Invalid sessionSigs. Errors: Session Sig 'http://node': \(complaint)",
            "/litNodeClient/executeJs",
            ["code": "x", "sessionSigs": ["http://node": ["signedMessage": .string(message)]]])
    }

    @Test func `What most nodes say is told word by word`() async throws {
        let refusal: JSON = [
            "message": "Rate limit exceeded.  Try again later.", "errorCode": "rate_limit_exceeded",
        ]
        network.answer { node, _ in (402, node == 2 ? ["message": "x", "errorCode": "y"] : refusal) }
        try await expectError(
            Self.sentence + #"{"success":false,"error":\#(refusal.text)}: [object Object]"#,
            "/litNodeClient/executeJs", .object(recorded("executeJs")))
    }

    @Test func `An action of neither code nor id is refused as by nodes`() async throws {
        var request = try recorded("executeJs")
        request["code"] = nil
        let (status, json) = try await send("/litNodeClient/executeJs", .object(request))
        #expect(status == 500)
        #expect(json["error"]?["message"]?.string?.contains("No code or ipfs hash provided") == true)
    }

    @Test func `The rarest response counts unless the caller says otherwise`() async throws {
        network.answer { node, _ in
            (200, NodeShares.executed(node == 2 ? "rare" : "common", logs: ""))
        }
        var request = try recorded("executeJs")
        request["responseStrategy"] = ["strategy": "mostCommon"]
        let common = try await send("/litNodeClient/executeJs", .object(request)).json
        #expect(common["response"] == "common")
        #expect(common["logs"] == nil)
        request["responseStrategy"] = ["strategy": "nobody knows this one"]
        let none = try await send("/litNodeClient/executeJs", .object(request)).json
        #expect(none.object?.keys == ["success", "signedData", "decryptedData", "claimData"])
    }

    @Test func `Signing takes 32 bytes and a key`() async throws {
        var request = try recorded("pkpSign")
        request["toSign"] = [1, 2, 3]
        let (status, json) = try await send("/litNodeClient/pkpSign", .object(request))
        #expect(status == 500)
        #expect(json["error"]?["message"]?.string?.contains("not 32 bytes") == true)
        request["toSign"] = nil
        try await expectError(
            #""toSign" cannot be undefined, empty, or null. Please provide a valid value."#,
            "/litNodeClient/pkpSign", .object(request))
        request = try recorded("pkpSign")
        request["sessionSigs"] = nil
        try await expectError(
            "Either sessionSigs or authMethods (length > 0) must be present.", "/litNodeClient/pkpSign",
            .object(request))
    }

    @Test func `Decryption names what is missing`() async throws {
        let whole = try recorded("decryptString")
        func without(_ name: String) -> JSON {
            var request = whole
            request[name] = nil
            return .object(request)
        }
        let path = "/litNodeClient/decryptString"
        try await expectError("Invalid params: You must pass chain param", path, without("chain"))
        try await expectError("Invalid params: str is undefined", path, without("ciphertext"))
        try await expectError(
            "Invalid params: You must pass either authSig or sessionSigs", path, without("sessionSigs"))
        var both = whole
        both["authSig"] = ["sig": "x"]
        try await expectError(
            "Invalid params: You cannot have both authSig and sessionSigs", path, .object(both))
        var empty = whole
        empty["sessionSigs"] = [:]
        try await expectError("authSig is required", path, .object(empty))
        #expect(network.sent.isEmpty)
    }

    @Test func `Minting needs an auth method that is known, and scopes`() async throws {
        let path = "/litContractsClient/mintWithAuth"
        try await useWallet()
        try await expectError(
            "Cannot read properties of undefined (reading 'authMethodType')", path, ["scopes": [1]])
        try await expectError("authMethodType is required", path, ["authMethod": [:], "scopes": [1]])
        try await expectError(
            "accessToken is required", path, ["authMethod": ["authMethodType": 1], "scopes": [1]])
        let wallet: JSON = ["authMethodType": 1, "accessToken": ["address": "0x2c75"]]
        try await expectError(
            "Cannot read properties of undefined (reading 'length')", path, ["authMethod": wallet])
        let (_, json) = try await send(path, ["authMethod": wallet, "scopes": []])
        #expect(json["error"]?["message"]?.string?.contains("Permission scopes are required!") == true)
        for type in [2, 5, 8, 77] as [JSON] {
            try await expectError(
                "Unsupported auth method type: \(type.text)", path,
                ["authMethod": ["authMethodType": type, "accessToken": "x"], "scopes": [1]])
        }
        try await expectError(
            "Unable to parse access token as JSON object", path,
            ["authMethod": ["authMethodType": 1, "accessToken": "x"], "scopes": [1]])
        try await expectError(
            "No address found in access token", path,
            ["authMethod": ["authMethodType": 1, "accessToken": [:]], "scopes": [1]])
        #expect(network.transactions.isEmpty)
    }

    @Test func `An access token may be an object`() async throws {
        try await useWallet()
        var request = try #require(
            try PolyglotRecording().exchange("/litContractsClient/mintWithAuth").request.object)
        let token = try #require(request["authMethod"]?["accessToken"]?.string)
        request["authMethod"] = ["authMethodType": 1, "accessToken": try JSON(parsing: token)]
        let (status, json) = try await send("/litContractsClient/mintWithAuth", .object(request))
        #expect(status == 200)
        #expect(json["pkp"]?["ethAddress"] == "0x4853d1A7ad1E1564e6CdA4EB3A2d41296D64edBa")
    }

    @Test func `Paths are found as by express, and only by POST`() async throws {
        #expect(try await send("/isready/").json == ["ready": true])
        let page = await service.answer("GET", "/isReady", body: [])
        #expect(page.status == 404)
        #expect(String(decoding: page.body, as: UTF8.self).contains("<pre>Cannot GET /isReady</pre>"))
        let hostile = await service.answer("POST", "/<script>", body: [])
        #expect(String(decoding: hostile.body, as: UTF8.self).contains("Cannot POST /&lt;script&gt;"))
    }

    @Test(arguments: [
        ("x", "Unexpected token 'x' in JSON at position 0"), ("[", "Unexpected end of JSON input"),
        (#"{"a" 1}"#, "Unexpected token '1' in JSON at position 5"),
    ])
    func `A body that is no JSON is refused`(body: String, message: String) async throws {
        let answer = await service.answer("POST", "/isReady", body: Array(body.utf8))
        #expect(answer.status == 400)
        #expect(try JSON(parsing: answer.body)["error"]?["message"]?.string == message)
    }
}
