# pragma version 0.4.3
"""
@notice A token that answers with false when it is told to, and otherwise with nothing, as some do.
"""

refusing: public(bool)
balanceOf: public(HashMap[address, uint256])


@deploy
def __init__(holder: address):
    self.balanceOf[holder] = 10**30


@external
def refuse(now: bool):
    self.refusing = now


@external
def transfer(to: address, amount: uint256) -> bool:
    return self._move(msg.sender, to, amount)


@external
def transferFrom(sender: address, to: address, amount: uint256) -> bool:
    return self._move(sender, to, amount)


@internal
def _move(sender: address, to: address, amount: uint256) -> bool:
    if self.refusing:
        return False
    self.balanceOf[sender] -= amount
    self.balanceOf[to] += amount
    return True
