"""Against a real network, with the real sidecar."""

from __future__ import annotations

import asyncio
import hashlib
import os
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta, timezone
from typing import Any, Callable

import pytest

from lit_client import (
    ActionFailed,
    AsyncLit,
    AuthMethod,
    Conditions,
    InsufficientFunds,
    InvalidArgument,
    Lit,
    LitError,
    Network,
    NetworkNotRunning,
    NotAuthorized,
    Permission,
    PKPNotFound,
    Proof,
    Scope,
    SessionLacksPermission,
    TimedOut,
    ether,
)
from lit_client.pytest_plugin import LocalNetwork

pytestmark = pytest.mark.network

SIGNING = """
(async () => {
  console.log("about to sign");
  await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
  Lit.Actions.setResponse({ response: JSON.stringify({ hello: name }) });
})();
"""
DIGEST = hashlib.sha256(b"a message").digest()


def test_the_first_minute(lit_client: Lit) -> None:
    lit = lit_client
    pkp = lit.mint_pkp(scopes=[Scope.SIGN_ANYTHING])
    session = lit.session(allowing=[Permission.execute_actions(), Permission.sign(pkp)], lasting=timedelta(hours=24))
    parameters = {"toSign": DIGEST, "publicKey": pkp.public_key, "name": "world"}
    result = lit.execute(SIGNING, parameters=parameters, session=session)
    assert result.json() == {"hello": "world"}
    assert "about to sign" in result.logs
    assert result.signature("sig1").address.lower() == pkp.address.lower()
    assert result.signature("sig1").digest == DIGEST
    with pytest.raises(LitError) as caught:
        result.signature("sig2")
    assert caught.value.code == "signatureMissing" and "sig1" in str(caught.value)
    assert lit.sign(DIGEST, pkp, session).public_key == pkp.public_key


def test_the_network_is_told(lit_client: Lit, lit_network: LocalNetwork) -> None:
    info = lit_client.network
    assert info.chain_id == lit_network.chain_id == 31337
    assert info.has_faucet and info.threshold >= 2 and len(info.nodes) == len(lit_network.status["nodes"])
    assert lit_client.refresh().network_key == info.network_key
    assert len(lit_client.blockhash()) == 66


def test_logs_are_heard_while_an_action_runs(lit_client: Lit) -> None:
    session = lit_client.session(Permission.execute_actions())
    code = "(async () => { console.log('hello'); Lit.Actions.setResponse({ response: 'done' }); })();"
    heard: Any = []
    assert lit_client.execute(code, session=session, on_logs=heard.append).response == "done"
    assert heard and all("hello" in text for text in heard)
    with lit_client.stream_action(code, session=session) as run:
        assert "hello" in next(iter(run))
        assert run.result.response == "done"


def test_an_action_that_throws_is_an_exception_with_its_logs(lit_client: Lit) -> None:
    session = lit_client.session(Permission.execute_actions())
    with pytest.raises(ActionFailed) as caught:
        lit_client.execute("console.log('before'); throw new Error('boom')", session=session)
    assert "boom" in str(caught.value)
    assert "before" in (caught.value.logs or "")
    assert caught.value.request_id and caught.value.operation


def test_sessions_allow_what_they_were_asked_for(lit_client: Lit) -> None:
    lit = lit_client
    pkp = lit.mint_pkp()
    session = lit.session([Permission.execute_actions()], lasting=600)
    assert abs(session.expiration - session.issued_at - timedelta(seconds=600)) < timedelta(seconds=2)
    assert session.allowing == (Permission.execute_actions(),) and not session.is_pkp and session.can_renew
    with pytest.raises(SessionLacksPermission):
        lit.sign(DIGEST, pkp, session)
    until = datetime.now(timezone.utc) + timedelta(hours=2)
    other = lit.session([Permission.sign(pkp)], until=until)
    assert abs(other.expiration - until) < timedelta(seconds=1)
    assert lit.sign(DIGEST, pkp, other).address == lit.sign(DIGEST, pkp.address, other).address


def test_a_stranger_is_refused(lit_client_factory: Callable[..., Lit]) -> None:
    owner, stranger = lit_client_factory(), lit_client_factory()
    pkp = owner.mint_pkp()
    session = stranger.session([Permission.sign(pkp)])
    with pytest.raises(NotAuthorized) as caught:
        stranger.sign(DIGEST, pkp, session)
    assert caught.value.code == "notAuthorized"


def test_sessions_of_a_pkp_by_proof_and_by_action(lit_client: Lit) -> None:
    lit = lit_client
    pkp = lit.mint_pkp(scopes=[Scope.SIGN_ANYTHING, Scope.PERSONAL_SIGN])
    session = lit.session(
        [Permission.execute_actions(), Permission.sign(pkp)], pkp=pkp, proofs=[Proof.wallet(lit.wallets[0])]
    )
    assert session.is_pkp and session.account.lower() == pkp.address.lower()
    assert lit.sign(DIGEST, pkp, session).public_key == pkp.public_key


