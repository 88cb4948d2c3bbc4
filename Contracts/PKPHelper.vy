# pragma version 0.4.3
# pragma evm-version cancun
# pragma optimize gas
"""
@title PKPHelper
@notice Mints a PKP and sets up who may use it, in one transaction of anybody: the token passes through this
        contract, which permits what the caller asks for while it is the owner.
@dev    Without state but its owner. At the end the token goes to its own address, so that only what the PKP
        itself signs can change its permissions, or to the caller. At most 16 entries in each list.
"""

from modules import ownable
from modules import resolver

initializes: ownable
initializes: resolver
exports: (ownable.__interface__, resolver.__interface__)


interface PKPNFT:
    def mintNext(keyType: uint256) -> uint256: payable
    def claimAndMint(
        keyType: uint256,
        derivedKeyId: bytes32,
        signatures: DynArray[Signature, MAX_SIGNATURES],
        stakingContractAddress: address,
    ) -> uint256: payable
    def getEthAddress(tokenId: uint256) -> address: view
    def safeTransferFrom(sender: address, to: address, tokenId: uint256): nonpayable


interface PKPPermissions:
    def addPermittedAction(tokenId: uint256, ipfsCID: Bytes[MAX_ID], scopes: DynArray[uint256, MAX_SCOPES]): nonpayable
    def addPermittedAddress(tokenId: uint256, user: address, scopes: DynArray[uint256, MAX_SCOPES]): nonpayable
    def addPermittedAuthMethod(
        tokenId: uint256, authMethod: AuthMethod, scopes: DynArray[uint256, MAX_SCOPES]
    ): nonpayable


struct Signature:
    r: bytes32
    s: bytes32
    v: uint8


struct AuthMethod:
    authMethodType: uint256
    id: Bytes[MAX_ID]
    userPubkey: Bytes[MAX_USER_PUBKEY]


struct AuthMethodData:
    keyType: uint256
    permittedIpfsCIDs: DynArray[Bytes[MAX_ID], MAX_ITEMS]
    permittedIpfsCIDScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS]
    permittedAddresses: DynArray[address, MAX_ITEMS]
    permittedAddressScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS]
    permittedAuthMethodTypes: DynArray[uint256, MAX_ITEMS]
    permittedAuthMethodIds: DynArray[Bytes[MAX_ID], MAX_ITEMS]
    permittedAuthMethodPubkeys: DynArray[Bytes[MAX_USER_PUBKEY], MAX_ITEMS]
    permittedAuthMethodScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS]
    addPkpEthAddressAsPermittedAddress: bool
    sendPkpToItself: bool


struct ClaimMaterial:
    keyType: uint256
    derivedKeyId: bytes32
    signatures: DynArray[Signature, MAX_SIGNATURES]


struct ClaimMaterialV2:
    keyType: uint256
    derivedKeyId: bytes32
    signatures: DynArray[Signature, MAX_SIGNATURES]
    stakingContractAddress: address


MAX_ITEMS: constant(uint256) = 16
MAX_SCOPES: constant(uint256) = 32
MAX_ID: constant(uint256) = 512
MAX_USER_PUBKEY: constant(uint256) = 1024
MAX_SIGNATURES: constant(uint256) = 128

ERC165: constant(bytes4) = 0x01ffc9a7
ERC721_RECEIVER: constant(bytes4) = 0x150b7a02


@deploy
def __init__(resolver_: address, env_: uint8, owner_: address):
    """
    @param resolver_ The network's ContractResolver.
    @param env_ The environment in which it is asked.
    @param owner_ The operator. It has no power over what others mint.
    """
    ownable.__init__(owner_)
    resolver.__init__(resolver_, env_)
    log resolver.ContractResolverAddressSet(newResolverAddress=resolver_)


# --- Minting --------------------------------------------------------------------------------------------


