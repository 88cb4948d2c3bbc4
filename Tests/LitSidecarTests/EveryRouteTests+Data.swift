import NetworkTestSupport
import Primitives
import Testing

/// Encryption under all kinds of conditions, messages, and capacity.
extension Tour {
    func data(_ client: String, _ wallet: String, _ session: String) async throws {
        let basic: JSON = [
            [
                "contractAddress": "", "standardContractType": "", "chain": "ethereum", "method": "",
                "parameters": [":userAddress"],
                "returnValueTest": ["comparator": "=", "value": .string(wallet)],
            ]
        ]
        let message = try await call(
            "POST", client + "/siwe",
            [
                "wallet": .string(wallet), "uri": "https://localhost/login", "lifetime": 600,
                "domain": "localhost",
                "statement": "Hello.",
            ])
        let authSig = try await call(
            "POST", client + "/auth-sigs",
            ["wallet": .string(wallet), "message": message.json["message"] ?? .null])
        let sigs = try await call("GET", client + "/sessions/\(session)/signatures").json["sessionSigs"]
        let proofs: [(String, JSON?)] = [
            ("session", .string(session)), ("sessionSigs", sigs), ("authSig", authSig.json["authSig"]),
        ]
        for (name, proof) in proofs {
            let encrypted = try await call(
                "POST", client + "/encryptions", ["text": "grüß", "accessControlConditions": basic])
            let opened = try await call(
                "POST", client + "/decryptions",
                [
                    "ciphertext": encrypted.json["ciphertext"] ?? .null,
                    "dataToEncryptHash": encrypted.json["dataToEncryptHash"] ?? .null,
                    "accessControlConditions": basic, "chain": "ethereum", name: proof ?? .null,
                ])
            #expect(opened.json["text"] == "grüß")
        }
        // The other kinds of conditions: encrypting needs no chain, and the one of both kinds opens.
        let unified: JSON = .array((basic.array ?? []).map { $0.with("conditionType", "evmBasic") })
        let others: [(String, JSON)] = [
            ("unifiedAccessControlConditions", unified),
            ("evmContractConditions", [Self.contractCondition]), ("solRpcConditions", [Self.solanaCondition]),
        ]
        for (name, conditions) in others {
            let encrypted = try await call(
                "POST", client + "/encryptions", ["data": "AAH/", name: conditions])
            let body: JSON = [
                "ciphertext": encrypted.json["ciphertext"] ?? .null,
                "dataToEncryptHash": encrypted.json["dataToEncryptHash"] ?? .null, name: conditions,
                "chain": "ethereum", "session": .string(session),
            ]
            if name.hasPrefix("unified") {
                let opened = try await call("POST", client + "/decryptions", body)
                #expect(opened.json["data"] == "AAH/")
                #expect(opened.json["text"] == nil)
            } else {
                // Those chains are not there; the document's form of the request counts.
                let answer = try await caller.call("POST", client + "/decryptions", body)
                #expect(answer.code != "malformedRequest", "\(answer.json.text)")
                witness.allow("POST", client + "/decryptions", body)
            }
        }
    }

    private static let contractCondition: JSON = [
        "contractAddress": "0x0000000000000000000000000000000000000001", "functionName": "f",
        "functionParams": [],
        "functionAbi": [
            "name": "f", "type": "function", "stateMutability": "view", "inputs": [],
            "outputs": [["name": "", "type": "uint256", "internalType": "uint256"]],
        ],
        "chain": "nowhere", "returnValueTest": ["key": "", "comparator": "=", "value": "1"],
    ]
    private static let solanaCondition: JSON = [
        "method": "getBalance", "params": [":userAddress"], "chain": "solana",
        "pdaParams": [], "pdaInterface": ["offset": 0, "fields": [:]], "pdaKey": "",
        "returnValueTest": ["key": "", "comparator": "=", "value": "1"],
    ]

    func capacity(_ client: String, _ wallet: String, _ other: String) async throws {
        let credit = try await call(
            "POST", client + "/capacity/credits",
            ["wallet": .string(wallet), "requestsPerKilosecond": 10, "days": 2], 201)
        let credits = try await call("GET", client + "/capacity/credits?owner=\(wallet)")
        #expect(credits.json["credits"]?[0]?["tokenId"] == credit.json["tokenId"])
        #expect(credits.json["credits"]?[0]?["requestsPerKilosecond"] == 10)
        let delegation = try await call(
            "POST", client + "/capacity/delegations",
            [
                "wallet": .string(wallet), "users": [.string(other)], "uses": 3,
                "credit": credit.json["tokenId"] ?? .null, "lifetime": 1000,
            ])
        let session = try await call(
            "POST", client + "/sessions",
            [
                "wallet": .string(other), "allowing": Self.allowing,
                "capacity": [delegation.json["delegation"] ?? .null],
            ], 201)
        // It holds no longer than what it carries.
        #expect(session.json["expiration"] == delegation.json["expiration"])
        let message = try await call(
            "POST", client + "/siwe",
            [
                "address": .string(other), "uri": "lit:session:00", "allowing": Self.allowing,
                "expiration": .string((Timestamp.now() + .seconds(60)).rfc3339()),
            ])
        #expect(message.json["message"]?.string?.contains("urn:recap:") == true)
    }
}

extension JSON {
    fileprivate func with(_ name: String, _ value: JSON) -> JSON {
        guard var object else { return self }
        object[name] = value
        return .object(object)
    }
}
