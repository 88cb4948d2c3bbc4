# pragma version 0.4.3
# pragma evm-version cancun
# pragma optimize gas
"""
@title PKPNFT
@notice The PKPs (programmable key pairs) of a network as ERC-721 tokens. The id of a token is keccak256 of
        its public key; who owns the token decides in PKPPermissions what its key may sign.
@dev    A mint derives the key once, records it in PubkeyRouter, and emits PubkeyRoutingDataSet, PKPMinted
        and Transfer in this order, which clients rely on.
"""

from modules import erc721
from modules import ownership
from modules import resolver

initializes: erc721
initializes: ownership
initializes: resolver
exports: (erc721.__interface__, ownership.__interface__)


interface PubkeyRouter:
    def getDerivedPubkey(stakingContract: address, derivedKeyId: bytes32) -> Bytes[65]: view
    def setRoutingData(
        tokenId: uint256, pubkey: Bytes[65], stakingContractAddress: address, keyType: uint256, derivedKeyId: bytes32
    ): nonpayable
    def isRouted(tokenId: uint256) -> bool: view
    def getPubkey(tokenId: uint256) -> Bytes[65]: view
    def getEthAddress(tokenId: uint256) -> address: view
    def checkNodeSignatures(
        signatures: DynArray[Signature, MAX_SIGNATURES], signedMessage: Bytes[32], stakingContractAddress: address
    ) -> bool: view


interface PKPPermissions:
    def addPermittedAction(tokenId: uint256, ipfsCID: Bytes[MAX_CID], scopes: DynArray[uint256, 1]): nonpayable


interface PKPNFTMetadata:
    def tokenURI(tokenId: uint256, pubKey: Bytes[65], ethAddress: address) -> String[MAX_URI]: view


struct Signature:
    r: bytes32
    s: bytes32
    v: uint8


event PKPMinted:
    tokenId: indexed(uint256)
    pubkey: Bytes[65]


event MintCostSet:
    newMintCost: uint256


event Withdrew:
    amount: uint256


MAX_SIGNATURES: constant(uint256) = 128
MAX_CID: constant(uint256) = 512
MAX_URI: constant(uint256) = 16384
SIGN_ANYTHING: constant(uint256) = 1

# @notice Wei to be sent, exactly, with every mint.
mintCost: public(uint256)


@deploy
def __init__(resolver_: address, env_: uint8, owner_: address):
    """
    @param resolver_ The network's ContractResolver.
    @param env_ The environment in which it is asked.
    @param owner_ Who sets the price of a mint and receives what was paid.
    """
    erc721.__init__()
    ownership.__init__(owner_)
    resolver.__init__(resolver_, env_)
    self.mintCost = 1
    log resolver.ContractResolverAddressSet(newResolverAddress=resolver_)


# --- Minting --------------------------------------------------------------------------------------------


@external
@payable
def mintNext(keyType: uint256) -> uint256:
    """
    @notice Mints a PKP to the caller, whoever it is, for the exact mint cost. Its key depends on the number of
            tokens and on the last block's hash.
    @param keyType 2, secp256k1.
    @return The id of the token.
    """
    assert msg.value == self.mintCost, "You must pay exactly mint cost"
    return self._mint_to(msg.sender, keyType, self._next_key_id())


@external
@payable
def claimAndMint(
    keyType: uint256,
    derivedKeyId: bytes32,
    signatures: DynArray[Signature, MAX_SIGNATURES],
    stakingContractAddress: address = empty(address),
) -> uint256:
    """
    @notice Mints the PKP of a known key id to the caller, for the exact mint cost. Enough of the network's nodes
            must have signed the id, which they do for the user to whom it belongs.
    @dev    The signatures name no recipient: whoever holds them can mint.
    @param keyType 2, secp256k1.
    @param derivedKeyId keccak256 of "<user id>:<app id>".
    @param signatures Of different active validators' nodes, over the 32 bytes of the id (EIP-191).
    @param stakingContractAddress The network's staking contract; no other is accepted. Zero means the same.
    @return The id of the token.
    """
    assert msg.value == self.mintCost, "You must pay exactly mint cost"
    staking: address = resolver._require(resolver.STAKING)
    assert stakingContractAddress == empty(address) or stakingContractAddress == staking, \
        "PKPNFT: not the staking contract of this network"
    router: address = resolver._require(resolver.PUB_KEY_ROUTER)
    assert staticcall PubkeyRouter(router).checkNodeSignatures(
        signatures, concat(derivedKeyId, b""), staking
    ), "PKPNFT: signatures are not valid"
    return self._mint_to(msg.sender, keyType, derivedKeyId)


