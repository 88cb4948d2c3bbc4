# pragma version 0.4.3
# pragma evm-version cancun
# pragma optimize gas
"""
@title PubkeyRouter
@notice Holds a network's root keys, which its validators vote for, and says which key id stands behind the
        public key of every PKP.
@dev    Root keys come by the unanimous vote of the current validators, and in no other way: neither the
        owner nor anybody else can set them or the routing data of a PKP. Entries of different staking
        contracts never meet, so what a foreign contract votes into being concerns only itself.
"""

from modules import ownership
from modules import resolver

initializes: ownership
initializes: resolver
exports: ownership.__interface__


interface Staking:
    def isActiveValidatorByNodeAddress(nodeAddress: address) -> bool: view
    def nodeAddressToStakerAddress(nodeAddress: address) -> address: view
    def getValidatorsInCurrentEpochLength() -> uint256: view
    def currentValidatorCountForConsensus() -> uint256: view


interface KeyDeriver:
    def computeHDPubKey(
        derivedKeyId: bytes32, rootHDKeys: DynArray[RootKey, MAX_ROOT_KEYS], keyType: uint256
    ) -> (bool, Bytes[65]): view


struct RootKey:
    # 33 or 65 bytes for secp256k1, 48 for BLS12-381.
    pubkey: Bytes[MAX_ROOT_KEY_BYTES]
    keyType: uint256


struct Signature:
    r: bytes32
    s: bytes32
    v: uint8


struct PubkeyRoutingData:
    # 0x04, X, Y.
    pubkey: Bytes[65]
    keyType: uint256
    derivedKeyId: bytes32


# The same in four slots: a key always has 65 bytes, of which the first says nothing.
struct Route:
    x: bytes32
    y: bytes32
    keyType: uint256
    derivedKeyId: bytes32


event PubkeyRoutingDataSet:
    tokenId: indexed(uint256)
    pubkey: Bytes[65]
    stakingContract: address
    keyType: uint256
    derivedKeyId: bytes32


event RootKeySet:
    stakingContract: address
    rootKey: RootKey


event RootKeysReset:
    stakingContract: address


MAX_ROOT_KEYS: constant(uint256) = 24
MAX_ROOT_KEY_BYTES: constant(uint256) = 96
MAX_SIGNATURES: constant(uint256) = 128
MAX_MESSAGE: constant(uint256) = 1024
# PKPs are secp256k1 keys.
K256: constant(uint256) = 2
# Half of the order of secp256k1: of the two s of a signature, the lower one is the valid one.
MAX_S: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168

_routes: HashMap[uint256, Route]

# @notice The PKP with this Ethereum address; 0: there is none.
ethAddressToPkpId: public(HashMap[address, uint256])

# Per staking contract; each is a byte for the type and the bytes of the key.
_roots: HashMap[address, DynArray[Bytes[1 + MAX_ROOT_KEY_BYTES], MAX_ROOT_KEYS]]
# Votes are counted per ballot; a reset begins another one, in which nobody has voted.
_ballot: HashMap[address, uint256]
# (staking contract, ballot, key) -> votes, and the stakers whose nodes gave them.
_votes: HashMap[bytes32, uint256]
_voted: HashMap[bytes32, HashMap[address, bool]]


@deploy
def __init__(resolver_: address, env_: uint8, owner_: address):
    """
    @param resolver_ The network's ContractResolver.
    @param env_ The environment in which it is asked.
    @param owner_ Who may reset the root keys of a development network.
    """
    ownership.__init__(owner_)
    resolver.__init__(resolver_, env_)
    log resolver.ContractResolverAddressSet(newResolverAddress=resolver_)


# --- Root keys ------------------------------------------------------------------------------------------


@external
@view
def getRootKeys(stakingContract: address) -> DynArray[RootKey, MAX_ROOT_KEYS]:
    """
    @notice The root keys of a network in their order; none until all its validators have voted.
    """
    return self._root_keys(stakingContract)


