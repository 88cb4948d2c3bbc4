import DevChain
import Ethereum
import EthereumRPC
import LitContracts
import Primitives

/// What must be on the chain before nodes can join: contracts, settings, stakes.
///
/// On an empty chain all of it goes into one block, so that no block waits for another one's sync and the chain's time
/// does not run ahead by a second for each transaction. The transactions are those of ``ContractDeployer``, and its
/// check decides afterwards whether everything is in place; where it is not, it goes on from what it finds.
struct Groundwork: Sendable {
    let chain: LocalChain
    let stakers: [Address]
    /// How long epochs are, in seconds.
    let epochLength: UInt64

    /// As many as ``Staking`` asks for at first.
    static let usualMinimum = 3
    /// Covers the creation of all contracts; for one block only.
    private static let blockGas: UInt64 = 400_000_000
    private static let stepGas: UInt64 = 300_000
    /// Twice the base fee of the first block, and no tip.
    private static let fees = Transaction.Fees.dynamic(
        maxFeePerGas: 2_000_000_000, maxPriorityFeePerGas: 0)

    /// Does what is missing.
    func lay() async throws {
        if chain.chain.head.block.header.number == 0 { try await layAtOnce() }
        if chain.chain.head.block.header.number == 1 { try await useUsualSettings() }
        var deployer = ContractDeployer(payer: chain.owner)
        deployer.confirmations = 1
        let result = try await deployer.deploy(chain.layout.settings)
        guard result.remaining.isEmpty else {
            throw LocalNetworkError(
                .chain,
                "The contracts are not the supervisor's own: "
                    + result.remaining.map(\.description).joined(separator: ", ")
                    + " remain. Choose another folder with --state.")
        }
        try await stakeWhatIsMissing()
    }

    /// Lets the first epoch begin only when all nodes have joined.
    func requireAll() async throws {
        guard stakers.count > Self.usualMinimum else { return }
        try await setMinimum(stakers.count)
    }

    /// After the first epoch: nodes may leave, as anywhere.
    func requireUsual() async throws {
        guard stakers.count > Self.usualMinimum else { return }
        try await setMinimum(Self.usualMinimum)
    }

    private func setMinimum(_ count: Int) async throws {
        let staking = chain.contracts.staking
        var config = try await staking.config()
        guard config.minimumValidatorCount != UInt256(count) else { return }
        config.minimumValidatorCount = UInt256(count)
        _ = try await staking.setConfig(config).receipt()
    }

    private func layAtOnce() async throws {
        let owner = chain.owner.address
        let plan = try DeploymentPlan(
            chain.layout, found: DeploymentObservation(factoryCode: Create2Factory.runtimeCode),
            signers: [owner])
        // Twice the bound: what a transaction does not use, it does not pay, and a factory keeps a part (EIP-150).
        var calls = (plan.ready + plan.later).map { ($0.to, $0.data, 2 * $0.gas) }
        // As the contract begins: a test compares.
        let stake = LocalChain.ether
        let (token, staking) = (chain.layout[.litToken], chain.layout[.staking])
        let total = stake * UInt256(stakers.count)
        calls += try [
            (token, call(LITToken.abi, "mint", owner, total), Self.stepGas),
            (token, call(LITToken.abi, "approve", chain.layout[.stakingBalances], total), Self.stepGas),
            (staking, call(Staking.abi, "setEpochLength", UInt256(epochLength)), Self.stepGas),
        ]
        for staker in stakers {
            calls.append(
                (staking, try call(Staking.abi, "adminStakeForValidator", staker, stake), Self.stepGas))
        }

        let devChain = chain.chain
        // What an interrupted start may have left.
        try await devChain.update(.dropAll)
        try await devChain.update(.automine(false))
        try await devChain.update(.gasLimit(Self.blockGas))
        guard let wallet = chain.accounts.first else { return }
        let chainID = devChain.configuration.chainID
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (nonce, (to, data, gas)) in calls.enumerated() {
                group.addTask {
                    let transaction = Transaction(
                        chainID: chainID, nonce: UInt64(nonce), gasLimit: gas, to: to, data: data,
                        fees: Self.fees)
                    try await devChain.submit(
                        ChainTransaction(SignedTransaction(transaction, signedWith: wallet.privateKey)))
                }
            }
            try await group.waitForAll()
        }
        try await devChain.mine()
    }

    private func useUsualSettings() async throws {
        try await chain.chain.update(.gasLimit(ChainConfiguration().gasLimit))
        try await chain.chain.update(.automine(true))
    }

    private func call(
        _ abi: ContractABI, _ name: String, _ arguments: any ABIEncodable...
    ) throws -> [UInt8] {
        try abi.function(name).encodeCall(arguments.map(\.abiValue))
    }

    private func stakeWhatIsMissing() async throws {
        let contracts = chain.contracts
        var missing: [Address] = []
        for staker in stakers where try await contracts.stakingBalances.balance(of: staker).isZero {
            missing.append(staker)
        }
        guard !missing.isEmpty else { return }
        let stake = try await contracts.stakingBalances.minimumStake()
        let total = stake * UInt256(missing.count)
        _ = try await contracts.litToken.mint(to: chain.owner.address, amount: total).receipt()
        _ = try await contracts.litToken.approve(contracts.stakingBalances.address, amount: total).receipt()
        for staker in missing {
            _ = try await contracts.staking.adminStake(for: staker, amount: stake).receipt()
        }
    }
}
