internal import Ethereum
internal import EthereumRPC
internal import Primitives

extension ContractDeployer {
    /// How long the made-up transaction may wait for a block before a factory of one's own serves.
    private static let factoryPatience = Duration.seconds(180)

    /// Brings the well-known factory where the chain takes its transaction, otherwise one of one's own.
    ///
    /// - Returns: the address of the one that is there now.
    func bringFactory(
        _ tally: inout Tally, report: @Sendable (DeploymentEvent) async throws -> Void
    ) async throws -> Address {
        if try await bringKnownFactory(&tally, report: report) { return Create2Factory.address }
        let nonce = try await provider.transactionCount(of: payer.address, at: .pending)
        let address = Create2Factory.address(createdBy: payer.address, nonce: nonce)
        try await report(.creatingFactory(address))
        let pending = try await payer.send(
            to: nil, data: Create2Factory.creationCode, overrides: .init(nonce: nonce), label: "factory")
        try await report(.bringingFactory(pending.hash))
        let receipt = try await pending.receipt(confirmations: confirmations)
        tally.count += 1
        tally.gas += receipt.gasUsed
        return receipt.contractAddress ?? address
    }

    /// Whether the chain took the made-up transaction. It is offered before its sender has anything, so that no
    /// ether is lost where transactions without a chain id are refused.
    private func bringKnownFactory(
        _ tally: inout Tally, report: @Sendable (DeploymentEvent) async throws -> Void
    ) async throws -> Bool {
        guard let transaction = try? SignedTransaction(decoding: Create2Factory.transaction),
            try await provider.transactionCount(of: Create2Factory.deployer) == 0
        else { return false }
        // It offers a fixed price, and would wait for ever where gas costs more.
        let baseFee = try await provider.block(.latest)?.baseFeePerGas ?? .zero
        guard baseFee < transaction.transaction.maxFeePerGas else { return false }
        if let refusal = try await offer(transaction) {
            guard refusal.code == .insufficientFunds else { return false }
            let balance = try await provider.balance(of: Create2Factory.deployer)
            guard balance < Create2Factory.deployerFunds else { return false }
            let funding = try await payer.send(
                to: Create2Factory.deployer, value: Create2Factory.deployerFunds - balance,
                label: "funds for the factory")
            try await report(.bringingFactory(funding.hash))
            tally.gas += try await funding.receipt(confirmations: confirmations).gasUsed
            tally.count += 1
            if try await offer(transaction) != nil { return false }
        }
        tally.count += 1
        try await report(.bringingFactory(transaction.hash))
        // Nobody can replace it; but nobody can raise its price either.
        let runtime = provider.configuration.runtime
        let deadline = runtime.now().advanced(by: Self.factoryPatience)
        while true {
            if let receipt = try await provider.receipt(transaction.hash) {
                tally.gas += receipt.gasUsed
                break
            }
            guard runtime.now() < deadline, try await provider.transaction(transaction.hash) != nil else {
                return false
            }
            try await runtime.sleep(provider.configuration.pollingInterval.lowerBound)
        }
        return try await provider.code(at: Create2Factory.address) == Create2Factory.runtimeCode
    }

    /// Nil if the node takes it, or has it; otherwise why it refuses it.
    private func offer(_ transaction: SignedTransaction) async throws(EthereumRPCError) -> EthereumRPCError? {
        do {
            _ = try await provider.sendRawTransaction(transaction)
            return nil
        } catch {
            guard error.response != nil, error.code != .rateLimited else { throw error }
            return error.code == .alreadyKnown ? nil : error
        }
    }
}