@external
@payable
def mintGrantAndBurnNext(keyType: uint256, ipfsCID: Bytes[MAX_CID]) -> uint256:
    """
    @notice Mints a PKP for the exact mint cost, permits one Lit Action to sign anything with it, and burns the
            token: nobody can ever change what the key may do.
    @param keyType 2, secp256k1.
    @param ipfsCID The action's CID as bytes: 34 for a CID of the form Qm...
    @return The id that the token had.
    """
    assert msg.value == self.mintCost, "You must pay exactly mint cost"
    token: uint256 = self._route(keyType, self._next_key_id())
    erc721._mint(self, token)
    extcall PKPPermissions(resolver._require(resolver.PKP_PERMISSIONS)).addPermittedAction(
        token, ipfsCID, [SIGN_ANYTHING]
    )
    erc721._burn(token)
    return token


@external
@view
def getNextDerivedKeyId() -> bytes32:
    """
    @notice The key id that a mint in this block would have, if it were the next one.
    """
    return self._next_key_id()


# --- What is known of a PKP -----------------------------------------------------------------------------


@external
@pure
def name() -> String[20]:
    """
    @notice The name of the collection.
    """
    return "Programmable Keypair"


@external
@pure
def symbol() -> String[3]:
    """
    @notice The symbol of the collection.
    """
    return "PKP"


@external
@view
def tokenURI(tokenId: uint256) -> String[MAX_URI]:
    """
    @notice A data: URI with the token's metadata and picture, made by PKPNFTMetadata. Refused for a token that
            does not exist.
    """
    erc721._owner_of(tokenId)
    router: address = resolver._require(resolver.PUB_KEY_ROUTER)
    return staticcall PKPNFTMetadata(resolver._require(resolver.PKP_NFT_METADATA)).tokenURI(
        tokenId,
        staticcall PubkeyRouter(router).getPubkey(tokenId),
        staticcall PubkeyRouter(router).getEthAddress(tokenId),
    )


@external
@view
def getPubkey(tokenId: uint256) -> Bytes[65]:
    """
    @notice The public key, 0x04, X, Y; empty for an unknown token. Burning does not change it.
    """
    return staticcall PubkeyRouter(resolver._require(resolver.PUB_KEY_ROUTER)).getPubkey(tokenId)


@external
@view
def getEthAddress(tokenId: uint256) -> address:
    """
    @notice The Ethereum address of the key. Refused for an unknown token.
    """
    return staticcall PubkeyRouter(resolver._require(resolver.PUB_KEY_ROUTER)).getEthAddress(tokenId)


@external
@pure
def prefixed(hash: bytes32) -> bytes32:
    """
    @notice The EIP-191 hash of a 32-byte message.
    """
    return keccak256(concat(b"\x19Ethereum Signed Message:\n32", hash))


# --- Where the other contracts are ------------------------------------------------------------------------


@external
@view
def getRouterAddress() -> address:
    """
    @notice The network's PubkeyRouter, as its resolver says.
    """
    return resolver._find(resolver.PUB_KEY_ROUTER)


@external
@view
def getPkpPermissionsAddress() -> address:
    """
    @notice The network's PKPPermissions, as its resolver says.
    """
    return resolver._find(resolver.PKP_PERMISSIONS)


@external
@view
def getPkpNftMetadataAddress() -> address:
    """
    @notice The network's PKPNFTMetadata, as its resolver says.
    """
    return resolver._find(resolver.PKP_NFT_METADATA)


@external
@view
def getStakingAddress() -> address:
    """
    @notice The network's staking contract, as its resolver says.
    """
    return resolver._find(resolver.STAKING)


# --- For the owner ----------------------------------------------------------------------------------------


@external
def setMintCost(newMintCost: uint256):
    """
    @notice Sets what a mint costs from now on, in wei. Only the owner.
    """
    ownership._only_owner()
    self.mintCost = newMintCost
    log MintCostSet(newMintCost=newMintCost)


@external
def withdraw():
    """
    @notice Sends all that was paid for mints to the caller. Only the owner.
    """
    ownership._only_owner()
    amount: uint256 = self.balance
    raw_call(msg.sender, b"", value=amount)
    log Withdrew(amount=amount)


# --- Inner parts ------------------------------------------------------------------------------------------


@internal
@view
def _next_key_id() -> bytes32:
    return keccak256(
        concat(convert(len(erc721._all) + 1, bytes32), blockhash(block.number - 1))
    )


@internal
def _mint_to(to: address, key_type: uint256, key_id: bytes32) -> uint256:
    token: uint256 = self._route(key_type, key_id)
    erc721._safe_mint(to, token)
    return token


@internal
def _route(key_type: uint256, key_id: bytes32) -> uint256:
    """
    @dev Derives a key and records it. The token is minted right after: the Transfer event follows.
    """
    staking: address = resolver._require(resolver.STAKING)
    router: address = resolver._require(resolver.PUB_KEY_ROUTER)
    pubkey: Bytes[65] = staticcall PubkeyRouter(router).getDerivedPubkey(staking, key_id)
    token: uint256 = convert(keccak256(pubkey), uint256)
    extcall PubkeyRouter(router).setRoutingData(token, pubkey, staking, key_type, key_id)
    assert staticcall PubkeyRouter(router).isRouted(token), "This PKP has not been routed yet"
    log PKPMinted(tokenId=token, pubkey=pubkey)
    return token
