"""Hostile and clumsy clients, while another one must never wait longer than two seconds for eth_chainId."""

import json
import os
import random
import re
import selectors
import socket
import struct
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import harness
import pytest
import requests
from eth_account import Account
from harness import RPCFault, until

LONGEST_WAIT = 2.0
MAX = hex(2**256 - 1)
ADDRESS = "0x" + "c0" * 20


@pytest.fixture(scope="module")
def target():
    chain = harness.Chain()
    yield chain
    assert chain.alive, chain.process.stderr.read().decode()
    chain.stop()


@pytest.fixture(autouse=True)
def polled(target):
    """A client in a process of its own that keeps asking; how long it waited is judged at the end."""
    script = str(Path(__file__).parent / "poller.py")
    place = ["127.0.0.1", str(target.banner["port"])]
    poller = subprocess.Popen([sys.executable, script, *place], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert poller.stdout.readline() == b"ready\n"
    yield
    said, _ = poller.communicate(timeout=60)
    assert target.alive, f"the chain ended with {target.process.returncode}: {target.process.stderr.read().decode()}"
    said = json.loads(said)
    assert said["wrong"] is None and said["worst"] < LONGEST_WAIT, said
    print(f"longest wait {said['worst'] * 1000:.0f} ms of {said['count']}", end=" ")


def connected(target):
    return socket.create_connection(("127.0.0.1", target.banner["port"]), timeout=20)


def exchange(target, data):
    """What comes back for these bytes until the server or its limits end it; nothing is fine as well."""
    with connected(target) as client:
        try:
            client.sendall(data)
            client.shutdown(socket.SHUT_WR)
            answer = b""
            while chunk := client.recv(65536):
                answer += chunk
            return answer
        except OSError:
            return b""


def post(target, body, **options):
    return requests.post(target.url, data=body, timeout=60, **options)


def test_bytes_that_are_no_request(target):
    chance = random.Random(5)
    for length in (1, 7, 100, 5000, 100_000):
        for _ in range(8):
            answer = exchange(target, chance.randbytes(length))
            assert answer == b"" or answer.startswith(b"HTTP/1.1 4"), answer[:100]
    for text in (
        b"GET / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999\r\n\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        b"POST / HTTP/1.1\r\nHost: a\r\n" + b"X: " + b"y" * 200_000 + b"\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03" + bytes(500),
        b"\r\n" * 10_000,
    ):
        answer = exchange(target, text)
        assert answer == b"" or answer.startswith(b"HTTP/1."), answer[:100]


MALFORMED = [b"", b"{", b"nul", b'{"a":1,}', b'"\xff\xfe"', b"[1 2]", b"\xef\xbb\xbf{}", bytes(99)]
NOT_REQUESTS = [b"7", b"null", b'""', b"{}", b"[]", b'{"id":{},"method":1}', b'{"id":1e999999}']


def test_bodies_that_are_no_json_or_no_request(target):
    for body in MALFORMED:
        answer = post(target, body).json()
        assert answer["error"]["code"] in (-32700, -32600) and answer["id"] is None, (body, answer)
    for body in NOT_REQUESTS:
        assert post(target, body).json()["error"]["code"] == -32600, body
    chance = random.Random(6)
    whole = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "eth_call", "params": [{"to": ADDRESS}, "latest"]})
    for _ in range(300):
        body = bytearray(whole.encode())
        for _ in range(chance.randrange(1, 4)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        answer = post(target, bytes(body))
        if not answer.content:
            continue  # Without an id it is a notification.
        answer = answer.json()
        assert "result" in answer or isinstance(answer["error"]["code"], int), (body, answer)


def test_deep_and_wide_documents(target):
    for depth in (100, 10_000, 1_000_000):
        for opening in (b"[", b'{"a":'):
            assert post(target, opening * depth).json()["error"]["code"] == -32700
        whole = b'{"jsonrpc":"2.0","id":1,"method":"eth_call","params":' + b"[" * depth + b"]" * depth + b"}"
        assert "error" in post(target, whole).json()
    wide = json.dumps([{"jsonrpc": "2.0", "id": n, "method": "eth_chainId"} for n in range(50_000)])
    assert "error" in post(target, wide).json()
    many = {"jsonrpc": "2.0", "id": 1, "method": "eth_getBalance", "params": [ADDRESS, *range(1_000_000)]}
    assert post(target, json.dumps(many)).status_code == 200


def test_bodies_of_forty_megabytes(target):
    huge = b'{"jsonrpc":"2.0","id":1,"method":"eth_call","params":[{"data":"0x' + b"00" * (20 << 20) + b'"}]}'
    try:
        answer = post(target, huge)
        assert answer.status_code == 413, answer.status_code
    except requests.ConnectionError:
        pass  # The server may hang up on such a body before it has been sent.
    large = huge.replace(b"00" * (6 << 20), b"")
    answer = post(target, large)
    assert answer.status_code in (200, 413) and "error" in answer.json(), answer.text[:200]


@pytest.mark.parametrize("member", ["gas", "gasPrice", "value", "maxFeePerGas", "maxPriorityFeePerGas", "nonce"])
def test_absurd_numbers_in_calls(target, member):
    long = ["0x" + "f" * 65, "0x" + "f" * 10**5, 10**400]
    for number in (MAX, hex(2**64), hex(2**64 - 1), *long, -1, "-0x1", 1.5, "0x"):
        call = {"from": target.accounts[0], "to": ADDRESS, member: number}
        for method in ("eth_call", "eth_estimateGas", "eth_createAccessList", "debug_traceCall", "eth_sendTransaction"):
            try:
                target.rpc(method, call, *([] if method == "eth_sendTransaction" else ["latest"]))
            except RPCFault as fault:
                assert fault.code in (-32602, -32000, -32004), fault


def test_absurd_parameters_of_every_method(target):
    chance = random.Random(7)
    values = [None, True, -1, 0, 1.5, 2**70, "", "0x", "0xzz", MAX, "0x" + "11" * 20, "0x" + "11" * 32, "latest"]
    values += [[], {}, [[]], [None] * 50, {"to": None}, {"fromBlock": MAX}, {"tracer": "nothing"}, "\x00\ud83d\ude00"]
    sources = Path(__file__).parents[2].glob("Sources/DevChain/RPC/**/*.swift")
    source = "\n".join(path.read_text() for path in sources)
    names = sorted(set(re.findall(r'"((?:eth|debug|txpool|net|web3)_\w+)"', source)))
    assert len(names) > 40, names
    for name in names:
        for _ in range(12):
            parameters = [chance.choice(values) for _ in range(chance.randrange(5))]
            try:
                target.rpc(name, *parameters)
            except RPCFault as fault:
                assert fault.code != -32603, (name, parameters, fault)


def test_raw_transactions_of_every_broken_kind(target):
    chance = random.Random(8)
    fields = {"to": ADDRESS, "value": 1, "gas": 21000, "nonce": 0, "chainId": 31337}
    fields |= {"maxFeePerGas": 10**10, "maxPriorityFeePerGas": 1}
    fields["to"] = target.w3.to_checksum_address(ADDRESS)
    raw = bytes(Account.sign_transaction(fields, target.keys[9]).raw_transaction)
    for n in range(600):
        broken = bytearray(raw)
        for _ in range(chance.randrange(1, 3)):
            broken[chance.randrange(len(broken))] = chance.randrange(256)
        data = bytes(broken[: chance.randrange(len(raw))] if n % 3 == 0 else broken)
        try:
            target.rpc("eth_sendRawTransaction", "0x" + data.hex())
        except RPCFault as fault:
            assert fault.code in (-32000, -32004), (data.hex(), fault)


def test_fifty_clients_that_send_a_byte_at_a_time(target):
    body = b'{"jsonrpc":"2.0","id":1,"method":"eth_chainId"}'
    request = b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)
    clients = [connected(target) for _ in range(50)]
    for place in range(30):
        for client in clients:
            client.sendall(request[place : place + 1])
        time.sleep(0.1)  # Their pace; nothing is waited for.
    for client in clients[:25]:
        client.sendall(request[30:])
        assert client.recv(65536).startswith(b"HTTP/1.1 200")
    for client in clients:
        client.close()


