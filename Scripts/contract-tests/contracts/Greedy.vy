# pragma version 0.4.3
"""
@notice Does much when it gets ether, and may call the one that sends it.
"""

interface Sender:
    def sendEth(recipients: DynArray[address, 4]): payable


received: public(uint256)
calling: public(bool)
counts: HashMap[uint256, uint256]


@external
def call_back(now: bool):
    self.calling = now


@external
@payable
def __default__():
    for place: uint256 in range(4):
        self.counts[place] += 1
    self.received += msg.value
    if self.calling:
        self.calling = False
        extcall Sender(msg.sender).sendEth([self], value=msg.value)
