"""The check of what is committed must fail on every kind of disagreement; tried on a package of one contract."""

import json
import os
import re
import shutil
import subprocess
import sys

import abi
import artifacts
import build
import compiler
import pytest
from places import HERE, Places

NAME = "Allowlist"
SOURCE = """# pragma version 0.4.3
from modules import counting

event Kept:
    sender: indexed(address)
    count: uint256

struct Item:
    _count: uint256
    owner: address

initializes: counting
LIMIT: immutable(uint256)
items: public(HashMap[uint256, Item])

@deploy
def __init__(limit_: uint256):
    LIMIT = limit_

@external
def keep(item: uint256) -> uint256:
    if item > LIMIT:
        raw_revert(abi_encode(item, method_id=method_id("TooLarge(uint256)")))
    self.items[item] = Item(_count=counting._next(), owner=msg.sender)
    log Kept(sender=msg.sender, count=counting.count)
    return 7
"""
MODULE = """# pragma version 0.4.3
count: uint256

@internal
def _next() -> uint256:
    self.count += 1
    return self.count
"""
NUMBER = {"name": "", "type": "uint256"}
PROTOCOL = [
    {
        "type": "function",
        "name": "keep",
        "inputs": [{"name": "item", "type": "uint256"}],
        "outputs": [NUMBER],
        "stateMutability": "nonpayable",
    },
    {
        "type": "function",
        "name": "items",
        "inputs": [{"name": "", "type": "uint256"}],
        "outputs": [
            {
                "name": "",
                "type": "tuple",
                "components": [{"name": "count", "type": "uint256"}, {"name": "owner", "type": "address"}],
            }
        ],
        "stateMutability": "view",
    },
    {
        "type": "event",
        "name": "Kept",
        "inputs": [
            {"name": "from", "type": "address", "indexed": True},
            {"name": "count", "type": "uint256", "indexed": False},
        ],
    },
    {"type": "error", "name": "TooLarge", "inputs": [{"name": "item", "type": "uint256"}]},
]


@pytest.fixture(scope="module")
def agreeing(tmp_path_factory):
    """Places of a package in which everything agrees."""
    places = Places(tmp_path_factory.mktemp("package"))
    (places.sources / "modules").mkdir(parents=True)
    places.source(NAME).write_text(SOURCE)
    (places.sources / "modules/counting.vy").write_text(MODULE)
    places.protocol.mkdir(parents=True)
    (places.protocol / f"{NAME}.json").write_text(json.dumps(PROTOCOL))
    written, found = build.write(places, [NAME])
    assert len(written) == 2 and found == []
    assert check(places) == []
    return places


@pytest.fixture
def package(agreeing, tmp_path):
    """A copy of it."""
    shutil.copytree(agreeing.root, tmp_path, dirs_exist_ok=True)
    return Places(tmp_path)


def check(places):
    return build.check(places, [NAME])[0]


def change(path, old, new):
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_what_is_published_has_the_names_of_the_protocol(package):
    entries = json.loads(package.artifact(NAME).read_text())["abi"]
    named = {entry.get("name"): entry for entry in entries}
    assert [entry["type"] for entry in entries] == ["constructor", "error", "event", "function", "function"]
    assert named["Kept"]["inputs"][0] == {"name": "from", "type": "address", "indexed": True}
    assert [each["name"] for each in named["items"]["outputs"][0]["components"]] == ["count", "owner"]
    assert named["TooLarge"]["inputs"] == [{"name": "item", "type": "uint256"}]
    assert named[None]["inputs"] == [{"name": "limit", "type": "uint256"}]


@pytest.mark.parametrize(
    ("file", "old", "new", "words"),
    [
        ("source", "return 7", "return 8", r"does not agree.*\+  \"bytecode\""),
        ("source", "# pragma", "# Another comment.\n# pragma", r"does not agree.*\+    \"Allowlist.vy\": "),
        ("module", "count += 1", "count += 2", r"does not agree.*\+  \"bytecode\""),
        ("artifact", '"bytecode": "0x', '"bytecode": "0x00', r"does not agree.*-  \"bytecode\""),
        ("artifact", '"from"', '"sender"', r"does not agree.*-.*\"sender\".*\+.*\"from\""),
        ("artifact", "0.4.3+", "0.4.2+", r"does not agree.*-.*0\.4\.2"),
        ("artifact", '"gas"', '"codesize"', r"does not agree"),
        ("artifact", "{\n", "{  \n", r"does not agree"),
        ("swift", "creationCode", "creationcode", r"Allowlist.*Artifact.swift does not agree"),
        ("swift", "runtime: ", "runtime: 1", r"Artifact.swift does not agree"),
        ("source", ") -> uint256:", ") -> int256:", r"has outputs \['int256'\], not \['uint256'\]"),
        ("source", "def keep(", "def kept(", r"function keep\(uint256\) is missing"),
        ("source", "@external\n", "@external\n@payable\n", r"keep\(uint256\) is payable, not nonpayable"),
        ("source", ")\n    count: uint256", ")\n    count: indexed(uint256)", r"indexed arguments \[0, 1\], not \[0\]"),
        ("source", "Kept", "Held", r"event Kept\(address,uint256\) is missing"),
        ("source", "TooLarge(", "TooBig(", r"error TooLarge\(uint256\) is missing"),
        ("source", "limit_", "bound", r"the immutable LIMIT is no argument of the constructor, which has \['bound'\]"),
        ("source", "return 7", "return nothing", r"Allowlist: does not compile"),
        ("protocol", '"item"', '"thing"', r"does not agree"),
    ],
)
def test_a_planted_disagreement_is_found(package, file, old, new, words):
    path = {
        "source": package.source(NAME),
        "module": package.sources / "modules/counting.vy",
        "artifact": package.artifact(NAME),
        "swift": package.swift_file(NAME),
        "protocol": package.protocol / f"{NAME}.json",
    }[file]
    change(path, old, new)
    found = check(package)
    assert re.search(words, "\n".join(found), re.DOTALL), found


