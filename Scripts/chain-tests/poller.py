"""Asks a chain for its id until the standard input ends, then says how often it did and how long it waited at most.

It is a process of its own, so that it measures the chain and not the tests around it.
"""

import http.client
import json
import select
import sys
import time

host, port = sys.argv[1], int(sys.argv[2])
body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "eth_chainId"})
connection = http.client.HTTPConnection(host, port, timeout=30)
count, worst, wrong = 0, 0.0, None
while wrong is None:
    began = time.monotonic()
    try:
        connection.request("POST", "/", body)
        answer = json.loads(connection.getresponse().read())
        if answer.get("result") != "0x7a69":
            wrong = str(answer)
    except Exception as failure:
        wrong = repr(failure)
    worst = max(worst, time.monotonic() - began)
    count += 1
    if count == 1:
        print("ready", flush=True)
    if select.select([sys.stdin], [], [], 0.01)[0]:
        break
print(json.dumps({"count": count, "worst": worst, "wrong": wrong}), flush=True)
