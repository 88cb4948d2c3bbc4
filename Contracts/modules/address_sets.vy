# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Sets of addresses
@notice Any number of sets, each under a key. Adding and removing cost the same whatever the size; the
        members can be listed, in the order in which they came until one is removed: then the last one
        takes its place.
"""

MAX_MEMBERS: constant(uint256) = 2**48

_members: HashMap[uint256, DynArray[address, MAX_MEMBERS]]
# Index + 1 in the list; zero: not a member.
_places: HashMap[uint256, HashMap[address, uint256]]


@deploy
def __init__():
    pass


@internal
@view
def _length(key: uint256) -> uint256:
    return len(self._members[key])


@internal
@view
def _at(key: uint256, index: uint256) -> address:
    return self._members[key][index]


@internal
@view
def _contains(key: uint256, member: address) -> bool:
    return self._places[key][member] != 0


@internal
def _add(key: uint256, member: address) -> bool:
    """
    @return False when it was there already.
    """
    if self._places[key][member] != 0:
        return False
    self._members[key].append(member)
    self._places[key][member] = len(self._members[key])
    return True


@internal
def _remove(key: uint256, member: address) -> bool:
    """
    @return False when it was not there.
    """
    place: uint256 = self._places[key][member]
    if place == 0:
        return False
    self._places[key][member] = 0
    last: address = self._members[key].pop()
    if last != member:
        self._members[key][place - 1] = last
        self._places[key][last] = place
    return True


@internal
def _clear(key: uint256):
    for i: uint256 in range(len(self._members[key]), bound=MAX_MEMBERS):
        self._places[key][self._members[key].pop()] = 0
