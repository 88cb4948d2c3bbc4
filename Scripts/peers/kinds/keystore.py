"""V3 keystores ("Web3 Secret Storage"), both key derivations, at a cost low enough for thousands of cases."""

import copy
import hashlib
import uuid
from random import Random

from Crypto.Cipher import AES
from eth_keyfile import decode_keyfile_json
from eth_keys import keys
from eth_utils import keccak

from kinds import curve
from kinds.common import Cases, Json, Kind, must_equal, must_refuse, rounds, text


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Keystores that open, each also in a form that must not."""
    for index in rounds(count):
        key, password = curve.private_key(rng), text(rng, 24)
        document = _keystore(rng, key, password, ["scrypt", "pbkdf2"][index % 2])
        must_equal("opened keystore", _opened(document, password), key)
        cases.add("accept", {"json": document, "password": password}, {"privateKey": key.hex()})
        _refused(cases, rng, document, password)


def _keystore(rng: Random, key: bytes, password: str, kdf: str) -> dict[str, Json]:
    """Written here rather than by eth-keyfile, whose salt could not be repeated."""
    salt, iv = rng.randbytes(rng.choice([16, 32, 32])), rng.randbytes(16)
    if kdf == "scrypt":
        n, r, p = 1 << rng.randint(1, 10), rng.choice([1, 8]), rng.choice([1, 1, 2, 6])
        derived = hashlib.scrypt(password.encode(), salt=salt, n=n, r=r, p=p, dklen=32)
        parameters = {"dklen": 32, "n": n, "r": r, "p": p, "salt": salt.hex()}
    else:
        c = rng.randint(1, 2_000)
        derived = hashlib.pbkdf2_hmac("sha256", password.encode(), salt, c, 32)
        parameters = {"dklen": 32, "c": c, "prf": "hmac-sha256", "salt": salt.hex()}
    cipher = AES.new(derived[:16], AES.MODE_CTR, nonce=b"", initial_value=iv)
    ciphertext = cipher.encrypt(key)
    document: dict[str, Json] = {
        "crypto": {
            "cipher": "aes-128-ctr",
            "cipherparams": {"iv": iv.hex()},
            "ciphertext": ciphertext.hex(),
            "kdf": kdf,
            "kdfparams": parameters,
            "mac": keccak(derived[16:32] + ciphertext).hex(),
        },
        "id": str(uuid.UUID(bytes=rng.randbytes(16), version=4)),
        "version": 3,
    }
    if rng.random() < 0.8:
        address = keys.PrivateKey(key).public_key.to_address()
        document["address"] = rng.choice([address[2:], address])
    return document


def _opened(document: dict[str, Json], password: str) -> bytes:
    # Its annotation says str, but hashlib underneath wants bytes.
    return decode_keyfile_json(document, password.encode())  # type: ignore[arg-type]


def _refused(cases: Cases, rng: Random, document: dict[str, Json], password: str) -> None:
    spoiled = copy.deepcopy(document)
    crypto = spoiled["crypto"]
    label = rng.choice(
        [
            "password",
            "mac",
            "ciphertext",
            "salt",
            "kdf",
            "version",
            "no-mac",
            "no-kdfparams",
            "bad-hex",
            "cost",
        ]
    )
    error = "malformed"
    match label:
        case "password":
            password, error = password + "x", "wrongPassword"
        case "mac" | "ciphertext":
            crypto[label], error = _flipped(rng, crypto[label]), "wrongPassword"
        case "salt":
            crypto["kdfparams"]["salt"] = _flipped(rng, crypto["kdfparams"]["salt"])
            error = "wrongPassword"
        case "kdf":
            crypto["kdf"], error = "argon2id", "unsupported"
        case "version":
            spoiled["version"], error = rng.choice([1, 2, 5]), "unsupported"
        case "no-mac":
            del crypto["mac"]
        case "no-kdfparams":
            del crypto["kdfparams"]
        case "bad-hex":
            crypto["ciphertext"] = crypto["ciphertext"][:-1] + "g"
        case "cost":
            # Petabytes of memory, or centuries: eth-keyfile would try, so it is not asked.
            crypto["kdfparams"].update({"n": 1 << 40} if crypto["kdf"] == "scrypt" else {"c": 1 << 62})
            error = "costTooHigh"
    if label != "cost":
        must_refuse(label, lambda: _opened(spoiled, password))
    cases.refuse("refuse", {"json": spoiled, "password": password}, error, label=label)


def _flipped(rng: Random, digits: str) -> str:
    data = bytearray.fromhex(digits)
    data[rng.randrange(len(data))] ^= 1 << rng.randrange(8)
    return data.hex()


KIND = Kind(
    "keystore",
    "V3 keystores: scrypt and pbkdf2, AES-128-CTR, Keccak-256 MAC; the password is UTF-8 without normalisation",
    {"independent": "eth-keyfile; made with hashlib and pycryptodome"},
    fill,
)
