# pragma version 0.4.3
# pragma evm-version cancun
# pragma optimize gas
"""
@title PKPPermissions
@notice Who may use the key of a PKP, and for what. The owner of the token permits addresses, Lit Actions and
        other auth methods, each with scopes; nodes read this before they sign.
@dev    An auth method is a type (1 address, 2 Lit Action, 3 WebAuthn, ...) and an id; both are hashed to its
        number. Sets keep the order of addition, except that the last entry fills the gap of a removed one.
        Removing a method leaves its scopes set and its record known: added again, it has its old scopes.
        PermittedAuthMethodRemoved and PermittedAuthMethodScopeAdded carry that number where the others carry
        the type; clients know them so.
"""

from modules import merkle
from modules import ownership
from modules import resolver

initializes: ownership
initializes: resolver
exports: ownership.__interface__


interface PKPNFT:
    def ownerOf(tokenId: uint256) -> address: view
    def exists(tokenId: uint256) -> bool: view


interface PubkeyRouter:
    def getPubkey(tokenId: uint256) -> Bytes[65]: view
    def getEthAddress(tokenId: uint256) -> address: view


struct AuthMethod:
    authMethodType: uint256
    id: Bytes[MAX_ID]
    # The COSE key of a WebAuthn credential; empty for other types.
    userPubkey: Bytes[MAX_USER_PUBKEY]


event PermittedAuthMethodAdded:
    tokenId: indexed(uint256)
    authMethodType: uint256
    id: Bytes[MAX_ID]
    userPubkey: Bytes[MAX_USER_PUBKEY]


event PermittedAuthMethodRemoved:
    tokenId: indexed(uint256)
    authMethodType: uint256
    id: Bytes[MAX_ID]


event PermittedAuthMethodScopeAdded:
    tokenId: indexed(uint256)
    authMethodType: uint256
    id: Bytes[MAX_ID]
    scopeId: uint256


event PermittedAuthMethodScopeRemoved:
    tokenId: indexed(uint256)
    authMethodType: uint256
    id: Bytes[MAX_ID]
    scopeId: uint256


event RootHashUpdated:
    tokenId: indexed(uint256)
    group: indexed(uint256)
    root: bytes32


MAX_ID: constant(uint256) = 512
MAX_USER_PUBKEY: constant(uint256) = 1024
MAX_SCOPES: constant(uint256) = 32
MAX_SCOPE_ID: constant(uint256) = 256
MAX_BATCH: constant(uint256) = 32
# Methods of one PKP. More are refused, so that no list of them can become too long to be read.
MAX_METHODS: constant(uint256) = 64
# Tokens of one method that are listed. Anybody can mint a PKP that permits anybody's method, so more are
# not refused, only not listed.
MAX_TOKENS: constant(uint256) = 1024

ADDRESS: constant(uint256) = 1
ACTION: constant(uint256) = 2
WEBAUTHN: constant(uint256) = 3

_records: HashMap[uint256, AuthMethod]
# The methods of a token, and the tokens of a method.
_methods: HashMap[uint256, DynArray[uint256, MAX_METHODS]]
_tokens: HashMap[uint256, DynArray[uint256, 2**48]]
# token -> method -> the method's place among the token's, from one, and the token's among the method's << 64.
_places: HashMap[uint256, HashMap[uint256, uint256]]
# token -> method -> scope / 256 -> one bit for each scope.
_scopes: HashMap[uint256, HashMap[uint256, HashMap[uint256, uint256]]]
# token -> group -> root of a Merkle tree.
_root_hashes: HashMap[uint256, HashMap[uint256, bytes32]]


@deploy
def __init__(resolver_: address, env_: uint8, owner_: address):
    """
    @param resolver_ The network's ContractResolver.
    @param env_ The environment in which it is asked.
    @param owner_ The operator. It has no power over the permissions of any PKP.
    """
    ownership.__init__(owner_)
    resolver.__init__(resolver_, env_)
    log resolver.ContractResolverAddressSet(newResolverAddress=resolver_)


# --- What the owner of a PKP may do -----------------------------------------------------------------------


