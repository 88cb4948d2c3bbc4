"""What calls the servers: the published client, the same requests over plain connections, and the native interface."""

import http.client
import json
import os

from lit_python_sdk import LitClient
from servers import UnixConnection

ACTION = '(async () => { console.log("a log"); Lit.Actions.setResponse({ response: "Test successful" }); })()'


class Published:
    """The published Python client as it is."""

    def __init__(self, server, scene):
        self.client, self.scene = LitClient(port=server.port), scene
        assert self.client.server is None

    def pkp_sign(self):
        digest = list(os.urandom(32))
        found = self.client.pkp_sign(self.scene["pkp"]["publicKey"], digest, self.scene["sigs"])
        assert found["signature"]["dataSigned"] == bytes(digest).hex().upper(), found


class Plain:
    """The requests of the published client, each over a connection of its own, with as little work of the caller as Python
    can: its time is in every figure."""

    def __init__(self, server, scene):
        self.server, self.scene = server, scene
        self.action = json.dumps({"jsParams": {}, "sessionSigs": scene["sigs"], "code": ACTION})

    def post(self, path, body):
        connection = http.client.HTTPConnection("localhost", self.server.port, timeout=60)
        connection.request("POST", path, body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        found = response.read()
        connection.close()
        assert response.status == 200, found
        return json.loads(found)

    def execute_js(self):
        assert self.post("/litNodeClient/executeJs", self.action)["response"] == "Test successful"

    def pkp_sign(self):
        body = {
            "pubKey": self.scene["pkp"]["publicKey"], "toSign": list(os.urandom(32)), "sessionSigs": self.scene["sigs"]}
        assert "signature" in self.post("/litNodeClient/pkpSign", json.dumps(body))


class NativeCaller:
    """The native interface on its socket: one connection that stays, one session that the server holds."""

    shared = None

    def __init__(self, server, scene):
        self.connection = UnixConnection(server.socket)
        if NativeCaller.shared is None or NativeCaller.shared[0] is not server.process:
            NativeCaller.shared = (server.process, *self.begin(scene))
        _, self.client, self.session = NativeCaller.shared
        self.scene = scene

    def begin(self, scene):
        made = self.send("POST", "/v1/clients", {
            "network": {"name": "local", "state": scene["state"]}, "wallet": {"privateKey": scene["key"]}})
        session = self.send("POST", f"/v1/clients/{made['client']}/sessions", {
            "allowing": [
                {"ability": "lit-action-execution", "resource": "lit-litaction://*"},
                {"ability": "pkp-signing", "resource": "lit-pkp://*"}], "lifetime": 7200})
        return made["client"], session["session"]

    def send(self, method, path, body):
        self.connection.request(method, path, json.dumps(body), {"Content-Type": "application/json"})
        response = self.connection.getresponse()
        found = json.loads(response.read())
        assert response.status < 300, found
        return found

    def execute_js(self):
        found = self.send("POST", f"/v1/clients/{self.client}/actions", {
            "code": ACTION, "parameters": {}, "session": self.session})
        assert found["response"] == "Test successful", found

    def pkp_sign(self):
        found = self.send("POST", f"/v1/clients/{self.client}/signatures", {
            "signer": {"pkp": "0x" + self.scene["pkp"]["publicKey"], "session": self.session},
            "digest": "0x" + os.urandom(32).hex()})
        assert len(found["signature"]) == 132, found
