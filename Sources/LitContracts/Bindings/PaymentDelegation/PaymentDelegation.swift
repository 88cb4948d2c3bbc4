public import Ethereum
public import EthereumRPC

/// Who pays for whom with capacity credits.
public struct PaymentDelegation: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.paymentDelegation

    public static let abi = ContractABI(
        signatures: """
            function delegatePayments(address user)
            function delegatePaymentsBatch(address[] users)
            function getPayers(address user) view returns (address[])
            function getPayersAndRestrictions(address[] users) view returns (address[][], tuple(uint256 \
                requestsPerPeriod, uint256 periodSeconds)[][])
            function getRestriction(address payer) view returns (tuple(uint256 requestsPerPeriod, uint256 \
                periodSeconds))
            function getUserCount(address payer) view returns (uint256)
            function getUsers(address payer) view returns (address[])
            function getUsersFrom(address payer, uint256 start) view returns (address[])
            function owner() view returns (address)
            function removePayer(address payer)
            function setDefaultRestriction()
            function setRestriction(tuple(uint256 requestsPerPeriod, uint256 periodSeconds) r)
            function transferOwnership(address newOwner)
            function undelegatePayments(address user)
            function undelegatePaymentsBatch(address[] users)
            event RestrictionSet(address indexed payer, tuple(uint256 requestsPerPeriod, uint256 \
                periodSeconds) restriction)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            error CallerNotOwner()
            """)
}
