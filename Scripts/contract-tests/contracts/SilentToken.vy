# pragma version 0.4.3
"""
@notice A token whose transfers answer nothing.
"""

balanceOf: public(HashMap[address, uint256])


@deploy
def __init__(holder: address):
    self.balanceOf[holder] = 10**30


@external
def transfer(to: address, amount: uint256):
    self.balanceOf[msg.sender] -= amount
    self.balanceOf[to] += amount


@external
def transferFrom(sender: address, to: address, amount: uint256):
    self.balanceOf[sender] -= amount
    self.balanceOf[to] += amount
