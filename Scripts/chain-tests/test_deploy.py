"""`lit chain deploy`: what it prints, writes and refuses."""

import json
import os
import re
import stat
import subprocess

import pytest
from eth_account import Account
from harness import LIT
from web3 import Web3

NAMES = [
    "ContractResolver", "Staking", "StakingBalances", "LITToken", "PubkeyRouter", "KeyDeriver", "PKPNFT",
    "PKPPermissions", "PKPHelper", "PKPNFTMetadata", "RateLimitNFT", "PaymentDelegation", "Allowlist",
    "Multisender",
]
CONTEXT = {
    "Allowlist", "LITToken", "Multisender", "PKPHelper", "PKPNFT", "PKPNFTMetadata", "PKPPermissions",
    "PubkeyRouter", "RateLimitNFT", "Staking", "StakingBalances",
}
STATE = ".lit/contracts-31337.json"
FACTORY = "0x4e59b44847b379578588920cA78FbF26c0B4956C"


@pytest.fixture
def deploy(tmp_path):
    """Runs the command in a folder of its own: exit status, standard output, standard error."""

    def run(chain, *arguments, url=None, env=None):
        command = [LIT, "chain", "deploy", "--rpc-url", url or chain.url, *map(str, arguments)]
        clean = {key: value for key, value in os.environ.items() if key != "LIT_PRIVATE_KEY"}
        done = subprocess.run(
            command, cwd=tmp_path, env=clean | (env or {}), stdin=subprocess.DEVNULL, capture_output=True,
            text=True, timeout=120,
        )
        return done.returncode, done.stdout, done.stderr

    run.folder = tmp_path
    return run


@pytest.fixture
def fresh(start):
    return start()


def key_file(folder, key, mode=0o600, name="key"):
    path = folder / name
    path.write_text(key + "\n")
    path.chmod(mode)
    return path


def height(chain):
    return chain.w3.eth.block_number


def table(text):
    return dict(line.split() for line in text.splitlines())


def test_addresses_are_data_and_the_rest_is_narration(fresh, deploy):
    code, out, err = deploy(fresh)
    assert code == 0, err
    addresses = table(out)
    assert list(addresses) == NAMES
    for address in addresses.values():
        assert Web3.is_checksum_address(address)
        assert len(fresh.w3.eth.get_code(address)) > 300
    assert "28 transactions" in err and "create PKPNFT" in err and "register PKPNFT" in err
    assert "activate the network" in err and f"Kept in {STATE}" in err
    assert "key is public" in err
    assert "\x1b" not in out + err
    assert max(map(len, err.splitlines())) <= 80, max(err.splitlines(), key=len)
    assert height(fresh) == 28


def test_the_record_is_private_and_a_context_for_the_javascript_sdk(fresh, deploy):
    _, out, _ = deploy(fresh)
    path = deploy.folder / STATE
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert os.listdir(path.parent) == [path.name]
    record = json.loads(path.read_text())
    assert record["format"] == 1 and record["chainId"] == 31337 and record["environment"] == 0
    assert record["contracts"] == table(out)
    assert record["factory"] == FACTORY and record["owner"] == fresh.accounts[0]
    assert set(record["contractContext"]) == CONTEXT
    # What the SDK does with it: it asks the resolver for each name.
    resolver = fresh.w3.eth.contract(address=record["resolverAddress"], abi=record["abi"])
    for name, constant in (("Staking", "STAKING_CONTRACT"), ("PKPNFT", "PKP_NFT_CONTRACT")):
        key = resolver.functions[constant]().call()
        found = resolver.functions.getContract(key, record["environment"]).call()
        assert found == record["contractContext"][name]["address"] == record["contracts"][name]
    staking = record["contractContext"]["Staking"]
    contract = fresh.w3.eth.contract(address=staking["address"], abi=staking["abi"])
    epoch, _, validators = contract.functions.getActiveUnkickedValidatorStructsAndCounts().call()
    assert epoch[1] == 1 and validators == [] and contract.functions.state().call() == 0


def test_a_second_run_sends_nothing(fresh, deploy):
    _, first, _ = deploy(fresh)
    before, written = height(fresh), (deploy.folder / STATE).read_text()
    code, second, err = deploy(fresh)
    assert code == 0 and second == first and height(fresh) == before
    assert "Everything is in place; nothing was sent." in err
    assert (deploy.folder / STATE).read_text() == written
    (deploy.folder / STATE).unlink()
    _, third, _ = deploy(fresh)
    assert third == first and height(fresh) == before


def test_json_is_one_line_and_nothing_else_is_said(fresh, deploy):
    key = key_file(deploy.folder, Account.create().key.hex())
    payer = Account.from_key(key.read_text().strip()).address
    fresh.rpc("anvil_setBalance", payer, hex(10**18))
    code, out, err = deploy(fresh, "--json", "--private-key-file", key)
    assert code == 0 and err == ""
    assert out.count("\n") == 1
    answer = json.loads(out)
    assert answer["owner"] == payer and answer["transactions"] == 28 and answer["remaining"] == []
    assert answer["file"] == STATE and answer["gasUsed"] > 10**7
    assert set(answer["contracts"]) == set(NAMES)


def test_public_keys_are_warned_of_in_json_too(fresh, deploy):
    _, _, err = deploy(fresh, "--json")
    assert "key is public" in err


