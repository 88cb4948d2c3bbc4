public import Ethereum
public import EthereumRPC

/// The token that validators stake (ERC-20, 18 decimals).
public struct LITToken: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.litToken

    public static let abi = ContractABI(
        signatures: """
            function ADMIN_ROLE() view returns (bytes32)
            function DEFAULT_ADMIN_ROLE() view returns (bytes32)
            function DOMAIN_SEPARATOR() view returns (bytes32)
            function MINTER_ROLE() view returns (bytes32)
            function PAUSER_ROLE() view returns (bytes32)
            function allowance(address owner, address spender) view returns (uint256)
            function approve(address spender, uint256 amount) returns (bool)
            function balanceOf(address account) view returns (uint256)
            function burn(uint256 amount)
            function burnFrom(address account, uint256 amount)
            function cap() view returns (uint256)
            function decimals() view returns (uint8)
            function decreaseAllowance(address spender, uint256 subtractedValue) returns (bool)
            function getRoleAdmin(bytes32 arg0) view returns (bytes32)
            function grantRole(bytes32 role, address account)
            function hasRole(bytes32 arg0, address arg1) view returns (bool)
            function increaseAllowance(address spender, uint256 addedValue) returns (bool)
            function mint(address _recipient, uint256 _amount)
            function name() view returns (string)
            function nonces(address arg0) view returns (uint256)
            function pause()
            function paused() view returns (bool)
            function permit(address owner, address spender, uint256 amount, uint256 deadline, uint8 v, \
                bytes32 r, bytes32 s)
            function renounceRole(bytes32 role, address account)
            function revokeRole(bytes32 role, address account)
            function supportsInterface(bytes4 interfaceId) view returns (bool)
            function symbol() view returns (string)
            function totalSupply() view returns (uint256)
            function transfer(address to, uint256 amount) returns (bool)
            function transferFrom(address from, address to, uint256 amount) returns (bool)
            function unpause()
            event Approval(address indexed owner, address indexed spender, uint256 value)
            event Transfer(address indexed from, address indexed to, uint256 value)
            event Paused(address account)
            event RoleGranted(bytes32 indexed role, address indexed account, address indexed sender)
            event RoleRevoked(bytes32 indexed role, address indexed account, address indexed sender)
            event Unpaused(address account)
            """)
}
