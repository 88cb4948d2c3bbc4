public import Ethereum
public import EthereumRPC
public import Primitives

extension Staking {
    /// The current validators that are not kicked.
    public func activeUnkickedValidatorStructs() async throws(EthereumRPCError) -> [Validator] {
        try await read("getActiveUnkickedValidatorStructs")
    }

    /// The stakers of the current validators that are not kicked.
    public func activeUnkickedValidators() async throws(EthereumRPCError) -> [Address] {
        try await read("getActiveUnkickedValidators")
    }

    /// What a client needs to connect: epoch, how many must agree, and the validators that are not kicked.
    public func activeValidators() async throws(EthereumRPCError) -> ActiveValidators {
        try await readResults("getActiveUnkickedValidatorStructsAndCounts")
    }

    /// Whether nodes of this version may take part.
    public func checkVersion(_ version: Version) async throws(EthereumRPCError) -> Bool {
        try await read("checkVersion", version)
    }

    /// How many complaints for a reason make a node vote.
    public func complaintConfig(for reason: KickReason) async throws(EthereumRPCError) -> ComplaintConfig {
        try await read("complaintConfig", reason)
    }

    /// How the network is run.
    public func config() async throws(EthereumRPCError) -> StakingConfig {
        try await read("config")
    }

    /// The resolver by which the contract finds the others.
    public func contractResolver() async throws(EthereumRPCError) -> Address {
        try await read("contractResolver")
    }

    /// How many validators have to agree: two thirds, rounded down; one of two.
    public func currentValidatorCountForConsensus() async throws(EthereumRPCError) -> UInt256 {
        try await read("currentValidatorCountForConsensus")
    }

    /// How many of the current set have signalled that they are ready.
    public func currentValidatorsReadyForNextEpoch() async throws(EthereumRPCError) -> UInt256 {
        try await read("countOfCurrentValidatorsReadyForNextEpoch")
    }

    /// The operators' account.
    public func devopsAdmin() async throws(EthereumRPCError) -> Address {
        try await read("devopsAdmin")
    }

    /// The environment for which it asks the resolver.
    public func environment() async throws(EthereumRPCError) -> LitEnvironment {
        try await read("env")
    }

    /// The current epoch.
    public func epoch() async throws(EthereumRPCError) -> Epoch {
        try await read("epoch")
    }

    /// Whether a staker is in the current set.
    public func isActiveValidator(_ staker: Address) async throws(EthereumRPCError) -> Bool {
        try await read("isActiveValidator", staker)
    }

    /// Whether a node is in the current set.
    public func isActiveValidator(node nodeAddress: Address) async throws(EthereumRPCError) -> Bool {
        try await read("isActiveValidatorByNodeAddress", nodeAddress)
    }

    /// Whether enough validators are ready.
    public func isReadyForNextEpoch() async throws(EthereumRPCError) -> Bool {
        try await read("isReadyForNextEpoch")
    }

    /// Whether a validator has signalled that it is ready.
    public func isReadyForNextEpoch(staker: Address) async throws(EthereumRPCError) -> Bool {
        try await read("readyForNextEpoch", staker)
    }

    /// The kinds of root keys.
    public func keyTypes() async throws(EthereumRPCError) -> [KeyType] {
        try await read("getKeyTypes")
    }

    /// What part of the stake a kicked validator loses, in percent.
    public func kickPenalty(for reason: KickReason) async throws(EthereumRPCError) -> UInt256 {
        try await read("kickPenaltyPercentByReason", reason)
    }

    /// How far a vote to kick a validator has come.
    public func kickVotes(
        epoch epochNumber: UInt256, against staker: Address, by voter: Address
    ) async throws(EthereumRPCError) -> KickVotes {
        try await readResults("getVotingStatusToKickValidator", epochNumber, staker, voter)
    }

    /// The stakers kicked from the next epoch.
    public func kickedValidators() async throws(EthereumRPCError) -> [Address] {
        try await read("getKickedValidators")
    }

    /// The newest version of nodes that may take part.
    public func maxVersion() async throws(EthereumRPCError) -> Version {
        try await read("getMaxVersion")
    }

    /// ``maxVersion()`` as `a.b.c`.
    public func maxVersionString() async throws(EthereumRPCError) -> String {
        try await read("getMaxVersionString")
    }

    /// The oldest version of nodes that may take part.
    public func minVersion() async throws(EthereumRPCError) -> Version {
        try await read("getMinVersion")
    }

    /// ``minVersion()`` as `a.b.c`.
    public func minVersionString() async throws(EthereumRPCError) -> String {
        try await read("getMinVersionString")
    }

    /// How many of the next validators must be ready: all.
    public func nextValidatorCountForConsensus() async throws(EthereumRPCError) -> UInt256 {
        try await read("nextValidatorCountForConsensus")
    }

    /// How many of the next set have signalled that they are ready.
    public func nextValidatorsReadyForNextEpoch() async throws(EthereumRPCError) -> UInt256 {
        try await read("countOfNextValidatorsReadyForNextEpoch")
    }

    /// The stakers of nodes.
    public func nodeAddressMappings(
        of nodeAddresses: [Address]
    ) async throws(EthereumRPCError) -> [NodeAddressMapping] {
        try await read("getNodeStakerAddressMappings", nodeAddresses)
    }

    /// Who administers the contract.
    public func owner() async throws(EthereumRPCError) -> Address {
        try await read("owner")
    }

    /// Whether enough have voted against a validator.
    public func shouldKickValidator(_ staker: Address) async throws(EthereumRPCError) -> Bool {
        try await read("shouldKickValidator", staker)
    }

    /// The staker of a node; zero if it is unknown.
    public func stakerAddress(ofNode nodeAddress: Address) async throws(EthereumRPCError) -> Address {
        try await read("nodeAddressToStakerAddress", nodeAddress)
    }

    /// Where the resolver says that ``StakingBalances`` is.
    public func stakingBalancesAddress() async throws(EthereumRPCError) -> Address {
        try await read("getStakingBalancesAddress")
    }

    /// Where the network is between two epochs.
    public func state() async throws(EthereumRPCError) -> StakingState {
        try await read("state")
    }

    /// Where the resolver says that ``LITToken`` is.
    public func tokenAddress() async throws(EthereumRPCError) -> Address {
        try await read("getTokenAddress")
    }

    /// How the node of a staker is reached.
    public func validator(of staker: Address) async throws(EthereumRPCError) -> Validator {
        try await read("validators", staker)
    }

    /// How many validators there are now.
    public func validatorCountInCurrentEpoch() async throws(EthereumRPCError) -> UInt256 {
        try await read("getValidatorsInCurrentEpochLength")
    }

    /// The validators of these stakers.
    public func validatorStructs(of stakers: [Address]) async throws(EthereumRPCError) -> [Validator] {
        try await read("getValidatorsStructs", stakers)
    }

    /// The current validators.
    public func validatorStructsInCurrentEpoch() async throws(EthereumRPCError) -> [Validator] {
        try await read("getValidatorsStructsInCurrentEpoch")
    }

    /// The next validators.
    public func validatorStructsInNextEpoch() async throws(EthereumRPCError) -> [Validator] {
        try await read("getValidatorsStructsInNextEpoch")
    }

    /// The stakers of the current validators.
    public func validatorsInCurrentEpoch() async throws(EthereumRPCError) -> [Address] {
        try await read("getValidatorsInCurrentEpoch")
    }

    /// The stakers of the next validators.
    public func validatorsInNextEpoch() async throws(EthereumRPCError) -> [Address] {
        try await read("getValidatorsInNextEpoch")
    }
}
