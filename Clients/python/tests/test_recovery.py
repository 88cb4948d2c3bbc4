"""What clients do when their sidecar is lost or talks nonsense; each test for the blocking client and for asyncio."""

from __future__ import annotations

from typing import Any, Callable, Dict, List

import pytest
from conftest import KEY, OTHER_KEY, Fake

from lit_client import (
    PKP,
    ActionFailed,
    Disconnected,
    InvalidAnswer,
    LitError,
    Network,
    NotAuthorized,
    OutcomeUnknown,
    Permission,
    SidecarCrashed,
    SidecarError,
    TimedOut,
    TransactionFailed,
)

Connect = Callable[..., Any]
PKP_1 = PKP("0x" + "11" * 32, "0x04" + "05" * 64, "0x" + "aa" * 20)


def rule(match: str, do: str, times: int = 1) -> Dict[str, Any]:
    return {"match": match, "do": do, "times": times}


@pytest.mark.parametrize("do", ["crash", "crash after", "close", "half", "garbage"])
def test_a_call_that_may_be_made_twice_is_made_again(fake: Fake, connect: Connect, somewhere: Network, do: str) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", do))
    assert lit.blockhash() == "0x" + "0b" * 32
    asked = fake.asked("GET", "/blockhash")
    assert len(asked) == 2
    assert (asked[0]["pid"] != asked[1]["pid"]) == do.startswith("crash")
    assert asked[0]["headers"]["X-Request-Id"] == asked[1]["headers"]["X-Request-Id"]


def test_after_a_crash_a_client_has_its_network_wallets_and_sessions_again(
    fake: Fake, connect: Connect, somewhere: Network
) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    lit.add_wallet(OTHER_KEY)
    session = lit.session([Permission.sign(PKP_1)])
    fake.plan(rule("POST .*/signatures", "crash"))
    before = len(fake.requests)
    assert lit.sign(b"\x07" * 32, PKP_1, session).v == 28
    lost, *after = fake.requests[before:]
    assert [(one["method"], one["path"].split("/", 4)[-1]) for one in after] == [
        ("POST", "clients"),
        ("POST", "wallets"),
        ("POST", "sessions"),
        ("POST", "signatures"),
    ]
    assert after[0]["body"] == {"network": somewhere.to_json(), "wallet": {"privateKey": KEY}}
    assert after[1]["body"] == {"privateKey": OTHER_KEY}
    assert lost["body"]["signer"]["session"] != after[3]["body"]["signer"]["session"]
    # One that could not renew itself is brought back as it was.
    fixed = lit.session([Permission.sign(PKP_1)], renew=False)
    fake.plan(rule("POST .*/signatures", "crash"))
    assert lit.sign(b"\x07" * 32, PKP_1, fixed).v == 28
    assert len(fake.asked("POST", "/sessions/import")) == 1
    # And the session that the program holds goes on working under its old name.
    assert lit.sign(b"\x07" * 32, PKP_1, session).y_parity == 1


@pytest.mark.parametrize("do", ["crash", "close", "half", "garbage"])
def test_a_transaction_is_never_sent_twice(fake: Fake, connect: Connect, somewhere: Network, do: str) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("POST .*/transactions", do))
    with pytest.raises(OutcomeUnknown) as caught:
        lit.send("0x" + "22" * 20, 1)
    error = caught.value
    assert len(fake.asked("POST", "/transactions")) == 1
    assert error.code == "outcomeUnknown"
    assert (error.signer, error.nonce_before, error.nonce_now) == ("0x" + "a1" * 20, 0, 0)
    assert "its next nonce is still 0" in str(error)
    assert error.request_id == fake.asked("POST", "/transactions")[0]["headers"]["X-Request-Id"]
    if do == "crash":
        assert "SIGKILL" in error.message
        assert (error.logs or "").endswith("line 59 before the crash")
    # The client goes on.
    assert lit.send("0x" + "22" * 20, 1).hash == f"0x{1:064x}"


