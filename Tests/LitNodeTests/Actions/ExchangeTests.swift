import ActionProtocol
import ActionRuntime
import Ethereum
import LitNode
import LitProtocol
import Primitives
import Testing
import ThresholdBLS

@Suite struct ExchangeTests {
    private let ring: NodeRing

    init() throws { ring = try NodeRing() }

    /// What each node makes of the same step, in the order of the nodes; nil for those that fail.
    private func all<Value: Sendable>(
        _ hosts: [NodeActionHost]? = nil,
        _ step: @escaping @Sendable (Int, NodeActionHost) async throws -> Value
    ) async -> [Value?] {
        let hosts = hosts ?? (0..<3).map { ring.host($0) }
        return await withTaskGroup(of: (Int, Value?).self) { group in
            for (place, host) in hosts.enumerated() {
                group.addTask { (place, try? await step(place, host)) }
            }
            var values = [Value?](repeating: nil, count: hosts.count)
            for await (place, value) in group { values[place] = value }
            return values
        }
    }

    @Test func `All nodes collect the same values in the same order, again and again`() async throws {
        let hosts = (0..<3).map { ring.host($0) }
        for round in 1...2 {
            let lists = await all(hosts) { place, host in
                try await host.broadcastAndCollect(
                    name: "n", value: "\(round)-\(place)", in: NodeRing.context())
            }
            #expect(lists == Array(repeating: ["\(round)-0", "\(round)-1", "\(round)-2"], count: 3))
        }
    }

    @Test func `A node that stays silent is missing`() async throws {
        ring.change { $0.silent = [1] }
        let lists = await all { place, host in
            try await host.broadcastAndCollect(name: "n", value: "\(place)", in: NodeRing.context())
        }
        #expect(lists[0] == ["0", "2"])
        #expect(lists[2] == ["0", "2"])
    }

    @Test func `Another action's exchange of the same name is another one`() async throws {
        async let first = all { place, host in
            try await host.broadcastAndCollect(name: "n", value: "a\(place)", in: NodeRing.context())
        }
        async let second = all { place, host in
            try await host.broadcastAndCollect(
                name: "n", value: "b\(place)", in: NodeRing.context(stack: [NodeRing.parent]))
        }
        #expect(await first[0] == ["a0", "a1", "a2"])
        #expect(await second[0] == ["b0", "b1", "b2"])
    }

    @Test func `One node leads, and the others hear it`() async throws {
        let values = await all { place, host in
            for round in 1...2 {
                if try await host.isLeader(in: NodeRing.context()) {
                    try await host.broadcast(name: "n", value: "\(place) \(round)", in: NodeRing.context())
                } else {
                    let value = try await host.collectFromLeader(name: "n", in: NodeRing.context())
                    guard value == "1 \(round)" else { return false }
                }
            }
            return true
        }
        #expect(values == [true, true, true])
        let leaders = await all { _, host in try await host.isLeader(in: NodeRing.context()) }
        #expect(leaders == [false, true, false])
    }
}

@Suite struct ActionEncryptionTests {
    private let ring: NodeRing
    private let user = "0x2c7536E3605D9C16a7a3D7b1898e529396a65c23"

    init() throws { ring = try NodeRing() }

    private var conditions: JSON {
        [
            [
                "conditionType": "evmBasic", "contractAddress": "", "standardContractType": "",
                "chain": "ethereum", "method": "", "parameters": [":userAddress"],
                "returnValueTest": ["comparator": "=", "value": .string(user)],
            ]
        ]
    }

    private func request(_ data: EncryptedData, _ conditions: JSON? = nil) -> DecryptionRequest {
        DecryptionRequest(
            conditions: conditions ?? self.conditions, ciphertext: data.ciphertext,
            dataToEncryptHash: data.dataToEncryptHash, chain: "ethereum")
    }

    private func decrypted(_ request: DecryptionRequest, single: Bool = false) async -> [[UInt8]?] {
        await withTaskGroup(of: (Int, [UInt8]?).self) { group in
            for place in 0..<3 {
                let host = ring.host(place)
                group.addTask {
                    if single {
                        return (
                            place,
                            (try? await host.decryptToSingleNode(request, in: NodeRing.context())) ?? nil
                        )
                    }
                    return (place, try? await host.decryptAndCombine(request, in: NodeRing.context()))
                }
            }
            var values = [[UInt8]?](repeating: nil, count: 3)
            for await (place, value) in group { values[place] = value }
            return values
        }
    }

