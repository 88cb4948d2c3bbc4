# pragma version 0.4.3
"""
@title OneValidator
@notice A staking contract of somebody else: one validator, and a threshold of none, as one third of one is.
"""

NODE: immutable(address)


@deploy
def __init__(node: address):
    NODE = node


@external
@view
def isActiveValidatorByNodeAddress(nodeAddress: address) -> bool:
    return nodeAddress == NODE


@external
@view
def nodeAddressToStakerAddress(nodeAddress: address) -> address:
    return nodeAddress


@external
@view
def getValidatorsInCurrentEpochLength() -> uint256:
    return 1


@external
@view
def currentValidatorCountForConsensus() -> uint256:
    return 0
