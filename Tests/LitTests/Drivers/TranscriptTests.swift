import Ethereum
import Lit
import LitProtocol
import Primitives
import Secp256k1
import Testing
import ThresholdBLS

@Suite struct TranscriptTests {
    private static func context(_ operation: String, timeout: Duration = .seconds(60)) -> CallContext {
        TestNetwork.context(operation, timeout: timeout)
    }

    @Test func `Connecting asks what the SDK asks, and finds what the SDK found`() async throws {
        let network = try TestNetwork()
        let driver = try network.driver()
        let snapshot = try await driver.connect(Self.context("connect"))
        let result = try Recording("00-connect").result
        #expect(snapshot.nodes.map { JSON.string($0) } == result["urls"]?.array)
        #expect(snapshot.threshold == result["minNodeCount"]?.int)
        #expect(snapshot.epoch == 5)
        #expect(snapshot.networkKey.hex == result["subnetPubKey"]?.string)
        #expect(snapshot.rootKeys.map { JSON.string($0.compressed.hex) } == result["hdRootPubkeys"]?.array)
        #expect(snapshot.latestBlockhash == result["latestBlockhash"]?.string)
        #expect(snapshot.dissenters.isEmpty)
        let shakes = network.sent(to: "/web/handshake/")
        #expect(shakes.count == 3)
        #expect(shakes.allSatisfy { $0.body["clientPublicKey"] == "test" && $0.body["epoch"] == 5 })
        #expect(Set(shakes.compactMap { $0.body["challenge"]?.string }).count == 3)
        #expect(shakes.allSatisfy { $0.id.hasPrefix("lit_") && $0.body["challenge"]?.string?.count == 64 })
        await driver.disconnect()
    }

