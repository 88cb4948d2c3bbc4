# pragma version 0.4.3
# pragma evm-version cancun
"""
@title What nodes are to keep to
@notice The configuration of the nodes, and what they do about peers that they complain of. The owner sets
        both; this contract itself reads the rate of the rewards, the least number of validators, and the
        penalties.
@dev    Penalties are at most 100 %.
"""

from modules import ownership

uses: ownership


struct LitActionConfig:
    timeoutMs: uint256
    memoryLimitMb: uint256
    maxCodeLength: uint256
    maxResponseLength: uint256
    maxFetchCount: uint256
    maxSignCount: uint256
    maxContractCallCount: uint256
    maxBroadcastAndCollectCount: uint256
    maxCallDepth: uint256
    maxRetries: uint256

struct Config:
    tokenRewardPerTokenPerEpoch: uint256
    DEPRECATED_complaintTolerance: uint256
    DEPRECATED_complaintIntervalSecs: uint256
    keyTypes: DynArray[uint256, MAX_KEY_TYPES]
    minimumValidatorCount: uint256
    maxConcurrentRequests: uint256
    maxTripleCount: uint256
    minTripleCount: uint256
    peerCheckingIntervalSecs: uint256
    maxTripleConcurrency: uint256
    rpcHealthcheckEnabled: bool
    litActionConfig: LitActionConfig
    heliosEnabled: bool

struct ComplaintConfig:
    tolerance: uint256
    intervalSecs: uint256
    kickPenaltyPercent: uint256


event ComplaintConfigSet:
    reason: uint256
    config: ComplaintConfig

event ConfigSet:
    newTokenRewardPerTokenPerEpoch: uint256
    newKeyTypes: DynArray[uint256, MAX_KEY_TYPES]
    newMinimumValidatorCount: uint256
    newMaxConcurrentRequests: uint256
    newMaxTripleCount: uint256
    newMinTripleCount: uint256
    newPeerCheckingIntervalSecs: uint256
    newMaxTripleConcurrency: uint256
    newRpcHealthcheckEnabled: bool
    newLitActionConfig: LitActionConfig
    newHeliosEnabled: bool

event KickPenaltyPercentSet:
    reason: uint256
    newKickPenaltyPercent: uint256


MAX_KEY_TYPES: constant(uint256) = 16

# @notice What nodes do about peers that they complain of, per reason: 1 unresponsive, 2 not participating,
#         3 wrong data, 4 other. Votes for reasons without a configuration carry no penalty.
complaintConfig: public(HashMap[uint256, ComplaintConfig])

_config: Config


@deploy
def __init__():
    self._config = Config(
        tokenRewardPerTokenPerEpoch=5 * 10**16,
        DEPRECATED_complaintTolerance=0,
        DEPRECATED_complaintIntervalSecs=0,
        keyTypes=[1, 2],
        minimumValidatorCount=3,
        maxConcurrentRequests=1000,
        maxTripleCount=25,
        minTripleCount=10,
        peerCheckingIntervalSecs=10000,
        maxTripleConcurrency=2,
        rpcHealthcheckEnabled=True,
        litActionConfig=LitActionConfig(
            timeoutMs=30000,
            memoryLimitMb=256,
            maxCodeLength=16 * 1024 * 1024,
            maxResponseLength=100 * 1024,
            maxFetchCount=50,
            maxSignCount=10,
            maxContractCallCount=30,
            maxBroadcastAndCollectCount=30,
            maxCallDepth=5,
            maxRetries=3,
        ),
        heliosEnabled=True,
    )
    self.complaintConfig[1] = ComplaintConfig(tolerance=6, intervalSecs=90, kickPenaltyPercent=5)
    for reason: uint256 in range(2, 5):
        self.complaintConfig[reason] = ComplaintConfig(tolerance=10, intervalSecs=90, kickPenaltyPercent=5)


# --- Views --------------------------------------------------------------------------------------------------


@external
@view
def config() -> Config:
    """
    @notice What nodes are to keep to. The two fields marked DEPRECATED are zero.
    """
    return self._config


@external
@view
def getKeyTypes() -> DynArray[uint256, MAX_KEY_TYPES]:
    """
    @notice The types of the root keys: 1 BLS12-381, 2 secp256k1.
    """
    return self._config.keyTypes


@external
@view
def kickPenaltyPercentByReason(reason: uint256) -> uint256:
    """
    @notice How much of its stake a validator loses that is kicked for this reason.
    """
    return self.complaintConfig[reason].kickPenaltyPercent


# --- The owner ----------------------------------------------------------------------------------------------


@external
def setConfig(newConfig: Config):
    """
    @notice Sets what nodes are to keep to, all of it; the fields marked DEPRECATED are not stored. For the
            owner.
    """
    ownership._only_owner()
    assert newConfig.minTripleCount <= newConfig.maxTripleCount, \
        "min triple count must be less than or equal to max triple count"
    stored: Config = newConfig
    stored.DEPRECATED_complaintTolerance = 0
    stored.DEPRECATED_complaintIntervalSecs = 0
    self._config = stored
    log ConfigSet(
        newTokenRewardPerTokenPerEpoch=newConfig.tokenRewardPerTokenPerEpoch,
        newKeyTypes=newConfig.keyTypes,
        newMinimumValidatorCount=newConfig.minimumValidatorCount,
        newMaxConcurrentRequests=newConfig.maxConcurrentRequests,
        newMaxTripleCount=newConfig.maxTripleCount,
        newMinTripleCount=newConfig.minTripleCount,
        newPeerCheckingIntervalSecs=newConfig.peerCheckingIntervalSecs,
        newMaxTripleConcurrency=newConfig.maxTripleConcurrency,
        newRpcHealthcheckEnabled=newConfig.rpcHealthcheckEnabled,
        newLitActionConfig=newConfig.litActionConfig,
        newHeliosEnabled=newConfig.heliosEnabled,
    )


@external
def setComplaintConfig(reason: uint256, config: ComplaintConfig):
    """
    @notice Sets what nodes do about a reason of complaint. For the owner.
    """
    ownership._only_owner()
    self._require_percent(config.kickPenaltyPercent)
    self.complaintConfig[reason] = config
    log ComplaintConfigSet(reason=reason, config=config)


@external
def setKickPenaltyPercent(reason: uint256, newKickPenaltyPercent: uint256):
    """
    @notice Sets the penalty of one reason, at most 100. For the owner.
    """
    ownership._only_owner()
    self._require_percent(newKickPenaltyPercent)
    self.complaintConfig[reason].kickPenaltyPercent = newKickPenaltyPercent
    log KickPenaltyPercentSet(reason=reason, newKickPenaltyPercent=newKickPenaltyPercent)


@internal
@pure
def _require_percent(percent: uint256):
    assert percent <= 100, "Staking: a penalty is at most 100 percent"
