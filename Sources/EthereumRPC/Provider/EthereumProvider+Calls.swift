public import Ethereum
public import Primitives

extension EthereumProvider {
    /// Executes a call without sending anything, and gives what it returns.
    ///
    /// - Parameter contract: declares the errors that may come, so that they are decoded.
    /// - Throws: ``EthereumRPCError`` with `reverted`, and what the contract said in `revert`.
    public func call(
        _ call: CallRequest, at block: BlockReference = .latest, overrides: StateOverrides = [:],
        errors contract: ContractABI? = nil
    ) async throws(EthereumRPCError) -> [UInt8] {
        var params: [JSON] = [call.json, block.json]
        if !overrides.isEmpty { params.append(Self.json(overrides)) }
        return try await decodingReverts(contract) { () throws(EthereumRPCError) in
            try await read("eth_call", params) { value throws(RPCFormatError) in try value.bytes() }
        }
    }

    /// The gas that a transaction needs, by the node's estimate.
    ///
    /// - Parameter contract: declares the errors that may come.
    public func estimateGas(
        _ call: CallRequest, at block: BlockReference? = nil, errors contract: ContractABI? = nil
    ) async throws(EthereumRPCError) -> UInt64 {
        try await decodingReverts(contract) { () throws(EthereumRPCError) in
            try await read("eth_estimateGas", [call.json] + (block.map { [$0.json] } ?? [])) {
                value throws(RPCFormatError) in try value.uint64()
            }
        }
    }

    /// Sends a signed transaction as it is, once.
    ///
    /// It is not repeated after an unknown outcome, since the caller has to look before: ``EthereumAccount`` does.
    /// - Returns: the transaction's hash, which is checked to be the node's answer.
    public func sendRawTransaction(
        _ transaction: SignedTransaction, deadline: ContinuousClock.Instant? = nil
    ) async throws(EthereumRPCError) -> Bytes32 {
        let expected = transaction.hash
        do throws(EthereumRPCError) {
            let hash = try await read(
                "eth_sendRawTransaction", [.data(transaction.encoded)], deadline: deadline
            ) { value throws(RPCFormatError) in try value.bytes32() }
            guard hash == expected else {
                throw EthereumRPCError(
                    .malformedResponse, "the node answered the hash of another transaction, \(hash)",
                    context: .init(method: "eth_sendRawTransaction", node: nodeName))
            }
            return hash
        } catch {
            var error = error
            error.context.transaction = expected
            throw error
        }
    }

    private func decodingReverts<T>(
        _ contract: ContractABI?, _ body: () async throws(EthereumRPCError) -> T
    ) async throws(EthereumRPCError) -> T {
        do {
            return try await body()
        } catch {
            throw error.decoded(by: contract)
        }
    }

    private static func json(_ overrides: StateOverrides) -> JSON {
        var object = JSON.Object()
        for (address, account) in overrides.sorted(by: { $0.key < $1.key }) {
            object[address.prefixedHex] = account.json
        }
        return .object(object)
    }
}

extension EthereumRPCError {
    /// The same error, with the revert decoded by the errors that a contract declares.
    public func decoded(by contract: ContractABI?) -> EthereumRPCError {
        guard let contract, case .unknown = revert else { return self }
        var error = self
        let decoded = ABIRevert(revertData, in: contract)
        error.revert = decoded
        error.message = decoded.description
        return error
    }
}
