public import Ethereum
public import Primitives

// Each function may be named, by its name or, where several have it, by its signature; or given.
extension Contract {
    /// Calls a function without sending anything, and gives what it returns.
    ///
    /// - Parameters:
    ///   - from: who calls; the contract's account unless given, or else the zero address.
    ///   - value: in wei.
    ///   - overrides: accounts as the call is to find them.
    /// - Throws: ``EthereumRPCError`` with `reverted`, and what the contract said in `revert`; `abiMismatch` if
    ///   values do not suit, or nothing is returned because there is no contract.
    public func call(
        _ function: ABIFunction, _ arguments: [ABIValue] = [], from: Address? = nil, value: UInt256 = .zero,
        at block: BlockReference = .latest, overrides: StateOverrides = [:]
    ) async throws(EthereumRPCError) -> ABIArguments {
        let data = try encode(function, arguments)
        let result: [UInt8]
        do throws(EthereumRPCError) {
            result = try await provider.call(
                CallRequest(from: from ?? account?.address, to: address, data: data, value: value), at: block,
                overrides: overrides, errors: abi)
        } catch {
            throw named(error, function)
        }
        do {
            return try function.decodeResult(result)
        } catch {
            let what =
                result.isEmpty && !function.outputs.isEmpty
                ? "nothing was returned: there is probably no contract at \(address) on this chain"
                : "what was returned is not \(function.outputs.map(\.type.description))"
            throw EthereumRPCError(
                .abiMismatch, what, context: .init(method: "eth_call", call: callName(function)), cause: error
            )
        }
    }

    /// As ``call(_:_:from:value:at:overrides:)`` of the function of this name or signature.
    public func call(
        _ function: String, _ arguments: [ABIValue] = [], from: Address? = nil, value: UInt256 = .zero,
        at block: BlockReference = .latest, overrides: StateOverrides = [:]
    ) async throws(EthereumRPCError) -> ABIArguments {
        try await call(
            find(function), arguments, from: from, value: value, at: block, overrides: overrides)
    }

    /// What a transaction would return if it were mined now; nothing is sent.
    public func simulate(
        _ function: ABIFunction, _ arguments: [ABIValue] = [], overrides: TransactionOverrides = .init()
    ) async throws(EthereumRPCError) -> ABIArguments {
        try overrides.check()
        return try await call(
            function, arguments, from: sender().address, value: overrides.value ?? .zero, at: .latest)
    }

    /// As ``simulate(_:_:overrides:)`` of the function of this name or signature.
    public func simulate(
        _ function: String, _ arguments: [ABIValue] = [], overrides: TransactionOverrides = .init()
    ) async throws(EthereumRPCError) -> ABIArguments {
        try await simulate(find(function), arguments, overrides: overrides)
    }

    /// The gas that a transaction would need, without a margin; nothing is sent.
    public func estimateGas(
        _ function: ABIFunction, _ arguments: [ABIValue] = [], overrides: TransactionOverrides = .init()
    ) async throws(EthereumRPCError) -> UInt64 {
        try overrides.check()
        let data = try encode(function, arguments)
        do throws(EthereumRPCError) {
            return try await provider.estimateGas(
                CallRequest(
                    from: account?.address, to: address, data: data, value: overrides.value ?? .zero,
                    gasLimit: overrides.gasLimit, accessList: overrides.accessList ?? []), errors: abi)
        } catch {
            throw named(error, function)
        }
    }

    /// As ``estimateGas(_:_:overrides:)`` of the function of this name or signature.
    public func estimateGas(
        _ function: String, _ arguments: [ABIValue] = [], overrides: TransactionOverrides = .init()
    ) async throws(EthereumRPCError) -> UInt64 {
        try await estimateGas(find(function), arguments, overrides: overrides)
    }

    /// Sends a transaction that calls a function; see ``EthereumAccount/send(to:data:value:overrides:errors:)``.
    ///
    /// - Throws: ``EthereumRPCError``: with `reverted` if it would fail, in which case nothing was sent; with
    ///   `noAccount` if the contract is only read.
    public func send(
        _ function: ABIFunction, _ arguments: [ABIValue] = [], overrides: TransactionOverrides = .init()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        let data = try encode(function, arguments)
        do throws(EthereumRPCError) {
            return try await sender().send(
                to: address, data: data, overrides: overrides, errors: abi, label: callName(function))
        } catch {
            throw named(error, function)
        }
    }

    /// As ``send(_:_:overrides:)`` of the function of this name or signature.
    public func send(
        _ function: String, _ arguments: [ABIValue] = [], overrides: TransactionOverrides = .init()
    ) async throws(EthereumRPCError) -> PendingTransaction {
        try await send(find(function), arguments, overrides: overrides)
    }

    func sender() throws(EthereumRPCError) -> EthereumAccount {
        guard let account else {
            throw EthereumRPCError(.noAccount, "the contract \(name) has no account to send from")
        }
        return account
    }

    func find(_ function: String) throws(EthereumRPCError) -> ABIFunction {
        do {
            return try abi.function(function)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "no function to call", context: .init(call: "\(name).\(function)"), cause: error
            )
        }
    }

    func encode(_ function: ABIFunction, _ arguments: [ABIValue]) throws(EthereumRPCError) -> [UInt8] {
        do {
            return try function.encodeCall(arguments)
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "the arguments do not suit", context: .init(call: callName(function)),
                cause: error)
        }
    }

    func callName(_ function: ABIFunction) -> String { "\(name).\(function.signature)" }

    func named(_ error: EthereumRPCError, _ function: ABIFunction) -> EthereumRPCError {
        var error = error
        if error.context.call == nil { error.context.call = callName(function) }
        return error
    }
}