def test_sessions_leave_and_come_back(lit_client_factory: Callable[..., Lit]) -> None:
    lit, other = lit_client_factory(), lit_client_factory()
    pkp = lit.mint_pkp()
    session = lit.session([Permission.sign(pkp)])
    text = lit.export_session(session)
    there = other.import_session(text)
    assert other.sign(DIGEST, pkp, there).public_key == pkp.public_key
    # Signatures of a session serve whoever has them, as with the JavaScript SDK.
    sigs = lit.session_sigs(session)
    assert set(sigs) == set(lit.network.nodes)
    assert other.sign(DIGEST, pkp, sigs).public_key == pkp.public_key
    renewed = lit.renew_session(session)
    assert renewed.expiration >= session.expiration and renewed.id == session.id
    lit.end_session(session)
    with pytest.raises(LitError) as caught:
        lit.sign(DIGEST, pkp, session)
    assert caught.value.code == "unknownSession"


def test_permissions_of_a_pkp(lit_client_factory: Callable[..., Lit]) -> None:
    lit, friend = lit_client_factory(), lit_client_factory()
    pkp = lit.mint_pkp(owns_itself=False)
    friends = friend.add_wallet()
    lit.permit(pkp, friends.address, [Scope.SIGN_ANYTHING])
    details = lit.pkp(pkp)
    assert details.address == pkp.address and details.owner.lower() == lit.wallets[0].address.lower()
    permitted = [one for one in details.permissions if one.id.lower() == friends.address.lower()]
    assert [one.scopes for one in permitted] == [(1,)]
    session = friend.session([Permission.sign(pkp)])
    assert friend.sign(DIGEST, pkp, session).public_key == pkp.public_key
    lit.revoke(pkp, AuthMethod.address(friends.address))
    assert all(one.id.lower() != friends.address.lower() for one in lit.pkp(pkp.public_key).permissions)
    assert pkp in lit.pkps()
    with pytest.raises(PKPNotFound):
        lit.pkp("0x" + "99" * 32)


def test_data_is_for_whom_the_conditions_name(lit_client_factory: Callable[..., Lit]) -> None:
    lit, stranger = lit_client_factory(), lit_client_factory()
    lit.add_wallet()
    conditions = Conditions.only(lit.wallets[0].address)
    encrypted = lit.encrypt("grüezi", conditions)
    session = lit.session([Permission.decrypt()])
    assert lit.decrypt(encrypted, conditions, session=session, chain="ethereum").decode() == "grüezi"
    data = bytes(range(256))
    assert lit.decrypt(lit.encrypt(data, conditions), conditions, session=session, chain="ethereum") == data
    stranger.add_wallet()
    with pytest.raises(LitError) as caught:
        stranger.decrypt(encrypted, conditions, session=stranger.session([Permission.decrypt()]), chain="ethereum")
    assert caught.value.code == "notAuthorized"


def test_transactions_of_wallets_and_of_pkps(lit_client: Lit) -> None:
    lit = lit_client
    pkp = lit.mint_pkp()
    session = lit.session([Permission.sign(pkp)])
    friend = "0x" + "c0ffee" * 6 + "beef"
    with pytest.raises(InsufficientFunds):
        lit.send(friend, 1, pkp=pkp, session=session)
    sent = lit.send(pkp, ether("1"))
    assert sent.receipt is not None and sent.receipt.succeeded
    assert sent.receipt.sender.lower() == lit.wallets[0].address.lower()
    assert lit.balance(pkp) == ether("1")
    paid = lit.send(friend, 5, pkp=pkp, session=session)
    assert paid.receipt is not None and paid.receipt.sender.lower() == pkp.address.lower()
    assert lit.receipt(paid.hash) == paid.receipt
    assert lit.receipt("0x" + "00" * 32) is None
    assert lit.balance(friend) >= 5
    assert lit.account_state(pkp).nonce == 1


def test_twenty_threads_send_from_one_wallet(lit_client: Lit) -> None:
    lit = lit_client
    lit.add_wallet()
    lit.fund()
    start = threading.Barrier(20)

    def one(number: int) -> Any:
        start.wait()
        return lit.mint_pkp() if number % 2 else lit.send("0x" + "d0" * 20, 1)

    with ThreadPoolExecutor(20) as pool:
        done = list(pool.map(one, range(20)))
    hashes = {sent.hash for sent in done[::2]}
    assert len(hashes) == 10 and len({pkp.token_id for pkp in done[1::2]}) == 10
    assert lit.account_state().nonce == 20


