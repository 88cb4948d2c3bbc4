"""A network that `lit chain deploy` has brought to a chain, with the record that it keeps as the SDK's context."""

import json
import subprocess

import pytest
from contract import TestChain, harness
from conftest import ELEVEN


@pytest.fixture(scope="module")
def deployed(tmp_path_factory):
    """The chain, and the record as the command wrote it."""
    chain = TestChain(timed=False)
    record = tmp_path_factory.mktemp("deployment") / "contracts.json"
    command = [harness.LIT, "chain", "deploy", "--rpc-url", chain.url, "--state", str(record), "--json"]
    printed = json.loads(subprocess.run(command, check=True, capture_output=True, timeout=120).stdout)
    yield chain, json.loads(record.read_text()), printed
    chain.stop()


def options(chain, context, key=0):
    return {"network": "custom", "customContext": context, "rpc": chain.url, "privateKey": chain.keys[key]}


@pytest.mark.parametrize("form", ["as it is", "by addresses"])
def test_the_record_of_a_deployment_is_a_context(sdk, deployed, form):
    chain, record, printed = deployed
    assert printed["resolverAddress"] == record["resolverAddress"]
    context = record if form == "as it is" else record["contractContext"]
    contracts = sdk.contracts(**options(chain, json.loads(json.dumps(context))))
    for name, member in ELEVEN.items():
        assert contracts.get(f"{member}.read.address") == record["contractContext"][name]["address"]
        assert chain.rpc("eth_getCode", record["contractContext"][name]["address"], "latest") != "0x"


def test_credits_are_bought_on_it(sdk, deployed):
    chain, record, _ = deployed
    contracts = sdk.contracts(**options(chain, record))
    bought = contracts.call(
        "mintCapacityCreditsNFT", {"requestsPerKilosecond": 50, "daysUntilUTCMidnightExpiration": 2}
    )
    assert int(bought["capacityTokenIdStr"]) == 1
    (capacity,) = contracts.call("rateLimitNftContractUtils.read.getTokensByOwnerAddress", chain.accounts[0])
    assert int(capacity["tokenId"]) == 1 and capacity["capacity"]["requestsPerMillisecond"] >= 50
