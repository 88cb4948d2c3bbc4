internal import Ethereum

extension LitContractError {
    /// All of them, for calls that are not made through a binding.
    static let abi: ContractABI? = try? ContractABI(declarations)
}
