package import Ethereum
package import EthereumRPC
import KeyService
package import LitContracts
package import Logging
import Primitives
import Synchronization

/// Follows the chain of a network and tells what is on it.
///
/// A poll that finds the block of the last one is one request; a new block costs one more, which reads everything
/// in the state of that block. What is known stays known while the chain cannot be read: ``health`` says since
/// when. Nobody who reads here ever waits.
package final class NetworkWatcher: NetworkView {
    /// By which contract the others are found.
    package enum Anchor: Hashable, Sendable {
        /// As nodes of the protocol are told: the staking contract, which knows its resolver.
        case staking(Address)
        case resolver(Address)
    }

    /// What is followed, and how closely.
    package struct Configuration: Sendable {
        package var anchor: Anchor
        /// Which of the resolver's sets of contracts.
        package var environment = LitEnvironment.dev
        /// The id that the chain must have; nil takes that of the first answer.
        package var chainID: UInt64?
        /// Whose signals are read, of which ``StakingSnapshot/hasSignalled`` tells.
        package var staker: Address?
        /// From poll to poll.
        package var interval = Duration.seconds(1)
        /// From poll to poll while an epoch changes or keys are missing.
        package var eagerInterval = Duration.milliseconds(50)

        package init(anchor: Anchor) { self.anchor = anchor }
    }

    private struct State {
        var reader: NetworkReader?
        var chainID: UInt64?
        var snapshot: StakingSnapshot?
        var previous: EpochState?
        var health = ChainHealth()
        /// Polls are numbered as they begin: one that is overtaken is dropped.
        var begun: UInt64 = 0
        var applied: UInt64 = 0
        var seen = SeenBlocks()
    }

    package let configuration: Configuration
    package let provider: EthereumProvider
    private let logger: Logger
    private let watched = Mutex(State())
    private let networkStates = Broadcast<NetworkState>()
    private let snapshotStates = Broadcast<StakingSnapshot>()

    package init(_ configuration: Configuration, provider: EthereumProvider, logger: Logger) {
        self.configuration = configuration
        self.provider = provider
        self.logger = logger
    }

    package var state: NetworkState? { networkStates.current }
    package func states() -> AsyncStream<NetworkState> { networkStates.follow() }

    /// All that was read last; nil before the chain was read.
    package var snapshot: StakingSnapshot? { snapshotStates.current }
    /// The present one and all that come, one for each block that a poll finds.
    package func snapshots() -> AsyncStream<StakingSnapshot> { snapshotStates.follow() }

    package var health: ChainHealth { watched.withLock { $0.health } }
    /// The newest blocks that were seen.
    package var seenBlocks: SeenBlocks { watched.withLock { $0.seen } }

    /// Polls until the task is cancelled.
    package func run() async {
        while !Task.isCancelled {
            await refresh()
            do { try await provider.configuration.runtime.sleep(pause) } catch { return }
        }
    }

    /// Polls once, now. Polls may overlap; what an earlier one finds never replaces what a later one found.
    package func refresh() async {
        let ticket = watched.withLock { state in
            state.begun += 1
            return state.begun
        }
        do throws(EthereumRPCError) {
            try await poll(ticket)
        } catch {
            guard !Task.isCancelled else { return }
            failed(error)
        }
    }

    private var pause: Duration {
        let (health, snapshot) = watched.withLock { ($0.health, $0.snapshot) }
        let usual =
            snapshot.map { $0.isSettled ? configuration.interval : configuration.eagerInterval }
            ?? configuration.eagerInterval
        guard health.failures > 0 else { return usual }
        let patient = configuration.eagerInterval * (1 << min(health.failures, 10))
        return max(usual, min(patient, max(configuration.interval, .seconds(5))))
    }
}

// MARK: Reading

