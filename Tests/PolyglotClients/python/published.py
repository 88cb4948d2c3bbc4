"""Has the published Python client do all that it can, through a server that runs already.

    python published.py PORT

The private key of a funded account is in LIT_TEST_KEY. Prints what it has seen, one line a step; ends with 1 and the
reason at the first thing that is not as with the original server.
"""

import datetime
import json
import os
import sys

from eth_account import Account
from eth_account.messages import encode_defunct
from eth_keys import keys
from lit_python_sdk import LitClient

PORT = int(sys.argv[1])
KEY = os.environ["LIT_TEST_KEY"]
ME = Account.from_key(KEY).address
END = (datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ")


def request(prefix, ability):
    return {"resource": {"resource": "*", "resourcePrefix": prefix}, "ability": ability}


ALL = [
    request("lit-litaction", "lit-action-execution"),
    request("lit-pkp", "pkp-signing"),
    request("lit-accesscontrolcondition", "access-control-condition-decryption"),
]


def said(step, found):
    print(f"{step}: {json.dumps(found)[:400]}", flush=True)
    return found


def same(step, found, expected):
    assert said(step, found) == expected, f"{step}: {found}, and not {expected}"


def failed(step, found, *words):
    error = said(step, found)["error"]
    assert set(error) == {"message", "stack"}, error
    for word in words:
        assert word in error["message"], f"{step}: no {word!r} in {error['message']}"


def verified(signature, digest, address):
    """What is signed recovers to the account, by a library that has nothing to do with ours."""
    assert set(signature) == {"r", "s", "recid", "signature", "publicKey", "dataSigned"}, signature
    assert signature["signature"] == "0x" + signature["r"] + signature["s"] + format(27 + signature["recid"], "x")
    assert bytes.fromhex(signature["dataSigned"]) == digest
    r, s = int(signature["r"], 16), int(signature["s"], 16)
    key = keys.Signature(vrs=(signature["recid"], r, s)).recover_public_key_from_msg_hash(digest)
    assert key.to_checksum_address() == address
    assert signature["publicKey"] == "04" + key.to_bytes().hex().upper()


def main():
    client = LitClient(port=PORT)
    assert client.server is None, "the client has started a server of its own"
    fresh = client.generate_auth_sig("x")
    same("no wallet yet", fresh, {"success": False, "error": "Ethers wallet not initialized"})

    same("new", client.new(lit_network="datil-dev", debug=False), {"success": True})
    same("connect", client.connect(), {"success": True})
    same("get_property", client.get_property("ready"), {"success": True, "property": True})
    same("get_property of nothing", client.get_property("nothing"), {"success": True})
    hash = said("get_property latestBlockhash", client.get_property("latestBlockhash"))["property"]
    assert hash.startswith("0x") and len(hash) == 66
    nodes = said("get_property serverKeys", client.get_property("serverKeys"))["property"]
    assert len(nodes) == 3

    same("set_auth_token", client.set_auth_token(KEY), {"success": True})
    same("new_lit_contracts_client", client.new_lit_contracts_client(KEY, "datil-dev"), {"success": True})

    sessions = said("get_session_sigs", client.get_session_sigs("ethereum", END, ALL))
    assert sessions["success"] is True and set(sessions["sessionSigs"]) == set(nodes)
    sigs = sessions["sessionSigs"]
    for sig in sigs.values():
        assert set(sig) == {"sig", "derivedVia", "signedMessage", "address", "algo"}

    code = '(async () => { console.log("a log"); Lit.Actions.setResponse({ response: "Hello" }); })()'
    same(
        "execute_js", client.execute_js(code=code, session_sigs=sigs),
        {"success": True, "signedData": {}, "decryptedData": {}, "claimData": {}, "response": "Hello",
         "logs": "a log\n"})
    code = "(async () => { Lit.Actions.setResponse({ response: `${word}, ${list[1]}` }); })()"
    found = client.execute_js(code=code, js_params={"word": "grüße", "list": [1, 2]}, session_sigs=sigs)
    assert said("execute_js with parameters", found)["response"] == "grüße, 2"
    failed(
        "execute_js throwing", client.execute_js(code='throw new Error("boom")', session_sigs=sigs),
        "Response from the nodes: {\"success\":false,\"error\":{\"success\":false,\"error\":", "boom",
        ": [object Object]")
    failed(
        "execute_js without a session", client.execute_js(code=code),
        "You passed sessionSigs but we could not find session sig for node")

    message = said("create_siwe_message", client.create_siwe_message(f"http://localhost:{PORT}", END, ALL[:1], ME))
    text = message["siweMessage"]
    assert text.startswith(f"localhost wants you to sign in with your Ethereum account:\n{ME}\n")
    auth = said("generate_auth_sig", client.generate_auth_sig(text))["authSig"]
    assert Account.recover_message(encode_defunct(text=text), signature=auth["sig"]) == ME == auth["address"]

    minted = said("mint_with_auth", client.mint_with_auth({"authMethodType": 1, "accessToken": auth}, [1]))
    pkp, tx = minted["pkp"], minted["tx"]
    assert tx["status"] == 1 and tx["from"] == ME and tx["gasUsed"]["type"] == "BigNumber"
    assert int(tx["gasUsed"]["hex"], 16) > 100_000 and tx["events"] == tx["logs"]
    assert tx["events"][0]["topics"][1] == pkp["tokenId"]
    assert keys.PublicKey(bytes.fromhex(pkp["publicKey"])[1:]).to_checksum_address() == pkp["ethAddress"]

    digest = bytes(range(32))
    signed = said("pkp_sign", client.pkp_sign(pkp["publicKey"], list(digest), sigs))["signature"]
    verified(signed, digest, pkp["ethAddress"])
    failed("pkp_sign of nothing", client.pkp_sign("", list(digest), sigs), '"pubKey" cannot be undefined')
    code = "(async () => { await Lit.Actions.signEcdsa({ toSign, publicKey, sigName }); })()"
    parameters = {"toSign": list(digest), "publicKey": pkp["publicKey"], "sigName": "mine"}
    found = said("execute_js that signs", client.execute_js(code=code, js_params=parameters, session_sigs=sigs))
    assert set(found) == {"claims", "signatures", "response", "logs"} and found["claims"] == {}
    verified(found["signatures"]["mine"], digest, pkp["ethAddress"])

    def conditions(value):
        return [{
            "contractAddress": "", "standardContractType": "", "chain": "ethereum", "method": "",
            "parameters": [":userAddress"], "returnValueTest": {"comparator": "=", "value": value}}]

    secret = "Hello, World! ✓"
    box = said("encrypt_string", client.encrypt_string(secret, access_control_conditions=conditions(ME)))
    assert set(box) == {"ciphertext", "dataToEncryptHash"}
    opened = client.decrypt_string(
        box["ciphertext"], box["dataToEncryptHash"], "ethereum", access_control_conditions=conditions(ME),
        session_sigs=sigs)
    same("decrypt_string", opened, {"decryptedString": secret})
    other = conditions("0x" + "11" * 20)
    box = client.encrypt_string(secret, access_control_conditions=other)
    refused = client.decrypt_string(
        box["ciphertext"], box["dataToEncryptHash"], "ethereum", access_control_conditions=other, session_sigs=sigs)
    failed("decrypt_string of somebody else's", refused, "Response from the nodes:", "errorCode")
    failed("encrypt_string without conditions", client.encrypt_string("x"), "Invalid params: You must pass either")

    same("disconnect", client.disconnect(), {"success": True})
    same("ready after disconnect", client.get_property("ready"), {"success": True, "property": False})
    failed("execute_js after disconnect", client.execute_js(code=code, session_sigs=sigs), "LitNodeClient is not ready")
    same("connect again", client.connect(), {"success": True})
    print("all is well")


main()
