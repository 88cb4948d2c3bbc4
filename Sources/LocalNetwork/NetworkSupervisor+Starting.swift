import DevChain
import Ethereum
import EthereumRPC
import LitContracts
import Primitives
import Synchronization

extension NetworkSupervisor {
    /// Brings the chain to where nodes can join.
    func lay(
        _ network: Network, _ chain: LocalChain, _ report: @Sendable (NetworkEvent) -> Void
    ) async throws {
        let groundwork = groundwork(network, chain)
        try await groundwork.lay()
        let staking = chain.contracts.staking
        let isNew = try await staking.epoch().number == UInt256(1)
        if isNew { try await groundwork.requireAll() }
        try await Faucet(chain, wallet: network.record.faucet).fill()
        try await moveNodes(network, chain)
        let record = DeploymentRecord(chain.layout, chainID: chain.chain.settings.chainID)
        try PrivateFile.write(record.text, to: directory.contracts)
    }

    /// Returns when a signature is possible.
    func waitUntilReady(
        _ network: Network, _ chain: LocalChain, _ report: @Sendable (NetworkEvent) -> Void
    ) async throws {
        let begin = ContinuousClock.now
        let probe = ReadinessProbe(transport: network.transport)
        let keepers = state.withLock(\.keepers)
        var told: [String] = []
        var waiting = keepers
        while true {
            try Task.checkCancellation()
            let answers = await ask(waiting, probe, network)
            let reasons = answers.compactMap { keeper, answer in
                answer.reason.map { "node \(keeper.number): \($0)" }
            }
            waiting = answers.filter { !$0.1.isReady }.map(\.0)
            if waiting.isEmpty {
                guard let reason = try await obstacle(chain) else { break }
                waiting = keepers
                try await wait(for: [reason], &told, since: begin, report)
            } else {
                try await wait(for: reasons, &told, since: begin, report)
            }
        }
        mark("ready", report)
        try await groundwork(network, chain).requireUsual()
        state.withLock { $0.isReady = true }
        if let status = await status() { report(.ready(status)) }
    }

    private static let patience = Duration.seconds(4)

    private func wait(
        for reasons: [String], _ told: inout [String], since begin: ContinuousClock.Instant,
        _ report: @Sendable (NetworkEvent) -> Void
    ) async throws {
        let waited = ContinuousClock.now - begin
        // A start of the usual length needs no explanation.
        if waited > Self.patience, reasons != told {
            report(.waiting(reasons))
            told = reasons
        }
        guard waited < configuration.readyTimeout else {
            throw LocalNetworkError(
                .notReady,
                "The network is not ready after \(configuration.readyTimeout.components.seconds) s. It waits for "
                    + reasons.joined(separator: "; ")
                    + ". What the nodes say: lit logs --state \(directory.path)")
        }
        try await Task.sleep(for: .milliseconds(15))
    }

    /// What of the chain's side is missing for a signature; nil if nothing is.
    private func obstacle(_ chain: LocalChain) async throws -> String? {
        guard !configuration.trustsNodes else { return nil }
        let contracts = chain.contracts
        let epoch = try await contracts.staking.epoch().number
        guard epoch > UInt256(1) else { return "the first epoch has not begun" }
        let keys = try await contracts.pubkeyRouter.rootKeys(of: contracts.staking.address)
        return keys.isEmpty ? "the root keys are not on the chain" : nil
    }

    private func groundwork(_ network: Network, _ chain: LocalChain) -> Groundwork {
        Groundwork(
            chain: chain, stakers: network.record.nodes.map(\.wallet.address),
            epochLength: configuration.epochLength)
    }

    /// Registers nodes anew whose address has changed since they joined.
    private func moveNodes(_ network: Network, _ chain: LocalChain) async throws {
        guard let ip = configuration.ipv4 else { return }
        let contracts = chain.contracts
        for node in network.record.nodes {
            let entry = try await contracts.staking.validator(of: node.wallet.address)
            guard entry.nodeAddress != .zero, entry.ip != ip || entry.port != UInt32(node.port) else {
                continue
            }
            let account = EthereumAccount(signer: node.wallet, provider: chain.provider)
            _ = try await contracts.connected(to: account).staking.updateNode(
                ip: ip, ipv6: entry.ipv6, port: UInt32(node.port), nodeAddress: entry.nodeAddress,
                senderPublicKey: entry.senderPublicKey, receiverPublicKey: entry.receiverPublicKey
            ).receipt()
        }
    }

    func ask(
        _ keepers: [NodeKeeper], _ probe: ReadinessProbe, _ network: Network
    ) async -> [(NodeKeeper, ReadinessProbe.Answer)] {
        await withTaskGroup(of: (NodeKeeper, ReadinessProbe.Answer).self) { group in
            for keeper in keepers {
                let url = url(keeper, network)
                group.addTask { (keeper, await probe.ask(url)) }
            }
            var answers: [(NodeKeeper, ReadinessProbe.Answer)] = []
            for await answer in group { answers.append(answer) }
            return answers.sorted { $0.0.number < $1.0.number }
        }
    }
}
