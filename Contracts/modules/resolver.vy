# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Where the other contracts are
@notice Contracts of one network find each other through its ContractResolver, by name and environment,
        at the moment of the call. Replacing one of them is one ContractResolver.setContract.
@dev    The resolver's address and the environment are immutable: not even an owner can point a contract
        at another network. The constructor of a contract that uses this module emits the event itself.
"""

interface ContractResolver:
    def getContract(typ: bytes32, env: uint8) -> address: view


event ContractResolverAddressSet:
    newResolverAddress: address


STAKING: constant(bytes32) = keccak256("STAKING")
STAKING_BALANCES: constant(bytes32) = keccak256("STAKING_BALANCES")
LIT_TOKEN: constant(bytes32) = keccak256("LIT_TOKEN")
PUB_KEY_ROUTER: constant(bytes32) = keccak256("PUB_KEY_ROUTER")
PKP_NFT: constant(bytes32) = keccak256("PKP_NFT")
PKP_NFT_METADATA: constant(bytes32) = keccak256("PKP_NFT_METADATA")
PKP_PERMISSIONS: constant(bytes32) = keccak256("PKP_PERMISSIONS")
HD_KEY_DERIVER: constant(bytes32) = keccak256("HD_KEY_DERIVER")

# Environments: a development network, a rehearsal, the real thing.
ENV_DEV: constant(uint8) = 0
ENV_STAGING: constant(uint8) = 1
ENV_PROD: constant(uint8) = 2

RESOLVER: immutable(address)
ENV: immutable(uint8)


@deploy
def __init__(resolver: address, env: uint8):
    assert resolver != empty(address), "Resolver: the resolver is the zero address"
    assert env <= ENV_PROD, "Resolver: unknown environment"
    RESOLVER = resolver
    ENV = env


@external
@view
def contractResolver() -> address:
    """
    @notice The ContractResolver that this contract asks. Fixed since its deployment.
    """
    return RESOLVER


@external
@view
def env() -> uint8:
    """
    @notice The environment in which it asks: 0 development, 1 staging, 2 production. Fixed likewise.
    """
    return ENV


@internal
@view
def _find(name: bytes32) -> address:
    """
    @notice The address behind a name; zero when nothing is set.
    """
    return staticcall ContractResolver(RESOLVER).getContract(name, ENV)


@internal
@view
def _require(name: bytes32) -> address:
    """
    @notice The address behind a name, which must be there.
    """
    found: address = self._find(name)
    assert found != empty(address), "Resolver: contract is not set"
    return found
