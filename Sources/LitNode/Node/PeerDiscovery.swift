internal import Ethereum
package import HTTPTransport
package import Logging
package import PeerTransport
internal import Primitives
internal import Secp256k1

/// Where it is told whom to connect to. ``TLSPeerNetwork`` is the one; tests have others.
package protocol PeerDirectory: Sendable {
    /// This node.
    var me: PeerID { get }
    /// Those that there is a connection to.
    var reachable: Set<PeerID> { get }
    /// Replaces those that are connected to, and may connect.
    func update(peers: [PermittedPeer])
}

extension TLSPeerNetwork: PeerDirectory {}

/// Asks the other validators where their peers connect to, and tells the transport: the chain says who they are, they
/// say where.
package struct PeerDiscovery: Sendable {
    private let members: @Sendable () -> [NodeMember]?
    private let transport: any HTTPTransport
    private let peers: any PeerDirectory
    private let network: PeerNetworkName
    private let scheme: String
    private let logger: Logger

    /// - Parameters:
    ///   - members: who is on chain; nil before it was read. Of several records of one node the last counts.
    ///   - scheme: of the nodes' public addresses, unless the port says.
    package init(
        members: @escaping @Sendable () -> [NodeMember]?, transport: any HTTPTransport,
        peers: any PeerDirectory, network: PeerNetworkName, scheme: String, logger: Logger
    ) {
        self.members = members
        self.transport = transport
        self.peers = peers
        self.network = network
        self.scheme = scheme
        self.logger = logger
    }

    /// How often it is looked whether somebody has to be asked, and the longest pause until one is asked again.
    private static let pace = Duration.milliseconds(50), longestPause = Duration.seconds(5)

    /// What is known of a validator.
    private struct Known: Sendable {
        var member: NodeMember
        var endpoint: PeerEndpoint?
        var pause = Duration.milliseconds(100)
        var askAgain = ContinuousClock.now
    }

    /// Goes on until the task is cancelled.
    package func run() async {
        var known: [PeerID: Known] = [:]
        while !Task.isCancelled {
            var changed = follow(&known)
            let answers = await ask(due(known))
            let now = ContinuousClock.now
            for (id, endpoint) in answers {
                guard var entry = known[id] else { continue }
                if let endpoint, endpoint != entry.endpoint {
                    entry.endpoint = endpoint
                    changed = true
                }
                entry.askAgain = now + entry.pause
                entry.pause = min(entry.pause * 2, Self.longestPause)
                known[id] = entry
            }
            if changed {
                peers.update(
                    peers: known.map { id, entry in
                        PermittedPeer(id: id, pin: entry.member.tlsPin, endpoint: entry.endpoint)
                    })
            }
            guard (try? await Task.sleep(for: Self.pace)) != nil else { return }
        }
    }

    /// Takes over who is on chain.
    private func follow(_ known: inout [PeerID: Known]) -> Bool {
        guard let all = self.members() else { return false }
        var members: [PeerID: NodeMember] = [:]
        for member in all {
            guard let id = member.peer, id != peers.me else { continue }
            members[id] = member
        }
        var changed = false
        for id in known.keys where members[id] == nil {
            known[id] = nil
            changed = true
        }
        for (id, member) in members where known[id]?.member != member {
            known[id] = Known(member: member)
            changed = true
        }
        let reachable = peers.reachable
        for id in known.keys where reachable.contains(id) { known[id]?.pause = .milliseconds(100) }
        return changed
    }

    private func due(_ known: [PeerID: Known]) -> [NodeMember] {
        let now = ContinuousClock.now
        let reachable = peers.reachable
        return known.filter { !reachable.contains($0) && $1.askAgain <= now }.map(\.value.member)
    }

    private func ask(_ members: [NodeMember]) async -> [(PeerID, PeerEndpoint?)] {
        await withTaskGroup(of: (PeerID, PeerEndpoint?)?.self) { group in
            for member in members {
                group.addTask {
                    guard let id = member.peer else { return nil }
                    return (id, await ask(member, id))
                }
            }
            return await group.reduce(into: []) { if let answer = $1 { $0.append(answer) } }
        }
    }

    private func ask(_ member: NodeMember, _ id: PeerID) async -> PeerEndpoint? {
        var generator = SystemRandomNumberGenerator()
        let nonce = Bytes32(words: generator.next(), generator.next(), generator.next(), generator.next())
        let scheme = member.publicAddress.hasSuffix(":443") ? "https" : scheme
        do {
            let request = try HTTPRequest(
                url: "\(scheme)://\(member.publicAddress)/connect/\(nonce.hex)",
                deadline: .timeout(.seconds(2)), responseBodyLimit: 16 << 10)
            let response = try await transport.send(request)
            guard response.status == 200 else { return nil }
            let peer = try SignedPeerGreeting(JSON(parsing: response.body)).verify(
                nonce: nonce, network: network, node: id, pin: member.tlsPin
            ) { digest, signature in
                guard let signature = try? Signature(recoverable: signature),
                    let key = try? signature.recover(digest)
                else { return nil }
                return PeerID(Address(key).bytes)
            }
            return peer.endpoint
        } catch {
            logger.debug(
                "A validator does not say where its peers connect to",
                metadata: ["node": "\(id)", "at": "\(member.publicAddress)", "error": "\(error)"])
            return nil
        }
    }
}
