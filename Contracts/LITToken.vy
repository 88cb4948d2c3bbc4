# pragma version 0.4.3
# pragma evm-version cancun
"""
@title LITToken
@notice The token that validators stake: ERC-20 with 18 decimals, which the arithmetic of rewards counts on, a
        cap, burning, a pause, and approvals by signature (ERC-2612). Reasons of refusal are those of
        OpenZeppelin 4.

        Roles: MINTER makes tokens up to the cap, PAUSER stops and restarts all movements, ADMIN hands the
        roles out. At the beginning the owner given to the constructor has all three. An allowance of
        2^256 - 1 is without end.
"""

from modules import roles

initializes: roles
exports: (
    roles.ADMIN_ROLE,
    roles.DEFAULT_ADMIN_ROLE,
    roles.hasRole,
    roles.getRoleAdmin,
    roles.grantRole,
    roles.revokeRole,
    roles.renounceRole,
    roles.supportsInterface,
)


event Transfer:
    # `from` is a word of the language; on the wire only the types count.
    sender: indexed(address)
    to: indexed(address)
    value: uint256

event Approval:
    owner: indexed(address)
    spender: indexed(address)
    value: uint256

event Paused:
    account: address

event Unpaused:
    account: address


name: public(constant(String[14])) = "Lit Test Token"
symbol: public(constant(String[7])) = "testLIT"
decimals: public(constant(uint8)) = 18

MINTER_ROLE: public(constant(bytes32)) = keccak256("MINTER")
PAUSER_ROLE: public(constant(bytes32)) = keccak256("PAUSER_ROLE")

# The name and version under which approvals are signed; the name is not the token's.
DOMAIN_TYPE: constant(bytes32) = keccak256(
    "EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)"
)
DOMAIN_NAME: constant(bytes32) = keccak256("Lit Protocol")
DOMAIN_VERSION: constant(bytes32) = keccak256("1")
PERMIT_TYPE: constant(bytes32) = keccak256(
    "Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)"
)
# Half the order of secp256k1, rounded down.
HALF_ORDER: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168

# @notice How many tokens there can ever be at one time.
cap: public(immutable(uint256))

# @notice How many tokens there are, who has them, and who may move whose.
totalSupply: public(uint256)
balanceOf: public(HashMap[address, uint256])
allowance: public(HashMap[address, HashMap[address, uint256]])

# @notice Whether all movements are stopped.
paused: public(bool)

# @notice How many approvals by signature an account has used.
nonces: public(HashMap[address, uint256])


@deploy
def __init__(owner: address, cap_: uint256):
    """
    @param owner Who has all roles at the beginning.
    @param cap_ How many tokens there can be.
    """
    assert owner != empty(address), "LITToken: the owner is the zero address"
    assert cap_ > 0, "ERC20Capped: cap is 0"
    cap = cap_
    roles.__init__()
    for role: bytes32 in [roles.ADMIN, MINTER_ROLE, PAUSER_ROLE]:
        roles.getRoleAdmin[role] = roles.ADMIN
        roles._grant(role, owner)


@external
def transfer(to: address, amount: uint256) -> bool:
    """
    @notice Moves tokens of the caller.
    """
    self._move(msg.sender, to, amount)
    return True


@external
def transferFrom(sender: address, to: address, amount: uint256) -> bool:
    """
    @notice Moves tokens of an account that allowed the caller to.
    """
    self._spend(sender, msg.sender, amount)
    self._move(sender, to, amount)
    return True


@external
def approve(spender: address, amount: uint256) -> bool:
    """
    @notice Lets another account move tokens of the caller; the amount replaces an earlier one.
    """
    self._allow(msg.sender, spender, amount)
    return True


@external
def increaseAllowance(spender: address, addedValue: uint256) -> bool:
    """
    @notice Lets another account move more tokens of the caller.
    """
    self._allow(msg.sender, spender, self.allowance[msg.sender][spender] + addedValue)
    return True


@external
def decreaseAllowance(spender: address, subtractedValue: uint256) -> bool:
    """
    @notice Lets another account move fewer tokens of the caller.
    """
    allowed: uint256 = self.allowance[msg.sender][spender]
    assert allowed >= subtractedValue, "ERC20: decreased allowance below zero"
    self._allow(msg.sender, spender, allowed - subtractedValue)
    return True


@external
def burn(amount: uint256):
    """
    @notice Destroys tokens of the caller.
    """
    self._burn(msg.sender, amount)