def test_a_dry_run_changes_nothing(fresh, deploy):
    code, out, err = deploy(fresh, "--dry-run")
    assert code == 0 and height(fresh) == 0 and not (deploy.folder / ".lit").exists()
    assert "14 to create, 13 to register, 1 to activate" in err and "at most" in err
    planned = json.loads(deploy(fresh, "--dry-run", "--json")[1])
    assert len(planned["planned"]) == 28 and planned["transactions"] == 0 and planned["file"] is None
    _, real, _ = deploy(fresh)
    assert table(out) == table(real)
    assert "Everything is in place." in deploy(fresh, "--dry-run")[2]


def test_another_owner_is_told_exactly_what_remains(fresh, deploy):
    owner = fresh.accounts[1]
    code, out, err = deploy(fresh, "--owner", owner, "--json")
    assert code == 0
    answer = json.loads(out)
    assert answer["transactions"] == 14 and len(answer["remaining"]) == 14
    for step in answer["remaining"]:
        assert step["from"] == owner and step["data"] in err and step["to"] in err
        fresh.w3.eth.send_transaction({"from": owner, "to": step["to"], "data": step["data"]})
    assert json.loads(deploy(fresh, "--owner", owner, "--json")[1])["remaining"] == []
    # The first owner's deployment is kept; another one needs another file.
    code, _, err = deploy(fresh)
    assert code != 0 and "--state" in err and owner in err
    assert deploy(fresh, "--state", "other/place.json")[0] == 0
    assert (deploy.folder / "other/place.json").exists()


def test_the_owner_can_sign_beside_the_payer(fresh, deploy):
    owner = key_file(deploy.folder, fresh.keys[2])
    answer = json.loads(deploy(fresh, "--owner-key-file", owner, "--json")[1])
    assert answer["owner"] == fresh.accounts[2] and answer["remaining"] == []
    assert fresh.w3.eth.get_transaction_count(fresh.accounts[2]) == 14


def test_environments_have_their_own_contracts(fresh, deploy):
    dev = table(deploy(fresh)[1])
    prod = table(deploy(fresh, "--env", "prod", "--state", "prod.json")[1])
    same = {name for name in NAMES if dev[name] == prod[name]}
    assert same == {"KeyDeriver", "LITToken", "RateLimitNFT", "PaymentDelegation", "Allowlist", "Multisender"}
    assert json.loads((deploy.folder / "prod.json").read_text())["environment"] == 2


@pytest.mark.parametrize(
    ("text", "mode", "words"),
    [
        ("0x" + "11" * 32, 0o640, "chmod 600"),
        ("0x" + "11" * 32, 0o604, "chmod 600"),
        ("0x1234", 0o600, "64 hexadecimal digits"),
        ("", 0o600, "64 hexadecimal digits"),
        ("0x" + "00" * 32, 0o600, "64 hexadecimal digits"),
    ],
)
def test_key_files_that_are_refused(chain, deploy, text, mode, words):
    code, out, err = deploy(chain, "--private-key-file", key_file(deploy.folder, text, mode))
    assert code != 0 and out == "" and words in err
    assert "11" * 32 not in err


def test_a_key_from_the_environment(fresh, deploy):
    code, out, err = deploy(fresh, "--json", env={"LIT_PRIVATE_KEY": fresh.keys[3]})
    assert code == 0 and json.loads(out)["owner"] == fresh.accounts[3]
    code, _, err = deploy(fresh, env={"LIT_PRIVATE_KEY": "nonsense"})
    assert code != 0 and "LIT_PRIVATE_KEY" in err and "nonsense" not in err


def test_without_a_key_only_the_public_accounts_serve(start, deploy):
    private = start("--mnemonic", "legal winner thank year wave sausage worth useful legal winner thank yellow")
    code, out, err = deploy(private)
    assert code != 0 and out == "" and "--private-key-file" in err
    assert height(private) == 0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--owner", "0x12"], "--owner"),
        (["--owner", "0x" + "0" * 40], "zero address"),
        (["--env", "test"], "dev, staging or prod"),
        (["--private-key-file", "nowhere"], "cannot be read"),
        (["--factory", "0x000000000000000000000000000000000000dEaD"], "no factory"),
        (["--confirmations", "0"], "--confirmations"),
    ],
)
def test_arguments_that_are_refused(chain, deploy, arguments, words):
    before = height(chain)
    code, out, err = deploy(chain, *arguments)
    assert code != 0 and out == "" and words in err
    assert height(chain) == before and not (deploy.folder / ".lit").exists()


def test_nobody_there(chain, deploy):
    code, out, err = deploy(chain, url="http://127.0.0.1:1/v1/a-secret-key")
    assert code != 0 and out == "" and "a-secret-key" not in err and "connectionRefused" in err


def test_too_little_ether_is_named_before_anything_is_sent(fresh, deploy):
    key = key_file(deploy.folder, Account.create().key.hex())
    code, out, err = deploy(fresh, "--private-key-file", key)
    assert code != 0 and out == "" and height(fresh) == 0
    assert re.search(r"has 0(\.0)? ether, and the deployment takes up to 0\.\d+", err), err


def test_wrong_code_is_refused(fresh, deploy):
    address = table(deploy(fresh, "--dry-run")[1])["Staking"]
    fresh.rpc("anvil_setCode", address, "0x6001")
    code, out, err = deploy(fresh)
    assert code != 0 and "is not that of Staking" in err and address in err and height(fresh) == 0


def test_a_broken_record_is_left_alone(chain, deploy):
    (deploy.folder / ".lit").mkdir()
    (deploy.folder / STATE).write_text("{}")
    code, _, err = deploy(chain)
    assert code != 0 and "no record of a deployment" in err
    assert (deploy.folder / STATE).read_text() == "{}"