extension NetworkWatcher {
    private func poll(_ ticket: UInt64) async throws(EthereumRPCError) {
        let reader = try await self.reader()
        var attempts = 1
        while true {
            guard let block = try await provider.block(.latest), let hash = block.hash else {
                throw EthereumRPCError(
                    .malformedResponse, "the node has no newest block",
                    context: .init(method: "eth_getBlockByNumber", node: provider.nodeName))
            }
            let mark = BlockMark(number: block.number, hash: hash, time: block.timestamp)
            if watched.withLock({ $0.snapshot?.block == mark }) {
                recovered()
                return
            }
            do throws(EthereumRPCError) {
                apply(try await reader.snapshot(at: mark), of: reader, ticket)
                return
            } catch {
                // The block may be undone between the two requests.
                guard error.code == .blockNotFound, attempts < 3 else { throw error }
                attempts += 1
            }
        }
    }

    private func reader() async throws(EthereumRPCError) -> NetworkReader {
        if let reader = watched.withLock({ $0.reader }) { return reader }
        let id = try await provider.refreshChainID()
        let expected = configuration.chainID ?? watched.withLock { $0.chainID } ?? id
        guard id == expected else {
            throw EthereumRPCError(
                .wrongChain, "the node is of chain \(id), and this network is on chain \(expected)",
                context: .init(method: "eth_chainId", node: provider.nodeName))
        }
        let contracts = try await NetworkReader.contracts(
            at: configuration.anchor, in: configuration.environment, provider: provider)
        let reader = NetworkReader(contracts: contracts, staker: configuration.staker)
        watched.withLock { state in
            state.reader = reader
            state.chainID = id
        }
        return reader
    }

    private func apply(_ snapshot: StakingSnapshot, of reader: NetworkReader, _ ticket: UInt64) {
        recovered()
        // Sent under the lock, so that what is sent last is what was found last.
        let complaint: (old: String?, new: String?) = watched.withLock { state in
            let old = state.health.complaint
            guard ticket > state.applied, let chainID = state.chainID else { return (old, old) }
            state.applied = ticket
            if let last = state.snapshot, last.epoch.number != snapshot.epoch.number {
                let follows = last.epoch.number < .max && last.epoch.number + 1 == snapshot.epoch.number
                state.previous = follows && !last.current.isEmpty ? last.currentEpoch : nil
            }
            state.snapshot = snapshot
            state.seen.add(snapshot.block)
            state.health.complaint = Self.complaint(about: snapshot)
            snapshotStates.send(snapshot)
            networkStates.send(
                NetworkState(
                    chainID: chainID, contracts: reader.contracts, staking: snapshot.state,
                    epoch: snapshot.currentEpoch, previous: state.previous, rootKeys: snapshot.keys,
                    latestBlock: (snapshot.block.hash, snapshot.block.time)))
            return (old, state.health.complaint)
        }
        if complaint.new != complaint.old, let text = complaint.new { logger.error("\(text)") }
    }

    /// What is wrong with what the contracts say.
    private static func complaint(about snapshot: StakingSnapshot) -> String? {
        let epoch = snapshot.currentEpoch
        if epoch.members.count > 2, snapshot.consensus != UInt64(epoch.threshold) {
            return
                "the staking contract counts \(snapshot.consensus) of \(epoch.members.count) validators as "
                + "consensus, where the keys need \(epoch.threshold): clients will wait for the wrong number of "
                + "answers; check which contract is deployed"
        }
        if snapshot.keys == nil, !snapshot.rootKeys.isEmpty {
            return
                "the root keys on chain are not one BLS key and keys on secp256k1: nothing can be signed; the "
                + "validators voted for something else"
        }
        return nil
    }

    private func recovered() {
        let (now, since) = (provider.configuration.runtime.now(), health.failingSince)
        watched.withLock { $0.health.read(at: now) }
        guard let since else { return }
        logger.notice("the chain can be read again after \(now - since)")
    }

    private func failed(_ error: EthereumRPCError) {
        let now = provider.configuration.runtime.now()
        let isFirst = watched.withLock { state in
            state.health.failed(at: now, "\(error)")
            // Other contracts, or another chain, may be there by now.
            if error.code == .abiMismatch || error.code == .reverted || error.code == .wrongChain {
                state.reader = nil
            }
            return state.health.failures == 1
        }
        if isFirst { logger.warning("the chain cannot be read: \(error)") }
    }
}
