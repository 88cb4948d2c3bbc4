"""web3.py with a PKP as its account, unmodified: run it beside `lit up`. Needs lit-client[web3].

python web3_transfer.py [STATE]
"""

from __future__ import annotations

import sys

from eth_account import Account
from eth_account.messages import encode_defunct
from web3 import Web3
from web3.middleware import SignAndSendRawMiddlewareBuilder

from lit_client import Lit, Network, Permission, ether


def main() -> None:
    network = Network.local(sys.argv[1] if len(sys.argv) > 1 else None)
    with Lit.connect(network) as lit:
        pkp = lit.mint_pkp()
        lit.send(pkp, ether("1"))
        account = lit.account(pkp, lit.session([Permission.sign(pkp)]))

        w3 = Web3(Web3.HTTPProvider(lit.network.rpc_url))
        w3.middleware_onion.inject(SignAndSendRawMiddlewareBuilder.build(account), layer=0)
        friend = Account.create().address
        sent = w3.eth.send_transaction({"from": account.address, "to": friend, "value": w3.to_wei("0.01", "ether")})
        receipt = w3.eth.wait_for_transaction_receipt(sent)
        assert receipt["status"] == 1 and w3.eth.get_balance(friend) == ether("0.01")
        print(f"{account.address} has sent 0.01 ether in block {receipt['blockNumber']}")

        message = encode_defunct(text="hello")
        signed = account.sign_message(message)
        assert Account.recover_message(message, signature=signed.signature) == account.address
        print(f"and signed a message: {signed.signature.hex()}")


if __name__ == "__main__":
    main()