def test_a_receipt_is_waited_for_whatever_becomes_of_the_sidecar(
    fake: Fake, connect: Connect, somewhere: Network
) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/transactions/", "crash"))
    sent = lit.send("0x" + "22" * 20, 1)
    assert sent.receipt is not None and sent.receipt.block_number == 1
    assert len(fake.asked("POST", "/transactions")) == 1
    assert fake.asked("POST", "/transactions")[0]["body"]["wait"] is False
    assert lit.send("0x" + "22" * 20, 1, wait=False).receipt is None
    (fake.folder / "transactions fail").touch()
    with pytest.raises(TransactionFailed, match="failed in block 3"):
        lit.send("0x" + "22" * 20, 1)


def test_an_unknown_outcome_names_the_nonce_of_what_was_sent(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    lit.send("0x" + "22" * 20, 1)
    fake.plan(rule("POST .*/transactions", "crash after"))
    with pytest.raises(OutcomeUnknown) as caught:
        lit.send("0x" + "22" * 20, 1)
    assert (caught.value.nonce_before, caught.value.nonce_now) == (1, 2)
    assert "has sent nonce 1 since" in str(caught.value)


@pytest.mark.parametrize("operation", ["mint", "execute", "permit", "credit"])
def test_what_must_not_be_done_twice_is_asked_once(
    fake: Fake, connect: Connect, somewhere: Network, operation: str
) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    session = lit.session([Permission.execute_actions()])
    fake.plan(rule("POST .*/(pkps|actions|permissions|credits)$", "crash"))
    with pytest.raises(OutcomeUnknown) as caught:
        if operation == "mint":
            lit.mint_pkp()
        elif operation == "execute":
            lit.execute("1", session=session)
        elif operation == "permit":
            lit.permit(PKP_1, "0x" + "33" * 20)
        else:
            lit.mint_credit(10, 2)
    sent = [one for one in fake.requests if one["path"].endswith(("/pkps", "/actions", "/permissions", "/credits"))]
    assert len(sent) == 1
    assert ("SIGKILL" in caught.value.message) and "Unknown is whether" in caught.value.message


def test_an_action_that_may_run_twice_is_run_again(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    session = lit.session([Permission.execute_actions()])
    fake.plan(rule("POST .*/actions", "crash"))
    assert lit.execute("1", session=session, repeatable=True).response == "ok"
    assert len(fake.asked("POST", "/actions")) == 2


def test_a_sidecar_that_is_ending_is_replaced_and_nothing_is_lost(
    fake: Fake, connect: Connect, somewhere: Network
) -> None:
    sidecar = fake.sidecar()
    lit = connect(somewhere, wallet=KEY, sidecar=sidecar)
    first = sidecar.pid
    fake.plan(rule("POST .*/transactions", "refuse 503 shuttingDown"))
    assert lit.send("0x" + "22" * 20, 1).hash == f"0x{1:064x}"
    assert sidecar.pid != first


def test_a_sidecar_that_forgot_the_client_is_told_again(fake: Fake, connect: Connect, somewhere: Network) -> None:
    sidecar = fake.sidecar()
    lit = connect(somewhere, wallet=KEY, sidecar=sidecar)
    session = lit.session([Permission.sign()])
    first = sidecar.pid
    fake.plan(rule("POST .*/signatures", "refuse 404 unknownClient"))
    assert lit.sign(b"\x07" * 32, PKP_1, session).v == 28
    assert sidecar.pid == first
    assert len(fake.asked("POST", "/v1/clients")) == 2
    assert len(fake.asked("POST", "/sessions")) == 2


def test_a_sidecar_that_crashes_again_and_again_is_given_up_with_its_last_lines(
    fake: Fake, connect: Connect, somewhere: Network
) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", "crash", 99))
    with pytest.raises(SidecarCrashed) as caught:
        lit.blockhash()
    lines = (caught.value.logs or "").splitlines()
    assert len(lines) == 50 and lines[-1] == "line 59 before the crash"
    assert caught.value.operation == "blockhash"
    assert len(fake.asked("GET", "/blockhash")) == 4


def test_answers_that_cannot_be_read_are_errors_and_are_not_asked_for_again(
    fake: Fake, connect: Connect, somewhere: Network
) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", "other json"), rule("GET .*/network", "no json"))
    with pytest.raises(InvalidAnswer):
        lit.blockhash()
    with pytest.raises(InvalidAnswer):
        lit.refresh()
    assert len(fake.asked("GET", "/blockhash")) == 1


def test_garbage_without_end_names_itself(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", "garbage", 99))
    with pytest.raises(SidecarError) as caught:
        lit.blockhash()
    assert "no answer of HTTP" in str(caught.value)


def test_an_answer_in_single_bytes_is_an_answer(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", "slow"))
    assert lit.blockhash() == "0x" + "0b" * 32


def test_a_silent_sidecar_does_not_hold_up_the_program(
    fake: Fake, connect: Connect, somewhere: Network, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lit_client._steps.GRACE", 0.1)
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", "hang"), rule("POST .*/transactions", "hang"))
    with pytest.raises(TimedOut) as late:
        lit.blockhash(timeout=0.2)
    assert isinstance(late.value, TimeoutError)
    with pytest.raises(OutcomeUnknown) as unknown:
        lit.send("0x" + "22" * 20, 1, timeout=0.2)
    assert "does not answer" in unknown.value.message
    assert len(fake.asked("POST", "/transactions")) == 1
    assert lit.blockhash() == "0x" + "0b" * 32


def test_every_call_tells_its_deadline_and_a_request_id(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar(), timeout=7)
    lit.blockhash()
    lit.blockhash(timeout=0.5)
    first, second = fake.asked("GET", "/blockhash")
    assert 6 < float(first["headers"]["Lit-Timeout"]) <= 7
    assert 0.3 < float(second["headers"]["Lit-Timeout"]) <= 0.5
    assert first["headers"]["X-Request-Id"] != second["headers"]["X-Request-Id"]


def test_errors_of_the_sidecar_are_exceptions_of_their_code(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    fake.plan(rule("GET .*/blockhash", "refuse 403 notAuthorized"), rule("GET .*/network", "refuse 418 teapot"))
    with pytest.raises(NotAuthorized) as caught:
        lit.blockhash()
    assert (caught.value.code, caught.value.status, caught.value.request_id) == ("notAuthorized", 403, "lit_1")
    with pytest.raises(LitError) as other:
        lit.refresh()
    assert other.value.code == "teapot"


def test_logs_come_as_nodes_answer(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    session = lit.session([Permission.execute_actions()])
    fake.plan(rule("POST .*/actions", "logs"), rule("POST .*/actions", "logs then error"))
    heard: List[str] = []
    assert lit.execute("1", session=session, on_logs=heard.append).response == "ok"
    assert heard == ["one", "two"]
    with pytest.raises(ActionFailed) as caught:
        lit.execute("1", session=session, on_logs=heard.append)
    assert caught.value.logs == "one" and heard == ["one", "two", "one"]
    assert fake.asked("POST", "/actions")[0]["headers"]["Accept"] == "application/x-ndjson"


def test_a_stream_that_breaks_says_so_or_begins_anew(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    session = lit.session([Permission.execute_actions()])
    fake.plan(rule("POST .*/actions", "logs then crash"))
    heard: List[str] = []
    with pytest.raises(OutcomeUnknown):
        lit.execute("1", session=session, on_logs=heard.append)
    assert heard == ["one"] and len(fake.asked("POST", "/actions")) == 1
    fake.plan(rule("POST .*/actions", "logs then crash"), rule("POST .*/actions", "logs"))
    result = lit.execute("1", session=session, on_logs=heard.append, repeatable=True)
    assert result.response == "ok" and heard == ["one", "one", "one", "two"]


def test_a_closed_client_stays_closed(fake: Fake, connect: Connect, somewhere: Network) -> None:
    lit = connect(somewhere, wallet=KEY, sidecar=fake.sidecar())
    lit.close()
    assert len(fake.asked("DELETE", "")) == 1
    with pytest.raises(Disconnected):
        lit.blockhash()
    lit.close()
    assert len(fake.requests) == 2


def test_a_local_network_gives_a_client_without_a_wallet_one_with_ether(
    fake: Fake, connect: Connect, somewhere: Network
) -> None:
    lit = connect(somewhere, sidecar=fake.sidecar())
    assert lit.wallets == [] and len(fake.requests) == 1
    lit.mint_pkp()
    assert [one["path"].rpartition("/")[2] for one in fake.requests[1:3]] == ["wallets", "funding"]
    assert len(lit.wallets) == 1
    lit.mint_pkp()
    assert len(fake.asked("POST", "/funding")) == 1
