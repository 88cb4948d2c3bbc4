import Lit
import LitProtocol
import Primitives
import Secp256k1
import Testing

/// Nodes that are slow, dead, lying, or of other minds.
@Suite struct FaultTests {
    private static func context(_ operation: String, timeout: Duration = .seconds(60)) -> CallContext {
        TestNetwork.context(operation, timeout: timeout)
    }
    private static let nodes = TestNetwork.nodes
    private static let key = try? PrivateKey(Array(repeating: 7, count: 32))
    private static let digest = Keccak256.hash("to be signed".utf8)

    private func session() throws -> SessionProof {
        try recordedSession(try #require(try Recording("09-pkpSign").exchanges.first))
    }

    /// What a node of this project answers that was not among the signers.
    private func verified(_ key: PrivateKey, _ digest: Bytes32 = digest) throws -> JSON {
        let answer = ECDSAShareAnswer(share: nil, verifiedSignature: try key.sign(digest))
        return PKPSignResponse(signedData: digest.bytes, share: answer).json
    }

    private func serve(_ network: TestNetwork, _ nodes: [String], _ path: String, _ status: Int, _ json: JSON)
    {
        for node in nodes { network.answer(node, path) { _, _ in (status, json) } }
    }

    private let signing = DatilEndpoint.pkpSign.sdkPath
    private let running = DatilEndpoint.execute.sdkPath

    private func run(
        _ driver: DatilDriver, strategy: ActionResponseStrategy = .mostCommon
    ) async throws -> ActionOutcome {
        try await driver.execute(
            ActionOrder(source: .code("1"), parameters: .init(), strategy: strategy, onSingleNode: false),
            as: session(), Self.context("execute"))
    }

    private func error(_ call: () async throws -> Void) async -> LitError? {
        await #expect(throws: LitError.self) { try await call() }
    }

    // MARK: Connecting

    @Test(arguments: [true, false])
    func `A node that is dead or silent does not keep anybody from connecting`(isDead: Bool) async throws {
        let network = try TestNetwork()
        if isDead { network.stop(Self.nodes[1]) } else { network.hang(Self.nodes[1]) }
        let driver = try network.driver()
        let snapshot = try await driver.connect(Self.context("connect"))
        #expect(snapshot.nodes == Self.nodes)
        #expect(snapshot.dissenters.map(\.node) == [Self.nodes[1]])
        await driver.disconnect()
    }

    @Test func `A node that lies about the network's key is outvoted and named`() async throws {
        let network = try TestNetwork()
        try network.shake(Self.nodes[2]) { object in
            for name in ["subnetPublicKey", "networkPublicKey", "networkPublicKeySet"] {
                object[name] = .string(String(repeating: "ab", count: 48))
            }
        }
        let driver = try network.driver()
        let snapshot = try await driver.connect(Self.context("connect"))
        #expect(snapshot.networkKey.hex.hasPrefix("95d1"))
        #expect(snapshot.dissenters.map(\.node) == [Self.nodes[2]])
        await driver.disconnect()
    }

    @Test func `Nodes that all say something else are believed by nobody`() async throws {
        let network = try TestNetwork()
        for (index, node) in Self.nodes.enumerated() {
            try network.shake(node) { $0["hdRootPubkeys"] = [.string("0\(index)")] }
        }
        let driver = try network.driver()
        let failure = await error { _ = try await driver.connect(Self.context("connect")) }
        #expect(failure?.code == .nodesDisagree)
        #expect(Set(failure?.reports.map(\.node) ?? []).count == 2)
        #expect(driver.snapshot == nil)
    }

    @Test func `A network without keys is refused`() async throws {
        let network = try TestNetwork()
        for node in Self.nodes.dropFirst() { try network.shake(node) { $0["subnetPublicKey"] = "ERR" } }
        let driver = try network.driver()
        let failure = await error { _ = try await driver.connect(Self.context("connect")) }
        #expect(failure?.code == .networkNotReady)
        #expect(failure?.reports.map(\.node) == Array(Self.nodes.dropFirst()))
    }

    @Test func `Too few nodes are named, and the operation and its id with them`() async throws {
        let network = try TestNetwork()
        for node in Self.nodes.dropFirst() { network.stop(node) }
        let driver = try network.driver()
        let context = Self.context("connect")
        let failure = await error { _ = try await driver.connect(context) }
        #expect(failure?.code == .tooFewNodes)
        #expect(failure?.context.operation == "connect")
        #expect(failure?.context.requestID == context.requestID)
        #expect(Set(failure?.reports.map(\.node) ?? []) == Set(Self.nodes.dropFirst()))
    }

    // MARK: Signing

    @Test func `A verified signature is taken at once, whatever other nodes do`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected(grace: .seconds(3600))
        let key = try #require(Self.key)
        network.hang(Self.nodes[0])
        network.hang(Self.nodes[1])
        serve(network, [Self.nodes[2]], signing, 200, try verified(key))
        let signature = try await driver.sign(
            Self.digest, with: key.publicKey, as: session(), Self.context("sign"))
        #expect(try signature.recover(Self.digest) == key.publicKey)
        await driver.disconnect()
    }