@pytest.mark.parametrize("file", ["artifact", "swift_file"])
def test_a_file_that_is_not_there_is_missed(package, file):
    path = getattr(package, file)(NAME)
    path.unlink()
    assert check(package) == [f"{path.relative_to(package.root)} is missing; run make contracts"]


def test_an_error_counts_when_another_contract_raises_it(package):
    change(package.source(NAME), 'method_id("TooLarge(uint256)")', 'method_id("Large(uint256)")')
    assert "Allowlist: error TooLarge(uint256) is missing" in check(package)
    module = package.sources / "modules/counting.vy"
    module.write_text(module.read_text() + '\n# method_id("TooLarge(uint256)")\n')
    assert "Allowlist: error TooLarge(uint256) is missing" not in check(package)


def test_files_of_no_contract_are_found(package):
    for path in (package.artifact("Gone"), package.swift_file("Gone"), package.source("Gone")):
        path.write_text("")
    assert len(check(package)) == 3
    assert build.check(package, [NAME, "Staking"])[0][0] == "Contracts/Staking.vy is missing"


def test_a_module_that_nobody_imports_is_found(package):
    (package.sources / "modules/idle.vy").write_text(MODULE)
    assert check(package) == ["Contracts/modules/idle.vy is imported by no contract"]


def test_a_contract_without_protocol_entries_is_found(package):
    (package.protocol / f"{NAME}.json").unlink()
    assert any("Allowlist.json is missing" in fault for fault in check(package))


def test_a_contract_that_no_chain_takes_is_found(package):
    literal = "\\x01" * 24_600
    blob = f'@external\n@view\ndef blob() -> Bytes[24600]:\n    return b"{literal}"\n\n@external'
    change(package.source(NAME), "@external", blob)
    found = check(package)
    assert any(re.search(r"the runtime code has \d+ bytes, \d+ more than a chain takes", fault) for fault in found)


def test_immutables_count_as_code(package, monkeypatch):
    size = build.check(package, [NAME])[1][NAME][0]
    monkeypatch.setattr(artifacts, "CODE_LIMIT", size + 32)
    assert check(package) == []
    monkeypatch.setattr(artifacts, "CODE_LIMIT", size + 31)
    assert check(package) == [f"Allowlist: the runtime code has {size + 32} bytes, 1 more than a chain takes"]


def test_another_compiler_is_refused(package, monkeypatch):
    monkeypatch.setattr(compiler, "VERSION", "0.4.4")
    assert check(package) == ["Allowlist: Vyper 0.4.3 is installed, but the contracts are compiled by 0.4.4"]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda entry: entry.update(name="other"), "is missing"),
        (lambda entry: entry["inputs"][0].update(name="other"), "names its inputs ['other'"),
        (lambda entry: entry["inputs"][0].update(type="bytes32"), "is missing"),
    ],
)
@pytest.mark.parametrize("position", range(len(PROTOCOL)))
def test_abis_differ_in_each_name_and_type(position, change, words):
    given = json.loads(json.dumps(PROTOCOL))
    assert abi.differences(PROTOCOL, given) == []
    change(given[position])
    (fault,) = abi.differences(PROTOCOL, given)
    assert words in fault


def test_abis_differ_in_members_of_structs():
    given = json.loads(json.dumps(PROTOCOL))
    given[1]["outputs"][0]["components"][0]["name"] = "_count"
    (fault,) = abi.differences(PROTOCOL, given)
    assert "names its outputs [['', '_count', 'owner']]" in fault


def test_the_same_sources_give_the_same_bytes_anywhere(package, tmp_path_factory):
    """Neither the folder nor the order of Python's sets and dictionaries may matter."""
    for seed in ("1", "2"):
        copied = tmp_path_factory.mktemp("elsewhere") / "a longer path"
        shutil.copytree(package.root, copied)
        program = f"""
import build, pathlib, places
print(build.check(places.Places(pathlib.Path({str(copied)!r})), ['{NAME}'])[0])
"""
        done = subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(HERE.root / "Scripts/contracts")},
            cwd=copied,
            capture_output=True,
            text=True,
        )
        assert done.stdout.strip() == "[]", done.stdout + done.stderr
