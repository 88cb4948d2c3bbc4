import Ethereum
import HTTPTransport
import LitNode
import Logging
import PeerTransport
import Primitives
import Secp256k1
import Synchronization
import Testing

/// The chain says who a node's peers are, they say where; nobody else does.
@Suite struct PeerDiscoveryTests {
    /// Keeps who is permitted, and tells each change.
    private final class Directory: PeerDirectory {
        let me: PeerID
        private let state = Mutex<(reachable: Set<PeerID>, last: [PermittedPeer])>(([], []))
        private let changes = AsyncStream<[PermittedPeer]>.makeStream()

        init(me: PeerID) { self.me = me }

        var reachable: Set<PeerID> { state.withLock { $0.reachable } }
        func connect(_ peer: PeerID) { state.withLock { _ = $0.reachable.insert(peer) } }

        func update(peers: [PermittedPeer]) {
            state.withLock { $0.last = peers }
            changes.continuation.yield(peers)
        }

        /// Waits until it is told something that fits.
        func wait(until fits: ([PermittedPeer]) -> Bool) async {
            if fits(state.withLock { $0.last }) { return }
            for await peers in changes.stream where fits(peers) { return }
        }
    }

    /// A validator with a wallet, that answers at its public address.
    private struct Validator {
        let wallet: EthereumWallet
        let identity = PeerIdentity()
        let address: String

        init(_ number: UInt8) throws {
            wallet = EthereumWallet(privateKey: try PrivateKey(Array(repeating: number, count: 32)))
            address = "10.0.0.\(number):7470"
        }

        var id: PeerID { get throws { try #require(PeerID(wallet.address.bytes)) } }
        var member: NodeMember {
            NodeMember(
                staker: wallet.address, node: wallet.address, publicAddress: address, tlsPin: identity.pin)
        }

        func greeting(
            _ nonce: Bytes32, port: UInt16 = 9_000, network: PeerNetworkName? = nil, pin: Bytes32? = nil,
            by signer: EthereumWallet? = nil
        ) throws -> JSON {
            let greeting = try PeerGreeting(
                nonce: nonce, network: network ?? PeerDiscoveryTests.network(), node: id,
                endpoint: PeerEndpoint(host: "10.0.0.9", port: port), pin: pin ?? identity.pin)
            let key = (signer ?? wallet).privateKey
            return try greeting.signed { digest in try key.sign(digest).recoverable() }.json
        }
    }

    /// Answers as a test says, and remembers who was asked.
    private final class Net: HTTPTransport {
        typealias Answer = @Sendable (_ host: String, _ nonce: Bytes32) throws -> JSON?
        let asked = Mutex<[String]>([])
        private let answer: Answer

        init(_ answer: @escaping Answer) { self.answer = answer }

        func send(_ request: HTTPRequest, logger: Logger) async throws(HTTPTransportError) -> HTTPResponse {
            let url = request.url.string
            asked.withLock { $0.append(url) }
            let parts = url.split(separator: "/")
            let nonce = try? Bytes32(hex: parts.last ?? "")
            let json = try? nonce.flatMap { try answer(String(parts[1]), $0) }
            guard let json else {
                throw HTTPTransportError(
                    .connectionRefused, method: "GET", url: url, requestID: "", reason: "it is a test")
            }
            return HTTPResponse(
                status: 200, headers: [:], body: Array(json.text.utf8), url: request.url, requestID: "")
        }

        func shutdown() async {}
    }

    private static func network(_ chain: UInt64 = 175_188) throws -> PeerNetworkName {
        try #require(PeerNetworkName(chainID: chain, staking: Array(repeating: 7, count: 20)))
    }

    /// Discovers for as long as the body runs.
    private static func run(
        _ members: @escaping @Sendable () -> [NodeMember]?, _ net: Net, _ directory: Directory,
        scheme: String = "http", _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        let discovery = PeerDiscovery(
            members: members, transport: net, peers: directory, network: try network(), scheme: scheme,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await discovery.run() }
            defer { group.cancelAll() }
            try await body()
        }
    }

