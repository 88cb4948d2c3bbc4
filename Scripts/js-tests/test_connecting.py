"""What a client learns before it does anything: addresses, validators, epoch."""

import abi
import pytest
from conftest import ELEVEN, by_addresses, by_resolver, protocol_abi
from network import Network, Validator
from sdk import SDKError

URLS = ["http://127.0.0.1:7470", "http://127.0.0.2:7471", "http://127.0.0.3:7472"]


def test_all_eleven_contracts_are_found(contracts, network):
    for name, member in ELEVEN.items():
        for side in ("read", "write"):
            assert contracts.get(f"{member}.{side}.address") == network.contracts[name].address


# Functions whose arguments or results have grown since the SDK was made; it calls none of them.
GROWN = {"Staking": {"config()"}}


@pytest.mark.parametrize("name", ELEVEN)
def test_the_abi_inside_the_sdk_fits_the_contract(connect, user, network, name):
    """What the SDK knows of a function or event must hold for the contract, when it has such a one."""
    context = by_addresses(network)
    context["Staking"].pop("abi")
    known = connect(user, context).abi(ELEVEN[name])
    given = {abi.identity(entry): entry for entry in network.contracts[name].abi}
    shared = [entry for entry in known if entry["type"] != "constructor" and abi.identity(entry) in given]
    assert len(shared) >= 4
    for entry in shared:
        own = given[abi.identity(entry)]
        if abi.signature(entry) in GROWN.get(name, ()):
            assert abi.types_of(own["outputs"]) != abi.types_of(entry["outputs"])
            continue
        for side in ("inputs", "outputs"):
            assert abi.types_of(own.get(side, [])) == abi.types_of(entry.get(side, [])), entry
        flags = [[each.get("indexed", False) for each in one["inputs"]] for one in (own, entry)]
        assert flags[0] == flags[1], entry
        reads = [one.get("stateMutability") in ("view", "pure") for one in (own, entry)]
        assert reads[0] == reads[1], entry
        payable = [one.get("stateMutability") == "payable" for one in (own, entry)]
        assert payable[0] == payable[1], entry


def test_connection_info_is_what_the_staking_contract_says(sdk, context, network, read):
    settings = {"litNetwork": "custom", "networkContext": context, "rpcUrl": network.chain.url}
    info = sdk.static("getConnectionInfo", settings)
    length, number, end, retries, timeout = read("Staking").functions.epoch().call()
    assert info["epochInfo"] == {
        "epochLength": length,
        "number": number,
        "endTime": end,
        "retries": retries,
        "timeout": timeout,
    }
    assert (number, length) == (2, 3600)
    assert info["minNodeCount"] == 2 and info["bootstrapUrls"] == URLS
    secure = sdk.static("getConnectionInfo", {**settings, "nodeProtocol": "https://"})
    assert secure["bootstrapUrls"] == [url.replace("http:", "https:") for url in URLS]


def test_validators_and_their_least_number(sdk, context, network):
    assert sdk.static("getMinNodeCount", "custom", context, network.chain.url) == 2
    assert sdk.static("getValidators", "custom", context, network.chain.url) == URLS


def test_a_kicked_validator_is_no_longer_named(sdk, context, network):
    # Four are needed, so that three are left to go on with.
    network.join(Validator(3))
    network.next_epoch()
    first, kicked, third, _ = network.validators
    for voter in (first, third):
        network.Staking.kickValidatorInNextEpoch(kicked.staker, 1, b"", sender=voter.node)
    info = sdk.static(
        "getConnectionInfo", {"litNetwork": "custom", "networkContext": context, "rpcUrl": network.chain.url}
    )
    assert info["bootstrapUrls"] == [URLS[0], URLS[2], "http://127.0.0.4:7473"]
    assert sdk.static("getValidators", "custom", context, network.chain.url) == info["bootstrapUrls"]


def test_before_the_first_epoch_there_is_nothing_to_connect_to(sdk, network):
    network = Network(network.chain).deploy()
    with pytest.raises(SDKError, match="Minimum validator count is not set"):
        settings = {"litNetwork": "custom", "networkContext": by_resolver(network), "rpcUrl": network.chain.url}
        sdk.static("getConnectionInfo", settings)


def test_contract_addresses_by_the_static_function(sdk, context, network):
    found = sdk.static("getContractAddresses", "custom", {"$provider": network.chain.url}, context)
    assert {name: each["address"] for name, each in found.items()} == {
        name: network.contracts[name].address for name in ELEVEN
    }


@pytest.mark.parametrize("name", ELEVEN)
def test_a_context_without_one_of_the_eleven_is_refused(connect, user, network, name):
    context = by_addresses(network)
    del context[name]
    with pytest.raises(SDKError, match="Cannot read properties of undefined"):
        connect(user, context)


def test_the_staking_abi_has_to_be_given_with_addresses(sdk, network):
    context = by_addresses(network)
    del context["Staking"]["abi"]
    with pytest.raises(SDKError, match="getActiveUnkickedValidatorStructsAndCounts.* is not a function"):
        settings = {"litNetwork": "custom", "networkContext": context, "rpcUrl": network.chain.url}
        sdk.static("getConnectionInfo", settings)


def test_an_abi_with_both_forms_of_claiming_hides_it_from_the_sdk(connect, user, network):
    """ethers gives an overloaded function no plain name; so a context is better given without PKPNFT's ABI."""
    context = by_addresses(network)
    context["PKPNFT"]["abi"] = protocol_abi("PKPNFT")
    error = connect(user, context).fails("pkpNftContractUtils.write.claimAndMint", "0x" + "11" * 32, [])
    assert error.message == "claimAndMint failed" and "claimAndMint does not exist" in error.causes