@external
def voteForRootKeys(stakingContractAddress: address, newRootKeys: DynArray[RootKey, MAX_ROOT_KEYS]):
    """
    @notice A node's vote for all root keys at once, after the generation of the keys. Only node addresses of
            current validators may vote, once for each key, and until the root keys are set. A key is set
            when every current validator has voted for it; the order is that of the last vote.
    @dev    A vote is for the bytes of a key together with its type.
    @param stakingContractAddress The staking contract whose validators vote.
    @param newRootKeys The keys, in the same order from all: at most 24, of at most 96 bytes, types below 256.
    """
    assert staticcall Staking(stakingContractAddress).isActiveValidatorByNodeAddress(msg.sender), \
        "PubkeyRouter: txn sender is not active validator"
    assert len(self._roots[stakingContractAddress]) == 0, \
        "PubkeyRouter: root keys already set for this staking contract"
    # A validator may change its node address, but not vote again with the new one.
    staker: address = staticcall Staking(stakingContractAddress).nodeAddressToStakerAddress(msg.sender)
    needed: uint256 = staticcall Staking(stakingContractAddress).getValidatorsInCurrentEpochLength()
    ballot: uint256 = self._ballot[stakingContractAddress]
    for root: RootKey in newRootKeys:
        assert root.keyType < 256, "PubkeyRouter: unknown key type"
        id: bytes32 = keccak256(abi_encode(stakingContractAddress, ballot, root))
        assert not self._voted[id][staker], \
            "PubkeyRouter: validator has already voted for this root key"
        self._voted[id][staker] = True
        votes: uint256 = self._votes[id] + 1
        self._votes[id] = votes
        if votes == needed:
            self._roots[stakingContractAddress].append(
                concat(convert(convert(root.keyType, uint8), bytes1), root.pubkey)
            )
            log RootKeySet(stakingContract=stakingContractAddress, rootKey=root)


@external
def adminResetRootKeys(stakingContract: address):
    """
    @notice Forgets the root keys and all votes for them, so that the validators can vote anew. Only the
            owner, and only in a development network: PKPs minted before do not belong to the new keys.
    """
    ownership._only_owner()
    assert resolver.ENV == resolver.ENV_DEV, "PubkeyRouter: root keys can be reset in development only"
    self._roots[stakingContract] = []
    self._ballot[stakingContract] += 1
    log RootKeysReset(stakingContract=stakingContract)


@external
@view
def getDerivedPubkey(stakingContract: address, derivedKeyId: bytes32) -> Bytes[65]:
    """
    @notice The public key that a key id has under the root keys of a network: 0x04, X, Y.
    """
    deriver: address = resolver._require(resolver.HD_KEY_DERIVER)
    derived: bool = False
    pubkey: Bytes[65] = b""
    derived, pubkey = staticcall KeyDeriver(deriver).computeHDPubKey(
        derivedKeyId, self._root_keys(stakingContract), K256
    )
    assert derived, "PubkeyRouter: Failed public key calculation"
    return pubkey


# --- Routing data ---------------------------------------------------------------------------------------


@external
def setRoutingData(
    tokenId: uint256, pubkey: Bytes[65], stakingContractAddress: address, keyType: uint256, derivedKeyId: bytes32
):
    """
    @notice Records a PKP. Only the network's PKPNFT may, once for each key.
    @param tokenId keccak256 of the public key.
    @param pubkey 0x04, X, Y.
    @param stakingContractAddress Whose root keys it comes from.
    @param keyType 2.
    @param derivedKeyId What the nodes derive their shares with.
    """
    assert msg.sender == resolver._find(resolver.PKP_NFT), "setRoutingData must be called by PKPNFT contract"
    assert tokenId == convert(keccak256(pubkey), uint256), "tokenId does not match hashed pubkey"
    assert len(pubkey) == 65 and slice(pubkey, 0, 1) == b"\x04", "PubkeyRouter: not an uncompressed pubkey"
    x: bytes32 = extract32(pubkey, 1)
    assert self._routes[tokenId].x == empty(bytes32), "PubkeyRouter: pubkey already has routing data"
    self._routes[tokenId] = Route(x=x, y=extract32(pubkey, 33), keyType=keyType, derivedKeyId=derivedKeyId)
    self.ethAddressToPkpId[self._eth_address(pubkey)] = tokenId
    log PubkeyRoutingDataSet(
        tokenId=tokenId,
        pubkey=pubkey,
        stakingContract=stakingContractAddress,
        keyType=keyType,
        derivedKeyId=derivedKeyId,
    )


@external
@view
def pubkeys(tokenId: uint256) -> PubkeyRoutingData:
    """
    @notice Public key, its type and its key id; all empty for an unknown token.
    """
    return self._routing_data(tokenId)


@external
@view
def getRoutingData(tokenId: uint256) -> PubkeyRoutingData:
    """
    @notice The same as pubkeys.
    """
    return self._routing_data(tokenId)


@external
@view
def isRouted(tokenId: uint256) -> bool:
    """
    @notice Whether public key, type and key id are all there.
    """
    route: Route = self._routes[tokenId]
    return route.x != empty(bytes32) and route.keyType != 0 and route.derivedKeyId != empty(bytes32)


