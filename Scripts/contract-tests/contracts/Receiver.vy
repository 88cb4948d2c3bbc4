# pragma version 0.4.3
"""
@title Receiver
@notice Answers to a safe transfer as it was told to, and keeps what it was asked.
"""

event Received:
    operator: address
    sender: address
    tokenId: uint256
    data: Bytes[1024]


ACCEPTS: constant(uint256) = 0
OTHER_SELECTOR: constant(uint256) = 1
REASON: constant(uint256) = 2
NO_REASON: constant(uint256) = 3
CUSTOM: constant(uint256) = 4
SHORT: constant(uint256) = 5
NOTHING: constant(uint256) = 6
LONG: constant(uint256) = 7
DIRTY: constant(uint256) = 8

mode: uint256


@deploy
def __init__(mode: uint256):
    self.mode = mode


@external
@raw_return
def onERC721Received(operator: address, sender: address, tokenId: uint256, data: Bytes[1024]) -> Bytes[96]:
    log Received(operator=operator, sender=sender, tokenId=tokenId, data=data)
    if self.mode == OTHER_SELECTOR:
        return abi_encode(0x150b7a03)
    if self.mode == REASON:
        raise "not today"
    if self.mode == NO_REASON:
        raise
    if self.mode == CUSTOM:
        raw_revert(abi_encode(tokenId, method_id=method_id("NotToday(uint256)")))
    if self.mode == SHORT:
        return slice(abi_encode(0x150b7a02), 0, 31)
    if self.mode == NOTHING:
        return b""
    if self.mode == LONG:
        return concat(abi_encode(0x150b7a02), abi_encode(0x150b7a02))
    if self.mode == DIRTY:
        return abi_encode(convert(0x150b7a02, uint256) << 224 | 1)
    return abi_encode(0x150b7a02)


@external
@payable
def act(target: address, data: Bytes[2048]) -> Bytes[64]:
    return raw_call(target, data, value=msg.value, max_outsize=64)


@external
@payable
def __default__():
    assert self.mode == ACCEPTS
