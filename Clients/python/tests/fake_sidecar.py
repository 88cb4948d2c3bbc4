"""A program that behaves like lit-sidecar as far as its clients can see, and misbehaves by a plan.

It is no part of the package: tests start it in place of lit-sidecar, to see what clients make of crashes and of answers
that no sidecar gives. `FAKE_FOLDER` has plan.json (rules, each with `match`, `do` and `times`), and gets requests.jsonl
(all that was asked, over all starts), fired.txt, and chain.txt (how many transactions the chain has).
"""

from __future__ import annotations

import argparse
import json
import os
import re
import signal
import socketserver
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler
from pathlib import Path
from typing import Any, Dict, List, Optional

FOLDER = Path(os.environ["FAKE_FOLDER"])
LOCK = threading.Lock()
CLIENTS: Dict[str, Dict[str, Any]] = {}
NODE = "http://127.0.0.1:7470"


def plan() -> List[Dict[str, Any]]:
    path = FOLDER / "plan.json"
    rules: List[Dict[str, Any]] = json.loads(path.read_text()) if path.exists() else []
    return rules


def fires(index: int, times: int) -> bool:
    """Whether a rule still has times left; each firing is noted, for the next start to know."""
    path = FOLDER / "fired.txt"
    fired = path.read_text().split().count(str(index)) if path.exists() else 0
    if fired >= times:
        return False
    with path.open("a") as file:
        file.write(f"{index}\n")
    return True


def chain(change: int = 0) -> int:
    path = FOLDER / "chain.txt"
    count = (int(path.read_text()) if path.exists() else 0) + change
    path.write_text(str(count))
    return count


def address(key: str) -> str:
    return "0x" + key[2:42]


def info() -> Dict[str, Any]:
    return {
        "name": "local",
        "chainId": 31337,
        "nodes": [NODE],
        "threshold": 2,
        "epoch": 1,
        "networkKey": "0xab",
        "rootKeys": ["0x02"],
        "rpcUrl": "http://127.0.0.1:8545",
        "contracts": {"Staking": "0x" + "11" * 20},
        "faucet": True,
        "dissenters": [],
    }


class Refused(Exception):
    def __init__(self, status: int, code: str, message: str = "Refused by plan.", **more: Any) -> None:
        super().__init__(code)
        self.status = status
        self.error = {"code": code, "message": message, "requestId": "lit_1", "reports": [], **more}


SIGNATURE = {
    "r": "0x" + "01" * 32,
    "s": "0x" + "02" * 32,
    "yParity": 1,
    "v": 28,
    "signature": "0x" + "01" * 32 + "02" * 32 + "1c",
    "publicKey": "0x04" + "05" * 64,
    "address": "0x" + "aa" * 20,
    "digest": "0x" + "07" * 32,
}
PKP = {"tokenId": "0x" + "11" * 32, "publicKey": "0x04" + "05" * 64, "address": "0x" + "aa" * 20}