@external
@payable
def mintNextAndAddAuthMethods(
    keyType: uint256,
    permittedAuthMethodTypes: DynArray[uint256, MAX_ITEMS],
    permittedAuthMethodIds: DynArray[Bytes[MAX_ID], MAX_ITEMS],
    permittedAuthMethodPubkeys: DynArray[Bytes[MAX_USER_PUBKEY], MAX_ITEMS],
    permittedAuthMethodScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS],
    addPkpEthAddressAsPermittedAddress: bool,
    sendPkpToItself: bool,
) -> uint256:
    """
    @notice Mints a PKP for the exact mint cost and permits auth methods. Anybody may.
    @param addPkpEthAddressAsPermittedAddress Whether the PKP's own address is permitted, without scopes.
    @param sendPkpToItself Whether the PKP is to own itself; else the caller will.
    @return The id of the token.
    """
    token: uint256 = extcall PKPNFT(resolver._require(resolver.PKP_NFT)).mintNext(keyType, value=msg.value)
    self._check_methods(
        len(permittedAuthMethodTypes),
        len(permittedAuthMethodIds),
        len(permittedAuthMethodPubkeys),
        len(permittedAuthMethodScopes),
    )
    permissions: address = resolver._require(resolver.PKP_PERMISSIONS)
    for i: uint256 in range(len(permittedAuthMethodTypes), bound=MAX_ITEMS):
        extcall PKPPermissions(permissions).addPermittedAuthMethod(
            token,
            AuthMethod(
                authMethodType=permittedAuthMethodTypes[i],
                id=permittedAuthMethodIds[i],
                userPubkey=permittedAuthMethodPubkeys[i],
            ),
            permittedAuthMethodScopes[i],
        )
    self._hand_over(token, addPkpEthAddressAsPermittedAddress, sendPkpToItself)
    return token


@external
@payable
def mintNextAndAddAuthMethodsWithTypes(
    keyType: uint256,
    permittedIpfsCIDs: DynArray[Bytes[MAX_ID], MAX_ITEMS],
    permittedIpfsCIDScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS],
    permittedAddresses: DynArray[address, MAX_ITEMS],
    permittedAddressScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS],
    permittedAuthMethodTypes: DynArray[uint256, MAX_ITEMS],
    permittedAuthMethodIds: DynArray[Bytes[MAX_ID], MAX_ITEMS],
    permittedAuthMethodPubkeys: DynArray[Bytes[MAX_USER_PUBKEY], MAX_ITEMS],
    permittedAuthMethodScopes: DynArray[DynArray[uint256, MAX_SCOPES], MAX_ITEMS],
    addPkpEthAddressAsPermittedAddress: bool,
    sendPkpToItself: bool,
) -> uint256:
    """
    @notice Mints a PKP for the exact mint cost and permits Lit Actions, addresses and auth methods, in this
            order. Anybody may.
    @return The id of the token.
    """
    token: uint256 = extcall PKPNFT(resolver._require(resolver.PKP_NFT)).mintNext(keyType, value=msg.value)
    self._add_all(
        token,
        AuthMethodData(
            keyType=keyType,
            permittedIpfsCIDs=permittedIpfsCIDs,
            permittedIpfsCIDScopes=permittedIpfsCIDScopes,
            permittedAddresses=permittedAddresses,
            permittedAddressScopes=permittedAddressScopes,
            permittedAuthMethodTypes=permittedAuthMethodTypes,
            permittedAuthMethodIds=permittedAuthMethodIds,
            permittedAuthMethodPubkeys=permittedAuthMethodPubkeys,
            permittedAuthMethodScopes=permittedAuthMethodScopes,
            addPkpEthAddressAsPermittedAddress=addPkpEthAddressAsPermittedAddress,
            sendPkpToItself=sendPkpToItself,
        ),
    )
    return token


@external
@payable
def claimAndMintNextAndAddAuthMethods(claimMaterial: ClaimMaterial, authMethodData: AuthMethodData) -> uint256:
    """
    @notice Mints the PKP of a key id that enough nodes have signed, for the exact mint cost, and permits what
            the data say. Anybody who holds the signatures may.
    @return The id of the token.
    """
    token: uint256 = self._claim(
        claimMaterial.keyType, claimMaterial.derivedKeyId, claimMaterial.signatures, empty(address)
    )
    self._add_all(token, authMethodData)
    return token


@external
@payable
def claimAndMintNextAndAddAuthMethodsWithTypes(
    claimMaterial: ClaimMaterial, authMethodData: AuthMethodData
) -> uint256:
    """
    @notice The same as claimAndMintNextAndAddAuthMethods.
    @return The id of the token.
    """
    token: uint256 = self._claim(
        claimMaterial.keyType, claimMaterial.derivedKeyId, claimMaterial.signatures, empty(address)
    )
    self._add_all(token, authMethodData)
    return token


@external
@payable
def claimAndMintNextAndAddAuthMethodsWithTypesV2(
    claimMaterial: ClaimMaterialV2, authMethodData: AuthMethodData
) -> uint256:
    """
    @notice The same with the network's staking contract named, and both key types equal.
    @return The id of the token.
    """
    assert claimMaterial.keyType == authMethodData.keyType, \
        "PKPHelper: Claim key type must match Auth Method data key type"
    token: uint256 = self._claim(
        claimMaterial.keyType,
        claimMaterial.derivedKeyId,
        claimMaterial.signatures,
        claimMaterial.stakingContractAddress,
    )
    self._add_all(token, authMethodData)
    return token


# --- Receiving --------------------------------------------------------------------------------------------


