"""What is pure: requests, results, errors, amounts, names."""

from __future__ import annotations

import inspect
import json
import pickle
from datetime import datetime, timedelta, timezone
from decimal import Decimal
from typing import Any, Dict

import pytest

import lit_client
from lit_client import (
    PKP,
    Ability,
    ActionFailed,
    ActionResult,
    AsyncLit,
    AuthMethod,
    AuthMethodType,
    Conditions,
    InvalidAnswer,
    InvalidArgument,
    Lit,
    LitError,
    Network,
    NetworkName,
    OutcomeUnknown,
    Permission,
    Proof,
    Report,
    ResourcePrefix,
    Scope,
    Session,
    SessionExpired,
    Signature,
    Unsupported,
    _calls,
    ether,
)
from lit_client._keys import private_key_text
from lit_client._wire import Request
from lit_client.results import time, time_text

SECRET = "5ec7e7" * 8
TOKEN = "0x" + "ab" * 32
PKP_1 = PKP(TOKEN, "0x04" + "05" * 64, "0x" + "aa" * 20)


def session(id: str = "s_1") -> Session:
    now = datetime(2026, 1, 15, 12, tzinfo=timezone.utc)
    return Session(id, "0x" + "aa" * 20, False, (Permission.sign(),), now, now + timedelta(hours=1), True)


def body(call: _calls.Call[Any]) -> Dict[str, Any]:
    value: Dict[str, Any] = json.loads(json.dumps(call.body, default=lambda one: f"<{type(one).__name__}>"))
    return value


# Names


def test_names_are_those_of_the_wire() -> None:
    assert Permission.execute_actions().to_json() == {
        "ability": "lit-action-execution",
        "resource": "lit-litaction://*",
    }
    assert Permission.sign(PKP_1).to_json() == {"ability": "pkp-signing", "resource": "lit-pkp://" + "ab" * 32}
    assert Permission.sign(255).resource == "lit-pkp://" + "00" * 31 + "ff"
    assert Permission.decrypt().ability == str(Ability.DECRYPT) == "access-control-condition-decryption"
    assert Permission.use_credit(7).resource == "lit-ratelimitincrease://7"
    assert str(Ability.SIGN_WITH_PKP) == f"{Ability.SIGN_WITH_PKP}" == "pkp-signing"
    assert ResourcePrefix.ACTION.of() == "lit-litaction://*"
    assert [scope.value for scope in Scope] == [0, 1, 2]
    assert int(AuthMethodType.GOOGLE_JWT) == 6
    with pytest.raises(InvalidArgument, match="64 hexadecimal"):
        Permission.sign("0x1234")


def test_networks() -> None:
    assert Network.named("datil-dev").to_json() == {"name": "datil-dev"}
    assert Network.datil(attestation="unverified").to_json() == {"name": "datil", "attestation": "unverified"}
    assert Network.named("local").is_local and Network.named(NetworkName.LOCAL).is_local
    custom = Network.custom("http://127.0.0.1:8545", staking="0x1", chain_id=5, https=False)
    assert custom.to_json() == {
        "name": "custom",
        "rpcUrl": "http://127.0.0.1:8545",
        "staking": "0x1",
        "chainId": 5,
        "https": False,
    }
    with pytest.raises(InvalidArgument):
        Network.custom("http://127.0.0.1:8545")
    for name in ("mainnet", "custom"):
        with pytest.raises(InvalidArgument) as caught:
            Network.named(name)
        assert caught.value.code == "unknownNetwork"


