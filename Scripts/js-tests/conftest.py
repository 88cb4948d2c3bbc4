"""Fixtures: a network on a chain that runs with the time of the day, and the SDK connected to it."""

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from sdk import BUNDLE, SDK, node

sys.path.append(str(Path(__file__).parents[1] / "contract-tests"))

from contract import TestChain, harness  # noqa: E402
from network import Missing, Network, Validator  # noqa: E402

ABI = Path(__file__).parents[2] / "Tests/Vectors/contracts/abi"
GWEI = 10**9
# The names that a context has to have, with the members of LitContracts.
ELEVEN = {
    "Allowlist": "allowlistContract",
    "LITToken": "litTokenContract",
    "Multisender": "multisenderContract",
    "PKPHelper": "pkpHelperContract",
    "PKPNFT": "pkpNftContract",
    "PKPNFTMetadata": "pkpNftMetadataContract",
    "PKPPermissions": "pkpPermissionsContract",
    "PubkeyRouter": "pubkeyRouterContract",
    "RateLimitNFT": "rateLimitNftContract",
    "Staking": "stakingContract",
    "StakingBalances": "stakingBalancesContract",
}


def protocol_abi(name):
    return json.loads((ABI / f"{name}.json").read_text())


@dataclass
class User:
    address: str
    key: str


def pytest_configure():
    lacking = None if BUNDLE.exists() else "the SDK"
    if lacking is None and node() is None:
        lacking = "Node.js from version 20 on"
    if lacking:
        words = f"{lacking} is missing: run Scripts/bootstrap --peers"
        pytest.exit(words, 1 if os.environ.get("CI") else 0)


@pytest.fixture(scope="session")
def _live():
    chain = TestChain(timed=False)
    network = Network(chain).deploy()
    network.live(epoch_length=3600)
    for number in range(4):
        chain.fund(Validator(number).staker)
        chain.fund(Validator(number).node)
    chain.charge(GWEI)
    yield network
    chain.stop()


@pytest.fixture(scope="session")
def sdk():
    """The SDK, loaded once."""
    process = SDK()
    yield process
    process.stop()


@pytest.fixture
def network(_live):
    """The network; what a test does to it is undone."""
    snapshot = _live.chain.rpc("evm_snapshot")
    yield _live.copy()
    assert _live.chain.alive, f"the chain ended with {_live.chain.process.returncode}"
    assert _live.chain.rpc("evm_revert", snapshot) is True


@pytest.fixture
def read(network):
    """web3.py's view of a contract by the protocol's ABI: `read("PKPNFT").functions.ownerOf(id).call()`."""
    w3 = network.chain.w3
    return lambda name: w3.eth.contract(address=network.contracts[name].address, abi=protocol_abi(name))


def by_resolver(network):
    """A context that names the resolver alone."""
    resolver = network.ContractResolver.address
    return {"resolverAddress": resolver, "abi": protocol_abi("ContractResolver"), "environment": network.env}


def by_addresses(network):
    """A context of eleven addresses. Only Staking needs an ABI: the SDK's own lacks the function for connecting."""
    found = {name: {"address": network.contracts[name].address} for name in ELEVEN}
    found["Staking"]["abi"] = protocol_abi("Staking")
    return found


CONTEXTS = {"resolver": by_resolver, "addresses": by_addresses}


@pytest.fixture(params=CONTEXTS)
def context(request, network):
    """A custom network's contracts, in each of the two forms that the SDK takes."""
    return CONTEXTS[request.param](network)


@pytest.fixture
def user(network):
    return User(network.chain.accounts[1], network.chain.keys[1])


@pytest.fixture
def stranger(network):
    return User(network.chain.accounts[2], network.chain.keys[2])


@pytest.fixture
def connect(sdk, network):
    """Makes a LitContracts for a user: `connect(user)`."""

    def make(who, context=None):
        context = context or by_resolver(network)
        return sdk.contracts(privateKey=who.key, rpc=network.chain.url, network="custom", customContext=context)

    return make


@pytest.fixture
def contracts(connect, user, context):
    return connect(user, context)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if call.excinfo is not None and call.excinfo.errisinstance(Missing) and not os.environ.get("CI"):
        report.outcome = "skipped"
        report.longrepr = (str(item.path), item.location[1] or 0, f"Skipped: {call.excinfo.value}")
    return report


def pytest_sessionfinish(session):
    left = list(harness.running)
    for chain in left:
        chain.kill()
    if left:
        print(f"\n{len(left)} chains were left running")
        session.exitstatus = 1
