import Ethereum
import EthereumRPC
import LitContracts
import Primitives
import Secp256k1
import ThresholdBLS

/// A deployed set whose three validators have begun an epoch and agreed on root keys.
struct LiveNetwork: Sendable {
    let contracts: LitContracts
    let administrator: EthereumAccount
    let validators: [EthereumAccount]
    let roots: RootKeys

    init(_ chain: TestChain) async throws {
        let provider = try chain.provider
        let administrator = try chain.account(0, provider: provider)
        let result = try await ContractDeployer(payer: administrator).deploy(
            DeploymentSettings(owner: administrator.address))
        let contracts = LitContracts(result.layout, account: administrator)
        let validators = try (1...3).map { try chain.account($0, provider: provider) }
        let keys = (1...3).compactMap { number in
            try? PrivateKey(Secret(copying: Keccak256.hash([UInt8(number)]).bytes))
        }
        let roots = try RootKeys(keys.map(\.publicKey))
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
            _ = try await contracts.connected(to: validator).staking.signalReadyForNextEpoch(
                epoch: UInt256(1)
            ).receipt()
        }
        _ = try await contracts.staking.advanceEpoch().receipt()
        let rootKeys =
            [RootKey(publicKey: [UInt8](repeating: 0x97, count: 48), keyType: .bls12381)]
            + roots.keys.map { RootKey(publicKey: $0.compressed, keyType: .secp256k1) }
        for validator in validators {
            _ = try await contracts.connected(to: validator).pubkeyRouter.voteForRootKeys(
                stakingContract: contracts.staking.address, rootKeys: rootKeys
            ).receipt()
        }
        (self.contracts, self.administrator, self.validators, self.roots) = (
            contracts, administrator, validators, roots
        )
    }
}