    @Test(.timeLimit(.minutes(1))) func `Validators are permitted by the chain, and found by their own word`()
        async throws
    {
        let (me, other) = (try Validator(1), try Validator(2))
        let directory = Directory(me: try me.id)
        let net = Net { _, nonce in try other.greeting(nonce) }
        let (id, members) = (try other.id, [me.member, other.member])
        try await Self.run({ members }, net, directory) {
            await directory.wait { $0.first?.endpoint == PeerEndpoint(host: "10.0.0.9", port: 9_000) }
            await directory.wait { $0.map(\.id) == [id] && $0[0].pin == other.identity.pin }
        }
        #expect(net.asked.withLock { $0.allSatisfy { $0.hasPrefix("http://10.0.0.2:7470/connect/") } })
        // Each time with a nonce of its own.
        let asked = net.asked.withLock { $0 }
        #expect(Set(asked).count == asked.count)
    }

    @Test(.timeLimit(.minutes(1))) func `Who has to be asked again moves, and who leaves is not permitted`()
        async throws
    {
        let (me, other) = (try Validator(1), try Validator(2))
        let directory = Directory(me: try me.id)
        let port = Mutex<UInt16>(9_000)
        let net = Net { _, nonce in try other.greeting(nonce, port: port.withLock { $0 }) }
        let present = Mutex([other.member])
        try await Self.run({ present.withLock { $0 } }, net, directory) {
            await directory.wait { $0.first?.endpoint?.port == 9_000 }
            port.withLock { $0 = 9_001 }
            await directory.wait { $0.first?.endpoint?.port == 9_001 }
            present.withLock { $0 = [] }
            await directory.wait { $0.isEmpty }
        }
    }

    @Test(.timeLimit(.minutes(1))) func `A word that is not the validator's own is not taken`() async throws {
        let (me, stranger) = (try Validator(1), try Validator(99))
        let liars = try (2...6).map { try Validator($0) }
        let honest = try Validator(7)
        let directory = Directory(me: try me.id)
        let other = try Self.network(1)
        let net = Net { host, nonce in
            switch host {
            case liars[0].address: try liars[0].greeting(nonce, by: stranger.wallet)
            case liars[1].address: try liars[1].greeting(nonce, network: other)
            case liars[2].address: try liars[2].greeting(nonce, pin: stranger.identity.pin)
            case liars[3].address: try liars[3].greeting(Bytes32(hex: String(repeating: "ab", count: 32)))
            case liars[4].address: ["nonsense": true]
            default: try honest.greeting(nonce)
            }
        }
        let members = (liars + [honest]).map(\.member)
        let (id, addresses) = (try honest.id, liars.map(\.address))
        try await Self.run({ members }, net, directory) {
            await directory.wait { $0.contains { $0.id == id && $0.endpoint != nil } }
            // All of them have been asked by now; once more each, to be sure of what came of it.
            while !Task.isCancelled,
                !net.asked.withLock({ asked in
                    addresses.allSatisfy { address in asked.filter { $0.contains(address) }.count >= 2 }
                })
            {
                await Task.yield()
            }
            await directory.wait { peers in
                peers.count == 6 && peers.allSatisfy { ($0.endpoint != nil) == ($0.id == id) }
            }
        }
    }

    @Test(.timeLimit(.minutes(1)))
    func `Who is connected is not asked, nor anybody before the chain is read`()
        async throws
    {
        let (me, other, third) = (try Validator(1), try Validator(2), try Validator(3))
        let directory = Directory(me: try me.id)
        directory.connect(try other.id)
        let net = Net { _, nonce in try third.greeting(nonce) }
        let reads = Mutex(0)
        let members = [other.member, third.member]
        let id = try third.id
        try await Self.run(
            {
                reads.withLock {
                    $0 += 1; return $0 < 3 ? nil : members
                }
            }, net, directory
        ) {
            await directory.wait { $0.contains { $0.id == id && $0.endpoint != nil } }
        }
        #expect(net.asked.withLock { $0.allSatisfy { $0.contains("10.0.0.3") } })
        #expect(reads.withLock { $0 } >= 3)
    }

    @Test(
        .timeLimit(.minutes(1)),
        arguments: [("http", 7470, "http"), ("https", 7470, "https"), ("http", 443, "https")])
    func `Validators are asked by the network's scheme, and at 443 by TLS`(
        scheme: String, port: Int, expected: String
    ) async throws {
        let (me, other) = (try Validator(1), try Validator(2))
        let directory = Directory(me: try me.id)
        let net = Net { _, nonce in try other.greeting(nonce) }
        var member = other.member
        member.publicAddress = "10.0.0.2:\(port)"
        let members = [member]
        try await Self.run({ members }, net, directory, scheme: scheme) {
            await directory.wait { $0.first?.endpoint != nil }
        }
        #expect(net.asked.withLock { $0.allSatisfy { $0.hasPrefix("\(expected)://10.0.0.2") } })
    }
}