def test_capacity_is_bought_and_lent(lit_client_factory: Callable[..., Lit]) -> None:
    payer, user = lit_client_factory(), lit_client_factory()
    credit = payer.mint_credit(requests_per_kilosecond=10, days=2)
    assert [one.token_id for one in payer.credits()] == [credit.token_id]
    users = user.add_wallet()
    delegation = payer.delegate_credit([users.address], uses=5, credit=credit, lasting=timedelta(hours=1))
    assert delegation.auth_sig["address"].lower() == payer.wallets[0].address.lower()
    session = user.session([Permission.execute_actions()], capacity=[delegation.auth_sig])
    code = "(async () => { Lit.Actions.setResponse({ response: 'paid' }); })();"
    assert user.execute(code, session=session).response == "paid"


def test_sign_in_messages_and_auth_sigs(lit_client: Lit) -> None:
    wallet = lit_client.add_wallet()
    message = lit_client.siwe_message("https://example.org/login", lasting=600, statement="Good day.")
    assert wallet.address in message and "Good day." in message and "URI: https://example.org/login" in message
    signed = lit_client.auth_sig(message)
    assert signed["signedMessage"] == message and signed["address"].lower() == wallet.address.lower()


def test_nothing_runs_there(tmp_path: Any) -> None:
    with pytest.raises(NetworkNotRunning) as caught:
        Lit.connect(Network.local(tmp_path))
    assert "lit up" in str(caught.value)


def test_mistakes_are_named(lit_client: Lit) -> None:
    with pytest.raises(InvalidArgument, match="32 bytes"):
        lit_client.sign(b"short", "0x1", {})
    with pytest.raises(InvalidArgument, match=r"no whole|wei|amount|decimal|value"):
        lit_client.send("0x" + "22" * 20, -1)
    with pytest.raises(ValueError, match="allows something"):
        lit_client.session([])


async def test_the_same_for_asyncio(lit_network: LocalNetwork) -> None:
    async with AsyncLit.connect(lit_network.network) as lit:
        pkp = await lit.mint_pkp()
        session = await lit.session([Permission.execute_actions(), Permission.sign(pkp)])
        parameters = {"toSign": DIGEST, "publicKey": pkp.public_key, "name": "async"}
        heard: Any = []
        result = await lit.execute(SIGNING, parameters=parameters, session=session, on_logs=heard.append)
        assert result.json() == {"hello": "async"} and heard
        assert (await lit.sign(DIGEST, pkp, session)).public_key == pkp.public_key


async def test_twenty_tasks_send_from_one_wallet(lit_network: LocalNetwork) -> None:
    async with AsyncLit.connect(lit_network.network) as lit:
        sent = await asyncio.gather(*(lit.send("0x" + "d1" * 20, 1) for _ in range(20)))
        assert len({one.hash for one in sent}) == 20
        assert (await lit.account_state()).nonce == 20


async def test_a_cancelled_task_takes_its_call_with_it(lit_network: LocalNetwork) -> None:
    async with AsyncLit.connect(lit_network.network) as lit:
        session = await lit.session(Permission.execute_actions())
        slow = "(async () => { await new Promise((go) => setTimeout(go, 20000)) })()"
        begun = time.monotonic()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(lit.execute(slow, session=session), 0.5)
        with pytest.raises(TimedOut):
            await lit.execute(slow, session=session, timeout=0.5)
        assert len(await lit.blockhash()) == 66 and time.monotonic() - begun < 10


async def test_a_blocking_client_in_a_running_loop(lit_network: LocalNetwork) -> None:
    # As in a notebook.
    with Lit.connect(lit_network.network) as lit:
        assert len(lit.blockhash()) == 66


def test_an_action_decides_about_a_session(lit_client: Lit, tmp_path: Any) -> None:
    lit = lit_client
    code = "(async () => { Lit.Actions.setResponse({ response: word === 'please' ? 'true' : 'false' }); })();"
    (tmp_path / "decides.js").write_text(code)
    program = os.environ.get("LIT", "lit")
    cid = subprocess.check_output([program, "action", "cid", str(tmp_path / "decides.js")], text=True).split()[0]
    pkp = lit.mint_pkp(auth_method=cid)
    session = lit.session([Permission.sign(pkp)], pkp=pkp, code=code, parameters={"word": "please"})
    assert session.is_pkp
    assert lit.sign(DIGEST, pkp, session).public_key == pkp.public_key
    with pytest.raises(LitError) as caught:
        lit.session([Permission.sign(pkp)], pkp=pkp, code=code, parameters={"word": "now"})
    assert caught.value.code in ("authMethodRefused", "notAuthorized", "actionFailed")


def test_a_claimed_key_is_minted(lit_client: Lit) -> None:
    lit = lit_client
    proof = Proof.wallet(lit.add_wallet())
    lit.fund()
    claim = lit.claim(proof)
    assert lit.claim(proof) == claim
    pkp = lit.mint_pkp(claim=proof)
    assert (pkp.public_key, pkp.address) == (claim.public_key, claim.address)
