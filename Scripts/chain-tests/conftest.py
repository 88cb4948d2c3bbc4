"""Fixtures: chains that end with the tests that use them, and the contract that they call."""

from pathlib import Path

import harness
import pytest
import vyper


@pytest.fixture(scope="session")
def compiled():
    source = (Path(__file__).parent / "contracts/Ledger.vy").read_text()
    return vyper.compile_code(source, output_formats=["abi", "bytecode", "layout"])


@pytest.fixture(scope="session")
def slots(compiled):
    return {name: place["slot"] for name, place in compiled["layout"]["storage_layout"].items()}


@pytest.fixture(scope="session")
def served():
    """Gives the one chain of all tests that leave it as they found it; another only after a crash."""
    chains = []

    def current():
        if not chains or not chains[-1].alive:
            chains.append(harness.Chain())
        return chains[-1]

    yield current
    if chains and chains[-1].alive:
        chains[-1].stop()


@pytest.fixture
def chain(served):
    """The common chain; what a test does to it is undone."""
    chain = served()
    snapshot = chain.rpc("evm_snapshot")
    yield chain
    if not chain.alive:
        chain.kill()
        pytest.fail(f"the chain ended with {chain.process.returncode}: {chain.process.stderr.read().decode()}")
    chain.rpc("evm_setAutomine", True)
    assert chain.rpc("evm_revert", snapshot) is True


@pytest.fixture
def start():
    """Starts chains with the arguments given; they end with the test."""
    chains = []

    def begin(*arguments, state=None):
        chains.append(harness.Chain(*arguments, state=state))
        return chains[-1]

    yield begin
    for chain in chains:
        chain.kill()


@pytest.fixture
def w3(chain):
    return chain.w3


@pytest.fixture
def ledger(chain, compiled):
    return deploy(chain, compiled)


def deploy(chain, compiled, supply=1000):
    w3 = chain.w3
    factory = w3.eth.contract(abi=compiled["abi"], bytecode=compiled["bytecode"])
    sent = factory.constructor(supply).transact({"from": chain.accounts[0]})
    receipt = w3.eth.get_transaction_receipt(sent)
    assert receipt["status"] == 1
    return w3.eth.contract(address=receipt["contractAddress"], abi=compiled["abi"])


def pytest_sessionfinish(session):
    left = list(harness.running)
    for chain in left:
        chain.kill()
    if left:
        print(f"\n{len(left)} chains were left running")
        session.exitstatus = 1
