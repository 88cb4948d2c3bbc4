# pragma version 0.4.3
# pragma evm-version cancun
"""
@title The operators of the network
@notice The owner, and beside it a devops admin, who may set the state, kick a validator, take one back, and
        unlock a change. The owner names it.
"""

from modules import ownership

uses: ownership


event DevopsAdminSet:
    newDevopsAdmin: address


# @notice Who may, beside the owner, set the state, kick a validator, take one back and unlock a change. Zero:
#         nobody.
devopsAdmin: public(address)


@external
def setDevopsAdmin(newDevopsAdmin: address):
    """
    @notice Names the devops admin; zero for none. For the owner.
    """
    ownership._only_owner()
    self.devopsAdmin = newDevopsAdmin
    log DevopsAdminSet(newDevopsAdmin=newDevopsAdmin)


@internal
@view
def _is_operator() -> bool:
    # Zero is the devops admin that was not named, and no caller that a chain knows.
    devops: address = self.devopsAdmin
    return msg.sender == ownership.owner or (msg.sender == devops and devops != empty(address))


@internal
@view
def _only_operator():
    if not self._is_operator():
        raw_revert(method_id("CallerNotOwnerOrDevopsAdmin()"))