@external
def addPermittedAuthMethod(tokenId: uint256, authMethod: AuthMethod, scopes: DynArray[uint256, MAX_SCOPES]):
    """
    @notice Permits an auth method, or gives a permitted one more scopes. Only the owner of the PKP.
    @param authMethod Type, id and, for WebAuthn, the user's public key, which cannot be changed later.
    @param scopes Scopes to set: 1 sign anything, 2 personal sign, others as clients agree.
    """
    self._only_pkp_owner(tokenId)
    self._add(tokenId, authMethod, scopes)


@external
def addPermittedAction(tokenId: uint256, ipfsCID: Bytes[MAX_ID], scopes: DynArray[uint256, MAX_SCOPES]):
    """
    @notice Permits a Lit Action. Only the owner of the PKP.
    @param ipfsCID The action's CID as bytes: 34 for a CID of the form Qm...
    """
    self._only_pkp_owner(tokenId)
    self._add(tokenId, AuthMethod(authMethodType=ACTION, id=ipfsCID, userPubkey=b""), scopes)


@external
def addPermittedAddress(tokenId: uint256, user: address, scopes: DynArray[uint256, MAX_SCOPES]):
    """
    @notice Permits an account. Only the owner of the PKP.
    """
    self._only_pkp_owner(tokenId)
    self._add(tokenId, AuthMethod(authMethodType=ADDRESS, id=self._address_id(user), userPubkey=b""), scopes)


@external
def removePermittedAuthMethod(tokenId: uint256, authMethodType: uint256, id: Bytes[MAX_ID]):
    """
    @notice Permits an auth method no longer; nothing happens to one that is not permitted. Only the owner of
            the PKP.
    """
    self._only_pkp_owner(tokenId)
    self._remove(tokenId, authMethodType, id)


@external
def removePermittedAction(tokenId: uint256, ipfsCID: Bytes[MAX_ID]):
    """
    @notice Permits a Lit Action no longer. Only the owner of the PKP.
    """
    self._only_pkp_owner(tokenId)
    self._remove(tokenId, ACTION, ipfsCID)


@external
def removePermittedAddress(tokenId: uint256, user: address):
    """
    @notice Permits an account no longer. Only the owner of the PKP.
    """
    self._only_pkp_owner(tokenId)
    self._remove(tokenId, ADDRESS, self._address_id(user))


@external
def batchAddRemoveAuthMethods(
    tokenId: uint256,
    permittedAuthMethodTypesToAdd: DynArray[uint256, MAX_BATCH],
    permittedAuthMethodIdsToAdd: DynArray[Bytes[MAX_ID], MAX_BATCH],
    permittedAuthMethodPubkeysToAdd: DynArray[Bytes[MAX_USER_PUBKEY], MAX_BATCH],
    permittedAuthMethodScopesToAdd: DynArray[DynArray[uint256, MAX_SCOPES], MAX_BATCH],
    permittedAuthMethodTypesToRemove: DynArray[uint256, MAX_BATCH],
    permittedAuthMethodIdsToRemove: DynArray[Bytes[MAX_ID], MAX_BATCH],
):
    """
    @notice Permits auth methods, then permits others no longer, all in one transaction. Only the owner of the
            PKP.
    """
    self._only_pkp_owner(tokenId)
    count: uint256 = len(permittedAuthMethodTypesToAdd)
    assert len(permittedAuthMethodIdsToAdd) == count \
        and len(permittedAuthMethodPubkeysToAdd) == count \
        and len(permittedAuthMethodScopesToAdd) == count, \
        "Must have same number of auth methods, ids, pubkeys, and scopes to add"
    assert len(permittedAuthMethodTypesToRemove) == len(permittedAuthMethodIdsToRemove), \
        "Must have same number of auth methods and ids to remove"
    for i: uint256 in range(count, bound=MAX_BATCH):
        self._add(
            tokenId,
            AuthMethod(
                authMethodType=permittedAuthMethodTypesToAdd[i],
                id=permittedAuthMethodIdsToAdd[i],
                userPubkey=permittedAuthMethodPubkeysToAdd[i],
            ),
            permittedAuthMethodScopesToAdd[i],
        )
    for i: uint256 in range(len(permittedAuthMethodTypesToRemove), bound=MAX_BATCH):
        self._remove(tokenId, permittedAuthMethodTypesToRemove[i], permittedAuthMethodIdsToRemove[i])


