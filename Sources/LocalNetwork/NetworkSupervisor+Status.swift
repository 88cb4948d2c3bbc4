import DevChain
import Ethereum
import EthereumRPC
import Foundation
import LitContracts
import Primitives
import Synchronization

extension NetworkSupervisor {
    /// The network as it is now; nil before its servers listen.
    public func status() async -> NetworkStatus? {
        let (network, chain, keepers, wasReady, times) = state.withLock {
            ($0.network, $0.chain, $0.keepers, $0.isReady, $0.times)
        }
        guard let network else { return nil }
        let answers = await ask(keepers, ReadinessProbe(transport: network.transport), network)
        let nodes = answers.map { keeper, answer in
            NetworkStatus.Node(
                number: keeper.number, url: url(keeper, network),
                address: network.record.nodes[keeper.number - 1].wallet.address, isReady: answer.isReady,
                reason: answer.reason, pid: keeper.pid, restarts: keeper.restarts, log: keeper.directory.log)
        }
        let count = network.record.nodes.count
        let threshold = max(2, count * 2 / 3)
        let readyCount = nodes.count { $0.isReady }
        let state: NetworkStatus.State =
            !wasReady
            ? .starting : readyCount == count ? .ready : readyCount >= threshold ? .impaired : .degraded
        let chainID = chain?.chain.settings.chainID ?? ChainConfiguration().chainID
        return NetworkStatus(
            state: state, directory: directory.path, pid: getpid(), version: configuration.version,
            rpcURL: network.rpcURL, chainID: chainID,
            blockNumber: chain?.chain.head.block.header.number ?? 0,
            deployment: DeploymentRecord(network.genesis.layout, chainID: chainID),
            epoch: await epoch(chain), threshold: threshold, nodes: nodes, accounts: network.genesis.wallets,
            mnemonic: DevAccount.publicMnemonic, supervisorURL: network.supervisorURL, startup: times)
    }

    private func epoch(_ chain: LocalChain?) async -> UInt64 {
        let number = try? await chain?.contracts.staking.epoch().number
        return number.flatMap { UInt64(exactly: $0) } ?? 0
    }
}
