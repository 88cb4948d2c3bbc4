"""The whole set: how it is deployed, what the code on chain is, and that a network made of it lives."""

import pytest
from contract import ZERO, Contract, constructor_data
from eth_abi import encode
from eth_utils import keccak, to_checksum_address
from network import (
    ACTIVE,
    ENV_DEV,
    ENV_PROD,
    LIT,
    PAUSED,
    REGISTERED,
    Network,
    artifact,
    key_of,
    root_keys,
)

import abi
import compiler

OWNED = [name for name in compiler.NAMES if name not in ("ContractResolver", "LITToken", "KeyDeriver", "PKPNFTMetadata")]
RESOLVING = ("Staking", "StakingBalances", "PubkeyRouter", "PKPNFT", "PKPPermissions", "PKPHelper", "PKPNFTMetadata")
# The factory that stands at this address on most chains, and on every development chain.
FACTORY = "0x4e59b44847b379578588920cA78FbF26c0B4956C"


def by_factory(network, name, salt):
    """Deploys a contract as anybody could: its address comes from its code, its arguments and the salt."""
    made = network.artifact(name)
    code = bytes.fromhex(made["bytecode"][2:]) + constructor_data(made["abi"], network.arguments(name))
    receipt = network.chain.send(network.chain.accounts[9], FACTORY, salt + code)
    place = keccak(b"\xff" + bytes.fromhex(FACTORY[2:]) + salt + keccak(code))[12:]
    contract = Contract(network.chain, name, to_checksum_address(place), made["abi"])
    contract.deployment = receipt
    network.contracts[name] = contract
    return contract


@pytest.fixture
def created(blank):
    """All contracts, deployed by a factory; nobody that has a role was a sender."""
    blank.owner = blank.chain.accounts[4]
    for name in compiler.NAMES:
        by_factory(blank, name, bytes(32))
    return blank


def test_all_contracts_are_there(network):
    assert set(network.contracts) == set(compiler.NAMES)
    assert set(REGISTERED) == set(compiler.NAMES) - {"ContractResolver"}


def test_the_resolver_knows_them_under_their_names(network):
    for name, registered in REGISTERED.items():
        key = key_of(registered)
        assert network.ContractResolver.getContract(key, ENV_DEV) == network.contracts[name].address
        assert network.ContractResolver.getContract(key, ENV_PROD) == ZERO
        constant = "HD_KEY_DERIVER_CONTRACT" if name == "KeyDeriver" else f"{registered}_CONTRACT"
        assert getattr(network.ContractResolver, constant)() == key


def test_a_factory_can_deploy_them_all(created):
    assert all(len(code_of(contract)) > 500 for contract in created.contracts.values())


@pytest.mark.parametrize("name", OWNED)
def test_the_owner_is_the_one_named_whoever_deploys(created, name):
    assert created.contracts[name].owner() == created.owner


def test_the_roles_are_those_of_the_one_named_whoever_deploys(created, alice):
    resolver, token = created.ContractResolver, created.LITToken
    for contract, role in ((resolver, "ADMIN"), (token, "ADMIN"), (token, "MINTER")):
        assert contract.hasRole(keccak(text=role), created.owner)
        for other in (FACTORY, created.chain.accounts[9], alice):
            assert not contract.hasRole(keccak(text=role), other)


@pytest.mark.parametrize("name", RESOLVING)
def test_a_constructor_says_once_which_resolver_it_was_given(network, name):
    contract, resolver = network.contracts[name], network.ContractResolver.address
    events = ("ContractResolverAddressSet", "ResolverContractAddressSet")
    assert [log.args[0] for log in contract.deployment.logs if log.event in events] == [resolver]


def code_of(contract):
    return bytes.fromhex(contract._chain.rpc("eth_getCode", contract.address, "latest")[2:])


@pytest.mark.parametrize("name", compiler.NAMES)
def test_the_code_on_chain_is_the_artifact_and_its_immutables(network, name):
    """The immutables stand behind the code, each filled in from the constructor's argument of its name."""
    made, contract = artifact(name), network.contracts[name]
    inputs = next((entry["inputs"] for entry in made["abi"] if entry["type"] == "constructor"), [])
    plain = {each["name"].lower(): (each["type"], value) for each, value in zip(inputs, network.arguments(name))}
    expected = bytes.fromhex(made["deployedBytecode"][2:])
    for position, immutable in enumerate(made["immutables"]):
        kind, value = plain[immutable["name"].rpartition(".")[2].replace("_", "").lower()]
        assert (kind, immutable["offset"]) == (immutable["type"], 32 * position)
        expected += encode([kind], [value])
    assert code_of(contract) == expected
    assert len(expected) <= 24_576


@pytest.mark.parametrize("name", compiler.NAMES)
def test_every_function_of_the_abi_is_in_the_code(network, name):
    """Selectors, compared with the code's own table: bytes that no function has must be refused without a word."""
    contract = network.contracts[name]
    known = {abi.selector(entry) for entry in contract.abi if entry["type"] == "function"}
    stranger = next(digest for digest in (keccak(bytes([n]))[:4] for n in range(256)) if digest not in known)
    assert contract.raw_fails(stranger).data == b"" and contract.raw_fails(b"").data == b""
    code = code_of(contract)
    assert all(selector.lstrip(b"\0") in code for selector in known)


def test_it_begins_paused_and_comes_to_life(living):
    staking = living.Staking
    assert Network(living.chain).deploy().Staking.state() == PAUSED
    assert staking.state() == ACTIVE and staking.epoch().number == 2
    assert staking.getValidatorsInCurrentEpoch() == [each.staker for each in living.validators]
    assert staking.currentValidatorCountForConsensus() == 2
    assert living.PubkeyRouter.getRootKeys(staking) == root_keys(3) == living.root_keys
    assert living.StakingBalances.totalStaked() == 3 * LIT == living.LITToken.balanceOf(living.StakingBalances)
    for validator in living.validators:
        ip, ipv6, port, node, _, sender, receiver = staking.validators(validator.staker)
        assert (ip, ipv6, port, node, sender, receiver) == validator.record


def test_epochs_go_on(living):
    for number in (3, 4, 5):
        living.next_epoch()
        assert living.Staking.epoch().number == number and living.Staking.state() == ACTIVE


@pytest.mark.parametrize("env", [ENV_DEV, ENV_PROD])
def test_a_key_is_minted_in_every_environment(start_network, env, alice):
    network = start_network(env=env, owner=alice).deploy().live(validators=4, root_keys=2)
    receipt = network.PKPNFT.mintNext(2, sender=alice, value=1)
    token = receipt.only("PKPMinted").tokenId
    assert network.PKPNFT.ownerOf(token) == alice and len(network.PKPNFT.getPubkey(token)) == 65
    assert [log.event for log in receipt.logs] == ["PubkeyRoutingDataSet", "PKPMinted", "Transfer"]
