public import Ethereum
public import EthereumRPC
public import LitContracts
public import Primitives

/// What the owner of new contracts does once, so that nodes can join and begin: stakes, funds, and the network's
/// settings.
///
/// ```swift
/// var setup = NetworkSetup()
/// setup.stakers = nodes.map(\.address)
/// setup.epochLength = 86_400
/// setup.minimumValidatorCount = nodes.count
/// setup.activates = true
/// try await setup.run(with: LitContracts(result.layout, account: owner))
/// ```
/// What is found as it should be is left alone, so it may be run again. Everything is sent by one account, one
/// transaction behind the other without waiting in between: n + 2 transactions for the stakes of n nodes, and one
/// for each setting.
public struct NetworkSetup: Sendable {
    /// Who is to have the minimum stake. It is made and staked by the owner, and is the staker's from then on.
    public var stakers: [Address] = []
    /// Ether that the owner sends, in wei.
    public var funds: [(recipient: Address, amount: UInt256)] = []
    /// In seconds; applies from epoch 2 on.
    public var epochLength: UInt64?
    /// After how many seconds a change of the epoch that is stuck may be given up.
    public var epochTimeout: UInt64?
    /// How many validators there must be in the next set before it can be locked.
    public var minimumValidatorCount: Int?
    /// Whether a network that is paused is made active, last of all.
    public var activates = false

    /// Nothing is to be done.
    public init() {}

    /// Does what is missing.
    ///
    /// - Parameter contracts: called by the account of their owner, who may make tokens.
    /// - Returns: the receipts of what was sent, in order.
    /// - Throws: `EthereumRPCError`.
    @discardableResult
    public func run(with contracts: LitContracts) async throws(EthereumRPCError) -> [TransactionReceipt] {
        guard let owner = contracts.account else {
            throw EthereumRPCError(.noAccount, "the owner's account is needed to set up a network")
        }
        let steps = try await transactions(for: contracts, owner: owner.address)
        return try await owner.sendInOrder(steps)
    }

    /// What there is to send, in order; reads the chain in one request.
    func transactions(
        for contracts: LitContracts, owner: Address
    ) async throws(EthereumRPCError) -> [SequencedTransaction] {
        let found = try await Found(contracts, stakers: stakers)
        let calls = Calls(contracts)
        var steps: [SequencedTransaction] = funds.map { payment in
            SequencedTransaction(
                to: payment.recipient, value: payment.amount, gasLimit: 21_000,
                label: "ether for \(payment.recipient)")
        }
        let missing = found.missingStakes(of: stakers)
        let total = missing.reduce(UInt256.zero) { $0.addingReportingOverflow($1.amount).partialValue }
        if !total.isZero {
            let balances = calls.address(.stakingBalances)
            steps.append(
                try calls.step(LITToken.self, "mint", [.address(owner), .uint(total)], gas: 200_000))
            steps.append(
                try calls.step(LITToken.self, "approve", [.address(balances), .uint(total)], gas: 100_000))
        }
        for (staker, amount) in missing {
            steps.append(
                try calls.step(
                    Staking.self, "adminStakeForValidator", [.address(staker), .uint(amount)], gas: 250_000))
        }
        if let epochLength, UInt256(epochLength) != found.epoch.length {
            steps.append(
                try calls.step(Staking.self, "setEpochLength", [.uint(UInt256(epochLength))], gas: 100_000))
        }
        if let epochTimeout, UInt256(epochTimeout) != found.epoch.timeout {
            steps.append(
                try calls.step(Staking.self, "setEpochTimeout", [.uint(UInt256(epochTimeout))], gas: 100_000))
        }
        if let count = minimumValidatorCount.flatMap({ UInt256(exactly: $0) }),
            count != found.config.minimumValidatorCount
        {
            var config = found.config
            config.minimumValidatorCount = count
            steps.append(try calls.step(Staking.self, "setConfig", [config.abiValue], gas: 600_000))
        }
        if activates, found.state == .paused {
            steps.append(
                try calls.step(
                    Staking.self, "setEpochState", [StakingState.active.abiValue], gas: 100_000))
        }
        return steps
    }
}

/// What is on the chain before a network is set up.
private struct Found {
    let state: StakingState
    let epoch: Epoch
    let config: StakingConfig
    let minimumStake: UInt256
    let stakes: [UInt256]

    init(_ contracts: LitContracts, stakers: [Address]) async throws(EthereumRPCError) {
        let calls = Calls(contracts)
        let (staking, balances) = (calls.address(.staking), calls.address(.stakingBalances))
        var batch = CallBatch()
        for name in ["state", "epoch", "config"] { try batch.add(Staking.self, at: staking, name) }
        try batch.add(StakingBalances.self, at: balances, "minimumStake")
        for staker in stakers {
            try batch.add(StakingBalances.self, at: balances, "balanceOf", [.address(staker)])
        }
        let results = try await batch.results(from: contracts.provider, at: .latest)
        do {
            state = try results[0].get(0)
            epoch = try results[1].get(0)
            config = try results[2].get(0)
            minimumStake = try results[3].get(0)
            var stakes: [UInt256] = []
            for result in results.dropFirst(4) { stakes.append(try result.get(0)) }
            self.stakes = stakes
        } catch {
            throw EthereumRPCError(.abiMismatch, "what was returned does not suit", cause: error)
        }
    }

    /// Who lacks how much, without those who have enough.
    func missingStakes(of stakers: [Address]) -> [(staker: Address, amount: UInt256)] {
        zip(stakers, stakes).compactMap { staker, stake in
            stake < minimumStake ? (staker, minimumStake - stake) : nil
        }
    }
}

/// Makes the calls of one network's contracts.
private struct Calls {
    let contracts: LitContracts

    init(_ contracts: LitContracts) { self.contracts = contracts }

    func address(_ kind: ContractKind) -> Address { contracts.addresses[kind] ?? .zero }

    func step<Binding: LitContract>(
        _ binding: Binding.Type, _ name: String, _ arguments: [ABIValue], gas: UInt64
    ) throws(EthereumRPCError) -> SequencedTransaction {
        let label = "\(Binding.kind.rawValue).\(name)"
        do {
            return SequencedTransaction(
                to: address(Binding.kind), data: try Binding.abi.function(name).encodeCall(arguments),
                gasLimit: gas, label: label,
                errors: Staking.contract(at: .zero, provider: contracts.provider).abi)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "the call cannot be made", context: .init(call: label), cause: error)
        }
    }
}
