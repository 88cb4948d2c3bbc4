public import Ethereum

extension Contract {
    /// Sends a transaction that creates a contract.
    ///
    /// ```swift
    /// let contract = try await Contract.deploy(abi, code: code, [.address(owner)], from: account).contract()
    /// ```
    /// - Parameters:
    ///   - code: the creation code, without arguments.
    ///   - arguments: the constructor's.
    public static func deploy(
        _ abi: ContractABI, code: [UInt8], _ arguments: [ABIValue] = [], from account: EthereumAccount,
        overrides: TransactionOverrides = .init(), name: String? = nil
    ) async throws(EthereumRPCError) -> ContractDeployment {
        let label = "\(name ?? "contract").constructor"
        let data: [UInt8]
        do {
            data = try abi.constructor.encodeDeployment(code: code, arguments)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "the arguments do not suit", context: .init(call: label), cause: error)
        }
        let transaction = try await account.send(
            to: nil, data: data, overrides: overrides, errors: abi, label: label)
        return ContractDeployment(transaction: transaction, abi: abi, account: account, name: name)
    }
}

/// A contract that is being created.
public struct ContractDeployment: Sendable {
    /// The transaction that creates it.
    public let transaction: PendingTransaction
    let abi: ContractABI
    let account: EthereumAccount
    let name: String?

    /// Waits until the contract is there.
    ///
    /// - Throws: as ``PendingTransaction/receipt(confirmations:deadline:)``.
    public func contract(
        confirmations: UInt64 = 1, deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> Contract {
        let receipt = try await transaction.receipt(confirmations: confirmations, deadline: deadline)
        guard let address = receipt.contractAddress else {
            throw EthereumRPCError(
                .malformedResponse, "the receipt of a creation names no contract",
                context: .init(node: account.provider.nodeName, transaction: receipt.transactionHash))
        }
        return Contract(address: address, abi: abi, account: account, name: name)
    }
}
