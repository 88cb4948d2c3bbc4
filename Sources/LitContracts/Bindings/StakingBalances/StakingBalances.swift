public import Ethereum
public import EthereumRPC

/// Keeps what validators have staked and earned.
public struct StakingBalances: LitContract {
    public let contract: Contract
    public let block: BlockReference

    public init(_ contract: Contract, at block: BlockReference = .latest) {
        self.contract = contract
        self.block = block
    }

    public static let kind = ContractKind.stakingBalances

    public static let abi = ContractABI(
        signatures: """
            function addAlias(address aliasAccount)
            function addPermittedStaker(address staker)
            function addPermittedStakers(address[] stakers)
            function aliasCount(address staker) view returns (uint256)
            function aliases(address arg0) view returns (address)
            function balanceOf(address account) view returns (uint256)
            function checkStakingAmounts(address account) view returns (bool)
            function contractResolver() view returns (address)
            function env() view returns (uint8)
            function getReward(address account)
            function getStakingAddress() view returns (address)
            function getTokenAddress() view returns (address)
            function isPermittedStaker(address staker) view returns (bool)
            function maxAliasCount() view returns (uint256)
            function maximumStake() view returns (uint256)
            function minimumStake() view returns (uint256)
            function owner() view returns (address owner_)
            function penalizeTokens(uint256 amount, address account)
            function penaltyBalance() view returns (uint256)
            function permittedStakersOn() view returns (bool)
            function removeAlias(address aliasAccount)
            function removePermittedStaker(address staker)
            function restakePenaltyTokens(address staker, uint256 balance)
            function rewardFund() view returns (uint256)
            function rewardOf(address account) view returns (uint256)
            function rewardValidator(uint256 amount, address account)
            function setMaxAliasCount(uint256 newMaxAliasCount)
            function setMaximumStake(uint256 newMaximumStake)
            function setMinimumStake(uint256 newMinimumStake)
            function setPermittedStakersOn(bool permitted)
            function stake(uint256 amount, address account)
            function stakeForValidator(uint256 amount, address account, address sender)
            function totalStaked() view returns (uint256)
            function transferOwnership(address newOwner)
            function transferPenaltyTokens(uint256 balance, address recipient)
            function withdraw(uint256 amount, address account)
            function withdrawPenaltyTokens(uint256 balance)
            event AliasAdded(address indexed staker, address aliasAccount)
            event AliasRemoved(address indexed staker, address aliasAccount)
            event MaxAliasCountSet(uint256 newMaxAliasCount)
            event MaximumStakeSet(uint256 newMaximumStake)
            event MinimumStakeSet(uint256 newMinimumStake)
            event PermittedStakerAdded(address staker)
            event PermittedStakerRemoved(address staker)
            event PermittedStakersOnChanged(bool permittedStakersOn)
            event ResolverContractAddressSet(address newResolverAddress)
            event RewardPaid(address indexed staker, uint256 reward)
            event Staked(address indexed staker, uint256 amount)
            event ValidatorNotRewardedBecauseAlias(address indexed staker, address aliasAccount)
            event ValidatorRewarded(address indexed staker, uint256 amount)
            event ValidatorTokensPenalized(address indexed staker, uint256 amount)
            event Withdrawn(address indexed staker, uint256 amount)
            event OwnershipTransferred(address indexed previousOwner, address indexed newOwner)
            error ActiveValidatorsCannotLeave()
            error AliasNotOwnedBySender(address aliasAccount, address stakerAddress)
            error CallerNotOwner()
            error CannotRemoveAliasOfActiveValidator(address aliasAccount)
            error CannotStakeZero()
            error CannotWithdrawZero()
            error MaxAliasCountReached(uint256 aliasCount)
            error OnlyStakingContract(address sender)
            error StakeMustBeGreaterThanMinimumStake(uint256 amountStaked, uint256 minimumStake)
            error StakeMustBeLessThanMaximumStake(uint256 amountStaked, uint256 maximumStake)
            error StakerNotPermitted(address stakerAddress)
            error TryingToWithdrawMoreThanStaked(uint256 yourBalance, uint256 requestedWithdrawlAmount)
            """)
}
