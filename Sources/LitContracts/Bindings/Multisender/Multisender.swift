public import Ethereum
public import EthereumRPC

/// Sends ether or tokens to many in equal parts.
public struct Multisender: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.multisender

    public static let abi = ContractABI(
        signatures: """
            function owner() view returns (address)
            function sendEth(address[] _recipients) payable
            function sendTokens(address[] _recipients, address tokenContract)
            function transferOwnership(address newOwner)
            function withdraw()
            function withdrawTokens(address tokenContract)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            """)
}
