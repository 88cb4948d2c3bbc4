import Ethereum
import LitSidecar
import NetworkTestSupport
import Primitives
import Secp256k1
import Testing

/// Every route of the real program against a real network, each exchange held against the document.
extension SidecarOnNetworkTests {
    @Test(.timeLimit(.minutes(5)))
    func `Every route takes and gives what the document says, and all of it`() async throws {
        let network = try OnRealNetwork.network
        try await SidecarProcess.with { sidecar in
            let document = try await sidecar.call("GET", "/v1/openapi.json").json
            #expect(document == OpenAPIDocument.json)
            let tour = Tour(
                caller: try sidecar.caller(), witness: DocumentWitness(document), network: network)
            try await tour.walk()
            #expect(tour.witness.unseen() == [])
        }
    }
}

/// One caller's way through all routes.
struct Tour: Sendable {
    let caller: Caller
    let witness: DocumentWitness
    let network: RealNetwork

    /// - Parameter status: what is expected.
    @discardableResult
    func call(
        _ method: String, _ path: String, _ body: JSON? = nil, _ status: Int = 200,
        headers: [String: String] = [:]
    ) async throws -> Caller.Answer {
        let answer = try await caller.call(method, path, body, headers: headers)
        #expect(answer.status == status, "\(method) \(path): \(answer.json.text)")
        witness.hold(method, path, body, answer)
        guard answer.status == status else { throw Caller.Failure(description: "\(method) \(path)") }
        return answer
    }

    func walk() async throws {
        for path in ["/v1/version", "/v1/health", "/v1/openapi.json"] { try await call("GET", path) }
        let key = try network.key(5).secret.withUnsafeBytes { Array($0) }.prefixedHex
        let opened = try await call(
            "POST", "/v1/clients",
            [
                "network": ["name": "local", "state": .string(network.folder)],
                "wallet": ["privateKey": .string(key)],
            ],
            201)
        let client = "/v1/clients/" + (try text(opened, "client"))
        let wallet = try #require(opened.json["wallets"]?[0]?.string)
        try await call("GET", client)
        try await call("GET", client + "/network")
        try await call("GET", client + "/blockhash")
        let changes = try await call(
            "GET", client + "/network/changes", headers: ["Lit-Timeout": "0.5"])
        #expect(changes.lines.first?["network"]?["name"] == "local")
        let other = try await accounts(client, wallet)
        let pkp = try await pkps(client, wallet, other)
        let session = try await sessions(client, wallet, pkp)
        try await signing(client, wallet, pkp, session)
        try await actions(client, pkp, session)
        try await data(client, wallet, session)
        try await capacity(client, wallet, other)
        try await call("DELETE", client + "/sessions/\(session)", nil, 204)
        try await call("DELETE", client + "/wallets/\(other)", nil, 204)
        try await call("DELETE", client, nil, 204)
        try await customNetwork()
        try await call("POST", "/v1/shutdown", [:], 202)
    }

    func text(_ answer: Caller.Answer, _ name: String) throws -> String {
        try #require(answer.json[name]?.string)
    }

    /// By its resolver, and by its staking contract.
    private func customNetwork() async throws {
        let resolver = try #require(network.status["resolver"])
        let first = try await call(
            "POST", "/v1/clients",
            [
                "network": [
                    "name": "custom", "rpcUrl": .string(network.rpcURL), "resolver": resolver,
                    "environment": 0,
                    "chainId": 31_337,
                ]
            ], 201)
        #expect(first.json["network"]?["faucet"] == false)
        try await call(
            "POST", "/v1/clients",
            [
                "network": [
                    "name": "custom", "rpcUrl": .string(network.rpcURL),
                    "staking": .string(network.stakingAddress().checksummed), "https": false,
                ]
            ], 201)
    }

