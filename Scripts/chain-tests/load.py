"""Clients that work on a chain until it goes away, and remember what they were told."""

import threading

import requests
from harness import RPCFault

KINDS = ("transfers", "calls", "settings")


class Load:
    """One thread for each kind of work; `receipts`, `balances` and `height` hold only what was answered."""

    def __init__(self, chain, ledger, random):
        self.receipts, self.balances, self.height = {}, {}, 0
        self.failures = []
        self.chain, self.ledger = chain, ledger
        self.prefix = random.getrandbits(64)
        self.threads = [threading.Thread(target=self._work, args=(kind,)) for kind in range(len(KINDS))]

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        for thread in self.threads:
            thread.join(30)
        assert not any(thread.is_alive() for thread in self.threads), "a client still waits for an answer"
        assert not self.failures, self.failures

    def _work(self, kind):
        session, count = requests.Session(), 0

        def call(method, *params):
            body = {"jsonrpc": "2.0", "id": 1, "method": method, "params": params}
            answer = session.post(self.chain.url, json=body, timeout=30).json()
            if "error" in answer:
                raise RPCFault(**answer["error"])
            return answer["result"]

        try:
            while True:
                count += 1
                getattr(self, KINDS[kind])(call, f"0x{kind:08x}{self.prefix:016x}{count:016x}", count)
        except (requests.RequestException, ValueError):
            return
        except Exception as failure:
            self.failures.append(repr(failure))

    def transfers(self, call, fresh, count):
        sent = call("eth_sendTransaction", {"from": self.chain.accounts[0], "to": fresh, "value": hex(count)})
        self.receipts[sent] = None
        self.balances[fresh] = count
        self.receipts[sent] = call("eth_getTransactionReceipt", sent)

    def calls(self, call, _, count):
        data = self.ledger.encode_abi("count", [count])
        transaction = {"from": self.chain.accounts[1], "to": self.ledger.address, "data": data, "gas": "0x186a0"}
        sent = call("eth_sendTransaction", transaction)
        self.receipts[sent] = None
        self.receipts[sent] = call("eth_getTransactionReceipt", sent)

    def settings(self, call, fresh, count):
        call("anvil_setBalance", fresh, hex(count))
        self.balances[fresh] = count
        call("evm_mine")
        self.height = max(self.height, int(call("eth_blockNumber"), 16))
