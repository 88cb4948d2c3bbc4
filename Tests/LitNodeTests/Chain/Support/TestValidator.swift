import Ethereum
import EthereumRPC
import KeyService
import LitContracts
import LitNode
import Logging
import PeerTransport
import Primitives
import Synchronization

/// Counts, from any task.
final class Counter: Sendable {
    private let count = Mutex(0)

    var value: Int { count.withLock { $0 } }

    func next() -> Int {
        count.withLock { count in
            count += 1
            return count
        }
    }
}

/// A validator that may be killed and started again; only its wallet and what the ceremony stores survive.
final class TestValidator: Sendable {
    private struct Life {
        var driver: EpochDriver
        var watcher: NetworkWatcher
        var task: Task<Void, Never>
    }

    let wallet: EthereumWallet
    private let chain: ContractChain
    private let ceremony: KeyCeremony
    private let number: Int
    private let adjust: @Sendable (inout EpochDriver.Configuration) -> Void
    private let life = Mutex<Life?>(nil)
    private let served = Mutex<[KeyEpoch]>([])
    private let happened = Mutex(0)
    private let victim = Mutex<Int?>(nil)
    private let dead = Mutex(false)

    /// - Parameter number: of the account, from 1 on.
    init(
        _ number: Int, of chain: ContractChain, _ ceremony: KeyCeremony,
        adjust: @escaping @Sendable (inout EpochDriver.Configuration) -> Void = { _ in }
    ) {
        self.number = number
        self.chain = chain
        self.ceremony = ceremony
        self.adjust = adjust
        wallet = chain.wallets[number]
    }

    var address: Address { wallet.address }
    var status: EpochStatus? { life.withLock { $0?.driver.status } }
    var snapshot: StakingSnapshot? { life.withLock { $0?.watcher.snapshot } }
    /// In which epochs it has begun to serve, in all of its lives.
    var epochs: [KeyEpoch] { served.withLock { $0 } }
    /// How many things have happened that a crash may come between.
    var events: Int { happened.withLock { $0 } }

    /// Whether it has died as ``die(at:)`` said.
    var hasDied: Bool { dead.withLock { $0 } }

    /// Whether it lives again.
    var isRestarted: Bool { hasDied && victim.withLock { $0 == nil } }

    /// It is killed when so many things have happened, in this life or an earlier one.
    func die(at event: Int?) { victim.withLock { $0 = event } }

    var record: Validator {
        Validator(
            ip: 0x7f00_0001, port: UInt32(7000 + number), nodeAddress: wallet.address,
            senderPublicKey: UInt256(1000 + number), receiverPublicKey: UInt256(2000 + number))
    }

    func start(joins: Bool = true, interceptor: ContractChain.Interceptor? = nil) throws {
        let provider = try chain.provider { [self] method, params in
            if let answer = try await interceptor?(method, params) { return answer }
            if method == "eth_sendRawTransaction" { try await event() }
            return nil
        }
        let watcher = try chain.watcher(staker: address, provider: provider)
        var configuration = EpochDriver.Configuration(staker: address, record: joins ? record : nil)
        configuration.patience = Patience(
            first: .milliseconds(5), longest: .milliseconds(200), settling: .milliseconds(200))
        adjust(&configuration)
        let account = EthereumAccount(signer: wallet, provider: provider)
        let driver = EpochDriver(
            configuration, watcher: watcher, accounts: EpochAccounts(node: account, staker: account),
            duties: duties, logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        // Under the lock, so that it cannot die before it is known to live.
        life.withLock { life in
            let task = Task {
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await watcher.run() }
                    group.addTask { await driver.run() }
                }
            }
            life = Life(driver: driver, watcher: watcher, task: task)
        }
    }

    func kill() async {
        let task = life.withLock { life in
            defer { life = nil }
            return life?.task
        }
        task?.cancel()
        await task?.value
    }

    private var duties: EpochDuties {
        let peer = PeerID(address.bytes)
        return EpochDuties(
            generateRootKeys: { [self] epoch, run in
                try await event()
                guard let peer else { throw CancellationError() }
                let keys = try await ceremony.generate(by: peer, in: epoch, run: run)
                try await event()
                return keys
            },
            storedRootKeys: { [self] epoch in
                try await event()
                return peer.flatMap { ceremony.stored(by: $0, in: epoch) }
            },
            reshare: { [self] from, to, _ in
                try await event()
                guard let peer else { throw CancellationError() }
                try ceremony.reshare(by: peer, from: from, to: to)
            },
            serve: { [self] epoch, _ in
                try await event()
                served.withLock { $0.append(epoch) }
            })
    }

    /// Dies here, if it is to: nothing of what follows comes about.
    private func event() async throws {
        let count = happened.withLock { count in
            count += 1
            return count
        }
        guard victim.withLock({ $0 == count }) else { return }
        life.withLock { $0?.task.cancel() }
        dead.withLock { $0 = true }
        throw CancellationError()
    }
}
