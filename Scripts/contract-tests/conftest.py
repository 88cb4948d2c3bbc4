"""Fixtures: one chain for all tests of a worker, on it a network that was only deployed and one that lives.

| fixture | what the test gets |
|---|---|
| `chain` | the chain; what the test does to it is undone |
| `blank` | a network with nothing deployed: `blank.deploy("ContractResolver", "Allowlist")` |
| `network` | every contract, registered, as the deployment leaves it (staking is paused) |
| `living` | every contract, three validators in epoch 2 of 300 s, one BLS and three secp256k1 root keys |
| `start_network` | makes further networks: `start_network(env=2, owner=alice)` |
| `alice`, `bob`, `carol` | accounts with ether and a key to sign with |
| `account` | makes more of them: `account("dave")` |
"""

import os

import pytest
from accounts import Account
from contract import TestChain, harness
from network import Missing, Network


@pytest.fixture(scope="session")
def _chain():
    chain = TestChain()
    for name in ("alice", "bob", "carol"):
        chain.fund(Account(name))
    yield chain
    chain.stop()


@pytest.fixture(scope="session")
def _deployed(_chain):
    return Network(_chain).deploy()


@pytest.fixture(scope="session")
def _living(_chain):
    return Network(_chain).deploy().live()


@pytest.fixture
def chain(_chain, request):
    """The chain; what a test does to it is undone."""
    if not _chain.alive:
        pytest.exit(f"the chain ended with {_chain.process.returncode}", 1)
    snapshot = _chain.rpc("evm_snapshot")
    known = dict(_chain.known)
    yield _chain
    assert _chain.alive, f"the chain ended with {_chain.process.returncode}"
    assert _chain.rpc("evm_revert", snapshot) is True
    _chain.known = known


@pytest.fixture
def blank(chain):
    return Network(chain)


@pytest.fixture
def network(_deployed, chain):
    return _deployed.copy()


@pytest.fixture
def living(_living, chain):
    return _living.copy()


@pytest.fixture
def start_network(chain):
    return lambda **settings: Network(chain, **settings)


@pytest.fixture(scope="session")
def alice():
    return Account("alice")


@pytest.fixture(scope="session")
def bob():
    return Account("bob")


@pytest.fixture(scope="session")
def carol():
    return Account("carol")


@pytest.fixture
def account(chain):
    def make(name):
        made = Account(name)
        chain.fund(made)
        return made

    return make


def _absent(excinfo):
    """Whether a test could not run because contracts are missing, which is allowed on a developer's machine only."""
    return excinfo is not None and excinfo.errisinstance(Missing) and not os.environ.get("CI")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    report = yield
    if _absent(call.excinfo):
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
