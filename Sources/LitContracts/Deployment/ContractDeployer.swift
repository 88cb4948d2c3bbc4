public import Ethereum
public import EthereumRPC
public import Primitives

/// What a deployment tells while it goes on.
public enum DeploymentEvent: Sendable {
    /// What was found, and what is going to be done. Comes again when a factory of one's own changes the addresses.
    case planned(DeploymentPlan, DeploymentLayout)
    /// The factory that is about to be created by an ordinary transaction, told before it is sent: whoever goes on
    /// after an interruption needs the address.
    case creatingFactory(Address)
    /// A transaction was sent that brings the factory, or the funds for it.
    case bringingFactory(Bytes32)
    /// A step's transaction is in a block.
    case mined(DeploymentStep, TransactionReceipt)
}

/// What a deployment has come to.
public struct DeploymentResult: Sendable {
    /// Of the chain.
    public let chainID: UInt64
    /// Where everything is.
    public let layout: DeploymentLayout
    /// How many transactions were sent for it now.
    public let transactionCount: Int
    /// The gas that they took.
    public let gasUsed: UInt64
    /// What only somebody else can still do.
    public let remaining: [DeploymentStep]
}

/// Brings all contracts of a network to a chain, and goes on where an earlier attempt ended.
///
/// ```swift
/// let deployer = ContractDeployer(payer: account)
/// let result = try await deployer.deploy(DeploymentSettings(owner: account.address))
/// let contracts = LitContracts(result.layout, account: account)
/// ```
/// Nothing needs to be remembered between two attempts but a factory of one's own: the addresses follow from the
/// settings, and every step is looked up on the chain before it is sent. A complete deployment sends nothing.
public struct ContractDeployer: Sendable {
    /// Pays for everything that anybody may send.
    public let payer: EthereumAccount
    /// Sends what only the owner may; the payer where it is the owner itself.
    public let owner: EthereumAccount?
    /// How a plan is made.
    public var options = DeploymentPlan.Options()
    /// How deep a transaction must be in the chain before it counts.
    public var confirmations: UInt64 = 1
    /// Whether everything is sent in one go, by the bounds of gas that the plan has: many times faster on a chain
    /// of one's own. Only where one account does everything; where something fails, the usual way goes on.
    public var sendsAtOnce = false

    /// By accounts on one chain.
    public init(payer: EthereumAccount, owner: EthereumAccount? = nil) {
        self.payer = payer
        self.owner = owner
    }

    var provider: EthereumProvider { payer.provider }
    /// The payer first.
    var accounts: [EthereumAccount] {
        guard let owner, owner.address != payer.address else { return [payer] }
        return [payer, owner]
    }
    var signers: [Address] { accounts.map(\.address) }

    /// Looks what is there and what is to be done; sends nothing.
    ///
    /// - Throws: ``DeploymentError`` if something else is where a contract should be; `EthereumRPCError`.
    public func plan(_ settings: DeploymentSettings) async throws -> (DeploymentPlan, DeploymentLayout) {
        let layout = try DeploymentLayout(settings)
        let found = try await observe(layout)
        return (try DeploymentPlan(layout, found: found, signers: signers, options: options), layout)
    }

    /// Deploys what is not there, and configures it.
    ///
    /// - Parameter report: told of everything that happens; if it throws, the deployment ends there.
    /// - Throws: ``DeploymentError``, and `EthereumRPCError` if the chain cannot be reached or refuses something.
    ///   What was done by then is found again by the next attempt.
    @discardableResult
    public func deploy(
        _ settings: DeploymentSettings,
        report: @Sendable (DeploymentEvent) async throws -> Void = { _ in }
    ) async throws -> DeploymentResult {
        let chainID = try await provider.chainID()
        var settings = settings
        var tally = Tally()
        var before: DeploymentPlan?
        var looks = 0
        while true {
            let (plan, layout) = try await plan(settings)
            if before == nil { try await report(.planned(plan, layout)) }
            guard !plan.ready.isEmpty || !plan.later.isEmpty else {
                return DeploymentResult(
                    chainID: chainID, layout: layout, transactionCount: tally.count, gasUsed: tally.gas,
                    remaining: plan.forOthers)
            }
            if plan == before {
                // Behind one URL there may be nodes of which some have not seen the newest block yet.
                looks += 1
                guard tally.failure == nil, looks < 10 else {
                    throw tally.failure
                        ?? DeploymentError(.noProgress((plan.ready + plan.later).map(\.description)))
                }
                try await provider.configuration.runtime.sleep(.milliseconds(100 * looks))
                continue
            }
            looks = 0
            if before == nil { try await checkChain(plan) }
            if plan.needsFactory {
                let factory = try await bringFactory(&tally, report: report)
                before = factory == settings.factory ? plan : nil
                settings.factory = factory
            } else {
                let isFirst = before == nil
                before = plan
                if isFirst, sendsAtOnce, accounts.count == 1 {
                    try await sendAtOnce(plan.ready + plan.later, &tally, report: report)
                } else {
                    try await send(plan.ready, &tally, report: report)
                }
            }
        }
    }