def answer(method: str, path: str, body: Dict[str, Any]) -> Any:
    """What a sidecar that is well would say: status and body."""
    if path == "/v1/version":
        return 200, {"name": "lit-sidecar", "version": "0.1.0", "api": 1, "pid": os.getpid(), "startedAt": ""}
    if path == "/v1/clients":
        key = body.get("wallet", {}).get("privateKey")
        client = "c_" + os.urandom(16).hex()
        CLIENTS[client] = {"wallets": [address(key)] if key else [], "sessions": {}}
        return 201, {"client": client, "network": info(), "wallets": CLIENTS[client]["wallets"]}
    match = re.fullmatch(r"/v1/clients/(c_[0-9a-f]{32})(/.*)?", path)
    if match is None or match[1] not in CLIENTS:
        raise Refused(404, "unknownClient")
    state, rest = CLIENTS[match[1]], match[2] or ""
    if rest == "" and method == "DELETE":
        del CLIENTS[match[1]]
        return 204, None
    if rest == "/wallets":
        state["wallets"].append(address(body["privateKey"]))
        return 201, {"address": state["wallets"][-1]}
    if rest.startswith("/accounts/") and rest.endswith("/funding"):
        return 200, {"transactionHash": "0x" + "0f" * 32, "balance": "100"}
    if rest.startswith("/accounts/"):
        return 200, {"address": rest.split("/")[2], "balance": "5", "nonce": chain()}
    if rest.startswith("/transactions/"):
        hash = rest.rpartition("/")[2]
        receipt: Dict[str, Any] = {
            "transactionHash": hash,
            "blockNumber": int(hash, 16),
            "blockHash": "0x" + "0c" * 32,
            "status": 0 if (FOLDER / "transactions fail").exists() else 1,
            "gasUsed": 21000,
            "from": "0x" + "a1" * 20,
            "to": "0x" + "22" * 20,
            "contractAddress": None,
            "logs": [],
        }
        return 200, {"transactionHash": hash, "receipt": receipt if int(hash, 16) <= chain() else None}
    if rest == "/transactions":
        return 200, {"transactionHash": f"0x{chain(1):064x}"}
    if rest == "/pkps" and method == "POST":
        chain(1)
        return 201, PKP
    if rest.startswith("/pkps/"):
        return 200, {**PKP, "owner": "0x" + "bb" * 20, "permissions": []}
    if rest == "/signatures":
        session = body["signer"].get("session")
        if session is not None and session not in state["sessions"]:
            raise Refused(404, "unknownSession")
        return 200, SIGNATURE
    if rest == "/blockhash":
        return 200, {"blockhash": "0x" + "0b" * 32}
    if rest == "/network":
        return 200, info()
    if rest in ("/sessions", "/sessions/import"):
        session = "s_" + os.urandom(16).hex()
        state["sessions"][session] = json.loads(body["export"]) if "export" in body else body["allowing"]
        renews = body.get("renew", True) and "export" not in body
        return 201, {**session_json(session, state["sessions"][session]), "canRenew": renews}
    if rest.startswith("/sessions/"):
        _, _, session, *what = rest.split("/")
        if session not in state["sessions"]:
            raise Refused(404, "unknownSession")
        if what == ["export"]:
            return 200, {"export": json.dumps(state["sessions"][session])}
        return 200, session_json(session, state["sessions"][session])
    if rest == "/actions":
        return 200, {"response": "ok", "logs": "", "signatures": {}, "claims": {}, "differing": [], "reports": []}
    raise Refused(404, "notFound")


