import Ethereum
package import EthereumRPC
import KeyService
import LitContracts
import Primitives

/// Who sends a validator's transactions.
package struct EpochAccounts: Sendable {
    /// The node's own, with which it signals and votes.
    package var node: EthereumAccount
    /// The staker's, for what only it may do; nil if it is not here.
    package var staker: EthereumAccount?
    /// Whether to stake what is missing to the minimum, from the staker's tokens.
    package var stakes = false

    package init(node: EthereumAccount, staker: EthereumAccount? = nil, stakes: Bool = false) {
        self.node = node
        self.staker = staker
        self.stakes = stakes
    }
}

/// The transactions of a validator: sends one, and waits until it is in a block.
struct EpochTransactions: Sendable {
    let accounts: EpochAccounts
    let contracts: LitContracts
    /// What the contract is to say about the node.
    let record: Validator?

    /// Does on chain what the action says; nothing for an action that needs no transaction.
    ///
    /// - Throws: `EthereumRPCError`: if the contracts refuse it, mostly before anything was sent.
    func carryOut(_ action: EpochAction) async throws(EthereumRPCError) {
        switch action {
        case .join: try await join()
        case .update: try await describe("setIpPortNodeAddressAndCommunicationPubKeys", margin: 150)
        case .lock: try await send(Staking.self, "lockValidatorsForNextEpoch", margin: 150)
        case .unlock: try await send(Staking.self, "unlockValidatorsForNextEpoch", margin: 150)
        case .signal(let epoch):
            // The last one that is waited for also changes the state.
            try await send(
                Staking.self, "signalReadyForNextEpoch", [.uint(UInt256(epoch))], margin: 250)
        case .advance: try await send(Staking.self, "advanceEpoch", margin: 150)
        case .vote(let keys):
            // The last vote stores all keys, and nobody knows beforehand whose it is.
            try await send(
                PubkeyRouter.self, "voteForRootKeys",
                [.address(address(.staking)), RootKey.abiValue(ofArray: keys.ballot)], margin: 500)
        case .wait, .generate, .reshare, .recall, .serve: break
        }
    }

    private func join() async throws(EthereumRPCError) {
        guard let staker = accounts.staker else {
            throw EthereumRPCError(
                .noAccount, "the staker's key is needed to join",
                context: .init(call: "Staking.requestToJoin"))
        }
        let missing = accounts.stakes ? try await missingStake(of: staker) : .zero
        guard !missing.isZero else {
            try await describe("requestToJoin", margin: 150)
            return
        }
        let token = contracts.litToken.connected(to: staker)
        let balances = address(.stakingBalances)
        if try await token.allowance(of: staker.address, spender: balances) < missing {
            try await token.approve(balances, amount: missing).receipt()
        }
        try await describe("stakeAndJoin", [.uint(missing)], margin: 150)
    }

    private func missingStake(of staker: EthereumAccount) async throws(EthereumRPCError) -> UInt256 {
        let balances = contracts.stakingBalances
        let needed = try await balances.minimumStake()
        let staked = try await balances.balance(of: staker.address)
        return staked < needed ? needed - staked : .zero
    }

    /// Calls a function of the staking contract that takes what a staker tells about its node.
    private func describe(
        _ function: String, _ first: [ABIValue] = [], margin: UInt64
    ) async throws(EthereumRPCError) {
        guard let record, let staker = accounts.staker else {
            throw EthereumRPCError(
                .noAccount, "the staker's key and the node's addresses are needed",
                context: .init(call: "Staking.\(function)"))
        }
        try await send(
            Staking.self, function,
            first + [
                record.ip.abiValue, record.ipv6.abiValue, record.port.abiValue, record.nodeAddress.abiValue,
                record.senderPublicKey.abiValue, record.receiverPublicKey.abiValue,
            ], by: staker, margin: margin)
    }

    private func address(_ kind: ContractKind) -> Address { contracts.addresses[kind] ?? .zero }

    /// - Parameter margin: the gas limit, in percent of the estimate.
    private func send<Binding: LitContract>(
        _ binding: Binding.Type, _ name: String, _ arguments: [ABIValue] = [],
        by account: EthereumAccount? = nil, margin: UInt64
    ) async throws(EthereumRPCError) {
        let account = account ?? accounts.node
        let contract = Binding.contract(at: address(Binding.kind), account: account)
        let label = "\(Binding.kind.rawValue).\(name)"
        let data: [UInt8]
        do {
            data = try contract.abi.function(name).encodeCall(arguments)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "the arguments do not suit", context: .init(call: label), cause: error)
        }
        let gas = try await estimate(
            CallRequest(from: account.address, to: contract.address, data: data), contract.abi, label)
        let (product, overflow) = gas.multipliedReportingOverflow(by: margin)
        try await account.send(
            to: contract.address, data: data,
            overrides: TransactionOverrides(gasLimit: overflow ? gas : product / 100),
            errors: contract.abi, label: label
        ).receipt()
    }

    /// In the block to come: what is allowed after some time is not yet in the newest one.
    private func estimate(
        _ call: CallRequest, _ abi: ContractABI, _ label: String
    ) async throws(EthereumRPCError) -> UInt64 {
        let provider = accounts.node.provider
        do throws(EthereumRPCError) {
            return try await provider.estimateGas(call, at: .pending, errors: abi)
        } catch {
            // Not every node knows the block to come.
            guard error.code == .invalidParameters || error.code == .blockNotFound else {
                throw error.named(label)
            }
        }
        do throws(EthereumRPCError) {
            return try await provider.estimateGas(call, errors: abi)
        } catch {
            throw error.named(label)
        }
    }
}
