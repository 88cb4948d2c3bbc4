public import Ethereum

/// A contract on a chain, by its address and its interface.
///
/// ```swift
/// let token = Contract(address: address, abi: abi, account: account)
/// let balance: UInt256 = try await token.call("balanceOf", [.address(me)]).get(0)
/// let receipt = try await token.send("transfer", [.address(friend), 5]).receipt()
/// ```
public struct Contract: Sendable {
    /// Where it is.
    public let address: Address
    /// What it can be called with, what it logs, how it fails.
    public let abi: ContractABI
    /// The node that is asked.
    public let provider: EthereumProvider
    /// Who sends transactions; nil if it is only read.
    public let account: EthereumAccount?
    /// What errors call it; its address unless given.
    public let name: String

    /// A contract that is only read.
    public init(address: Address, abi: ContractABI, provider: EthereumProvider, name: String? = nil) {
        self.address = address
        self.abi = abi
        self.provider = provider
        account = nil
        self.name = name ?? address.checksummed
    }

    /// A contract that is read, and called by an account.
    public init(address: Address, abi: ContractABI, account: EthereumAccount, name: String? = nil) {
        self.address = address
        self.abi = abi
        provider = account.provider
        self.account = account
        self.name = name ?? address.checksummed
    }

    /// The same contract, called by another account.
    public func connected(to account: EthereumAccount) -> Contract {
        Contract(address: address, abi: abi, account: account, name: name)
    }
}