@external
def addPermittedAuthMethodScope(tokenId: uint256, authMethodType: uint256, id: Bytes[MAX_ID], scopeId: uint256):
    """
    @notice Sets one scope of a method, which need not be permitted (yet). Only the owner of the PKP.
    """
    self._only_pkp_owner(tokenId)
    self._set_scope(tokenId, self._method(authMethodType, id), id, scopeId)


@external
def removePermittedAuthMethodScope(tokenId: uint256, authMethodType: uint256, id: Bytes[MAX_ID], scopeId: uint256):
    """
    @notice Clears one scope of a method. Only the owner of the PKP.
    """
    self._only_pkp_owner(tokenId)
    method: uint256 = self._method(authMethodType, id)
    self._scopes[tokenId][method][scopeId >> 8] &= ~(1 << (scopeId & 255))
    log PermittedAuthMethodScopeRemoved(tokenId=tokenId, authMethodType=authMethodType, id=id, scopeId=scopeId)


@external
def setRootHash(tokenId: uint256, group: uint256, root: bytes32):
    """
    @notice Stores the root of a Merkle tree for a group of the PKP's states. Only the owner of the PKP.
    """
    self._only_pkp_owner(tokenId)
    self._root_hashes[tokenId][group] = root
    log RootHashUpdated(tokenId=tokenId, group=group, root=root)


# --- What is permitted ------------------------------------------------------------------------------------


@external
@view
def getPermittedAuthMethods(tokenId: uint256) -> DynArray[AuthMethod, MAX_METHODS]:
    """
    @notice All auth methods of a PKP, addresses and Lit Actions among them.
    """
    found: DynArray[AuthMethod, MAX_METHODS] = []
    for method: uint256 in self._methods[tokenId]:
        found.append(self._records[method])
    return found


@external
@view
def getPermittedActions(tokenId: uint256) -> DynArray[Bytes[MAX_ID], MAX_METHODS]:
    """
    @notice The CIDs of the Lit Actions of a PKP.
    """
    found: DynArray[Bytes[MAX_ID], MAX_METHODS] = []
    for method: uint256 in self._methods[tokenId]:
        if self._records[method].authMethodType == ACTION:
            found.append(self._records[method].id)
    return found


@external
@view
def getPermittedAddresses(tokenId: uint256) -> DynArray[address, MAX_METHODS + 1]:
    """
    @notice The owner of the PKP, unless it is burned, and the first 20 bytes of the id of every method of type 1.
            An id that is no address, such as the hash of one, shows up as an address without a meaning.
    """
    found: DynArray[address, MAX_METHODS + 1] = []
    nft: address = resolver._require(resolver.PKP_NFT)
    if staticcall PKPNFT(nft).exists(tokenId):
        found.append(staticcall PKPNFT(nft).ownerOf(tokenId))
    for method: uint256 in self._methods[tokenId]:
        if self._records[method].authMethodType == ADDRESS:
            # A shorter id is filled up with zeros.
            padded: Bytes[MAX_ID + 32] = concat(self._records[method].id, empty(bytes32))
            found.append(convert(convert(extract32(padded, 0), uint256) >> 96, address))
    return found


@external
@view
def isPermittedAuthMethod(tokenId: uint256, authMethodType: uint256, id: Bytes[MAX_ID]) -> bool:
    """
    @notice Whether an auth method is permitted, with whatever scopes.
    """
    return self._is_permitted(tokenId, authMethodType, id)


@external
@view
def isPermittedAction(tokenId: uint256, ipfsCID: Bytes[MAX_ID]) -> bool:
    """
    @notice Whether a Lit Action is permitted, with whatever scopes.
    """
    return self._is_permitted(tokenId, ACTION, ipfsCID)


@external
@view
def isPermittedAddress(tokenId: uint256, user: address) -> bool:
    """
    @notice Whether an account is permitted, with whatever scopes, or owns the PKP.
    """
    if self._is_permitted(tokenId, ADDRESS, self._address_id(user)):
        return True
    nft: address = resolver._require(resolver.PKP_NFT)
    if not staticcall PKPNFT(nft).exists(tokenId):
        return False
    return staticcall PKPNFT(nft).ownerOf(tokenId) == user


