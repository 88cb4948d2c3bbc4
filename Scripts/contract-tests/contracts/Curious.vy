# pragma version 0.4.3
"""
@notice Takes ERC-721 tokens and looks what they are worth at that moment; or does not take them.
"""

interface Credits:
    def capacity(tokenId: uint256) -> (uint256, uint256): view
    def currentSoldRequestsPerKilosecond() -> uint256: view
    def mint(expiresAt: uint256) -> uint256: payable
    def withdraw(): nonpayable
    def burn(tokenId: uint256): nonpayable


answer: public(bytes4)
rate: public(uint256)
expiry: public(uint256)
sold: public(uint256)
again: public(uint256)
refusing: public(bool)


@deploy
def __init__():
    self.answer = 0x150b7a02


@external
def answer_with(answer: bytes4):
    self.answer = answer


@external
def refuse_ether(now: bool):
    self.refusing = now


@external
@payable
def buy(credits: address, expiry: uint256, again: uint256):
    """
    @param again How often the receiver buys another one from within the sale.
    """
    self.again = again
    extcall Credits(credits).mint(expiry, value=msg.value)


@external
def take(credits: address):
    extcall Credits(credits).withdraw()


@external
def onERC721Received(operator: address, sender: address, token: uint256, data: Bytes[64]) -> bytes4:
    self.rate, self.expiry = staticcall Credits(msg.sender).capacity(token)
    self.sold = staticcall Credits(msg.sender).currentSoldRequestsPerKilosecond()
    if self.again > 0:
        self.again -= 1
        extcall Credits(msg.sender).mint(self.expiry, value=self.balance // 2)
    return self.answer


@external
@payable
def __default__():
    assert not self.refusing, "no ether, please"