    @Test func `A signature that is not the key's is not taken, though a node calls it verified`()
        async throws
    {
        let network = try TestNetwork()
        let driver = try await network.connected()
        let key = try #require(Self.key)
        let stranger = try PrivateKey(Array(repeating: 9, count: 32))
        serve(network, Self.nodes, signing, 200, try verified(stranger))
        let failure = await error {
            _ = try await driver.sign(
                Self.digest, with: key.publicKey, as: try session(), Self.context("sign"))
        }
        #expect(failure?.code == .invalidSignature)
        #expect(Set(failure?.reports.map(\.node) ?? []) == Set(Self.nodes))
        serve(network, [Self.nodes[1]], signing, 200, try verified(key))
        let signature = try await driver.sign(
            Self.digest, with: key.publicKey, as: session(), Self.context("sign"))
        #expect(try signature.recover(Self.digest) == key.publicKey)
        await driver.disconnect()
    }

    @Test func `Of shares that are one too many the bad one is left out`() async throws {
        let recording = try Recording("09-pkpSign")
        let network = try TestNetwork()
        network.replay(recording)
        let first = try #require(recording.exchanges.first)
        // The third node, which was not among the signers, makes up a share.
        var answer = try #require(first.response.object)
        var share = try #require(answer["signatureShare"]?.object)
        share["signature_share"] = .string(String(repeating: "11", count: 32))
        answer["signatureShare"] = .object(share)
        serve(network, [Self.nodes[2]], signing, 200, .object(answer))
        let driver = try await network.connected()
        let digest = try #require(
            Bytes32(first.request["toSign"]?.array?.compactMap { $0.number?.integer(as: UInt8.self) } ?? []))
        let key = try PublicKey(Hex.decode(first.request["pubkey"]?.string ?? ""))
        let signature = try await driver.sign(digest, with: key, as: session(), Self.context("sign"))
        #expect(try signature.recover(digest) == key)
        await driver.disconnect()
    }

    @Test func `Too few shares are no signature`() async throws {
        let recording = try Recording("09-pkpSign")
        let network = try TestNetwork()
        network.replay(recording)
        let last = try #require(recording.exchanges.last)
        serve(network, [Self.nodes[0]], signing, 200, last.response)
        let driver = try await network.connected()
        let key = try PublicKey(Hex.decode(last.request["pubkey"]?.string ?? ""))
        let failure = await error {
            _ = try await driver.sign(Self.digest, with: key, as: try session(), Self.context("sign"))
        }
        #expect(failure?.code == .tooFewShares)
        await driver.disconnect()
    }

    @Test func `A connection that ends before an answer is tried once more under the same id`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        let key = try #require(Self.key)
        let answer = try verified(key)
        for node in Self.nodes {
            network.answer(node, signing) { [weak network, signing] _, _ in
                let count = network?.sent(to: signing).count { $0.node == node } ?? 0
                guard count > 1 else { throw Reset() }
                return (200, answer)
            }
        }
        _ = try await driver.sign(Self.digest, with: key.publicKey, as: session(), Self.context("sign"))
        #expect(Set(network.sent(to: signing).map(\.id)).count == 1)
        await driver.disconnect()
    }

    private struct Reset: Error {}

    // MARK: Refusals

    @Test(arguments: [
        (NodeError(.notAuthorized), LitError.Code.notAuthorized),
        (NodeError.rateLimited(), .rateLimited),
        (NodeError(.concurrencyOverload), .rateLimited),
        (NodeError(.resourceIDNotFound), .sessionLacksPermission),
        (NodeError(.expWrongOrTooLarge), .sessionExpired),
        (NodeError(.jsTimeoutError, logs: "so far"), .actionTimedOut),
        (NodeError(.chainNotSupported), .unsupported),
        (NodeError.timedOut, .timedOut),
        (NodeError(.systemFault), .nodeFailed),
        (NodeError(.badInput), .requestRefused),
        (NodeError(.pkpTokenIDNotFound), .pkpNotFound),
    ])
    func `What nodes refuse with becomes an error of its own kind`(
        refusal: NodeError, code: LitError.Code
    ) async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        serve(network, Self.nodes, running, refusal.status, refusal.json)
        let failure = await error { _ = try await run(driver) }
        #expect(failure?.code == code)
        #expect(failure?.reports.count == 3)
        #expect(failure?.reports.allSatisfy { $0.status == refusal.status } == true)
        #expect(failure?.logs == (refusal.logs ?? (code == .actionTimedOut ? "" : nil)))
        await driver.disconnect()
    }

    @Test func `An answer that is no JSON is an invalid one`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        serve(network, Self.nodes, running, 200, ["something": "else"])
        let failure = await error { _ = try await run(driver) }
        #expect(failure?.code == .invalidAnswer)
        await driver.disconnect()
    }

    // MARK: Actions

    private func response(_ text: String) -> JSON { ExecuteResponse(response: text, logs: "").json }

    @Test func `Where nodes differ the most common response counts, and each is reported`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        serve(network, Array(Self.nodes.prefix(2)), running, 200, response("good"))
        serve(network, [Self.nodes[2]], running, 200, response("evil"))
        let outcome = try await run(driver)
        #expect(outcome.response == "good")
        #expect(outcome.differing.map(\.response) == ["good", "good", "evil"])
        #expect(outcome.differing.map(\.node) == Self.nodes)
        #expect(try await run(driver, strategy: .leastCommon).response == "evil")
        #expect(try await run(driver, strategy: .custom { $0.sorted().first ?? "" }).response == "evil")
        await driver.disconnect()
    }

    @Test func `A node that is silent or fails does not hold an action's answer`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        serve(network, Array(Self.nodes.prefix(2)), running, 200, response("good"))
        network.hang(Self.nodes[2])
        let silent = try await run(driver)
        #expect(silent.response == "good")
        #expect(silent.reports.map(\.node) == [Self.nodes[2]])
        network.stop(Self.nodes[2])
        #expect(try await run(driver).reports.map(\.node) == [Self.nodes[2]])
        await driver.disconnect()
    }

    // MARK: Ends

    @Test func `A call ends with its deadline`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        for node in Self.nodes { network.hang(node) }
        let key = try #require(Self.key)
        let failure = await error {
            _ = try await driver.sign(
                Self.digest, with: key.publicKey, as: try session(),
                Self.context("sign", timeout: .milliseconds(50)))
        }
        #expect(failure?.code == .timedOut)
        await driver.disconnect()
    }

    @Test(arguments: [true, false])
    func `A call ends with its task, and with the client`(byTask: Bool) async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        let (arrivals, arrived) = AsyncStream<Void>.makeStream()
        for node in Self.nodes {
            network.answer(node, signing) { _, _ in
                arrived.yield()
                try await Task.sleep(for: .seconds(3600))
                return (500, .null)
            }
        }
        let (key, session) = (try #require(Self.key), try session())
        let call = Task { () -> LitError? in
            do throws(LitError) {
                _ = try await driver.sign(
                    Self.digest, with: key.publicKey, as: session, Self.context("sign"))
                return nil
            } catch { return error }
        }
        for await _ in arrivals { break }
        if byTask { call.cancel() } else { await driver.disconnect() }
        #expect(await call.value?.code == (byTask ? .cancelled : .disconnected))
        await driver.disconnect()
        let after = await error { _ = try await driver.latestBlockhash(Self.context("blockhash")) }
        #expect(after?.code == .disconnected)
    }

    // MARK: Epochs

    @Test func `Another epoch is noticed and told`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        var changes = driver.changes().makeAsyncIterator()
        network.tick()
        network.beginEpoch(6)
        network.tick()
        #expect(await changes.next()?.epoch == 6)
        #expect(driver.snapshot?.epoch == 6)
        await driver.disconnect()
        #expect(await changes.next() == nil)
    }

    @Test func `A request that is refused since the epoch has changed is sent again`() async throws {
        let network = try TestNetwork()
        let driver = try await network.connected()
        let key = try #require(Self.key)
        let (answer, refusal) = (try verified(key), NodeError(.peerNotFound))
        for node in Self.nodes {
            network.answer(node, signing) { _, body in
                body["epoch"] == 7 ? (200, answer) : (refusal.status, refusal.json)
            }
        }
        let stale = await error {
            _ = try await driver.sign(
                Self.digest, with: key.publicKey, as: try session(), Self.context("sign"))
        }
        #expect(stale?.code == .nodeFailed)
        #expect(network.sent(to: signing).count == 3)
        network.beginEpoch(7)
        let signature = try await driver.sign(
            Self.digest, with: key.publicKey, as: session(), Self.context("sign"))
        #expect(try signature.recover(Self.digest) == key.publicKey)
        await driver.disconnect()
    }
}