    private func accounts(_ client: String, _ wallet: String) async throws -> String {
        let other = try text(try await call("POST", client + "/wallets", [:], 201), "address")
        let given = "0x" + String(repeating: "42", count: 32)
        let known = try text(
            try await call("POST", client + "/wallets", ["privateKey": .string(given)], 201), "address")
        #expect(known == (try EthereumWallet(privateKey: given)).address.checksummed)
        let wallets = try await call("GET", client + "/wallets")
        #expect(wallets.json["wallets"]?.array?.map { $0["address"]?.string } == [wallet, other, known])
        let before = try await call("GET", client + "/accounts/\(other)")
        #expect(before.json["balance"] == "0")
        let funded = try await call(
            "POST", client + "/accounts/\(other)/funding", ["wei": "150000000000000000000"])
        #expect(funded.json["balance"] == "200000000000000000000")
        return other
    }

    private func pkps(_ client: String, _ wallet: String, _ other: String) async throws -> JSON {
        let minted = try await call(
            "POST", client + "/pkps", ["wallet": .string(wallet), "scopes": ["signAnything"]], 201)
        let pkp = minted.json
        let address = try text(minted, "address")
        for name in ["address", "tokenId", "publicKey"] {
            let shown = try await call("GET", client + "/pkps/" + (try text(minted, name)))
            #expect(shown.json["owner"]?.string == address)
            #expect(shown.json["address"]?.string == address)
        }
        let owned = try await call("GET", client + "/pkps?owner=\(address)")
        #expect(owned.json["pkps"]?[0]?["tokenId"] == pkp["tokenId"])
        let own = try await call(
            "POST", client + "/pkps",
            [
                "wallet": .string(other), "authMethod": ["wallet": .string(wallet)],
                "scopes": ["personalSign", 3],
                "ownsItself": false,
            ], 201)
        let theirs = client + "/pkps/" + (try text(own, "address"))
        let method: JSON = ["type": 5, "id": "0x0102"]
        try await call(
            "POST", theirs + "/permissions",
            ["wallet": .string(other), "authMethod": method, "scopes": ["signAnything"]])
        let permitting = try await call("GET", client + "/pkps?type=5&id=0x0102")
        #expect(permitting.json["pkps"]?[0]?["address"] == own.json["address"])
        let permissions = try await call("GET", theirs).json["permissions"]
        #expect(permissions?[1] == ["authMethod": method, "scopes": ["signAnything"]])
        #expect(permissions?[0]?["scopes"] == ["personalSign", 3])
        try await call("DELETE", theirs + "/permissions", ["wallet": .string(other), "authMethod": method])
        #expect(try await call("GET", theirs).json["permissions"]?.array?.count == 1)
        // Of one that owns itself, by a transaction of its own.
        try await call("POST", client + "/accounts/\(address)/funding", [:])
        try await call(
            "POST", client + "/pkps/\(address)/permissions",
            ["authMethod": ["address": .string(other)], "scopes": ["signAnything"]])
        let claimed = try await call("POST", client + "/claims", ["proof": ["wallet": .string(wallet)]])
        let claim = try await call("POST", client + "/pkps", ["claim": ["wallet": .string(wallet)]], 201)
        #expect(claim.json["address"] == claimed.json["address"])
        return pkp
    }

    static let allowing: JSON = [
        ["ability": "lit-action-execution", "resource": "lit-litaction://*"],
        ["ability": "pkp-signing", "resource": "lit-pkp://*"],
        ["ability": "access-control-condition-decryption", "resource": "lit-accesscontrolcondition://*"],
    ]

