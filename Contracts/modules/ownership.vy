# pragma version 0.4.3
# pragma evm-version cancun
"""
@title One owner
@notice An account that may do what a contract keeps for its operator. Everybody else is answered with
        the custom error CallerNotOwner().
@dev    The owner is an argument of the constructor, never msg.sender, so that a CREATE2 factory can
        deploy. Nobody can give the ownership to the zero address: a network without an operator would
        be a network that nobody can repair.
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
    if msg.sender != self.owner:
        raw_revert(method_id("CallerNotOwner()"))