@external
@view
def getPubkey(tokenId: uint256) -> Bytes[65]:
    """
    @notice The public key of a PKP, 0x04, X, Y; empty for an unknown token.
    """
    return self._pubkey(tokenId)


@external
@view
def getEthAddress(tokenId: uint256) -> address:
    """
    @notice The Ethereum address of a PKP. Refused for an unknown token.
    """
    return self._eth_address(self._pubkey(tokenId))


@external
@pure
def deriveEthAddressFromPubkey(pubkey: Bytes[128]) -> address:
    """
    @notice The Ethereum address of a public key in its uncompressed form: the low 160 bits of keccak256 of
            bytes 1 to 64.
    """
    return self._eth_address(pubkey)


# --- Signatures of nodes --------------------------------------------------------------------------------


@external
@view
def checkNodeSignatures(
    signatures: DynArray[Signature, MAX_SIGNATURES],
    signedMessage: Bytes[MAX_MESSAGE],
    stakingContractAddress: address,
) -> bool:
    """
    @notice True when enough validators have signed a message as a personal message (EIP-191); refused
            otherwise, with the reason. Each signer counts once, and every signature must be valid.
    @param signatures At least as many as the staking contract's threshold, and one in any case.
    @param signedMessage The bytes that were signed, at most 1024.
    @param stakingContractAddress The staking contract whose current validators may sign.
    """
    needed: uint256 = max(staticcall Staking(stakingContractAddress).currentValidatorCountForConsensus(), 1)
    assert len(signatures) >= needed, \
        "PubkeyRouter: incorrect number of signatures on a given root key"
    digest: bytes32 = keccak256(
        concat(b"\x19Ethereum Signed Message:\n", convert(uint2str(len(signedMessage)), Bytes[78]), signedMessage)
    )
    signers: DynArray[address, MAX_SIGNATURES] = []
    for signature: Signature in signatures:
        assert convert(signature.s, uint256) <= MAX_S, "ECDSA: invalid signature 's' value"
        signer: address = empty(address)
        if signature.v == 27 or signature.v == 28:
            signer = ecrecover(digest, signature.v, signature.r, signature.s)
        assert signer != empty(address), "ECDSA: invalid signature"
        assert staticcall Staking(stakingContractAddress).isActiveValidatorByNodeAddress(signer), \
            "PubkeyRouter: signer is not active validator"
        staker: address = staticcall Staking(stakingContractAddress).nodeAddressToStakerAddress(signer)
        assert staker not in signers, "PubkeyRouter: signer has already signed"
        signers.append(staker)
    return True


@external
@view
def getPkpNftAddress() -> address:
    """
    @notice The network's PKPNFT, as its resolver says.
    """
    return resolver._find(resolver.PKP_NFT)


# --- Inner parts ----------------------------------------------------------------------------------------


@internal
@view
def _root_keys(staking: address) -> DynArray[RootKey, MAX_ROOT_KEYS]:
    found: DynArray[RootKey, MAX_ROOT_KEYS] = []
    for i: uint256 in range(len(self._roots[staking]), bound=MAX_ROOT_KEYS):
        root: Bytes[1 + MAX_ROOT_KEY_BYTES] = self._roots[staking][i]
        # Not longer than 96 bytes, which the compiler does not see.
        pubkey: Bytes[MAX_ROOT_KEY_BYTES] = convert(
            convert(slice(root, 1, len(root) - 1), String[MAX_ROOT_KEY_BYTES]), Bytes[MAX_ROOT_KEY_BYTES]
        )
        found.append(RootKey(pubkey=pubkey, keyType=convert(slice(root, 0, 1), uint256)))
    return found


@internal
@view
def _pubkey(token: uint256) -> Bytes[65]:
    x: bytes32 = self._routes[token].x
    if x == empty(bytes32):
        return b""
    return concat(b"\x04", x, self._routes[token].y)


@internal
@view
def _routing_data(token: uint256) -> PubkeyRoutingData:
    return PubkeyRoutingData(
        pubkey=self._pubkey(token),
        keyType=self._routes[token].keyType,
        derivedKeyId=self._routes[token].derivedKeyId,
    )


@internal
@pure
def _eth_address(pubkey: Bytes[128]) -> address:
    assert len(pubkey) >= 65, "slice_outOfBounds"
    digest: uint256 = convert(keccak256(slice(pubkey, 1, 64)), uint256)
    return convert(digest & convert(max_value(uint160), uint256), address)
