import ActionProtocol
import ActionRuntime
import Ethereum
import Primitives
import Secp256k1
import Testing

@Suite struct LocalActionHostTests {
    private let host = LocalActionHost()
    private let context = OperationContext(
        requestID: "r", actionStack: ["QmA", "QmB"], owner: ActionOwner("o"),
        authentication: ActionAuthentication(address: "0xAbC"), ordinal: 0)

    private func unquoted(_ text: String) throws -> [UInt8] {
        try #require(text.hasPrefix("\"") && text.hasSuffix("\""))
        return try Hex.decode(text.dropFirst().dropLast())
    }

    @Test func `A signature verifies by the key that it names`() async throws {
        let digest = Keccak256.hash(Array("digest".utf8))
        let request = ActionSigningRequest(digest: digest, scope: .anything, publicKey: "04ab", name: "s")
        let share = try await host.sign(request, in: context)
        let key = try PublicKey(try unquoted(share.publicKey))
        let bigR = try unquoted(share.bigR)
        let signature = try Signature(
            r: #require(Bytes32(bigR.dropFirst())), s: #require(Bytes32(try unquoted(share.signatureShare))),
            recoveryID: bigR[0] - 2)
        #expect(key.isValid(signature, for: digest))
        #expect(try signature.recover(digest) == key)
        #expect(try unquoted(share.dataSigned) == digest.bytes)
        #expect(share.sigType == "K256" && share.sigName == "s")
        #expect(try host.publicKey(for: "0x04AB") == key)
        #expect(try host.publicKey(for: "04ac") != key)
        let combined = try await host.signAndCombine(request, in: context)
        #expect(combined.bigR == bigR && combined.v == signature.recoveryID)
    }

    @Test func `A key that was given signs for itself`() throws {
        let key = PrivateKey.generate()
        var configuration = LocalActionHost.Configuration()
        configuration.keys = [key]
        let host = try LocalActionHost(configuration)
        #expect(try host.publicKey(for: key.publicKey.uncompressed.prefixedHex) == key.publicKey)
        #expect(try host.publicKey(for: key.publicKey.compressed.hex) == key.publicKey)
    }

    @Test func `What was encrypted is decrypted under the same conditions only`() async throws {
        let conditions: JSON = [["a": 1]]
        let data = try await host.encrypt(Array("secret".utf8), under: conditions, in: context)
        var request = DecryptionRequest(
            conditions: conditions, ciphertext: data.ciphertext, dataToEncryptHash: data.dataToEncryptHash,
            chain: "ethereum")
        #expect(try await host.decryptAndCombine(request, in: context) == Array("secret".utf8))
        request.conditions = [["a": 2]]
        await #expect(throws: OperationFailure.self) {
            try await host.decryptAndCombine(request, in: context)
        }
        request.conditions = conditions
        request.ciphertext = "AAAA"
        await #expect(throws: OperationFailure.self) {
            try await host.decryptAndCombine(request, in: context)
        }
    }

    private func condition(_ parameter: String, _ comparator: String, _ value: String) -> JSON {
        [
            "conditionType": "evmBasic", "contractAddress": "", "standardContractType": "",
            "chain": "ethereum",
            "method": "", "parameters": [.string(parameter)],
            "returnValueTest": ["comparator": .string(comparator), "value": .string(value)],
        ]
    }

    private func check(_ conditions: JSON) async throws -> Bool {
        try await host.checkConditions(
            ConditionsRequest(conditions: conditions, authSig: nil, chain: "ethereum"), in: context)
    }

    @Test func `Comparisons of texts are decided from left to right`() async throws {
        let yes = condition(":userAddress", "=", "0xaBc")
        let no = condition(":currentActionIpfsId", "=", "QmA")
        #expect(try await check([yes]))
        #expect(try await !check([no]))
        #expect(try await check([condition(":currentActionIpfsId", "=", "QmB")]))
        #expect(try await check([condition("x", "!=", "y")]))
        #expect(try await !check([condition("x", "==", "x")]))
        #expect(try await !check([yes, ["operator": "or"], yes, ["operator": "and"], no]))
        #expect(try await check([yes, ["operator": "or"], [yes, ["operator": "and"], no]]))
    }

    @Test(arguments: ["[]", #"[{"operator":"and"}]"#, "null", "[[]]", "1"])
    func `Conditions without form are refused`(text: String) async throws {
        let conditions = try JSON(parsing: text)
        await #expect(throws: OperationFailure.self) { try await check(conditions) }
    }

    @Test func `Conditions that need a chain go to the closure, or are refused`() async throws {
        let balance: JSON = [
            ["conditionType": "evmBasic", "method": "eth_getBalance", "standardContractType": ""]
        ]
        await #expect(throws: OperationFailure.self) { try await check(balance) }
        var configuration = LocalActionHost.Configuration()
        configuration.checkConditions = { request, _ in request.chain == "ethereum" }
        let host = try LocalActionHost(configuration)
        let request = ConditionsRequest(conditions: balance, authSig: nil, chain: "ethereum")
        #expect(try await host.checkConditions(request, in: context))
    }

    @Test func `Permissions are those of the table`() async throws {
        #expect(try await host.isPermittedAddress("0x1", tokenID: 1, in: context))
        var permissions = LocalPermissions(actions: [ActionCode("x").id], addresses: ["0xAB"])
        permissions.authMethods = [(PermittedAuthMethod(type: 1, id: [7], userPublicKey: []), [2])]
        var configuration = LocalActionHost.Configuration()
        configuration.permitsEverything = false
        configuration.permissions = [5: permissions]
        let host = try LocalActionHost(configuration)
        #expect(try await !host.isPermittedAddress("0xab", tokenID: 1, in: context))
        #expect(try await host.isPermittedAddress("0xab", tokenID: 5, in: context))
        #expect(try await host.permittedAddresses(tokenID: 5, in: context) == ["0xab"])
        #expect(try await host.isPermittedAction(ActionCode("x").id, tokenID: 5, in: context))
        #expect(try await !host.isPermittedAction(ActionCode("y").id, tokenID: 5, in: context))
        #expect(try await host.isPermittedAuthMethod(type: 1, userID: [7], tokenID: 5, in: context))
        #expect(try await !host.isPermittedAuthMethod(type: 1, userID: [8], tokenID: 5, in: context))
        let scopes = try await host.permittedAuthMethodScopes(
            type: 1, userID: [7], limit: 4, tokenID: 5, in: context)
        #expect(scopes == [false, false, true, false])
    }

    @Test func `A claim is the node's signature of the key's id`() async throws {
        let id = Keccak256.hash(Array("QmB_key".utf8))
        let claim = try await host.claimKey("key", derivedKeyID: id, in: context)
        #expect(claim.derivedKeyID == id.hex)
        #expect(try Signature(recoverable: Hex.decode(claim.signature)).isLowS)
    }

    @Test func `A URL with a key in it is not shown`() async throws {
        var configuration = LocalActionHost.Configuration()
        configuration.rpcURLs = [
            "open": "http://127.0.0.1:8545", "query": "https://rpc.example/?key=1",
            "path": "https://rpc.example/v3/0123456789abcdef0123456789abcdef",
            "user": "https://u:p@rpc.example",
        ]
        let host = try LocalActionHost(configuration)
        #expect(try await host.rpcURL(chain: "open", in: context) == "http://127.0.0.1:8545/")
        for chain in ["query", "path", "user", "unknown"] {
            await #expect(throws: OperationFailure.self) { try await host.rpcURL(chain: chain, in: context) }
        }
    }
}
