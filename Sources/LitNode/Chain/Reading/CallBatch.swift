import Ethereum
import EthereumRPC
import LitContracts

/// Calls of contracts that are answered together, by one request, in the state of one block.
///
/// The calls travel as a program that is tried out as the creation of a contract, makes them, and returns what
/// they return: no contract has to be deployed for it. Where a node refuses such programs, or the answer is longer
/// than the code of a contract may be, each call is a request of its own.
struct CallBatch {
    private struct Entry {
        let target: Address
        let function: ABIFunction
        let contract: ContractKind
        let data: [UInt8]
    }

    private var entries: [Entry] = []

    init() {}

    /// Adds a call of a function of this name.
    ///
    /// - Throws: `EthereumRPCError` with `abiMismatch` if there is none, or the arguments do not suit it.
    mutating func add<Binding: LitContract>(
        _ binding: Binding.Type, at target: Address, _ name: String, _ arguments: [ABIValue] = []
    ) throws(EthereumRPCError) {
        do {
            let function = try Binding.abi.function(name)
            entries.append(
                Entry(
                    target: target, function: function, contract: Binding.kind,
                    data: try function.encodeCall(arguments)))
        } catch {
            throw EthereumRPCError(
                .abiMismatch, "the call cannot be made", context: .init(call: "\(Binding.kind).\(name)"),
                cause: error)
        }
    }

    /// The results, in the order in which the calls were added.
    ///
    /// - Throws: `EthereumRPCError`: with `abiMismatch` if one of the contracts is not there.
    func results(
        from provider: EthereumProvider, at block: BlockReference
    ) async throws(EthereumRPCError) -> [ABIArguments] {
        if let outputs = try await together(from: provider, at: block) { return try decoded(outputs) }
        var outputs: [[UInt8]?] = []
        for entry in entries {
            do throws(EthereumRPCError) {
                outputs.append(
                    try await provider.call(CallRequest(to: entry.target, data: entry.data), at: block))
            } catch {
                throw error.named(name(of: entry))
            }
        }
        return try decoded(outputs)
    }

    /// Nil where the node does not run the program.
    private func together(
        from provider: EthereumProvider, at block: BlockReference
    ) async throws(EthereumRPCError) -> [[UInt8]?]? {
        do {
            let calls = entries.map { ($0.target, $0.data) }
            let output = try await provider.call(
                CallRequest(to: nil, data: CallProgram.code(calls)), at: block)
            return CallProgram.results(in: output, count: entries.count)
        } catch {
            // A node that has answered, and not because it is busy, refuses the program.
            guard error.response != nil, error.code != .rateLimited, error.code != .blockNotFound else {
                throw error
            }
            return nil
        }
    }

    private func decoded(_ outputs: [[UInt8]?]) throws(EthereumRPCError) -> [ABIArguments] {
        var results: [ABIArguments] = []
        for (entry, output) in zip(entries, outputs) {
            guard let output else {
                throw EthereumRPCError(
                    .reverted, "the contract at \(entry.target) does not answer this call",
                    context: .init(method: "eth_call", call: name(of: entry)))
            }
            do {
                results.append(try entry.function.decodeResult(output))
            } catch {
                let what =
                    output.isEmpty
                    ? "nothing was returned: there is probably no such contract at \(entry.target)"
                    : "what was returned does not suit"
                throw EthereumRPCError(
                    .abiMismatch, what, context: .init(method: "eth_call", call: name(of: entry)),
                    cause: error)
            }
        }
        return results
    }

    private func name(of entry: Entry) -> String { "\(entry.contract.rawValue).\(entry.function.name)" }
}

extension EthereumRPCError {
    /// The same error, saying which call it is about, unless it does already.
    func named(_ call: String) -> EthereumRPCError {
        guard context.call == nil else { return self }
        var context = context
        context.call = call
        return EthereumRPCError(
            code, message, context: context, response: response, revert: revert, revertData: revertData,
            cause: cause)
    }
}