    /// Names what would make the deployment fail before anything is sent.
    private func checkChain(_ plan: DeploymentPlan) async throws {
        if (plan.ready + plan.later).contains(where: \.isCreation) {
            let missing = try await ChainCapabilities.missing(on: provider)
            guard missing.isEmpty else { throw DeploymentError(.chainTooOld(missing: missing)) }
        }
        for account in accounts {
            let needed = try await cost(plan, for: account)
            let balance = try await account.balance()
            guard balance >= needed else {
                throw DeploymentError(
                    .insufficientFunds(account: account.address, balance: balance, needed: needed))
            }
        }
    }

    /// What a plan takes of an account at most, in wei, at the present price of gas.
    public func cost(_ plan: DeploymentPlan, for account: EthereumAccount) async throws(EthereumRPCError)
        -> UInt256
    {
        let (price, gas) = (try await gasPrice(), plan.gas(of: account.address, payer: payer.address))
        let factory = plan.needsFactory && account.address == payer.address
        let fees = price.multipliedReportingOverflow(by: UInt256(gas + (factory ? 200_000 : 0)))
        let sum = fees.partialValue.addingReportingOverflow(factory ? Create2Factory.deployerFunds : .zero)
        return fees.overflow || sum.overflow ? .max : sum.partialValue
    }

    /// The most that is offered for a unit of gas: room for the base fee to double (EIP-1559).
    private func gasPrice() async throws(EthereumRPCError) -> UInt256 {
        guard let baseFee = try await provider.block(.latest)?.baseFeePerGas else {
            return try await provider.gasPrice()
        }
        let tip = (try? await provider.maxPriorityFeePerGas()) ?? payer.options.fees.fallbackPriorityFee
        let doubled = baseFee.addingReportingOverflow(baseFee)
        let sum = doubled.partialValue.addingReportingOverflow(tip)
        return doubled.overflow || sum.overflow ? .max : sum.partialValue
    }

    /// Sends steps at the same time, and waits for all of them.
    private func send(
        _ steps: [DeploymentStep], _ tally: inout Tally,
        report: @Sendable (DeploymentEvent) async throws -> Void
    ) async throws {
        // An array of pieces of work rather than one task each: a node is spared more than eight at once.
        var (next, failure) = (0, (any Error)?.none)
        tally = try await withThrowingTaskGroup(
            of: Result<(DeploymentStep, TransactionReceipt), any Error>.self
        ) { group in
            var tally = tally
            func start() {
                guard failure == nil, steps.indices.contains(next) else { return }
                let step = steps[next]
                next += 1
                group.addTask {
                    do {
                        let account = step.sender == owner?.address ? owner ?? payer : payer
                        let pending = try await account.send(
                            to: step.to, data: step.data, errors: LitContractError.abi,
                            label: step.description)
                        let receipt = try await pending.receipt(confirmations: confirmations)
                        return .success((step, receipt))
                    } catch {
                        return .failure(error)
                    }
                }
            }
            for _ in 0..<8 { start() }
            while let result = try await group.next() {
                switch result {
                case .success(let (step, receipt)):
                    tally.count += 1
                    tally.gas += receipt.gasUsed
                    try await report(.mined(step, receipt))
                case .failure(let error): if failure == nil { failure = error }
                }
                start()
            }
            return tally
        }
        // Somebody else may have done the same meanwhile: the next look at the chain tells.
        tally.failure = failure
        if let failure, failure is CancellationError || Task.isCancelled { throw failure }
    }

    /// Sends steps one behind the other: creations come before what is configured with them.
    private func sendAtOnce(
        _ steps: [DeploymentStep], _ tally: inout Tally,
        report: @Sendable (DeploymentEvent) async throws -> Void
    ) async throws {
        let transactions = steps.map { step in
            SequencedTransaction(
                to: step.to, data: step.data, gasLimit: step.gas, label: step.description,
                errors: LitContractError.abi)
        }
        let receipts: [TransactionReceipt]
        do throws(EthereumRPCError) {
            receipts = try await payer.sendInOrder(transactions, confirmations: confirmations)
        } catch {
            tally.failure = error
            if error.code == .cancelled { throw error }
            return
        }
        for (step, receipt) in zip(steps, receipts) {
            tally.count += 1
            tally.gas += receipt.gasUsed
            try await report(.mined(step, receipt))
        }
    }

    struct Tally: Sendable {
        var count = 0
        var gas: UInt64 = 0
        var failure: (any Error)?
    }
}

extension DeploymentStep {
    var isCreation: Bool { if case .create = action { true } else { false } }
}
