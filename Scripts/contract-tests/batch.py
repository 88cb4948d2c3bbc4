"""Many views at once: what they give, in few requests."""

from contract import GAS, _result

SIZE = 64


def raw(chain, calls):
    """The data that calls give; each is a contract and the data of the call."""
    found = []
    for begin in range(0, len(calls), SIZE):
        part = calls[begin : begin + SIZE]
        batch = [
            {
                "jsonrpc": "2.0",
                "id": place,
                "method": "eth_call",
                "params": [{"to": contract.address, "data": "0x" + data.hex(), "gas": hex(GAS)}, "latest"],
            }
            for place, (contract, data) in enumerate(part)
        ]
        answers = chain.session.post(chain.url, json=batch, timeout=120).json()
        for each, (contract, data) in zip(sorted(answers, key=lambda each: each["id"]), part, strict=True):
            assert "result" in each, f"{contract!r}, {data.hex()[:200]}: {each['error']}"
            found.append(bytes.fromhex(each["result"][2:]))
    return found


def gather(*views):
    """The results of views, each given as (contract.view, arguments...)."""
    entries = [(view, *view._encoded(arguments)) for view, *arguments in views]
    data = raw(entries[0][0].contract._chain, [(view.contract, data) for view, _, data in entries])
    return [_result(entry, each) for (_, entry, _), each in zip(entries, data, strict=True)]


def ask(*questions):
    """The same, each given as (contract, name of a view, arguments...)."""
    return gather(*((getattr(contract, name), *arguments) for contract, name, *arguments in questions))