    private func sessions(_ client: String, _ wallet: String, _ pkp: JSON) async throws -> String {
        let opened = try await call(
            "POST", client + "/sessions",
            [
                "wallet": .string(wallet), "allowing": Self.allowing, "lifetime": 3600,
                "domain": "example.org",
                "statement": "For a test.", "renew": true,
            ], 201)
        let id = try text(opened, "session")
        let one = client + "/sessions/\(id)"
        #expect(opened.json["canRenew"] == true)
        #expect(opened.json["allowing"] == Self.allowing)
        try await call("GET", one)
        let renewed = try await call("POST", one + "/renewal")
        #expect(renewed.json["session"]?.string == id)
        try await call("POST", one + "/renewal", [:])
        let sigs = try await call("GET", one + "/signatures")
        #expect(Set(sigs.json["sessionSigs"]?.object?.keys ?? []) == Set(network.nodes.map(\.url)))
        let export = try text(try await call("GET", one + "/export"), "export")
        let imported = try await call("POST", client + "/sessions/import", ["export": .string(export)], 201)
        #expect(imported.json["canRenew"] == false)
        #expect(imported.json["session"]?.string != id)
        let byPKP = try await call(
            "POST", client + "/sessions",
            [
                "pkp": pkp["publicKey"] ?? .null, "proofs": [["wallet": .string(wallet)]],
                "allowing": Self.allowing,
                "expiration": .string((Timestamp.now() + .seconds(600)).rfc3339()),
            ], 201)
        #expect(byPKP.json["isPkp"] == true)
        #expect(byPKP.json["account"] == pkp["address"])
        let deciding = "Lit.Actions.setResponse({ response: String(answer === 42) })"
        let cid = CID.ofFile(content: Array(deciding.utf8))
        try await call(
            "POST", client + "/pkps/" + (pkp["address"]?.string ?? "") + "/permissions",
            ["authMethod": ["action": .string("\(cid)")], "scopes": ["personalSign"]])
        let byAction = try await call(
            "POST", client + "/sessions",
            [
                "pkp": pkp["address"] ?? .null, "action": ["code": .string(deciding)],
                "parameters": ["answer": 42],
                "allowing": [["ability": "pkp-signing", "resource": "lit-pkp://*"]], "proofs": [],
            ], 201)
        #expect(byAction.json["account"] == pkp["address"])
        #expect(try await call("GET", client + "/sessions").json["sessions"]?.array?.count == 4)
        return id
    }

    private func signing(_ client: String, _ wallet: String, _ pkp: JSON, _ session: String) async throws {
        let digest = "0x" + String(repeating: "11", count: 32)
        let signatures = try await call("GET", client + "/sessions/\(session)/signatures")
        let (address, sigs) = (pkp["address"] ?? .null, signatures.json["sessionSigs"] ?? .null)
        let signers: [(JSON, JSON)] = [
            (["wallet": .string(wallet)], .string(wallet)),
            (["pkp": address, "session": .string(session)], address),
            (["pkp": address, "sessionSigs": sigs], address),
        ]
        let typed: JSON = [
            "types": ["Mail": [["name": "body", "type": "string"]]], "primaryType": "Mail",
            "domain": ["name": "test", "chainId": 1], "message": ["body": "hello"],
        ]
        let transaction: JSON = [
            "type": 2, "chainId": 1, "nonce": "0x5", "to": .string(wallet), "value": "7", "data": "0x0102",
            "gas": 30_000, "maxFeePerGas": "1000", "maxPriorityFeePerGas": 1,
            "accessList": [["address": .string(wallet), "storageKeys": [.string(digest)]]],
        ]
        let things: [(String, JSON, Bytes32)] = [
            ("digest", .string(digest), try Bytes32(hex: digest)),
            ("message", "hello", PersonalMessage.hash("hello")),
            ("messageBytes", "0xff00", PersonalMessage.hash([0xff, 0])),
            ("typedData", typed, try TypedData(typed).digest),
        ]
        for (signer, account) in signers {
            for (name, thing, expected) in things {
                let answer = try await call("POST", client + "/signatures", ["signer": signer, name: thing])
                let bytes = try Hex.decode(try text(answer, "signature"))
                let recovered = try Signature(recoverable: bytes).recover(expected)
                #expect(.string(Address(recovered).checksummed) == account)
                #expect(answer.json["digest"]?.string == expected.prefixedHex)
                #expect(answer.json["address"] == account)
            }
            let answer = try await call(
                "POST", client + "/signatures", ["signer": signer, "transaction": transaction])
            let signed = try SignedTransaction(decoding: Hex.decode(try text(answer, "rawTransaction")))
            #expect(.string(signed.sender.checksummed) == account)
            #expect(answer.json["transactionHash"]?.string == signed.hash.prefixedHex)
            #expect(signed.transaction.nonce == 5)
            #expect(signed.transaction.accessList.count == 1)
            let sent = try await call(
                "POST", client + "/transactions",
                [
                    "signer": signer, "to": .string(wallet), "value": "5", "data": "0x", "gas": 50_000,
                    "wait": true,
                ])
            #expect(sent.json["receipt"]?["status"] == 1)
            #expect(sent.json["receipt"]?["from"] == account)
        }
        let nonce = try await call("GET", client + "/accounts/\(wallet)").json["nonce"]
        let quick = try await call(
            "POST", client + "/transactions",
            [
                "signer": ["wallet": .string(wallet)], "to": .string(wallet), "nonce": nonce ?? .null,
                "maxFeePerGas": "20000000000", "maxPriorityFeePerGas": "1000000000", "wait": false,
            ])
        #expect(quick.json["receipt"] == nil)
        var receipt: JSON?
        while receipt?.object == nil {
            receipt = try await call("GET", client + "/transactions/" + (try text(quick, "transactionHash")))
                .json["receipt"]
        }
        #expect(receipt?["transactionHash"] == quick.json["transactionHash"])
    }

