"""A key that no machine has, code that signs with it, and a transaction: run it beside `lit up`.

python quickstart.py [STATE]
"""

from __future__ import annotations

import hashlib
import sys
from datetime import timedelta

from lit_client import Lit, Network, Permission, Scope, ether

CODE = """
(async () => {
  await Lit.Actions.signEcdsa({ toSign, publicKey, sigName: "sig1" });
  Lit.Actions.setResponse({ response: JSON.stringify({ hello: name }) });
})();
"""


def main() -> None:
    network = Network.local(sys.argv[1] if len(sys.argv) > 1 else None)
    with Lit.connect(network) as lit:
        print(f"connected to {len(lit.network.nodes)} nodes, of which {lit.network.threshold} sign together")

        pkp = lit.mint_pkp(scopes=[Scope.SIGN_ANYTHING])
        print(f"minted {pkp.address}")

        session = lit.session(
            allowing=[Permission.execute_actions(), Permission.sign(pkp)], lasting=timedelta(hours=24)
        )
        digest = hashlib.sha256(b"hello").digest()
        result = lit.execute(
            CODE, parameters={"toSign": digest, "publicKey": pkp.public_key, "name": "world"}, session=session
        )
        print(f"the action says {result.json()}, and signed: {result.signature('sig1').hex()}")

        lit.send(pkp, ether("1"))
        friend = lit.add_wallet()
        sent = lit.send(friend, ether("0.01"), pkp=pkp, session=session)
        assert sent.receipt is not None and sent.receipt.succeeded
        print(f"sent 0.01 ether in block {sent.receipt.block_number}: {sent.hash}")
        assert lit.balance(friend) == ether("0.01")


if __name__ == "__main__":
    main()
