# pragma version 0.4.3
# pragma evm-version cancun
# What a contract can do that a client sees: storage, events, payments, and every way to fail.

event Transferred:
    sender: indexed(address)
    receiver: indexed(address)
    amount: uint256

event Counted:
    by: indexed(address)
    total: uint256

balances: public(HashMap[address, uint256])
total: public(uint256)
owner: public(immutable(address))
values: public(DynArray[uint256, 8])


@deploy
@payable
def __init__(supply: uint256):
    owner = msg.sender
    self.balances[msg.sender] = supply


@external
def count(by: uint256) -> uint256:
    self.total += by
    log Counted(by=msg.sender, total=self.total)
    return self.total


@external
def transfer(receiver: address, amount: uint256):
    assert self.balances[msg.sender] >= amount, "not enough in the ledger"
    self.balances[msg.sender] -= amount
    self.balances[receiver] += amount
    log Transferred(sender=msg.sender, receiver=receiver, amount=amount)


@external
@payable
def pay() -> uint256:
    assert msg.value > 0
    self.balances[msg.sender] += msg.value
    return self.balance


@external
@view
def context() -> (address, uint256, uint256, uint256, uint256):
    return (msg.sender, block.number, block.timestamp, block.basefee, chain.id)


@external
@view
def refuse(code: uint256):
    # The error Refused(uint256), which the source has no word for.
    raw_revert(abi_encode(code, method_id=method_id("Refused(uint256)")))


@external
@view
def panic(code: uint256):
    raw_revert(abi_encode(code, method_id=method_id("Panic(uint256)")))


@external
@view
def halt():
    raise UNREACHABLE


@external
def burn(rounds: uint256):
    # Every round but the first earns refunds.
    for i: uint256 in range(rounds, bound=10000):
        if i % 2 == 0:
            self.values = [i + 1, i + 2]
        else:
            self.values = []


@external
def relay(to: address, data: Bytes[1024]):
    # A call passes on 63/64 of the gas that is left, so more is needed than is used.
    raw_call(to, data)