def descriptors(target):
    return len(os.listdir(f"/proc/{target.process.pid}/fd"))


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts the open files in /proc")
def test_two_hundred_abandoned_connections_leave_nothing(target):
    before = descriptors(target)
    upgrade = b"GET / HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
    upgrade += b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    openings = [b"", b"POST / HT", b"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 500\r\n\r\n{", upgrade]
    clients = []
    for n in range(200):
        client = connected(target)
        client.sendall(openings[n % 4])
        clients.append(client)
    until(lambda: descriptors(target) >= before + 200, "all 200 accepted")
    assert target.rpc("eth_chainId") == "0x7a69"
    for n, client in enumerate(clients):
        if n % 2:  # Without a farewell.
            client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.close()
    until(lambda: descriptors(target) <= before + 2, "all 200 gone")


# Code that runs out of gas, by what it spends its time on; some of it reads the data of the call.
HEAVY = {
    "a loop": "5b5f56",
    "storage": "5f5b805450600101600156",
    "memory": "5f5b5f815261100001600156",
    "hashes": "5b61ffff5f20505f56",
    "the curve": "5b60405f60c05f60065afa505f56",
    "large powers": "365f5f375b5f5f365f60055afa50600456",
    "calls into itself": "5b5f5f5f5f5f305af1505f56",
    "creations": "5b5f5f5ff0505f56",
    "copies": "5b61ffff5f5f5e5f56",
}
POWERS = "0x" + ("%064x" % 256) * 3 + "ff" * 768


