"""The tests' own machinery: what it takes for equal, what for a failure, what it undoes."""

from pathlib import Path

import pytest
from contract import NO_REASON, Log, Revert, Reverted
from network import CURVE_ORDER, Network, Validator, compiled, root_keys, root_secret

PROBE = Path(__file__).parent / "contracts/Probe.vy"


@pytest.fixture
def probe(blank, alice):
    return blank.helper(PROBE, alice, (7, b"\x07"))


def test_calls_take_and_give_structs_and_lists(probe, alice, bob):
    assert probe.owner() == alice and probe.pair(0) == (7, b"\x07") and probe.pair(0).number == 7
    count, pairs, sender = probe.several([(1, "0x0102"), {"number": 2, "data": b""}], sender=bob)
    assert (count, sender) == (2, bob) and pairs == [(1, b"\x01\x02"), (2, b"")]
    with pytest.raises(AssertionError, match="wrong members"):
        probe.several([{"number": 2}])


def test_what_is_called_is_what_is_sent(probe, bob):
    assert probe.call.add(5) == 5 and probe.total() == 0
    receipt = probe.add(5, True, sender=bob, value=3)
    assert probe.total() == 10 and probe._chain.balance(probe) == 3
    assert receipt.logs == [probe.log.Said(bob, "added", (5, b"\x01"), [5, 3])]
    assert receipt.logs == [probe.log.Said(who=bob, text="added", pair={"number": 5, "data": "01"}, numbers=[5, 3])]
    assert receipt.only("Said").pair.number == 5 and "Probe.Said" in repr(receipt)
    assert probe["add(uint256)"](1).logs != receipt.logs
    assert probe.estimate.add(1) < 60_000
    assert probe.encode.add(1)[4:] == (1).to_bytes(32, "big")


@pytest.mark.parametrize(
    "wrong",
    [
        ("alice", "added", (5, b"\x01"), [5, 3]),
        ("bob", "Added", (5, b"\x01"), [5, 3]),
        ("bob", "added", (5, b""), [5, 3]),
        ("bob", "added", (5, b"\x01"), [5, 4]),
    ],
)
def test_logs_differ_in_every_part(probe, account, bob, wrong):
    receipt = probe.add(5, sender=bob, value=3)
    assert receipt.logs == [probe.log.Said(bob, "added", (5, b"\x01"), [5, 3])]
    assert receipt.logs != [probe.log.Said(account(wrong[0]), *wrong[1:])]
    assert receipt.logs[0] != Log(bob, receipt.logs[0].topics, receipt.logs[0].data, None)


def test_each_failure_is_told_apart(probe, bob):
    assert probe.fails.refuse(0) == "refused" and probe.fails.refuse(0) != "Refused"
    refused = probe.fails.refuse(1, sender=bob)
    assert refused == Revert(probe._chain.fails(bob, probe.address, probe.encode.refuse(1)).data)
    assert refused.data[4:] == (1).to_bytes(32, "big") + bytes(12) + bytes.fromhex(bob[2:])
    assert refused == probe.error.Refused(1, bob) and refused != probe.error.Refused(1, probe)
    assert repr(refused) == f"Revert(Refused(1, {str(bob)!r}))"
    assert probe.fails.refuse(2) == NO_REASON != probe.fails.refuse(0)
    assert probe.fails.refuse(3) == NO_REASON
    assert "invalid" in probe.halts.refuse(4).lower() or probe.halts.refuse(4)
    with pytest.raises(AssertionError, match="accepted"):
        probe.fails.refuse(5)
    with pytest.raises(AssertionError, match="not a revert"):
        probe.fails.refuse(4)
    with pytest.raises(AssertionError, match="reverted"):
        probe.halts.refuse(0)
    with pytest.raises(Reverted, match="refused"):
        probe.refuse(0)


def test_constructors_are_checked_too(blank, alice):
    made = compiled(PROBE)
    zero = "0x" + "00" * 20
    assert blank.chain.deploy_fails(made["abi"], made["bytecode"], zero, (0, b"")) == "no owner"
    assert [place["name"] for place in made["immutables"]] == ["owner"]


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_begins_where_the_last_one_did(probe, turn):
    chain = probe._chain
    assert probe.total() == 0
    probe.add(turn)
    assert chain.balance("0x" + "77" * 20) == 0
    chain.fund("0x" + "77" * 20, 5)
    now = chain.timestamp()
    assert now < chain.BEGIN + 10_000
    chain.warp(now + 1_000_000)
    assert chain.timestamp() == now + 1_000_000
    chain.mine()
    assert chain.timestamp() == now + 1_000_001
    timestamp, number, fee = probe.moment()
    assert (timestamp, number, fee) == (chain.timestamp(), chain.height, 0)
    assert probe.moment(block="pending")[0] == timestamp + 1


def test_anybody_can_send_and_pays_nothing(probe, account):
    dave = account("dave")
    before = probe._chain.balance(dave)
    probe.add(1, sender=dave)
    probe.add(1, sender="0x" + "00" * 19 + "99")
    probe.add(1, sender=probe)
    assert probe._chain.balance(dave) == before and probe.total() == 3


def test_names_give_the_same_accounts_and_keys(alice):
    assert Validator(0).staker != Validator(1).staker != Validator(1).node
    assert 0 < root_secret(1) < CURVE_ORDER and root_keys(2)[1:] == root_keys(3)[1:3]
    assert [len(key) for key, _ in root_keys(2)] == [48, 33, 33]
    r, s, v = alice.sign(b"x" * 32)
    assert (len(r), len(s)) == (32, 32) and v in (27, 28)


def test_a_contract_that_does_not_exist_is_missing_and_not_wrong(chain):
    network = Network(chain)
    with pytest.raises(Exception, match="PKPNFT is not deployed"):
        network.PKPNFT.mintCost()
    with pytest.raises(AttributeError):
        network.Nothing
