# pragma version 0.4.3
# pragma evm-version cancun
"""
@title One owner, with words
@notice As `ownership`, for the contracts whose refusals are texts: everybody but the owner is answered
        "Ownable: caller is not the owner".
@dev    The owner is an argument of the constructor, never msg.sender, so that a CREATE2 factory can
        deploy.
"""

event OwnershipTransferred:
    previousOwner: indexed(address)
    newOwner: indexed(address)


# @notice The account that may call the functions of the operator.
owner: public(address)


@deploy
def __init__(owner: address):
    assert owner != empty(address), "Ownable: new owner is the zero address"
    self.owner = owner
    log OwnershipTransferred(previousOwner=empty(address), newOwner=owner)


@external
def transferOwnership(newOwner: address):
    """
    @notice Gives all rights of the owner to another account, at once. Only the owner may.
    @param newOwner Who has them from now on. Not the zero address.
    """
    self._only_owner()
    assert newOwner != empty(address), "Ownable: new owner is the zero address"
    previous: address = self.owner
    self.owner = newOwner
    log OwnershipTransferred(previousOwner=previous, newOwner=newOwner)


@internal
@view
def _only_owner():
    assert msg.sender == self.owner, "Ownable: caller is not the owner"
