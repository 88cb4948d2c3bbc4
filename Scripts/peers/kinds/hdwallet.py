"""BIP-39 mnemonics and seeds, BIP-32 derivation."""

import hashlib
import hmac
from dataclasses import dataclass
from random import Random

from coincurve import PrivateKey
from Crypto.Hash import RIPEMD160
from eth_account import Account
from eth_account.hdaccount import key_from_seed
from mnemonic import Mnemonic

from kinds.common import Cases, Kind, must_equal, must_refuse, rounds, text
from kinds.curve import N, word

ENGLISH = Mnemonic("english")
HARDENED = 1 << 31
BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

Account.enable_unaudited_hdwallet_features()


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Mnemonics, seeds, derivations, whole accounts, and mnemonics that are none."""
    for _ in rounds(count):
        entropy = _entropy(rng)
        words = ENGLISH.to_mnemonic(entropy)
        must_equal("entropy", bytes(ENGLISH.to_entropy(words)), entropy)
        cases.add("mnemonic", {"entropy": entropy.hex()}, {"mnemonic": words})
    # A seed costs 2048 rounds of HMAC-SHA512, here and in the program under test.
    for _ in rounds(count // 4):
        words, passphrase = ENGLISH.to_mnemonic(_entropy(rng)), _passphrase(rng)
        seed = ENGLISH.to_seed(words, passphrase)
        cases.add("seed", {"mnemonic": words, "passphrase": passphrase}, {"seed": seed.hex()})
    for _ in rounds(count):
        _derivation(cases, rng)
    for _ in rounds(count // 4):
        words, passphrase, path = ENGLISH.to_mnemonic(_entropy(rng)), _passphrase(rng), _path(rng)
        account = Account.from_mnemonic(words, passphrase, path)
        cases.add(
            "account",
            {"mnemonic": words, "passphrase": passphrase, "path": path},
            {"privateKey": bytes(account.key).hex(), "address": account.address},
        )
    for index in rounds(count):
        _refused(cases, rng, index)


def _entropy(rng: Random) -> bytes:
    size = rng.choice([16, 20, 24, 28, 32])
    return rng.choice([b"\x00" * size, b"\xff" * size]) if rng.random() < 0.02 else rng.randbytes(size)


def _passphrase(rng: Random) -> str:
    """Half are plain; the others change under NFKD: composed letters, ligatures, width forms, jamo."""
    if rng.random() < 0.5:
        return text(rng, 20)
    pool = "éèüñÅ\u212b\u1e9b\u0323ﬁﬀ①Ⅷ½ｶﾞＡｂ한글が㍿ǅ\u0344" + "e\u0301a\u0308"
    return "".join(rng.choice(pool) for _ in range(rng.randint(1, 16)))


def _path(rng: Random) -> str:
    if rng.random() < 0.5:
        return f"m/44'/60'/{rng.choice([0, 0, 1])}'/0/{rng.randint(0, 20)}"
    steps = []
    for _ in range(rng.randint(1, 6)):
        index = rng.choice([0, 1, rng.getrandbits(31), HARDENED - 1])
        steps.append(f"{index}'" if rng.random() < 0.5 else str(index))
    return "/".join(["m", *steps])


def _derivation(cases: Cases, rng: Random) -> None:
    seed = rng.randbytes(rng.choice([16, 32, 64, 64]))
    path = "m" if rng.random() < 0.05 else _path(rng)
    node = Node.master(seed)
    for step in path.split("/")[1:]:
        node = node.child(int(step.rstrip("'")) + (HARDENED if step.endswith("'") else 0))
    if path != "m":
        must_equal("eth-account's derivation", key_from_seed(seed, path), node.key)
    cases.add(
        "derive",
        {"seed": seed.hex(), "path": path},
        {
            "privateKey": node.key.hex(),
            "publicKey": node.public.hex(),
            "chainCode": node.chain_code.hex(),
            "xprv": node.serialized("0488ade4", b"\x00" + node.key),
            "xpub": node.serialized("0488b21e", node.public),
        },
    )


@dataclass(frozen=True)
class Node:
    """An extended private key of BIP-32."""

    key: bytes
    chain_code: bytes
    depth: int = 0
    parent: bytes = b"\x00" * 4
    index: int = 0

    @staticmethod
    def master(seed: bytes) -> "Node":
        """The root of a seed."""
        digest = hmac.digest(b"Bitcoin seed", seed, "sha512")
        return Node(digest[:32], digest[32:])

    @property
    def public(self) -> bytes:
        """The compressed public key."""
        return PrivateKey(self.key).public_key.format(compressed=True)

    def child(self, index: int) -> "Node":
        """CKDpriv; indices from 2^31 are hardened."""
        data = b"\x00" + self.key if index >= HARDENED else self.public
        digest = hmac.digest(self.chain_code, data + index.to_bytes(4, "big"), "sha512")
        key = (int.from_bytes(digest[:32], "big") + int.from_bytes(self.key, "big")) % N
        fingerprint = RIPEMD160.new(hashlib.sha256(self.public).digest()).digest()[:4]
        return Node(word(key), digest[32:], self.depth + 1, fingerprint, index)

    def serialized(self, version: str, key: bytes) -> str:
        """Base58Check of the 78 bytes."""
        head = bytes.fromhex(version) + bytes([self.depth]) + self.parent + self.index.to_bytes(4, "big")
        return _base58check(head + self.chain_code + key)


def _base58check(payload: bytes) -> str:
    checksum = hashlib.sha256(hashlib.sha256(payload).digest()).digest()[:4]
    number = int.from_bytes(payload + checksum, "big")
    digits = ""
    while number:
        number, rest = divmod(number, 58)
        digits = BASE58[rest] + digits
    return digits


def _refused(cases: Cases, rng: Random, index: int) -> None:
    words = ENGLISH.to_mnemonic(_entropy(rng)).split(" ")
    at = rng.randrange(len(words))
    labels = ["checksum", "unknown-word", "count", "count-multiple-of-three", "capital", "empty", "swapped"]
    match label := labels[index % len(labels)]:
        case "checksum":
            words[at] = rng.choice([word for word in ENGLISH.wordlist if word != words[at]])
            error = "badChecksum"
        case "unknown-word":
            words[at], error = (
                rng.choice(["bitcoins", "zzz", "abandonn", "äpfel", words[at] + "x"]),
                "unknownWord",
            )
        case "count":
            words, error = (words + words)[: rng.choice([1, 2, 11, 13, 14, 16, 23, 25])], "badLength"
        case "count-multiple-of-three":
            words, error = (
                (words + words)[: rng.choice([3, 6, 9, 27][: 4 if len(words) > 13 else 3])],
                "badLength",
            )
        case "capital":
            words[at], error = words[at].upper(), "unknownWord"
        case "empty":
            words, error = [], "badLength"
        case "swapped":
            other = (at + rng.randrange(1, len(words))) % len(words)
            words[at], words[other] = words[other], words[at]
            error = "badChecksum"
    mnemonic = " ".join(words)
    if ENGLISH.check(mnemonic) and label in ("checksum", "swapped"):
        return _refused(cases, rng, index)  # One in sixteen to 256 has a good checksum by chance.
    must_refuse(mnemonic, lambda: ENGLISH.to_entropy(mnemonic))
    cases.refuse("refuse", {"mnemonic": mnemonic}, error, label=label)


KIND = Kind(
    "hdwallet",
    "BIP-39 (English) and BIP-32; publicKey is compressed, xprv and xpub are those of Bitcoin's main net",
    {"independent": "mnemonic, eth-account; BIP-32 also written out with coincurve and hashlib"},
    fill,
)