def test_the_path_of_a_local_network_does_not_move(monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> None:
    monkeypatch.chdir(tmp_path)
    assert Network.local().to_json()["state"] == str(tmp_path / ".lit")
    assert Network.local("net").to_json()["state"] == str(tmp_path / "net")


# Requests


def test_a_session_is_asked_for_with_what_was_given_only() -> None:
    call = Lit.session
    assert "lasting" in inspect.signature(call).parameters
    made = _calls.open_session(
        [Permission.sign()], timedelta(hours=1.5), None, None, None, (), None, None, None, None, None, (), True
    )
    assert made.repeatable and made.needs_wallet
    assert body(made) == {
        "allowing": [{"ability": "pkp-signing", "resource": "lit-pkp://*"}],
        "lifetime": 5400,
    }
    until = datetime(2026, 1, 15, 12, 0, 0, 5000, tzinfo=timezone(timedelta(hours=1)))
    proof = Proof.token(6, SECRET)
    made = _calls.open_session(
        Permission.sign(), None, until, None, PKP_1, [proof], "code", None, {"a": b"\x01"}, "d", "s", [{}], False
    )
    assert not made.repeatable and not made.needs_wallet
    assert body(made) == {
        "allowing": [{"ability": "pkp-signing", "resource": "lit-pkp://*"}],
        "expiration": "2026-01-15T11:00:00.005Z",
        "domain": "d",
        "statement": "s",
        "capacity": [{}],
        "renew": False,
        "pkp": TOKEN,
        "proofs": [{"type": 6, "accessToken": SECRET}],
        "action": {"code": "code"},
        "parameters": {"a": [1]},
    }


@pytest.mark.parametrize(
    "make",
    [
        lambda: _calls.execute(None, None, None, session(), None, False, False),
        lambda: _calls.execute("1", "Qm", None, session(), None, False, False),
        lambda: _calls.execute("1", None, None, "s_1", None, False, False),  # type: ignore[arg-type]
        lambda: _calls.sign_digest(_calls.Signer(), b"short"),
        lambda: _calls.sign_digest(_calls.Signer(session=session()), bytes(32)),
        lambda: _calls.sign_digest(_calls.Signer(pkp=PKP_1), bytes(32)),
        lambda: _calls.sign_digest(_calls.Signer("0x1", PKP_1, session()), bytes(32)),
        lambda: _calls.pkps("0x1", 1, None),
        lambda: _calls.pkp("a/b"),
        lambda: _calls.decrypt(lit_client.Encrypted("", ""), [{}], None, None, None),
        lambda: _calls.encrypt("x", []),
        lambda: _calls.mint_pkp((), AuthMethod.wallet("0x1"), None, Proof.wallet("0x1"), None),
    ],
)
def test_what_makes_no_sense_is_not_sent(make: Any) -> None:
    with pytest.raises(InvalidArgument):
        make()


def test_transactions_are_taken_as_web3_writes_them() -> None:
    given = {
        "from": "0x" + "aa" * 20,
        "type": "0x2",
        "chainId": 31337,
        "nonce": 0,
        "to": b"\x22" * 20,
        "value": 2**64,
        "input": b"\x01",
        "gas": 21000,
        "maxFeePerGas": 1,
        "accessList": ({"address": "0x" + "44" * 20, "storageKeys": (1, b"\x02" * 32, "0x" + "03" * 32)},),
        "gasPrice": None,
    }
    assert _calls.transaction_json(given) == {
        "type": "0x2",
        "chainId": 31337,
        "nonce": 0,
        "to": "0x" + "22" * 20,
        "value": str(2**64),
        "data": "0x01",
        "gas": 21000,
        "maxFeePerGas": 1,
        "accessList": [
            {
                "address": "0x" + "44" * 20,
                "storageKeys": ["0x" + "00" * 31 + "01", "0x" + "02" * 32, "0x" + "03" * 32],
            }
        ],
    }
    assert _calls.transaction_json({"to": b""})["to"] is None
    with pytest.raises(Unsupported, match="authorizationList"):
        _calls.transaction_json({"authorizationList": []})


def test_who_may_use_a_pkp_is_named_shortly() -> None:
    wallet = None
    assert body(_calls.permit(PKP_1, "0x" + "01" * 20, [Scope.SIGN_ANYTHING, 7], wallet)) == {
        "authMethod": {"address": "0x" + "01" * 20},
        "scopes": [1, 7],
    }
    assert body(_calls.revoke(TOKEN, "QmHash", wallet)) == {"authMethod": {"action": "QmHash"}}
    assert body(_calls.revoke(TOKEN, PKP_1, wallet)) == {"authMethod": {"address": PKP_1.address}}
    assert AuthMethod.custom(88, b"\x01\x02").to_json() == {"type": 88, "id": "0x0102"}
    assert AuthMethod.user(6, "sub", "aud").to_json() == {"type": 6, "userId": "sub", "appId": "aud"}


def test_conditions_know_their_kind() -> None:
    assert list(Conditions.given([{"chain": "ethereum"}]).to_json()) == ["accessControlConditions"]
    assert list(Conditions.given([{"conditionType": "evmBasic"}]).to_json()) == ["unifiedAccessControlConditions"]
    assert list(Conditions.sol_rpc({}).to_json()) == ["solRpcConditions"]
    assert list(Conditions.evm_contract({}).to_json()) == ["evmContractConditions"]


@pytest.mark.parametrize("key", ["a1" * 32, "0x" + "A1" * 32, b"\xa1" * 32, bytearray(b"\xa1" * 32)])
def test_private_keys_come_in_every_form(key: Any) -> None:
    assert private_key_text(key) == "0x" + "a1" * 32


@pytest.mark.parametrize("key", ["", "0x12", "00" * 32, "ff" * 32, "zz" * 32, "0x" + "1_" * 32, b"", 5, "-1" * 32])
def test_what_is_no_private_key_is_refused_and_not_shown(key: Any) -> None:
    with pytest.raises(InvalidArgument) as caught:
        private_key_text(key)
    assert not key or str(key) == "5" or str(key) not in str(caught.value)


# Results


def test_times() -> None:
    assert time("2026-01-15T12:00:00.250Z") == datetime(2026, 1, 15, 12, 0, 0, 250000, timezone.utc)
    assert time_text(datetime(2026, 1, 15, 12, tzinfo=timezone.utc)) == "2026-01-15T12:00:00.000Z"


def test_signatures() -> None:
    value = {"r": "0x01", "s": "0x" + "02" * 32, "yParity": 1, "publicKey": "0x04", "address": "0x1", "digest": "0x07"}
    signature = Signature.from_json(value)
    assert (signature.r, signature.v, len(bytes(signature)), signature.hex()[-2:]) == (1, 28, 65, "1c")


def test_a_response_is_decoded_or_named() -> None:
    result = ActionResult('{"a":1}', "", {}, {})
    assert result.json() == {"a": 1}
    with pytest.raises(InvalidAnswer, match="no JSON"):
        ActionResult("x" * 1000, "", {}, {}).json()


def test_nothing_secret_is_printed() -> None:
    shown = [
        session("s_" + SECRET),
        Proof.token(6, SECRET),
        Proof.auth_sig({"sig": SECRET}),
        lit_client.Delegation({"sig": SECRET}, datetime.now()),
        _calls.SessionReference(SECRET),
        _calls.add_wallet(SECRET),
        _calls.sign_digest(_calls.Signer(pkp=PKP_1, session={"node": {"sig": SECRET}}), bytes(32)),
        _calls.end_session(session(SECRET)),
        Request("GET", f"/v1/clients/{SECRET}", body=SECRET.encode()),
    ]
    for one in shown:
        assert SECRET not in repr(one) and SECRET not in str(one)


@pytest.mark.parametrize(
    ("amount", "wei"), [("0.01", 10**16), (1, 10**18), (Decimal("1e-18"), 1), ("123456789.000000000000000001", None)]
)
def test_ether_is_exact(amount: Any, wei: Any) -> None:
    assert ether(amount) == (123456789 * 10**18 + 1 if wei is None else wei)


@pytest.mark.parametrize("amount", [0.1, "1e-19", "x", "nan", "inf", True])
def test_what_is_no_amount_is_refused(amount: Any) -> None:
    with pytest.raises(ValueError, match="ether"):
        ether(amount)


# Errors


def test_an_error_says_it_all() -> None:
    error = LitError.from_json(
        {
            "code": "actionFailed",
            "message": "The action threw: boom.",
            "hint": "Correct the code.",
            "node": "http://127.0.0.1:7470",
            "requestId": "lit_1",
            "operation": "executeJs",
            "logs": "before",
            "cause": "Error",
            "reports": [{"node": "n1", "status": 500, "code": "x", "message": "said this"}],
        },
        operation="execute",
        status=422,
    )
    assert type(error) is ActionFailed
    assert error.reports == (Report("n1", "said this", "x", 500),) and error.logs == "before"
    assert str(error) == (
        "executeJs: The action threw: boom. Correct the code. n1: said this "
        "[actionFailed, node http://127.0.0.1:7470, request lit_1]"
    )
    assert isinstance(LitError.from_json({"code": "malformedRequest"}, operation="x"), ValueError)
    assert type(LitError.from_json({"code": "somethingNew"}, operation="x")) is LitError
    assert type(LitError.from_json({"code": "sessionExpired"}, operation="x")) is SessionExpired


def test_errors_travel_between_processes() -> None:
    error = OutcomeUnknown("m", signer="0x1", nonce_before=1, nonce_now=2, operation="send", request_id="r")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is OutcomeUnknown and vars(again) == vars(error) and str(again) == str(error)


# Both clients


def test_both_clients_have_the_same_methods() -> None:
    def methods(kind: type) -> Dict[str, Any]:
        return {
            name: [str(parameter) for parameter in inspect.signature(value).parameters.values()]
            for name, value in vars(kind).items()
            if inspect.isfunction(value) and not name.startswith("_")
        }

    assert methods(Lit) == methods(AsyncLit)
    properties = {name for name, value in vars(Lit).items() if isinstance(value, property)}
    assert properties == {name for name, value in vars(AsyncLit).items() if isinstance(value, property)}
    for name, value in vars(AsyncLit).items():
        if inspect.isfunction(value) and not name.startswith("_"):
            waits = inspect.iscoroutinefunction(value)
            assert waits != (name in ("account", "stream_action")), name
        if not name.startswith("_"):
            assert getattr(Lit, name).__doc__, name


def test_everything_that_is_exported_is_there() -> None:
    assert [name for name in lit_client.__all__ if name not in ("PKPAccount", "AsyncPKPAccount")] == [
        name for name in lit_client.__all__ if name in vars(lit_client)
    ]
    with pytest.raises(AttributeError):
        _ = lit_client.nothing