@external
@view
def onERC721Received(operator: address, sender: address, tokenId: uint256, data: Bytes[1024]) -> bytes4:
    """
    @notice Accepts tokens of the network's PKPNFT, and no others. A PKP that its owner sends here is lost:
            send it elsewhere.
    """
    assert msg.sender == resolver._find(resolver.PKP_NFT), \
        "PKPHelper: only accepts transfers from the PKPNFT contract"
    return ERC721_RECEIVER


@external
@pure
def supportsInterface(interfaceId: bytes4) -> bool:
    """
    @notice ERC-165: true for ERC-165 and the receiver of ERC-721.
    """
    return interfaceId in [ERC165, ERC721_RECEIVER]


# --- Where the other contracts are ------------------------------------------------------------------------


@external
@view
def getPkpNftAddress() -> address:
    """
    @notice The network's PKPNFT, as its resolver says.
    """
    return resolver._find(resolver.PKP_NFT)


@external
@view
def getPkpPermissionsAddress() -> address:
    """
    @notice The network's PKPPermissions, as its resolver says.
    """
    return resolver._find(resolver.PKP_PERMISSIONS)


@external
@view
def getPKPNftMetdataAddress() -> address:
    """
    @notice The network's PKPNFTMetadata, as its resolver says. The name is spelt as clients know it.
    """
    return resolver._find(resolver.PKP_NFT_METADATA)


@external
@view
def getStakingAddress() -> address:
    """
    @notice The network's staking contract, as its resolver says.
    """
    return resolver._find(resolver.STAKING)


# --- Inner parts ------------------------------------------------------------------------------------------


@internal
@payable
def _claim(
    key_type: uint256, key_id: bytes32, signatures: DynArray[Signature, MAX_SIGNATURES], staking: address
) -> uint256:
    return extcall PKPNFT(resolver._require(resolver.PKP_NFT)).claimAndMint(
        key_type, key_id, signatures, staking, value=msg.value
    )


@internal
@pure
def _check_methods(types: uint256, ids: uint256, pubkeys: uint256, scopes: uint256):
    assert ids == types, "PKPHelper: auth method type and id array lengths must match"
    assert pubkeys == types, "PKPHelper: auth method type and pubkey array lengths must match"
    assert scopes == types, "PKPHelper: auth method type and scopes array lengths must match"


@internal
def _add_all(token: uint256, data: AuthMethodData):
    """
    @dev Permits everything, in the order of the lists, and gives the token away.
    """
    assert len(data.permittedIpfsCIDs) == len(data.permittedIpfsCIDScopes), \
        "PKPHelper: ipfs cid and scope array lengths must match"
    assert len(data.permittedAddresses) == len(data.permittedAddressScopes), \
        "PKPHelper: address and scope array lengths must match"
    self._check_methods(
        len(data.permittedAuthMethodTypes),
        len(data.permittedAuthMethodIds),
        len(data.permittedAuthMethodPubkeys),
        len(data.permittedAuthMethodScopes),
    )
    permissions: address = resolver._require(resolver.PKP_PERMISSIONS)
    for i: uint256 in range(len(data.permittedIpfsCIDs), bound=MAX_ITEMS):
        extcall PKPPermissions(permissions).addPermittedAction(
            token, data.permittedIpfsCIDs[i], data.permittedIpfsCIDScopes[i]
        )
    for i: uint256 in range(len(data.permittedAddresses), bound=MAX_ITEMS):
        extcall PKPPermissions(permissions).addPermittedAddress(
            token, data.permittedAddresses[i], data.permittedAddressScopes[i]
        )
    for i: uint256 in range(len(data.permittedAuthMethodTypes), bound=MAX_ITEMS):
        extcall PKPPermissions(permissions).addPermittedAuthMethod(
            token,
            AuthMethod(
                authMethodType=data.permittedAuthMethodTypes[i],
                id=data.permittedAuthMethodIds[i],
                userPubkey=data.permittedAuthMethodPubkeys[i],
            ),
            data.permittedAuthMethodScopes[i],
        )
    self._hand_over(token, data.addPkpEthAddressAsPermittedAddress, data.sendPkpToItself)


@internal
def _hand_over(token: uint256, permit_itself: bool, to_itself: bool):
    nft: address = resolver._require(resolver.PKP_NFT)
    receiver: address = msg.sender
    if permit_itself or to_itself:
        itself: address = staticcall PKPNFT(nft).getEthAddress(token)
        if permit_itself:
            extcall PKPPermissions(resolver._require(resolver.PKP_PERMISSIONS)).addPermittedAddress(
                token, itself, []
            )
        if to_itself:
            receiver = itself
    extcall PKPNFT(nft).safeTransferFrom(self, receiver, token)
