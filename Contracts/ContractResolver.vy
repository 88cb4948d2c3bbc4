# pragma version 0.4.3
# pragma evm-version cancun
"""
@title ContractResolver
@notice The address book of a network: (name, environment) to address. Nodes know the Staking contract,
        ask it for this resolver, and this resolver for all the rest; clients are given its address. To
        replace a contract is to set its name anew.

        A name is the keccak256 of its ASCII letters, and there is a function with the constant for each of
        them. Environments are 0 development, 1 staging, 2 production.

        Whoever has the role ADMIN sets addresses, allows environments and names further admins. There is
        no other power, and at the beginning one such account.
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


event AllowedEnvAdded:
    env: uint8

event AllowedEnvRemoved:
    env: uint8

event SetContract:
    typ: bytes32
    env: uint8
    addr: address


RELEASE_REGISTER_CONTRACT: public(constant(bytes32)) = keccak256("RELEASE_REGISTER")
CLONE_NET_CONTRACT: public(constant(bytes32)) = keccak256("CLONE_NET")
STAKING_CONTRACT: public(constant(bytes32)) = keccak256("STAKING")
STAKING_BALANCES_CONTRACT: public(constant(bytes32)) = keccak256("STAKING_BALANCES")
MULTI_SENDER_CONTRACT: public(constant(bytes32)) = keccak256("MULTI_SENDER")
LIT_TOKEN_CONTRACT: public(constant(bytes32)) = keccak256("LIT_TOKEN")
PUB_KEY_ROUTER_CONTRACT: public(constant(bytes32)) = keccak256("PUB_KEY_ROUTER")
PKP_NFT_CONTRACT: public(constant(bytes32)) = keccak256("PKP_NFT")
RATE_LIMIT_NFT_CONTRACT: public(constant(bytes32)) = keccak256("RATE_LIMIT_NFT")
PKP_HELPER_CONTRACT: public(constant(bytes32)) = keccak256("PKP_HELPER")
PKP_HELPER_V2_CONTRACT: public(constant(bytes32)) = keccak256("PKP_HELPER_V2")
PKP_PERMISSIONS_CONTRACT: public(constant(bytes32)) = keccak256("PKP_PERMISSIONS")
PKP_NFT_METADATA_CONTRACT: public(constant(bytes32)) = keccak256("PKP_NFT_METADATA")
ALLOWLIST_CONTRACT: public(constant(bytes32)) = keccak256("ALLOWLIST")
DOMAIN_WALLET_REGISTRY: public(constant(bytes32)) = keccak256("DOMAIN_WALLET_REGISTRY")
HD_KEY_DERIVER_CONTRACT: public(constant(bytes32)) = keccak256("HD_KEY_DERIVER")
BACKUP_RECOVERY_CONTRACT: public(constant(bytes32)) = keccak256("BACKUP_RECOVERY")
PAYMENT_DELEGATION_CONTRACT: public(constant(bytes32)) = keccak256("PAYMENT_DELEGATION")
HOST_COMMANDS_CONTRACT: public(constant(bytes32)) = keccak256("HOST_COMMANDS")

ENV_PROD: constant(uint8) = 2

_allowed: HashMap[uint8, bool]

# @notice The same as getContract.
typeAddresses: public(HashMap[bytes32, HashMap[uint8, address]])


@deploy
def __init__(env: uint8, owner: address):
    """
    @param env The first environment that is allowed.
    @param owner The first account with the role ADMIN.
    """
    assert owner != empty(address), "ContractResolver: the owner is the zero address"
    roles.__init__()
    roles._grant(roles.ADMIN, owner)
    self._allow(env)


@external
@view
def getContract(typ: bytes32, env: uint8) -> address:
    """
    @notice The address behind a name in an environment; zero when nothing is set. It never refuses.
    """
    return self.typeAddresses[typ][env]


@external
def setContract(typ: bytes32, env: uint8, addr: address):
    """
    @notice Sets, replaces or (with the zero address) removes an address. For admins.
    @param env One of the environments allowed.
    """
    self._only_admin()
    assert self._allowed[env], "The provided Env is not valid for this contract"
    self.typeAddresses[typ][env] = addr
    log SetContract(typ=typ, env=env, addr=addr)


@external
def addAllowedEnv(env: uint8):
    """
    @notice Lets addresses be set in a further environment. For admins.
    @param env 0, 1 or 2.
    """
    self._only_admin()
    self._allow(env)


@external
def removeAllowedEnv(env: uint8):
    """
    @notice Freezes an environment: what is set there stays, and nothing can be set any more. For admins.
    """
    self._only_admin()
    self._allowed[env] = False
    log AllowedEnvRemoved(env=env)


@external
def addAdmin(newAdmin: address):
    """
    @notice Gives the role ADMIN to a further account. For admins.
    """
    roles._only(roles.ADMIN)
    assert newAdmin != empty(address), "ContractResolver: the admin is the zero address"
    roles._grant(roles.ADMIN, newAdmin)


@external
def removeAdmin(adminBeingRemoved: address):
    """
    @notice Takes the role ADMIN from another account. For admins, and never for oneself, so that by this
            way one admin is always left (who wants to leave none calls renounceRole).
    """
    roles._only(roles.ADMIN)
    assert adminBeingRemoved != msg.sender, "Cannot remove self as admin.  Have the new admin do it."
    roles._revoke(roles.ADMIN, adminBeingRemoved)


@internal
@view
def _only_admin():
    if not roles.hasRole[roles.ADMIN][msg.sender]:
        raw_revert(method_id("AdminRoleRequired()"))


@internal
def _allow(env: uint8):
    assert env <= ENV_PROD, "The provided Env is not valid for this contract"
    self._allowed[env] = True
    log AllowedEnvAdded(env=env)
