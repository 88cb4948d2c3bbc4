# pragma version 0.4.3
# pragma evm-version cancun
"""
@title ERC-721 with enumeration and burning
@notice Tokens with an owner, approvals, safe transfers, lists of all tokens and of each owner's. Rules,
        reasons of refusal and the order of the lists are those of OpenZeppelin's ERC721Enumerable 4.8+,
        which clients know.
@dev    The owner of a token and its two places in the lists share one storage slot, and the length of an
        owner's list is its balance; a mint writes five slots. Lists are closed up by moving the last
        entry into the gap. Name, symbol and tokenURI belong to the contract that uses this module.
"""

event Transfer:
    # `from` is a word of the language; on the wire only the types count.
    sender: indexed(address)
    to: indexed(address)
    tokenId: indexed(uint256)

event Approval:
    owner: indexed(address)
    approved: indexed(address)
    tokenId: indexed(uint256)

event ApprovalForAll:
    owner: indexed(address)
    operator: indexed(address)
    approved: bool


ERC165: constant(bytes4) = 0x01ffc9a7
ERC721: constant(bytes4) = 0x80ac58cd
ERC721_METADATA: constant(bytes4) = 0x5b5e139f
ERC721_ENUMERABLE: constant(bytes4) = 0x780e9d63
ON_RECEIVED: constant(bytes4) = 0x150b7a02

# What a receiver can be told with a transfer, and what it can answer when it refuses.
MAX_DATA: constant(uint256) = 1024
MAX_REASON: constant(uint256) = 1024

MAX_TOKENS: constant(uint256) = 2**48
OWNER_BITS: constant(uint256) = 160
INDEX_BITS: constant(uint256) = 48
OWNER_MASK: constant(uint256) = 2**160 - 1
INDEX_MASK: constant(uint256) = 2**48 - 1

# Per token: owner, index in the owner's list << 160, index in the list of all << 208; zero: no token.
_places: HashMap[uint256, uint256]
_approvals: HashMap[uint256, address]
_operators: HashMap[address, HashMap[address, bool]]
_held: HashMap[address, DynArray[uint256, MAX_TOKENS]]
_all: DynArray[uint256, MAX_TOKENS]


@deploy
def __init__():
    pass


# --- What anybody may ask -------------------------------------------------------------------------------


@external
@view
def supportsInterface(interfaceId: bytes4) -> bool:
    """
    @notice ERC-165: true for ERC-165, ERC-721 and its extensions for metadata and enumeration.
    """
    return interfaceId in [ERC165, ERC721, ERC721_METADATA, ERC721_ENUMERABLE]


@external
@view
def balanceOf(owner: address) -> uint256:
    """
    @notice How many tokens an account has.
    """
    assert owner != empty(address), "ERC721: address zero is not a valid owner"
    return len(self._held[owner])


@external
@view
def ownerOf(tokenId: uint256) -> address:
    """
    @notice Who has a token. Refused for one that was never minted, or burned.
    """
    return self._owner_of(tokenId)


@external
@view
def exists(tokenId: uint256) -> bool:
    """
    @notice Whether a token was minted and is not burned.
    """
    return self._places[tokenId] != 0


@external
@view
def getApproved(tokenId: uint256) -> address:
    """
    @notice Whom the owner allowed to take this token; zero: nobody.
    """
    self._owner_of(tokenId)
    return self._approvals[tokenId]


@external
@view
def isApprovedForAll(owner: address, operator: address) -> bool:
    """
    @notice Whether `operator` may move every token of `owner`.
    """
    return self._operators[owner][operator]


@external
@view
def totalSupply() -> uint256:
    """
    @notice How many tokens exist now. Burning makes it smaller.
    """
    return len(self._all)


@external
@view
def tokenByIndex(index: uint256) -> uint256:
    """
    @notice The tokens of everybody, in an order that changes when one is burned.
    """
    assert index < len(self._all), "ERC721Enumerable: global index out of bounds"
    return self._all[index]


@external
@view
def tokenOfOwnerByIndex(owner: address, index: uint256) -> uint256:
    """
    @notice The tokens of one owner, in an order that changes when one leaves.
    """
    assert index < len(self._held[owner]), "ERC721Enumerable: owner index out of bounds"
    return self._held[owner][index]


# --- What an owner, and those it trusts, may do -----------------------------------------------------------


@external
def approve(to: address, tokenId: uint256):
    """
    @notice Lets `to` take this token, once. For its owner or an operator; a transfer ends the approval.
    """
    owner: address = self._owner_of(tokenId)
    assert to != owner, "ERC721: approval to current owner"
    assert msg.sender == owner or self._operators[owner][msg.sender], \
        "ERC721: approve caller is not token owner or approved for all"
    self._approvals[tokenId] = to
    log Approval(owner=owner, approved=to, tokenId=tokenId)


@external
def setApprovalForAll(operator: address, approved: bool):
    """
    @notice Lets `operator` move all tokens of the caller, or no longer.
    """
    assert operator != msg.sender, "ERC721: approve to caller"
    self._operators[msg.sender][operator] = approved
    log ApprovalForAll(owner=msg.sender, operator=operator, approved=approved)