def session_json(session: str, allowing: Any) -> Dict[str, Any]:
    return {
        "session": session,
        "account": "0x" + "aa" * 20,
        "isPkp": False,
        "allowing": allowing,
        "issuedAt": "2026-01-15T12:00:00.000Z",
        "expiration": "2026-01-16T12:00:00.000Z",
        "canRenew": True,
    }


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def address_string(self) -> str:
        return "client"

    def log_message(self, format: str, *values: Any) -> None:
        print(format % values, file=sys.stderr, flush=True)

    def do_all(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = json.loads(self.rfile.read(length)) if length else {}
        with LOCK:
            asked = {"method": self.command, "path": self.path, "body": body, "pid": os.getpid()}
            asked["headers"] = dict(self.headers.items())
            with (FOLDER / "requests.jsonl").open("a") as file:
                file.write(json.dumps(asked) + "\n")
            rule = self.rule()
        do: Optional[str] = rule["do"] if rule else None
        if do == "crash":
            self.crash()
        elif do == "crash after":
            answer(self.command, self.path.partition("?")[0], body)
            self.crash()
        elif do == "close":
            self.close_connection = True
        elif do == "half":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
            self.close_connection = True
        elif do == "garbage":
            self.wfile.write(b"\x00\x01this is no http\r\n\r\n")
            self.close_connection = True
        elif do == "other json":
            self.respond(200, ["not", "what", "was", "asked"])
        elif do == "no json":
            self.respond(200, None, text=b"<html>")
        elif do == "hang":
            time.sleep(30)
            self.close_connection = True
        elif do == "slow":
            for piece in self.whole(body):
                self.wfile.write(bytes([piece]))
                self.wfile.flush()
        elif do == "drip":
            for piece in self.whole(body)[:30]:
                self.wfile.write(bytes([piece]))
                self.wfile.flush()
                time.sleep(0.1)
        elif do == "logs then crash":
            self.stream([{"event": "logs", "logs": "one"}, {"event": "alive"}], ends=False)
            self.crash()
        elif do == "logs":
            result = answer(self.command, self.path, body)[1]
            lines = [{"event": "logs", "logs": "one"}, {"event": "alive"}, {"event": "logs", "logs": "two"}]
            self.stream([*lines, {"event": "result", "result": result}], ends=True)
        elif do == "logs then error":
            error = {"code": "actionFailed", "message": "boom", "requestId": "lit_1", "logs": "one"}
            self.stream([{"event": "logs", "logs": "one"}, {"event": "error", "error": error}], ends=True)
        elif do is not None and do.startswith("refuse "):
            _, status, code = do.split(" ")
            self.respond(int(status), {"error": {"code": code, "message": "By plan.", "requestId": "lit_1"}})
        else:
            with LOCK:
                self.respond(*self.answered(body))

    do_GET = do_POST = do_DELETE = do_all

    def rule(self) -> Optional[Dict[str, Any]]:
        for index, rule in enumerate(plan()):
            if re.search(rule["match"], f"{self.command} {self.path}") and fires(index, rule.get("times", 1)):
                return rule
        return None

    def answered(self, body: Dict[str, Any]) -> Any:
        try:
            return answer(self.command, self.path.partition("?")[0], body)
        except Refused as refused:
            return refused.status, {"error": refused.error}

    def whole(self, body: Dict[str, Any]) -> bytes:
        status, value = self.answered(body)
        text = json.dumps(value).encode()
        head = f"HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nContent-Length: {len(text)}\r\n\r\n"
        return head.encode() + text

    def respond(self, status: int, value: Any, text: Optional[bytes] = None) -> None:
        data = text if text is not None else b"" if value is None else json.dumps(value).encode()
        self.send_response(status)
        if status != 204:
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def stream(self, lines: List[Dict[str, Any]], *, ends: bool) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/x-ndjson")
        self.send_header("Transfer-Encoding", "chunked")
        self.end_headers()
        for line in lines:
            text = json.dumps(line).encode() + b"\n"
            self.wfile.write(f"{len(text):x}\r\n".encode() + text + b"\r\n")
            self.wfile.flush()
        if ends:
            self.wfile.write(b"0\r\n\r\n")

    def crash(self) -> None:
        for number in range(60):
            print(f"line {number} before the crash", file=sys.stderr)
        sys.stderr.flush()
        os.kill(os.getpid(), signal.SIGKILL)
        time.sleep(10)


class UnixServer(socketserver.ThreadingUnixStreamServer):
    daemon_threads = True
    request_queue_size = 128


class PortServer(socketserver.ThreadingTCPServer):
    daemon_threads = True


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--socket")
    parser.add_argument("--port", type=int)
    parser.add_argument("--exit-with-stdin", action="store_true")
    parser.add_argument("--parent", type=int)
    parser.add_argument("--api", type=int, default=1)
    parser.add_argument("--name", default="lit-sidecar")
    parser.add_argument("--first", choices=["ready", "nothing", "nonsense", "end"], default="ready")
    options = parser.parse_args()
    if options.first == "end":
        print("lit-sidecar: cannot create its socket: no space", file=sys.stderr)
        sys.exit(73)
    if options.first == "nonsense":
        print("Usage: something else")
    if options.first in ("nothing", "nonsense"):
        sys.stdout.flush()
        sys.stdin.buffer.read()
        return
    server = UnixServer(options.socket, Handler) if options.socket else PortServer(("127.0.0.1", 0), Handler)
    ready = {"ready": True, "name": options.name, "version": "0.1.0", "api": options.api, "pid": os.getpid()}
    if options.socket:
        ready["socket"] = options.socket
    else:
        ready.update(url=f"http://127.0.0.1:{server.socket.getsockname()[1]}", token="a-token")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps(ready), flush=True)
    if options.exit_with_stdin:
        sys.stdin.buffer.read()


main()