@pytest.mark.parametrize("kind", HEAVY)
def test_twenty_calls_that_run_out_of_gas_at_once(target, kind):
    # Hashing takes longest for its gas: all of it would take the test half a minute, less would hold up nobody.
    gas = 20_000_000 if kind == "hashes" else 50_000_000
    call = {"to": ADDRESS, "gas": hex(gas), "data": POWERS}
    override = {ADDRESS: {"code": "0x" + HEAVY[kind]}}

    def one(_):
        body = {"jsonrpc": "2.0", "id": 1, "method": "eth_call", "params": [call, "latest", override]}
        return requests.post(target.url, json=body, timeout=120).json()

    began = time.monotonic()
    with ThreadPoolExecutor(20) as pool:
        answers = list(pool.map(one, range(20)))
    print(f"{kind}: {time.monotonic() - began:.2f} s", end="; ")
    assert all(answer["error"] == {"code": -32000, "message": "out of gas"} for answer in answers), answers[0]


def test_heavy_transactions_do_not_hold_up_readers(target):
    """The same for the engine: it executes them one after the other, while others are answered."""
    target.rpc("anvil_setCode", ADDRESS, "0x" + HEAVY["hashes"])
    spend = {"from": target.accounts[0], "to": ADDRESS, "gas": hex(30_000_000)}
    with ThreadPoolExecutor(4) as pool:
        sent = list(pool.map(lambda _: target.rpc("eth_sendTransaction", spend), range(4)))
    for each in sent:
        receipt = target.rpc("eth_getTransactionReceipt", each)
        assert (receipt["status"], int(receipt["gasUsed"], 16)) == ("0x0", 30_000_000)


def test_traces_of_endless_loops_are_cut(target):
    override = {ADDRESS: {"code": "0x5b5f56"}}
    for options in ({}, {"tracer": "callTracer"}, {"tracer": "prestateTracer"}, {"enableMemory": True}):
        options = {**options, "stateOverrides": override}
        try:
            target.rpc("debug_traceCall", {"to": ADDRESS, "gas": hex(50_000_000)}, "latest", options)
        except RPCFault as fault:
            assert fault.code in (-32000, -32005), fault


def test_a_client_that_never_reads_its_answers(target):
    """Many large answers are asked for and left in the socket; others are served all the same."""
    call = {"jsonrpc": "2.0", "id": 1, "method": "eth_getBlockByNumber", "params": ["0x0", True]}
    body = json.dumps([call] * 900)
    request = f"POST / HTTP/1.1\r\nHost: a\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()
    client = connected(target)
    client.setblocking(False)
    selector = selectors.DefaultSelector()
    selector.register(client, selectors.EVENT_WRITE)
    sent = 0
    while sent < 64 << 20 and selector.select(0.5):
        sent += client.send(request)
    assert target.rpc("eth_chainId") == "0x7a69"
    client.close()
    # It must have been held back, not taken in without end.
    assert sent < 64 << 20
