"""Accounts that need no chain: derived from a name, the same in every run."""

from eth_account import Account as Keys
from eth_account.messages import encode_defunct
from eth_utils import keccak


class Account(str):
    """A checksummed address with its private key."""

    def __new__(cls, name):
        key = keccak(text=f"account {name}")
        account = super().__new__(cls, Keys.from_key(key).address)
        account.name, account.key = name, key
        return account

    def sign(self, message):
        """(r, s, v) over bytes as `personal_sign` signs them (EIP-191)."""
        signed = Keys.sign_message(encode_defunct(primitive=bytes(message)), self.key)
        return signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big"), signed.v

    def sign_hash(self, digest):
        """(r, s, v) over a hash as it is."""
        signed = Keys.unsafe_sign_hash(digest, self.key)
        return signed.r.to_bytes(32, "big"), signed.s.to_bytes(32, "big"), signed.v
