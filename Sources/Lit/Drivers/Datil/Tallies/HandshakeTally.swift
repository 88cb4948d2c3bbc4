internal import LitProtocol
internal import Primitives
internal import Secp256k1
internal import ThresholdBLS

/// What nodes say of the network when hands are shaken: enough of them have to say the same.
struct HandshakeTally: AnswerTally {
    let needed: Int
    private var answers: [(node: Int, response: HandshakeResponse)] = []

    init(needed: Int) { self.needed = needed }

    /// What they have to agree on.
    private struct View: Hashable {
        let networkKey: String
        let rootKeys: [String]

        init(_ response: HandshakeResponse) {
            func plain(_ hex: String) -> String {
                (hex.hasPrefix("0x") ? String(hex.dropFirst(2)) : hex).lowercased()
            }
            networkKey = plain(response.subnetPublicKey)
            rootKeys = response.rootPublicKeys.map(plain)
        }
    }

    private static func isReady(_ response: HandshakeResponse) -> Bool {
        let keys = [response.subnetPublicKey, response.networkPublicKey, response.networkPublicKeySet]
        return !keys.contains(HandshakeResponse.notReady) && Set(keys).count == 1
            && !response.rootPublicKeys.isEmpty
    }

    private var ready: [(node: Int, response: HandshakeResponse)] {
        answers.filter { Self.isReady($0.response) }
    }

    mutating func take(_ value: HandshakeResponse, from node: Int) -> TallyProgress<NetworkSnapshot> {
        answers.append((node, value))
        let views = ready.map { View($0.response) }
        return views.contains { view in views.count { $0 == view } >= needed } ? .enough : .waiting
    }

    mutating func conclude(_ round: Round) throws(LitError) -> NetworkSnapshot {
        answers.sort { $0.node < $1.node }
        let notReady = answers.filter { !Self.isReady($0.response) }.map {
            LitError.NodeReport(
                node: round.url($0.node), status: 200, message: "has no keys of the network yet")
        }
        guard answers.count >= needed else { throw round.failure(needed: needed, good: answers.count) }
        guard let view = MostCommon.value(ready.map { View($0.response) }), ready.count >= needed else {
            throw round.error(
                .networkNotReady,
                "The network is not ready: only \(ready.count) of \(round.nodes.members.count) nodes have its keys; "
                    + "\(needed) have to.",
                hint: "Wait a moment and connect again.", culprits: notReady)
        }
        let agreeing = ready.filter { View($0.response) == view }
        let others = ready.filter { View($0.response) != view }.map {
            LitError.NodeReport(
                node: round.url($0.node), status: 200,
                message: "says that the network's key is \($0.response.subnetPublicKey.prefix(16))… with "
                    + "\($0.response.rootPublicKeys.count) root keys")
        }
        guard agreeing.count >= needed else {
            throw round.error(
                .nodesDisagree,
                "The nodes do not agree on the network's keys: at most \(agreeing.count) of "
                    + "\(round.nodes.members.count) say the same; \(needed) have to.",
                hint: "Do not use this network before its operators have explained this.",
                culprits: others + notReady)
        }
        let hashes = agreeing.map(\.response.latestBlockhash).filter { (try? Bytes32(hex: $0)) != nil }
        guard let blockhash = MostCommon.value(hashes) else {
            throw round.error(
                .networkNotReady, "The nodes know no block of the chain yet.",
                hint: "Wait a moment and connect again.", culprits: notReady)
        }
        guard let networkKey = try? BLSPublicKey(hex: view.networkKey) else {
            throw round.error(.invalidAnswer, "What the nodes call the network's key is none.")
        }
        var rootKeys: [PublicKey] = []
        for text in view.rootKeys {
            guard let bytes = try? Hex.decode(text), let key = try? PublicKey(bytes) else {
                throw round.error(.invalidAnswer, "What the nodes call the network's root keys are none.")
            }
            rootKeys.append(key)
        }
        return NetworkSnapshot(
            nodes: round.nodes.urls, threshold: round.nodes.threshold, epoch: round.nodes.epoch,
            networkKey: networkKey.bytes, rootKeys: rootKeys, latestBlockhash: blockhash,
            dissenters: others + notReady + round.reports)
    }
}
