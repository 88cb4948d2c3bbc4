"""The names of the old package: a program that was written for it, with only its import changed."""

from __future__ import annotations

import hashlib
import json
from datetime import datetime, timedelta, timezone
from typing import Any, Dict, Iterator, List

import pytest

from lit_client.compat import LitClient, connect
from lit_client.pytest_plugin import LocalNetwork

pytestmark = pytest.mark.network
EVERYTHING: List[Dict[str, Any]] = [
    {"resource": {"resource": "*", "resourcePrefix": "lit-litaction"}, "ability": "lit-action-execution"},
    {"resource": {"resource": "*", "resourcePrefix": "lit-pkp"}, "ability": "pkp-signing"},
    {
        "resource": {"resource": "*", "resourcePrefix": "lit-accesscontrolcondition"},
        "ability": "access-control-condition-decryption",
    },
]


@pytest.fixture
def client(lit_network: LocalNetwork) -> Iterator[LitClient]:
    with connect(network=lit_network.network) as client:
        yield client


def soon() -> str:
    return (datetime.now(timezone.utc) + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")


def test_the_old_test_suite(client: LitClient, lit_network: LocalNetwork) -> None:
    account = lit_network.accounts[0]
    assert client.new(lit_network="datil-dev") == {"success": True}
    assert client.set_auth_token(account.private_key) == {"success": True}
    assert client.connect() == {"success": True}
    assert client.get_property("ready") == {"success": True, "property": True}
    assert client.get_property("connectedNodes") == {"success": True, "property": {}}
    assert len(client.get_property("latestBlockhash")["property"]) == 66
    assert client.get_property("nothing") == {"success": True}

    sessions = client.get_session_sigs("ethereum", soon(), EVERYTHING)
    assert sessions["success"] is True
    sigs = json.loads(json.dumps(sessions["sessionSigs"]))
    assert set(next(iter(sigs.values()))) == {"sig", "derivedVia", "signedMessage", "address", "algo"}

    done = client.execute_js(
        code="(async () => { console.log('hi'); Lit.Actions.setResponse({response: 'x' + a}); })()",
        js_params={"a": 1},
        session_sigs=sigs,
    )
    assert (done["success"], done["response"], done["logs"].strip()) == (True, "x1", "hi")
    assert "boom" in client.execute_js(code="throw new Error('boom')", session_sigs=sigs)["error"]["message"]
    with pytest.raises(ValueError, match="either"):
        client.execute_js()
    with pytest.raises(ValueError, match="both"):
        client.execute_js("1", "Qm")

    message = client.create_siwe_message("http://localhost:3092", soon(), EVERYTHING[:1], account.address)
    assert message["success"] and account.address in message["siweMessage"]
    auth_sig = client.generate_auth_sig(message["siweMessage"])["authSig"]
    assert auth_sig["derivedVia"] == "web3.eth.personal.sign" and auth_sig["address"] == account.address

    assert client.new_lit_contracts_client(account.private_key, "datil-dev") == {"success": True}
    mint = client.mint_with_auth({"authMethodType": 1, "accessToken": auth_sig}, [1])
    minted = mint["pkp"]
    assert mint["tx"]["from"] == account.address and mint["tx"]["status"] == 1 and len(mint["tx"]["logs"]) > 1
    assert set(minted) == {"tokenId", "publicKey", "ethAddress"} and minted["publicKey"][:2] == "04"

    digest = hashlib.sha256(b"x").digest()
    signature = client.pkp_sign(minted["publicKey"], list(digest), sigs)["signature"]
    assert set(signature) == {"r", "s", "recid", "signature", "publicKey", "dataSigned"}
    assert signature["publicKey"] == minted["publicKey"].upper()
    assert signature["dataSigned"] == digest.hex().upper() and len(signature["r"]) == 64

    conditions = [
        {
            "contractAddress": "",
            "standardContractType": "",
            "chain": "ethereum",
            "method": "",
            "parameters": [":userAddress"],
            "returnValueTest": {"comparator": "=", "value": account.address},
        }
    ]
    encrypted = client.encrypt_string("Hello, World!", access_control_conditions=conditions)
    assert client.decrypt_string(
        encrypted["ciphertext"],
        encrypted["dataToEncryptHash"],
        "ethereum",
        access_control_conditions=conditions,
        session_sigs=sigs,
    ) == {"decryptedString": "Hello, World!"}
    assert client.disconnect() == {"success": True}


def test_what_was_not_set_up_is_told_as_before() -> None:
    client = connect()
    assert client.connect() == {"success": False, "error": "LitNodeClient not initialized"}
    assert client.get_property("ready") == {"success": False, "error": "LitNodeClient not initialized"}
    assert client.mint_with_auth({}, []) == {"success": False, "error": "LitContractsClient not initialized"}
    assert client.generate_auth_sig("x") == {"success": False, "error": "Ethers wallet not initialized"}
    assert "bogus" in client.new("bogus")["error"]["message"]
