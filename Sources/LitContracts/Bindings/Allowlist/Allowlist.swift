public import Ethereum
public import EthereumRPC

/// Which Lit Actions and keys nodes let through where they ask.
public struct Allowlist: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.allowlist

    public static let abi = ContractABI(
        signatures: """
            function addAdmin(address newAdmin)
            function allowAll() view returns (bool)
            function allowedItems(bytes32) view returns (bool)
            function isAdmin(address arg0) view returns (bool)
            function isAllowed(bytes32 key) view returns (bool)
            function owner() view returns (address)
            function removeAdmin(address newAdmin)
            function setAllowAll(bool _allowAll)
            function setAllowed(bytes32 key)
            function setNotAllowed(bytes32 key)
            function transferOwnership(address newOwner)
            event AdminAdded(address indexed newAdmin)
            event AdminRemoved(address indexed newAdmin)
            event ItemAllowed(bytes32 indexed key)
            event ItemNotAllowed(bytes32 indexed key)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            """)
}