    @Test(arguments: ["09-pkpSign", "10-pkpSignWithPkpSession"])
    func `A PKP signs as recorded`(name: String) async throws {
        let recording = try Recording(name)
        let network = try TestNetwork()
        network.replay(recording)
        let driver = try await network.connected()
        let first = try #require(recording.exchanges.first)
        let digest = try #require(
            Bytes32(first.request["toSign"]?.array?.compactMap { $0.number?.integer(as: UInt8.self) } ?? []))
        let key = try PublicKey(Hex.decode(first.request["pubkey"]?.string ?? ""))
        let signature = try await driver.sign(
            digest, with: key, as: recordedSession(first), Self.context("sign"))
        #expect(Address(try signature.recover(digest)).checksummed == recording.result["recovered"]?.string)
        if let expected = recording.result["sig"]?["signature"]?.string {
            #expect(signature.recoverable().prefixedHex == expected)
        }
        try expectSameRequests(network, recording)
        await driver.disconnect()
    }

    @Test(arguments: [
        "11-executeJs", "12-executeJsSign", "13-executeJsIpfs", "15-executeJsClaim", "17-executeJsParams",
    ])
    func `An action runs as recorded`(name: String) async throws {
        let recording = try Recording(name)
        let network = try TestNetwork()
        network.replay(recording)
        let driver = try await network.connected()
        let first = try #require(recording.exchanges.first)
        let wire = try ExecuteRequest(first.request)
        let outcome = try await driver.execute(
            ActionOrder(
                source: try wire.source(), parameters: wire.parameters ?? .init(), strategy: .mostCommon,
                onSingleNode: false),
            as: recordedSession(first), Self.context("execute"))
        #expect(outcome.response == first.response["response"]?.string)
        #expect(outcome.logs == first.response["logs"]?.string)
        #expect(outcome.differing.isEmpty)
        for (name, signature) in recording.result["signatures"]?.object ?? .init() {
            let ours = try #require(outcome.signatures[name])
            #expect(ours.signature.recoverable().prefixedHex == signature["signature"]?.string)
            #expect(ours.publicKey.uncompressed.hex == signature["publicKey"]?.string?.lowercased())
            #expect(ours.digest.hex == signature["dataSigned"]?.string?.lowercased())
        }
        for (name, claim) in recording.result["claims"]?.object ?? .init() {
            let ours = try #require(outcome.claims[name])
            #expect(ours.derivedKeyID.hex == claim["derivedKeyId"]?.string)
            #expect(ours.signatures.map(\.splitJSON) == claim["signatures"]?.array)
            #expect(ours.publicKey.uncompressed.hex == recording.result["pubkey"]?.string)
        }
        try expectSameRequests(network, recording)
        await driver.disconnect()
    }

    @Test func `An action on a single node asks one only`() async throws {
        let recording = try Recording("14-executeJsSingleNode")
        let network = try TestNetwork()
        let first = try #require(recording.exchanges.first)
        for node in TestNetwork.nodes { network.answer(node, first.path) { _, _ in (200, first.response) } }
        let driver = try await network.connected()
        let wire = try ExecuteRequest(first.request)
        let outcome = try await driver.execute(
            ActionOrder(
                source: try wire.source(), parameters: .init(), strategy: .mostCommon, onSingleNode: true),
            as: recordedSession(first), Self.context("execute"))
        #expect(outcome.response == "one")
        #expect(network.sent(to: first.path).count == 1)
        await driver.disconnect()
    }

    @Test func `An action that throws gives its error and logs as recorded`() async throws {
        let recording = try Recording("16-executeJsThrows")
        let network = try TestNetwork()
        network.replay(recording)
        let driver = try await network.connected()
        let first = try #require(recording.exchanges.first)
        let session = try recordedSession(first)
        let error = await #expect(throws: LitError.self) {
            _ = try await driver.execute(
                ActionOrder(
                    source: .code("throw"), parameters: .init(), strategy: .mostCommon, onSingleNode: false),
                as: session, Self.context("execute"))
        }
        #expect(error?.code == .actionFailed)
        #expect(error?.message.contains("boom") == true)
        #expect(error?.reports.count == 3)
        #expect(error?.logs == "")
        await driver.disconnect()
    }

    @Test func `A PKP's session is allowed as recorded`() async throws {
        let recording = try Recording("07-getPkpSessionSigs")
        let network = try TestNetwork()
        network.replay(recording)
        let driver = try await network.connected()
        let wire = try SignSessionKeyRequest(try #require(recording.exchanges.first).request)
        let order = SessionKeyOrder(
            sessionURI: wire.sessionKey,
            pkp: try PublicKey(Hex.decode(wire.pkpPublicKey ?? "")), authMethods: wire.authMethods,
            message: wire.siweMessage, source: try wire.source(), parameters: wire.parameters)
        let authSig = try await driver.allowSession(order, Self.context("session"))
        #expect(authSig.json == recording.result["capability"])
        try expectSameRequests(network, recording)
        await driver.disconnect()
    }

    @Test func `A claim is confirmed as recorded`() async throws {
        let recording = try Recording("20-claimKeyId")
        let network = try TestNetwork()
        network.replay(recording)
        let driver = try await network.connected()
        let wire = try ClaimKeyRequest(try #require(recording.exchanges.first).request)
        let claim = try await driver.claim(wire.authMethod, Self.context("claim"))
        #expect(claim.derivedKeyID.hex == recording.result["claimedKeyId"]?.string)
        #expect(claim.publicKey.uncompressed.hex == recording.result["pubkey"]?.string)
        #expect(claim.signatures.count == 3)
        try expectSameRequests(network, recording)
        await driver.disconnect()
    }

    @Test func `A decryption key opens what the SDK has encrypted`() async throws {
        let recording = try Recording("19-encryptDecrypt")
        let network = try TestNetwork()
        network.replay(recording)
        let driver = try await network.connected()
        let first = try #require(recording.exchanges.first)
        let wire = try EncryptionSignRequest(first.request)
        let key = try await driver.decryptionKey(
            DecryptionOrder(conditions: wire.conditions, chain: wire.chain, dataHash: wire.dataHash),
            as: recordedSession(first), Self.context("decrypt"))
        let networkKey = try BLSPublicKey(try #require(driver.snapshot).networkKey)
        try networkKey.verify(key, wire.identity.bytes)
        let sent = network.sent(to: first.path)
        #expect(sent.map { comparable($0.body) }.contains(comparable(first.request)))
        await driver.disconnect()
    }
}