    private func actions(_ client: String, _ pkp: JSON, _ session: String) async throws {
        let code = """
            (async () => {
              console.log("begun");
              await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig" });
              Lit.Actions.setResponse({ response: JSON.stringify({ hello: name }) });
            })();
            """
        let digest = Array(repeating: JSON.integer(7), count: 32)
        let parameters: JSON = [
            "toSign": .array(digest), "publicKey": pkp["publicKey"] ?? .null, "name": "world",
        ]
        let whole = try await call(
            "POST", client + "/actions",
            [
                "code": .string(code), "parameters": parameters, "session": .string(session),
                "strategy": "mostCommon",
            ])
        #expect(whole.json["response"] == "{\"hello\":\"world\"}")
        #expect(whole.json["logs"] == "begun\n")
        #expect(whole.json["signatures"]?["sig"]?["address"] == pkp["address"])
        let lines = try await call(
            "POST", client + "/actions",
            ["code": .string(code), "parameters": parameters, "session": .string(session)],
            headers: ["Accept": "application/x-ndjson"])
        let events = lines.lines.compactMap { $0["event"]?.string }
        #expect(events.last == "result")
        #expect(events.filter { $0 == "logs" }.count == network.nodes.count)
        #expect(lines.lines.last?["result"]?["response"] == whole.json["response"])
        let failing = try await call(
            "POST", client + "/actions",
            ["code": "console.log('so far'); throw new Error('no')", "session": .string(session)],
            headers: ["Accept": "application/x-ndjson"])
        #expect(failing.lines.last?["error"]?["code"] == "actionFailed")
        #expect(failing.lines.last?["error"]?["logs"] == "so far\n")
        let small = "Lit.Actions.setResponse({ response: 'small' })"
        let published = try await publish(small)
        let sigs = try await call("GET", client + "/sessions/\(session)/signatures").json["sessionSigs"]
        let byCID = try await call(
            "POST", client + "/actions",
            ["cid": .string(published), "sessionSigs": sigs ?? .null, "singleNode": true])
        #expect(byCID.json["response"] == "small")
    }

    /// Gives code to the network's own store.
    private func publish(_ code: String) async throws -> String {
        let faucet = try #require(network.status["faucet"]?.string)
        let url = faucet.replacing("/faucet", with: "/actions")
        let port = try #require(
            url.split(separator: ":").last?.split(separator: "/").first.flatMap { Int($0) })
        let answer = try await Caller(.port(port, token: nil)).raw(
            "POST /actions HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nContent-Length: \(code.utf8.count)\r\n\r\n\(code)"
        )
        return try #require(answer.json["cid"]?.string)
    }
}

extension JSON {
    fileprivate static func integer(_ value: Int) -> JSON { .number(.init(value)) }
}
