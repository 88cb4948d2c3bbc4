package import Ethereum
internal import Primitives

/// Fills in what a transaction pays for gas, and how much gas it may use.
package struct FeeFiller: Sendable {
    let provider: EthereumProvider
    let policy: FeePolicy

    package init(provider: EthereumProvider, policy: FeePolicy) {
        self.provider = provider
        self.policy = policy
    }

    /// The fees of a transaction sent now: those of EIP-1559 if the newest block has a base fee, or else a price.
    package func fees(_ overrides: TransactionOverrides) async throws(EthereumRPCError) -> Transaction.Fees {
        try overrides.check()
        let list = overrides.accessList
        if let price = overrides.gasPrice {
            return list.map { .accessList(gasPrice: price, $0) } ?? .legacy(gasPrice: price)
        }
        if let most = overrides.maxFeePerGas, let tip = overrides.maxPriorityFeePerGas {
            return .dynamic(maxFeePerGas: most, maxPriorityFeePerGas: tip, list ?? [])
        }
        guard let head = try await provider.block(.latest) else {
            throw EthereumRPCError(
                .malformedResponse, "the node has no newest block",
                context: .init(method: "eth_getBlockByNumber", node: provider.nodeName))
        }
        guard let baseFee = head.baseFeePerGas else {
            guard overrides.maxFeePerGas == nil, overrides.maxPriorityFeePerGas == nil else {
                throw EthereumRPCError(
                    .contradiction,
                    "fees of EIP-1559 are given, and the chain has no base fee: give a gas price",
                    context: .init(node: provider.nodeName))
            }
            let price = try await provider.gasPrice()
            return list.map { .accessList(gasPrice: price, $0) } ?? .legacy(gasPrice: price)
        }
        let tip: UInt256
        if let given = overrides.maxPriorityFeePerGas { tip = given } else { tip = await priorityFee() }
        if let most = overrides.maxFeePerGas {
            return .dynamic(maxFeePerGas: most, maxPriorityFeePerGas: min(tip, most), list ?? [])
        }
        let (doubled, over) = baseFee.multipliedReportingOverflow(by: UInt256(UInt64(2)))
        let (sum, overflow) = doubled.addingReportingOverflow(tip)
        guard !over, !overflow else {
            throw EthereumRPCError(.malformedResponse, "the base fee of \(baseFee) wei is beyond all bounds")
        }
        let most = policy.varies ? sum &+ UInt256(chance(1_000_000)) : sum
        return .dynamic(maxFeePerGas: most, maxPriorityFeePerGas: tip, list ?? [])
    }

    /// The median over recent blocks of the fee at the policy's percentile; the node's proposal where they are
    /// empty; the policy's where it has none.
    private func priorityFee() async -> UInt256 {
        let history = try? await provider.feeHistory(
            count: policy.blocks, percentiles: [min(max(policy.percentile, 0), 100)])
        let rewards = (history?.reward ?? []).compactMap(\.first).filter { !$0.isZero }.sorted()
        let proposal: UInt256
        if rewards.isEmpty {
            proposal = (try? await provider.maxPriorityFeePerGas()) ?? policy.fallbackPriorityFee
        } else {
            proposal = rewards[rewards.count / 2]
        }
        return max(policy.minimumPriorityFee, min(policy.maximumPriorityFee, proposal))
    }

    /// The gas limit: the one given, or the node's estimate with the policy's margin.
    ///
    /// - Throws: ``EthereumRPCError`` with `reverted` if the transaction would fail.
    package func gasLimit(
        _ call: CallRequest, _ overrides: TransactionOverrides, errors: ContractABI?
    ) async throws(EthereumRPCError) -> UInt64 {
        if let given = overrides.gasLimit { return given }
        let estimate = try await provider.estimateGas(call, errors: errors)
        let isTransfer = call.data.isEmpty && estimate == 21_000
        var limit = estimate
        if !isTransfer {
            let (product, over) = estimate.multipliedReportingOverflow(by: 100 + min(policy.gasMargin, 900))
            limit = over ? estimate : product / 100
        }
        // The price is given or a plain one, so that only here is there room for chance.
        let hasFixedFee = overrides.maxFeePerGas != nil || overrides.gasPrice != nil
        if policy.varies, hasFixedFee { limit = limit.addingReportingOverflow(chance(256)).partialValue }
        guard limit > estimate, let most = try await provider.block(.latest)?.gasLimit else { return limit }
        return max(estimate, min(limit, most))
    }

    private func chance(_ bound: UInt64) -> UInt64 {
        min(bound - 1, UInt64(max(0, provider.runtime.chance()) * Double(bound)))
    }
}

extension Transaction.Fees {
    /// These fees, or if they are not high enough to take the place of `old` in a pool, `old` and an eighth more:
    /// pools ask for a tenth.
    package func raised(above old: Transaction.Fees) -> Transaction.Fees {
        func more(_ new: UInt256, _ old: UInt256) -> UInt256 {
            let (sum, overflow) = old.addingReportingOverflow(old / UInt256(UInt64(8)) &+ .one)
            return overflow ? old : max(new, sum)
        }
        switch (self, old) {
        case (.dynamic(let most, let tip, let list), .dynamic(let oldMost, let oldTip, _)):
            return .dynamic(
                maxFeePerGas: more(most, oldMost), maxPriorityFeePerGas: more(tip, oldTip), list)
        case (.legacy(let price), .legacy(let old)): return .legacy(gasPrice: more(price, old))
        case (.accessList(let price, let list), .accessList(let old, _)):
            return .accessList(gasPrice: more(price, old), list)
        default: return self
        }
    }
}
