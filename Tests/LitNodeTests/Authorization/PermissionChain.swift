import DevChain
import Ethereum
import EthereumRPC
import HTTPTransport
import KeyService
import LitContracts
import LitNode
import Logging
import PeerTransport
import Primitives
import Secp256k1
import Synchronization

/// A development chain in this process with the contracts and root keys of a network, and what its node was
/// asked.
final class PermissionChain: NetworkView {
    private let chain: Chain
    let contracts: LitContracts
    let accounts: [EthereumAccount]
    /// The keys of the accounts; those from 1 to 3 are the validators'.
    let keys: [PrivateKey]
    private let link: Link
    private let known = Mutex<NetworkState?>(nil)

    /// The wire to the chain, which can be cut, and counts the calls.
    private final class Link: Sendable {
        let isCut = Mutex(false)
        let calls = Mutex(0)
    }

    private struct Cut: Error {}

    private static let numbers = Mutex(0)

    static func run<Result: Sendable>(_ body: (PermissionChain) async throws -> Result) async throws -> Result
    {
        let chain = try await PermissionChain()
        do {
            let result = try await body(chain)
            await chain.chain.close()
            return result
        } catch {
            await chain.chain.close()
            throw error
        }
    }

    private init() async throws {
        let funded = try DevAccount.derived(count: 6)
        let chain = try await Chain.open(
            ChainConfiguration(accounts: funded), store: SQLiteStore.temporary(),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
        let link = Link()
        let provider = try Self.provider(
            ChainRPC(chain: chain, accounts: funded, clientVersion: "test"), link)
        let accounts = funded.compactMap(\.privateKey).map { key in
            EthereumAccount(signer: EthereumWallet(privateKey: key), provider: provider)
        }
        let owner = accounts[0]
        let deployed = try await ContractDeployer(payer: owner).deploy(
            DeploymentSettings(owner: owner.address))
        let contracts = LitContracts(deployed.layout, account: owner)
        try await Self.beginEpoch(contracts, Array(accounts[1...3]))
        keys = funded.compactMap(\.privateKey)
        (self.chain, self.contracts, self.accounts, self.link) = (chain, contracts, accounts, link)
        try await learn()
    }

    /// Three validators join, begin an epoch, and vote for two root keys.
    private static func beginEpoch(_ contracts: LitContracts, _ validators: [EthereumAccount]) async throws {
        let stake = try await contracts.stakingBalances.minimumStake()
        for (number, validator) in validators.enumerated() {
            let mine = contracts.connected(to: validator)
            _ = try await contracts.litToken.mint(to: validator.address, amount: stake).receipt()
            _ = try await mine.litToken.approve(contracts.stakingBalances.address, amount: stake).receipt()
            _ = try await mine.staking.stakeAndJoin(
                amount: stake, ip: 0x7f00_0001, port: UInt32(7000 + number), nodeAddress: validator.address,
                senderPublicKey: UInt256(number + 1), receiverPublicKey: UInt256(number + 100)
            ).receipt()
        }
        _ = try await contracts.staking.lockValidatorsForNextEpoch().receipt()
        for validator in validators {
            _ = try await contracts.connected(to: validator).staking.signalReadyForNextEpoch(epoch: .one)
                .receipt()
        }
        _ = try await contracts.staking.advanceEpoch().receipt()
        let keys = try (1...2).map { try PrivateKey(Array(repeating: UInt8($0), count: 32)).publicKey }
        let roots =
            [RootKey(publicKey: [UInt8](repeating: 0x97, count: 48), keyType: .bls12381)]
            + keys.map { RootKey(publicKey: $0.compressed, keyType: .secp256k1) }
        for validator in validators {
            _ = try await contracts.connected(to: validator).pubkeyRouter.voteForRootKeys(
                stakingContract: contracts.staking.address, rootKeys: roots
            ).receipt()
        }
    }

    private static func provider(_ rpc: ChainRPC, _ link: Link) throws -> EthereumProvider {
        let transport = InMemoryTransport { request in
            guard !link.isCut.withLock({ $0 }) else { throw Cut() }
            let body = try JSON(parsing: request.body)
            let method = body["method"]?.string ?? ""
            if method == "eth_call" { link.calls.withLock { $0 += 1 } }
            var answer = JSON.Object()
            answer["jsonrpc"] = "2.0"
            answer["id"] = body["id"]
            do {
                answer["result"] = try await rpc.call(method, body["params"]?.array ?? [], connection: nil)
            } catch let error as RPCError {
                var object = JSON.Object()
                object["code"] = .number(JSON.Number(error.code))
                object["message"] = .string(error.message)
                object["data"] = error.data
                answer["error"] = .object(object)
            }
            return .init(
                status: 200, headers: ["Content-Type": "application/json"], body: JSON.object(answer).utf8)
        }
        var configuration = EthereumProvider.Configuration()
        configuration.retries = .never
        configuration.pollingInterval = .milliseconds(1)...(.milliseconds(20))
        let number = numbers.withLock { number in
            number += 1
            return number
        }
        return try EthereumProvider(
            url: "http://permissions-\(number).test", transport: transport, configuration: configuration)
    }

    /// How many calls the chain was asked.
    var calls: Int { link.calls.withLock { $0 } }

    /// Cuts the wire, or mends it.
    func cut(_ isCut: Bool) { link.isCut.withLock { $0 = isCut } }

    var state: NetworkState? { known.withLock { $0 } }

    func states() -> AsyncStream<NetworkState> { AsyncStream { $0.finish() } }

    /// The newest block becomes known.
    func learn() async throws {
        guard let block = try await contracts.provider.block(.latest), let hash = block.hash else { return }
        let epoch = EpochState(number: 2, members: [], threshold: 2)
        let state = NetworkState(
            chainID: 31337, contracts: contracts, staking: .active, epoch: epoch,
            latestBlock: (hash, block.timestamp))
        known.withLock { $0 = state }
    }
}