@external
@view
def getPermittedAuthMethodScopes(
    tokenId: uint256, authMethodType: uint256, id: Bytes[MAX_ID], maxScopeId: uint256
) -> DynArray[bool, MAX_SCOPE_ID]:
    """
    @notice Which of the scopes 0 to maxScopeId - 1 are set.
    @param maxScopeId How many to tell, at most 256.
    """
    assert maxScopeId <= MAX_SCOPE_ID, "PKPPermissions: maxScopeId must be at most 256"
    bits: uint256 = self._scopes[tokenId][self._method(authMethodType, id)][0]
    found: DynArray[bool, MAX_SCOPE_ID] = []
    for scope: uint256 in range(maxScopeId, bound=MAX_SCOPE_ID):
        found.append((bits >> scope) & 1 == 1)
    return found


@external
@view
def isPermittedAuthMethodScopePresent(
    tokenId: uint256, authMethodType: uint256, id: Bytes[MAX_ID], scopeId: uint256
) -> bool:
    """
    @notice Whether one scope is set, any of 2^256.
    """
    word: uint256 = self._scopes[tokenId][self._method(authMethodType, id)][scopeId >> 8]
    return (word >> (scopeId & 255)) & 1 == 1


@external
@view
def getTokenIdsForAuthMethod(authMethodType: uint256, id: Bytes[MAX_ID]) -> DynArray[uint256, MAX_TOKENS]:
    """
    @notice The PKPs that permit a method: the first 1024 of them.
    """
    return self._tokens_of(self._method(authMethodType, id))


@external
@view
def getPKPPubKeysByAuthMethod(authMethodType: uint256, id: Bytes[MAX_ID]) -> DynArray[Bytes[65], MAX_TOKENS]:
    """
    @notice The public keys of the PKPs that permit a method, in the order of getTokenIdsForAuthMethod.
    """
    router: address = resolver._require(resolver.PUB_KEY_ROUTER)
    found: DynArray[Bytes[65], MAX_TOKENS] = []
    tokens: DynArray[uint256, MAX_TOKENS] = self._tokens_of(self._method(authMethodType, id))
    for token: uint256 in tokens:
        found.append(staticcall PubkeyRouter(router).getPubkey(token))
    return found


@external
@view
def getUserPubkeyForAuthMethod(authMethodType: uint256, id: Bytes[MAX_ID]) -> Bytes[MAX_USER_PUBKEY]:
    """
    @notice The public key that is recorded with a method; empty if there is none.
    """
    return self._records[self._method(authMethodType, id)].userPubkey


@external
@pure
def getAuthMethodId(authMethodType: uint256, id: Bytes[MAX_ID]) -> uint256:
    """
    @notice The number of an auth method: keccak256 of the ABI encoding of type and id.
    """
    return self._method(authMethodType, id)


@external
@view
def verifyState(
    tokenId: uint256, group: uint256, proof: DynArray[bytes32, merkle.MAX_PROOF], leaf: bytes32
) -> bool:
    """
    @notice Whether a leaf is in the tree whose root the owner stored for the group; not when there is none.
    """
    root: bytes32 = self._root_hashes[tokenId][group]
    if root == empty(bytes32):
        return False
    return merkle._root_of_one(proof, leaf) == root


@external
@view
def verifyStates(
    tokenId: uint256,
    group: uint256,
    proof: DynArray[bytes32, merkle.MAX_PROOF],
    proofFlags: DynArray[bool, merkle.MAX_HASHES],
    leaves: DynArray[bytes32, merkle.MAX_LEAVES],
) -> bool:
    """
    @notice Whether all leaves are in the tree whose root the owner stored for the group; not when there is none.
    @param proofFlags For each step whether both hashes are known, or one comes from the proof.
    """
    root: bytes32 = self._root_hashes[tokenId][group]
    if root == empty(bytes32):
        return False
    return merkle._root_of_many(proof, proofFlags, leaves) == root


# --- What other contracts know ----------------------------------------------------------------------------


