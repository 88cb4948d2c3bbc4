# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Roles
@notice Which accounts have which role, and who may hand roles out: those who have the role ADMIN, for the
        roles of the contract that uses this module; for any other role nobody. Names, events and reasons
        of refusal are those of OpenZeppelin's AccessControl 4.
"""

event RoleGranted:
    role: indexed(bytes32)
    account: indexed(address)
    sender: indexed(address)

event RoleRevoked:
    role: indexed(bytes32)
    account: indexed(address)
    sender: indexed(address)


ERC165: constant(bytes4) = 0x01ffc9a7
ACCESS_CONTROL: constant(bytes4) = 0x7965db0b
ADMIN: constant(bytes32) = keccak256("ADMIN")

# @notice Whether an account has a role.
hasRole: public(HashMap[bytes32, HashMap[address, bool]])

# @notice The role that hands out a role. Zero, which nobody has, for roles that this contract does not know.
getRoleAdmin: public(HashMap[bytes32, bytes32])


@deploy
def __init__():
    self.getRoleAdmin[ADMIN] = ADMIN


@external
@view
def supportsInterface(interfaceId: bytes4) -> bool:
    """
    @notice ERC-165: true for ERC-165 and AccessControl.
    """
    return interfaceId in [ERC165, ACCESS_CONTROL]


@external
@view
def ADMIN_ROLE() -> bytes32:
    """
    @notice keccak256("ADMIN").
    """
    return ADMIN


@external
@view
def DEFAULT_ADMIN_ROLE() -> bytes32:
    """
    @notice Zero. Nobody ever has this role.
    """
    return empty(bytes32)


@external
def grantRole(role: bytes32, account: address):
    """
    @notice Gives a role. For those who have the role's admin role.
    """
    self._only(self.getRoleAdmin[role])
    self._grant(role, account)


@external
def revokeRole(role: bytes32, account: address):
    """
    @notice Takes a role away. For those who have the role's admin role.
    """
    self._only(self.getRoleAdmin[role])
    self._revoke(role, account)


@external
def renounceRole(role: bytes32, account: address):
    """
    @notice Gives up a role of one's own.
    @param account The caller itself, as a guard against a slip.
    """
    assert account == msg.sender, "AccessControl: can only renounce roles for self"
    self._revoke(role, account)


@internal
def _grant(role: bytes32, account: address):
    if not self.hasRole[role][account]:
        self.hasRole[role][account] = True
        log RoleGranted(role=role, account=account, sender=msg.sender)


@internal
def _revoke(role: bytes32, account: address):
    if self.hasRole[role][account]:
        self.hasRole[role][account] = False
        log RoleRevoked(role=role, account=account, sender=msg.sender)


@internal
@view
def _only(role: bytes32):
    if not self.hasRole[role][msg.sender]:
        account: String[64] = self._hex(convert(msg.sender, uint256))
        named: String[64] = self._hex(convert(role, uint256))
        raw_revert(
            abi_encode(
                concat("AccessControl: account 0x", slice(account, 24, 40), " is missing role 0x", named),
                method_id=method_id("Error(string)"),
            )
        )


@internal
@pure
def _hex(number: uint256) -> String[64]:
    """
    @dev All 64 hexadecimal digits, in lower case.
    """
    return convert(concat(self._digits(number >> 128), self._digits(number & (2**128 - 1))), String[64])


@internal
@pure
def _digits(half: uint256) -> bytes32:
    text: uint256 = 0
    for i: uint256 in range(32):
        digit: uint256 = (half >> (124 - 4 * i)) & 15
        text = text << 8 | (digit + 48 if digit < 10 else digit + 87)
    return convert(text, bytes32)