@external
def transferFrom(sender: address, to: address, tokenId: uint256):
    """
    @notice Moves a token without asking its receiver. For the owner, the approved account or an operator.
    """
    self._require_approved(tokenId)
    self._transfer(sender, to, tokenId)


@external
def safeTransferFrom(sender: address, to: address, tokenId: uint256, data: Bytes[MAX_DATA] = b""):
    """
    @notice Moves a token; a receiver with code must say that it knows what to do with it.
    @param data What the receiver is told, at most 1024 bytes.
    """
    self._require_approved(tokenId)
    self._transfer(sender, to, tokenId)
    self._ask_receiver(sender, to, tokenId, data)


@external
def burn(tokenId: uint256):
    """
    @notice Destroys a token, for ever. For the owner, the approved account or an operator.
    """
    self._require_approved(tokenId)
    self._burn(tokenId)


# --- For the contract that uses the module ----------------------------------------------------------------


@internal
@view
def _owner_of(token: uint256) -> address:
    owner: address = convert(self._places[token] & OWNER_MASK, address)
    assert owner != empty(address), "ERC721: invalid token ID"
    return owner


@internal
@view
def _require_approved(token: uint256):
    owner: address = self._owner_of(token)
    if msg.sender != owner and not self._operators[owner][msg.sender]:
        # Zero is the approval of nobody, and no caller that a chain knows.
        approved: address = self._approvals[token]
        assert approved == msg.sender and approved != empty(address), \
            "ERC721: caller is not token owner or approved"


@internal
def _mint(to: address, token: uint256):
    """
    @notice Makes a token without asking its receiver.
    """
    assert to != empty(address), "ERC721: mint to the zero address"
    assert self._places[token] == 0, "ERC721: token already minted"
    self._places[token] = convert(to, uint256) | len(self._held[to]) << OWNER_BITS \
        | len(self._all) << (OWNER_BITS + INDEX_BITS)
    self._held[to].append(token)
    self._all.append(token)
    log Transfer(sender=empty(address), to=to, tokenId=token)


@internal
def _safe_mint(to: address, token: uint256):
    """
    @notice Makes a token; a receiver with code must agree.
    """
    self._mint(to, token)
    self._ask_receiver(empty(address), to, token, b"")


@internal
def _transfer(sender: address, to: address, token: uint256):
    """
    @notice Moves a token, whoever calls.
    """
    assert self._owner_of(token) == sender, "ERC721: transfer from incorrect owner"
    assert to != empty(address), "ERC721: transfer to the zero address"
    self._approvals[token] = empty(address)
    self._take_from_owner(token, sender)
    self._places[token] = convert(to, uint256) | len(self._held[to]) << OWNER_BITS \
        | (self._places[token] >> (OWNER_BITS + INDEX_BITS)) << (OWNER_BITS + INDEX_BITS)
    self._held[to].append(token)
    log Transfer(sender=sender, to=to, tokenId=token)


@internal
def _burn(token: uint256):
    """
    @notice Destroys a token, whoever calls.
    """
    owner: address = self._owner_of(token)
    self._approvals[token] = empty(address)
    self._take_from_owner(token, owner)
    gap: uint256 = self._places[token] >> (OWNER_BITS + INDEX_BITS)
    self._places[token] = 0
    last: uint256 = self._all.pop()
    if last != token:
        self._all[gap] = last
        rest: uint256 = self._places[last] & (OWNER_MASK | INDEX_MASK << OWNER_BITS)
        self._places[last] = rest | gap << (OWNER_BITS + INDEX_BITS)
    log Transfer(sender=owner, to=empty(address), tokenId=token)


@internal
def _take_from_owner(token: uint256, owner: address):
    """
    @dev Closes the gap in the owner's list; the place of the token itself is left to the caller.
    """
    gap: uint256 = (self._places[token] >> OWNER_BITS) & INDEX_MASK
    last: uint256 = self._held[owner].pop()
    if last != token:
        self._held[owner][gap] = last
        rest: uint256 = self._places[last] & ~(INDEX_MASK << OWNER_BITS)
        self._places[last] = rest | gap << OWNER_BITS


@internal
def _ask_receiver(sender: address, to: address, token: uint256, data: Bytes[MAX_DATA]):
    """
    @dev A receiver's own reason is handed on.
    """
    if not to.is_contract:
        return
    success: bool = False
    answer: Bytes[MAX_REASON] = b""
    success, answer = raw_call(
        to,
        abi_encode(msg.sender, sender, token, data, method_id=ON_RECEIVED),
        max_outsize=MAX_REASON,
        revert_on_failure=False,
    )
    if not success and len(answer) > 0:
        raw_revert(answer)
    # Any other answer than the selector, also one that is too short, is not one of a receiver.
    assert success and len(answer) >= 32 and convert(slice(answer, 0, 32), bytes32) == convert(ON_RECEIVED, bytes32), \
        "ERC721: transfer to non ERC721Receiver implementer"
