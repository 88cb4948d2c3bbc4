# pragma version 0.4.3
"""
@notice What the tests' own machinery is tried on: every way to answer, to log and to fail.
"""

struct Pair:
    number: uint256
    data: Bytes[64]

event Said:
    who: indexed(address)
    text: indexed(String[32])
    pair: Pair
    numbers: DynArray[uint256, 4]

owner: public(immutable(address))
total: public(uint256)
pairs: HashMap[uint256, Pair]

@deploy
def __init__(owner_: address, pair: Pair):
    assert owner_ != empty(address), "no owner"
    owner = owner_
    self.pairs[0] = pair

@external
@view
def pair(index: uint256) -> Pair:
    return self.pairs[index]

@external
@view
def several(pairs: DynArray[Pair, 3]) -> (uint256, DynArray[Pair, 3], address):
    return (len(pairs), pairs, msg.sender)

@external
@payable
def add(amount: uint256, twice: bool = False) -> uint256:
    self.total += amount * (2 if twice else 1)
    log Said(who=msg.sender, text="added", pair=Pair(number=amount, data=b"\x01"), numbers=[amount, msg.value])
    return self.total

@external
def refuse(how: uint256):
    if how == 0:
        raise "refused"
    if how == 1:
        raw_revert(abi_encode(how, msg.sender, method_id=method_id("Refused(uint256,address)")))
    if how == 2:
        raw_revert(b"")
    if how == 3:
        x: uint256 = how - 4
    if how == 4:
        raise UNREACHABLE
    self.total = 99

@external
@view
def moment() -> (uint256, uint256, uint256):
    return (block.timestamp, block.number, block.basefee)
