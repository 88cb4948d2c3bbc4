import Ethereum
import EthereumRPC
import LitContracts
import Primitives
import Secp256k1
import ThresholdBLS

/// Accounts that take the steps of nodes on the chain, and root keys that one machine has made by itself.
struct StandIns: Sendable {
    /// As they are voted for.
    let rootKeys: [RootKey]
    /// Those of them from which keys of PKPs derive, in order.
    let secp256k1Keys: [PublicKey]
    private let secrets: RootShares
    private let accounts: [EthereumAccount]

    init(_ accounts: [EthereumAccount]) throws {
        var generator = SystemRandomNumberGenerator()
        let bls = try BLSDealer(BLSThreshold(members: accounts.count), using: &generator)
        let keys = (0..<3).map { _ in PrivateKey.generate() }
        self.accounts = accounts
        secp256k1Keys = keys.map(\.publicKey)
        secrets = try RootShares(keys.map(\.secret))
        rootKeys =
            [RootKey(publicKey: bls.commitments.publicKey.bytes, keyType: .bls12381)]
            + secp256k1Keys.map { RootKey(publicKey: $0.compressed, keyType: .secp256k1) }
    }

    /// The private key that derives from the root keys: what no one node of a network ever has.
    func derivedKey(_ id: DerivedKeyID) throws -> PrivateKey { try secrets.derive(id) }

    /// Stakes, joins, becomes the validators of the next epoch, and votes for the root keys.
    func serve(_ contracts: LitContracts) async throws {
        let stake = try await contracts.stakingBalances.minimumStake()
        try await each { number, account in
            // The administrator gives what is to be staked; validators of a network bring it.
            _ = try await contracts.litToken.mint(to: account.address, amount: stake).receipt()
            let mine = contracts.connected(to: account)
            _ = try await mine.litToken.approve(mine.stakingBalances.address, amount: stake).receipt()
            _ = try await mine.staking.stakeAndJoin(
                amount: stake, ip: 0x7f00_0001, port: UInt32(7470 + number), nodeAddress: account.address,
                senderPublicKey: UInt256(Keccak256.hash("sender \(number)".utf8)),
                receiverPublicKey: UInt256(Keccak256.hash("receiver \(number)".utf8))
            ).receipt()
        }
        _ = try await contracts.staking.lockValidatorsForNextEpoch().receipt()
        let epoch = try await contracts.staking.epoch().number
        // One after the other: whoever comes last pays for what all have agreed on, and estimates it only then.
        for account in accounts {
            _ = try await contracts.connected(to: account).staking.signalReadyForNextEpoch(epoch: epoch)
                .receipt()
        }
        _ = try await contracts.staking.advanceEpoch().receipt()
        for account in accounts {
            _ = try await contracts.connected(to: account).pubkeyRouter.voteForRootKeys(
                stakingContract: contracts.staking.address, rootKeys: rootKeys
            ).receipt()
        }
    }

    private func each(_ body: @escaping @Sendable (Int, EthereumAccount) async throws -> Void) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (number, account) in accounts.enumerated() {
                group.addTask { try await body(number, account) }
            }
            try await group.waitForAll()
        }
    }
}