    @Test func `What one node encrypts, all decrypt together`() async throws {
        let secret = Array("a secret".utf8)
        let data = try await ring.host(0).encrypt(secret, under: conditions, in: NodeRing.context())
        #expect(data.dataToEncryptHash == SHA2.sha256(secret).bytes.hex)
        #expect(await decrypted(request(data)) == [secret, secret, secret])
        #expect(await decrypted(request(data), single: true) == [nil, secret, nil])
    }

    @Test func `A share that is wrong, or another's, spoils nothing`() async throws {
        let secret: [UInt8] = [1, 2, 3]
        let data = try await ring.host(0).encrypt(secret, under: conditions, in: NodeRing.context())
        ring.change { $0.spoiled = [0] }
        #expect(await decrypted(request(data)) == [secret, secret, secret])
        ring.change { $0.spoiled = [0, 1] }
        #expect(await decrypted(request(data), single: true) == [nil, nil, nil])
    }

    @Test func `One node alone decrypts nothing`() async throws {
        let data = try await ring.host(0).encrypt([1], under: conditions, in: NodeRing.context())
        ring.change { $0.silent = [1, 2] }
        #expect(await decrypted(request(data)) == [nil, nil, nil])
    }

    @Test func `Other conditions, another hash or a changed ciphertext do not open it`() async throws {
        let data = try await ring.host(0).encrypt([1, 2], under: conditions, in: NodeRing.context())
        var other = request(data)
        other.dataToEncryptHash = SHA2.sha256([9]).bytes.hex
        #expect(await decrypted(other) == [nil, nil, nil])
        other = request(data)
        other.ciphertext = "AAAA"
        #expect(await decrypted(other) == [nil, nil, nil])
        other = request(data)
        other.dataToEncryptHash = "12"
        #expect(await decrypted(other) == [nil, nil, nil])
        let text = conditions.text.replacing("ethereum", with: "polygon")
        #expect(await decrypted(request(data, try JSON(parsing: text))) == [nil, nil, nil])
    }

    @Test func `Conditions are decided for the user of the request, or of the auth sig that is shown`()
        async throws
    {
        let host = ring.host(0)
        let request = ConditionsRequest(conditions: conditions, authSig: nil, chain: "ethereum")
        let mine = NodeRing.context(ActionAuthentication(address: user))
        #expect(try await host.checkConditions(request, in: mine))
        #expect(try await !host.checkConditions(request, in: NodeRing.context()))
        // A PKP's session has an account in its message only.
        let pkp = try SessionPlay().message(nil, from: Address(user))
        let pkpHost = ring.host(0, conditions: LocalConditions(signIn: pkp))
        #expect(try await pkpHost.checkConditions(request, in: NodeRing.context()))
        let play = try SessionPlay()
        let now = play.now
        let judge = ring.host(0, conditions: LocalConditions(now: { now }))
        let message = try play.message(nil) { $0.uri = "http://localhost" }
        var shown = request
        shown.authSig = try play.walletSig(message).json
        #expect(try await !judge.checkConditions(shown, in: mine))
        let text = conditions.text.replacing(user, with: play.wallet.address.checksummed)
        shown.conditions = try JSON(parsing: text)
        #expect(try await judge.checkConditions(shown, in: mine))
        shown.authSig = try play.walletSig(message, by: SessionPlay(seed: 5).wallet).json
        await #expect(throws: OperationFailure.self) { try await judge.checkConditions(shown, in: mine) }
    }

    @Test func `A condition that needs a chain is refused in words`() async throws {
        let text = conditions.text.replacing("\"method\":\"\"", with: "\"method\":\"eth_getBalance\"")
        let request = ConditionsRequest(conditions: try JSON(parsing: text), authSig: nil, chain: "ethereum")
        let error = await #expect(throws: OperationFailure.self) {
            try await ring.host(0).checkConditions(request, in: NodeRing.context())
        }
        #expect(error?.message.contains("does not evaluate") == true)
    }
}