@external
def burnFrom(account: address, amount: uint256):
    """
    @notice Destroys tokens of an account that allowed the caller to move them.
    """
    self._spend(account, msg.sender, amount)
    self._burn(account, amount)


@external
def mint(_recipient: address, _amount: uint256):
    """
    @notice Makes tokens, up to the cap. For the role MINTER.
    """
    assert roles.hasRole[MINTER_ROLE][msg.sender], "LITToken: only minter"
    assert _amount <= cap - self.totalSupply, "ERC20Capped: cap exceeded"
    assert _recipient != empty(address), "ERC20: mint to the zero address"
    self._only_unpaused()
    self.totalSupply += _amount
    self.balanceOf[_recipient] += _amount
    log Transfer(sender=empty(address), to=_recipient, value=_amount)


@external
def pause():
    """
    @notice Stops transfers, mints and burns. For the role PAUSER.
    """
    assert roles.hasRole[PAUSER_ROLE][msg.sender], "ERC20PresetMinterPauser: must have pauser role to pause"
    assert not self.paused, "Pausable: paused"
    self.paused = True
    log Paused(account=msg.sender)


@external
def unpause():
    """
    @notice Lets tokens move again. For the role PAUSER.
    """
    assert roles.hasRole[PAUSER_ROLE][msg.sender], "ERC20PresetMinterPauser: must have pauser role to unpause"
    assert self.paused, "Pausable: not paused"
    self.paused = False
    log Unpaused(account=msg.sender)


@external
def permit(
    owner: address, spender: address, amount: uint256, deadline: uint256, v: uint8, r: bytes32, s: bytes32
):
    """
    @notice approve, in the name of the account that signed it (ERC-2612). Whoever sends it pays.
    @param deadline Last second in which the signature counts.
    """
    assert block.timestamp <= deadline, "ERC20Permit: expired deadline"
    nonce: uint256 = self.nonces[owner]
    self.nonces[owner] = nonce + 1
    digest: bytes32 = keccak256(
        concat(
            b"\x19\x01",
            self._domain(),
            keccak256(abi_encode(PERMIT_TYPE, owner, spender, amount, nonce, deadline)),
        )
    )
    # The other form of each signature is refused, so that there is one for each approval.
    assert convert(s, uint256) <= HALF_ORDER, "ECDSA: invalid signature 's' value"
    signer: address = empty(address)
    if v == 27 or v == 28:
        signer = ecrecover(digest, v, r, s)
    assert signer != empty(address), "ECDSA: invalid signature"
    assert signer == owner, "ERC20Permit: invalid signature"
    self._allow(owner, spender, amount)


@external
@view
def DOMAIN_SEPARATOR() -> bytes32:
    """
    @notice The EIP-712 domain of permit: "Lit Protocol", version 1, this chain, this contract.
    """
    return self._domain()


@internal
@view
def _domain() -> bytes32:
    return keccak256(abi_encode(DOMAIN_TYPE, DOMAIN_NAME, DOMAIN_VERSION, chain.id, self))


@internal
@view
def _only_unpaused():
    assert not self.paused, "ERC20Pausable: token transfer while paused"


@internal
def _move(sender: address, to: address, amount: uint256):
    assert to != empty(address), "ERC20: transfer to the zero address"
    self._only_unpaused()
    assert self.balanceOf[sender] >= amount, "ERC20: transfer amount exceeds balance"
    self.balanceOf[sender] -= amount
    self.balanceOf[to] += amount
    log Transfer(sender=sender, to=to, value=amount)


@internal
def _burn(account: address, amount: uint256):
    self._only_unpaused()
    assert self.balanceOf[account] >= amount, "ERC20: burn amount exceeds balance"
    self.balanceOf[account] -= amount
    self.totalSupply -= amount
    log Transfer(sender=account, to=empty(address), value=amount)


@internal
def _allow(owner: address, spender: address, amount: uint256):
    assert spender != empty(address), "ERC20: approve to the zero address"
    self.allowance[owner][spender] = amount
    log Approval(owner=owner, spender=spender, value=amount)


@internal
def _spend(owner: address, spender: address, amount: uint256):
    allowed: uint256 = self.allowance[owner][spender]
    if allowed != max_value(uint256):
        assert allowed >= amount, "ERC20: insufficient allowance"
        self._allow(owner, spender, allowed - amount)
