"""What a mint must give: predicted from the chain's last block and the secrets of the root keys."""

from dataclasses import dataclass

from contract import ZERO
from derivation import eth_address, next_key_id, point_of, secret_of, token_of, uncompressed
from eth_utils import to_checksum_address
from network import root_secret


@dataclass(frozen=True)
class PKP:
    key_id: bytes
    pubkey: bytes

    @property
    def token(self):
        return token_of(self.pubkey)

    @property
    def address(self):
        return to_checksum_address(eth_address(self.pubkey))


def claimed(network, key_id):
    """The PKP with a key id."""
    secrets = [root_secret(index) for index in range(len(network.root_keys) - 1)]
    return PKP(key_id, uncompressed(point_of(secret_of(key_id, secrets))))


def coming(network):
    """The PKP that the next block's first mint makes."""
    block = network.chain.rpc("eth_getBlockByNumber", "latest", False)
    return claimed(network, next_key_id(network.PKPNFT.totalSupply(), bytes.fromhex(block["hash"][2:])))


def mint(network, sender):
    """Mints a PKP to an account."""
    made = coming(network)
    network.PKPNFT.mintNext(2, sender=sender, value=network.PKPNFT.mintCost())
    assert network.PKPNFT.ownerOf(made.token) == sender
    return made


def mint_logs(network, pkp, receiver, kind=2):
    """The logs of a mint, in their order."""
    router, nft = network.PubkeyRouter, network.PKPNFT
    return [
        router.log.PubkeyRoutingDataSet(pkp.token, pkp.pubkey, network.Staking, kind, pkp.key_id),
        nft.log.PKPMinted(pkp.token, pkp.pubkey),
        nft.log.Transfer(ZERO, receiver, pkp.token),
    ]
