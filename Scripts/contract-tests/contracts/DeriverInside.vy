# pragma version 0.4.3
"""
@title DeriverInside
@notice The inner parts of KeyDeriver with any scalar, which no key id leads to.
"""

import KeyDeriver


@external
@view
def tweak(id: bytes32) -> uint256:
    return KeyDeriver._tweak(id)


@external
@pure
def split(scalars: DynArray[uint256, 256]) -> DynArray[uint256[2], 256]:
    halves: DynArray[uint256[2], 256] = []
    for scalar: uint256 in scalars:
        first: uint256 = 0
        second: uint256 = 0
        first, second = KeyDeriver._split(scalar)
        halves.append([first, second])
    return halves


@external
@view
def polynomial(t: uint256, xs: uint256[16], ys: uint256[16], count: uint256) -> (uint256, uint256, uint256):
    return KeyDeriver._polynomial(t, xs, ys, count)
