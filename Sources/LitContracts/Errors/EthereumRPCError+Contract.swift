public import EthereumRPC

extension EthereumRPCError {
    /// What one of Lit's contracts refused, if it did so with an error of its own; texts are in ``revert``.
    public var contractError: LitContractError? { revert.flatMap { LitContractError($0) } }
}
