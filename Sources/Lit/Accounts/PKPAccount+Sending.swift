public import Ethereum
public import EthereumRPC
public import Primitives

extension PKPAccount {
    /// Sends a transaction of the PKP on the network's own chain: fills in what is not given, has nodes sign it,
    /// and brings it to the chain.
    ///
    /// - Parameters:
    ///   - address: what is called or paid; nil creates a contract from `data`.
    ///   - value: in wei.
    ///   - data: the input.
    ///   - overrides: what is not to be filled in.
    /// - Returns: the transaction as soon as the chain's node has taken it; await its receipt.
    /// - Throws: ``LitError``: with `insufficientFunds`, which says how much is missing; `transactionFailed` if it
    ///   would revert; or why nodes did not sign it.
    @discardableResult
    public func send(
        to address: Address?, value: UInt256? = nil, data: [UInt8] = [],
        overrides: TransactionOverrides = .init()
    ) async throws(LitError) -> PendingTransaction {
        let account = onNetworkChain
        do {
            return try await account.send(to: address, data: data, value: value, overrides: overrides)
        } catch {
            guard error.code == .insufficientFunds else { throw LitError(error, during: "send") }
            throw await insufficientFunds(
                on: account, value: value ?? overrides.value ?? .zero, overrides, cause: error)
        }
    }

    /// With the sums: what a chain's node says of them is different with each.
    private func insufficientFunds(
        on account: EthereumAccount, value: UInt256, _ overrides: TransactionOverrides,
        cause: EthereumRPCError
    ) async -> LitError {
        guard let balance = try? await account.balance(), let price = await gasPrice(on: account, overrides)
        else { return LitError(cause, during: "send") }
        // What a plain transfer takes; calls take more, which only an account with funds can find out.
        let gas = UInt256(overrides.gasLimit ?? 21_000)
        let (fee, feeOverflow) = price.multipliedReportingOverflow(by: gas)
        let (needed, overflow) = value.addingReportingOverflow(fee)
        guard !feeOverflow, !overflow, needed > balance else { return LitError(cause, during: "send") }
        let ether = { (wei: UInt256) in Units.format(wei, decimals: 18) }
        return LitError(
            .insufficientFunds,
            """
            \(address) has \(ether(balance)) ether and needs \(ether(needed)) or more: \(ether(value)) to send \
            and \(ether(fee)) for gas. At least \(ether(needed - balance)) are missing.
            """,
            hint: """
                A PKP begins with nothing: send ether to its address, from any account with \
                send(to:value:), or on a local network with `lit wallet fund \(address)`.
                """, context: .init(operation: "send"), cause: cause)
    }

    /// The most that a unit of gas may cost, as it would have been filled in.
    private func gasPrice(on account: EthereumAccount, _ overrides: TransactionOverrides) async -> UInt256? {
        let filler = FeeFiller(provider: account.provider, policy: account.options.fees)
        return try? await filler.fees(overrides).mostPerGas
    }
}

extension Transaction.Fees {
    fileprivate var mostPerGas: UInt256 {
        switch self {
        case .legacy(let price), .accessList(let price, _): price
        case .dynamic(let most, _, _), .blob(let most, _, _, _, _): most
        }
    }
}
