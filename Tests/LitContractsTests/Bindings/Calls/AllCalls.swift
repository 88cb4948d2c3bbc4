/// Every function of every contract.
let allCalls: [BoundCall] =
    contractResolver1Calls
    + contractResolver2Calls
    + pkpNFT1Calls
    + pkpNFT2Calls
    + pubkeyRouterCalls
    + keyDeriverCalls
    + pkpPermissionsCalls
    + pkpHelperCalls
    + pkpNFTMetadataCalls
    + rateLimitNFT1Calls
    + rateLimitNFT2Calls
    + staking1Calls
    + staking2Calls
    + staking3Calls
    + stakingBalances1Calls
    + stakingBalances2Calls
    + litToken1Calls
    + litToken2Calls
    + allowlistCalls
    + multisenderCalls
    + paymentDelegationCalls
