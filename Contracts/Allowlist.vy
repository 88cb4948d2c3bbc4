# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Allowlist
@notice Which keys (hashes of Lit Actions, say) nodes serve when they are run with a list: those that admins
        put on it, or all. The owner names the admins and is one at the beginning.
"""

from modules import ownable

initializes: ownable
exports: ownable.__interface__


event AdminAdded:
    newAdmin: indexed(address)

event AdminRemoved:
    newAdmin: indexed(address)

event ItemAllowed:
    key: indexed(bytes32)

event ItemNotAllowed:
    key: indexed(bytes32)


# @notice Whether every key is allowed, and which are on the list.
allowAll: public(bool)
allowedItems: public(HashMap[bytes32, bool])

# @notice Whether an account may change the list.
isAdmin: public(HashMap[address, bool])


@deploy
def __init__(owner_: address):
    """
    @param owner_ The operator, and first admin.
    """
    ownable.__init__(owner_)
    self.isAdmin[owner_] = True


@external
@view
def isAllowed(key: bytes32) -> bool:
    """
    @notice Whether nodes may serve a key.
    """
    return self.allowAll or self.allowedItems[key]


@external
def setAllowed(key: bytes32):
    """
    @notice Puts a key on the list. For admins.
    """
    self._only_admin()
    self.allowedItems[key] = True
    log ItemAllowed(key=key)


@external
def setNotAllowed(key: bytes32):
    """
    @notice Takes a key off the list. For admins.
    """
    self._only_admin()
    self.allowedItems[key] = False
    log ItemNotAllowed(key=key)


@external
def addAdmin(newAdmin: address):
    """
    @notice Names a further admin. For the owner.
    """
    ownable._only_owner()
    self.isAdmin[newAdmin] = True
    log AdminAdded(newAdmin=newAdmin)


@external
def removeAdmin(newAdmin: address):
    """
    @notice Makes an account an admin no longer. For the owner.
    """
    ownable._only_owner()
    self.isAdmin[newAdmin] = False
    log AdminRemoved(newAdmin=newAdmin)


@external
def setAllowAll(_allowAll: bool):
    """
    @notice Allows every key, or only those on the list again. For the owner.
    """
    ownable._only_owner()
    self.allowAll = _allowAll


@internal
@view
def _only_admin():
    assert self.isAdmin[msg.sender], "Not an admin"
