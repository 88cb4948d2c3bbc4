import EVM
import Ethereum
import Primitives

extension ExecutionResult {
    /// What it returned, or the error of section 2: code 3 with the data of a revert, -32000 for a halt.
    func returned() throws(RPCError) -> [UInt8] {
        switch failure {
        case nil: return output
        case .revert: throw .reverted(RevertReason.text(of: output), data: output)
        case .halt(let halt): throw .server(halt.message)
        }
    }

    /// In words what failed; nil if nothing did.
    var failureText: String? {
        switch failure {
        case nil: nil
        case .revert: "execution reverted"
        case .halt(let halt): halt.message
        }
    }
}

extension RPCError {
    /// A transaction that could not be executed at all.
    init(_ error: ExecutionError) {
        if case .state(let error) = error {
            self = .internalError(error.description)
        } else {
            self = .server(error.description)
        }
    }
}

extension CallContext {
    /// As ``run(_:from:tracer:)``, what is refused as an error of JSON-RPC.
    func result(
        of transaction: Transaction, from sender: Address, tracer: (any ExecutionTracer)? = nil
    ) throws(RPCError) -> ExecutionResult {
        do { return try run(transaction, from: sender, tracer: tracer) } catch { throw RPCError(error) }
    }
}