@external
@view
def getPubkey(tokenId: uint256) -> Bytes[65]:
    """
    @notice The public key of a PKP, 0x04, X, Y; empty for an unknown token.
    """
    return staticcall PubkeyRouter(resolver._require(resolver.PUB_KEY_ROUTER)).getPubkey(tokenId)


@external
@view
def getEthAddress(tokenId: uint256) -> address:
    """
    @notice The Ethereum address of a PKP. Refused for an unknown token.
    """
    return staticcall PubkeyRouter(resolver._require(resolver.PUB_KEY_ROUTER)).getEthAddress(tokenId)


@external
@view
def getPkpNftAddress() -> address:
    """
    @notice The network's PKPNFT, as its resolver says.
    """
    return resolver._find(resolver.PKP_NFT)


@external
@view
def getRouterAddress() -> address:
    """
    @notice The network's PubkeyRouter, as its resolver says.
    """
    return resolver._find(resolver.PUB_KEY_ROUTER)


# --- Inner parts ------------------------------------------------------------------------------------------


@internal
@view
def _only_pkp_owner(token: uint256):
    assert staticcall PKPNFT(resolver._require(resolver.PKP_NFT)).ownerOf(token) == msg.sender, \
        "Not PKP NFT owner"


@internal
@pure
def _address_id(user: address) -> Bytes[20]:
    return slice(convert(user, bytes32), 12, 20)


@internal
@pure
def _method(kind: uint256, id: Bytes[MAX_ID]) -> uint256:
    return convert(keccak256(abi_encode(kind, id)), uint256)


@internal
@view
def _is_permitted(token: uint256, kind: uint256, id: Bytes[MAX_ID]) -> bool:
    return self._places[token][self._method(kind, id)] != 0


@internal
@view
def _tokens_of(method: uint256) -> DynArray[uint256, MAX_TOKENS]:
    found: DynArray[uint256, MAX_TOKENS] = []
    for i: uint256 in range(min(len(self._tokens[method]), MAX_TOKENS), bound=MAX_TOKENS):
        found.append(self._tokens[method][i])
    return found


@internal
def _add(token: uint256, record: AuthMethod, scopes: DynArray[uint256, MAX_SCOPES]):
    method: uint256 = self._method(record.authMethodType, record.id)
    if record.authMethodType == WEBAUTHN:
        known: Bytes[MAX_USER_PUBKEY] = self._records[method].userPubkey
        assert len(known) == 0 or keccak256(known) == keccak256(record.userPubkey), \
            "Cannot add a different pubkey for the same auth method type and id"
    self._records[method] = record

    if self._places[token][method] == 0:
        assert len(self._methods[token]) < MAX_METHODS, "PKPPermissions: a PKP has at most 64 auth methods"
        self._methods[token].append(method)
        self._tokens[method].append(token)
        self._places[token][method] = len(self._methods[token]) | len(self._tokens[method]) << 64

    for scope: uint256 in scopes:
        self._set_scope(token, method, record.id, scope)
    log PermittedAuthMethodAdded(
        tokenId=token, authMethodType=record.authMethodType, id=record.id, userPubkey=record.userPubkey
    )


@internal
def _set_scope(token: uint256, method: uint256, id: Bytes[MAX_ID], scope: uint256):
    self._scopes[token][method][scope >> 8] |= 1 << (scope & 255)
    log PermittedAuthMethodScopeAdded(tokenId=token, authMethodType=method, id=id, scopeId=scope)


@internal
def _remove(token: uint256, kind: uint256, id: Bytes[MAX_ID]):
    method: uint256 = self._method(kind, id)
    places: uint256 = self._places[token][method]
    if places != 0:
        place: uint256 = places & (2**64 - 1)
        last: uint256 = self._methods[token].pop()
        if last != method:
            self._methods[token][place - 1] = last
            self._places[token][last] = (self._places[token][last] >> 64) << 64 | place

        place = places >> 64
        last = self._tokens[method].pop()
        if last != token:
            self._tokens[method][place - 1] = last
            self._places[last][method] = self._places[last][method] & (2**64 - 1) | place << 64
        self._places[token][method] = 0
    log PermittedAuthMethodRemoved(tokenId=token, authMethodType=method, id=id)
