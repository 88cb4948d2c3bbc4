"""Subscriptions by web3.py over a WebSocket, in the middle of other calls."""

import asyncio
import json

import pytest
import websockets
from web3 import AsyncWeb3, WebSocketProvider
from web3.exceptions import Web3RPCError

SECONDS = 15


def run(coroutine):
    return asyncio.run(asyncio.wait_for(coroutine, SECONDS))


async def take(w3, count):
    """The next notifications, as (subscription, result)."""
    found = []
    async for message in w3.socket.process_subscriptions():
        found.append((message["subscription"], message["result"]))
        if len(found) == count:
            return found


def test_heads_logs_and_waiting_transactions_are_told(chain, ledger):
    async def listen():
        async with AsyncWeb3(WebSocketProvider(chain.ws)) as w3:
            assert await w3.eth.chain_id == 31337
            heads = await w3.eth.subscribe("newHeads")
            topic = ledger.events.Counted().topic
            logs = await w3.eth.subscribe("logs", {"address": ledger.address, "topics": [topic]})
            waiting = await w3.eth.subscribe("newPendingTransactions")
            contract = w3.eth.contract(address=ledger.address, abi=ledger.abi)
            first = await contract.functions.count(4).transact({"from": chain.accounts[0]})
            other = await contract.functions.transfer(chain.accounts[1], 1).transact({"from": chain.accounts[0]})
            found = await take(w3, 5)
            by = {name: [result for key, result in found if key == name] for name in (heads, logs, waiting)}
            assert by[waiting] == [first, other]
            number = await w3.eth.block_number
            assert [head["number"] for head in by[heads]] == [number - 1, number]
            assert by[heads][1]["hash"] == (await w3.eth.get_block(number))["hash"]
            assert by[heads][1]["parentHash"] == by[heads][0]["hash"]
            (log,) = by[logs]
            assert log["transactionHash"] == first and log["blockHash"] == by[heads][0]["hash"]
            assert contract.events.Counted().process_log(log)["args"]["total"] == 4
            for subscription in (heads, logs, waiting):
                assert await w3.eth.unsubscribe(subscription) is True
            await contract.functions.count(4).transact({"from": chain.accounts[0]})
            assert await w3.eth.block_number == number + 1

    run(listen())


def test_whole_waiting_transactions_are_told_before_they_are_mined(chain):
    chain.rpc("evm_setAutomine", False)

    async def listen():
        async with AsyncWeb3(WebSocketProvider(chain.ws)) as w3:
            await w3.eth.subscribe("newPendingTransactions", True)
            sent = await w3.eth.send_transaction({"from": chain.accounts[0], "to": chain.accounts[1], "value": 9})
            ((_, told),) = await take(w3, 1)
            assert (told["hash"], told["value"], told["blockNumber"]) == (sent, 9, None)

    run(listen())


def test_many_blocks_are_told_in_order_and_none_is_missing(chain):
    async def listen():
        async with AsyncWeb3(WebSocketProvider(chain.ws)) as w3:
            await w3.eth.subscribe("newHeads")
            begin = await w3.eth.block_number
            await w3.provider.make_request("anvil_mine", [300])
            told = [head["number"] for _, head in await take(w3, 300)]
            assert told == list(range(begin + 1, begin + 301))

    run(listen())


def test_calls_at_once_and_batches_and_errors_over_one_socket(chain):
    async def listen():
        async with AsyncWeb3(WebSocketProvider(chain.ws)) as w3:
            balances = await asyncio.gather(*(w3.eth.get_balance(account) for account in chain.accounts * 10))
            assert len(balances) == 100
            async with w3.batch_requests() as batch:
                for number in range(3):
                    batch.add(w3.eth.get_block(0))
                blocks = await batch.async_execute()
            assert [block["number"] for block in blocks] == [0, 0, 0]
            with pytest.raises(Web3RPCError, match='no "sheep" subscription'):
                await w3.eth.subscribe("sheep")
            with pytest.raises(Web3RPCError, match="insufficient funds"):
                await w3.eth.send_transaction(
                    {"from": chain.accounts[0], "to": chain.accounts[1], "value": 10**30, "gas": 21000}
                )

    run(listen())


def test_a_socket_has_only_its_own_subscriptions(chain):
    async def listen():
        async with AsyncWeb3(WebSocketProvider(chain.ws)) as one, AsyncWeb3(WebSocketProvider(chain.ws)) as two:
            mine = await one.eth.subscribe("newHeads")
            yours = await two.eth.subscribe("newHeads")
            assert mine != yours
            async with websockets.connect(chain.ws) as other:
                call = {"jsonrpc": "2.0", "id": 1, "method": "eth_unsubscribe", "params": [mine]}
                await other.send(json.dumps(call))
                answer = json.loads(await other.recv())
                assert answer["error"]["message"] == "subscription not found"
            await one.provider.make_request("evm_mine", [])
            assert (await take(one, 1))[0][0] == mine
            assert (await take(two, 1))[0][0] == yours

    run(listen())
