"""BLS signatures as Ethereum's consensus layer has them (proof of possession, keys in G1); the oracle is py_ecc."""

from random import Random

from py_ecc.bls import G2ProofOfPossession as scheme
from py_ecc.bls.point_compression import compress_G1, decompress_G1
from py_ecc.optimized_bls12_381 import curve_order, neg

from kinds.common import Cases, Kind, OracleDisagrees, must_refuse

INFINITE_KEY = bytes([0xC0]) + bytes(47)
INFINITE_SIGNATURE = bytes([0xC0]) + bytes(95)
SECRETS = [1, 2, curve_order - 1, 328 << 240]
MESSAGES = [b"", bytes(32), b"\x56" * 32, b"\xab" * 32]


def _secret(rng: Random) -> int:
    return rng.choice(SECRETS) if rng.random() < 0.25 else rng.randrange(1, curve_order)


def _message(rng: Random) -> bytes:
    return rng.choice(MESSAGES) if rng.random() < 0.4 else rng.randbytes(rng.randint(1, 200))


def _must(what: str, expected: bool, answer: bool) -> None:
    if expected != answer:
        raise OracleDisagrees(f"{what}: {answer}")


def _sign(cases: Cases, rng: Random) -> None:
    secret, message = _secret(rng), _message(rng)
    cases.add(
        "sign",
        {"secret": secret.to_bytes(32, "big").hex(), "message": message.hex()},
        {
            "publicKey": scheme.SkToPk(secret).hex(),
            "signature": scheme.Sign(secret, message).hex(),
            "proof": scheme.PopProve(secret).hex(),
        },
    )


def _refused_secrets(cases: Cases) -> None:
    for label, secret in (("zero", 0), ("order", curve_order), ("beyond", curve_order + 1)):
        must_refuse(label, lambda secret=secret: scheme.Sign(secret, b"message"))
        cases.refuse(
            "sign", {"secret": secret.to_bytes(32, "big").hex(), "message": b"message".hex()}, "refused", label=label
        )


def _verify(cases: Cases, rng: Random) -> None:
    """A signature, and each way in which it is none."""
    secret, message = _secret(rng), _message(rng)
    key, signature = scheme.SkToPk(secret), scheme.Sign(secret, message)
    tampered = signature[:-4] + b"\xff" * 4
    negated = compress_G1(neg(decompress_G1(int.from_bytes(key, "big")))).to_bytes(48, "big")
    for label, one, text, two in (
        ("valid", key, message, signature),
        ("another-message", key, message + b"\x00", signature),
        ("another-key", scheme.SkToPk(secret % (curve_order - 1) + 1), message, signature),
        ("negated-key", negated, message, signature),
        ("tampered", key, message, tampered),
        ("infinite-key", INFINITE_KEY, message, INFINITE_SIGNATURE),
        ("infinite-signature", key, message, INFINITE_SIGNATURE),
        ("proof-as-signature", key, key, scheme.PopProve(secret)),
    ):
        _must(label, label == "valid", scheme.Verify(one, text, two))
        wanted = {"publicKey": one.hex(), "message": text.hex(), "signature": two.hex()}
        if label == "valid":
            cases.add("verify", wanted, {"valid": True}, label=label)
        else:
            cases.refuse("verify", wanted, "refused", label=label)


def _prove(cases: Cases, rng: Random) -> None:
    secret = _secret(rng)
    key, proof = scheme.SkToPk(secret), scheme.PopProve(secret)
    other = scheme.PopProve(secret % (curve_order - 1) + 1)
    for label, given in (("valid", proof), ("another-key", other), ("signature-as-proof", scheme.Sign(secret, key))):
        _must(label, label == "valid", scheme.PopVerify(key, given))
        wanted = {"publicKey": key.hex(), "proof": given.hex()}
        if label == "valid":
            cases.add("possession", wanted, {"valid": True}, label=label)
        else:
            cases.refuse("possession", wanted, "refused", label=label)


def _aggregate(cases: Cases, rng: Random) -> None:
    """The sum of several signatures: of one message by all keys, and of a message for each."""
    secrets = [_secret(rng) for _ in range(rng.randint(2, 4))]
    keys = [scheme.SkToPk(secret) for secret in secrets]
    message = _message(rng)
    texts = [message + bytes([index]) for index in range(len(secrets))]
    for group, given in (("fast-aggregate", [message] * len(secrets)), ("aggregate", texts)):
        signatures = [scheme.Sign(secret, text) for secret, text in zip(secrets, given)]
        total = scheme.Aggregate(signatures)
        for label, some in (("valid", keys), ("a-key-is-missing", keys[:-1])):
            if group == "aggregate":
                answer = scheme.AggregateVerify(some, given[: len(some)], total)
            else:
                answer = scheme.FastAggregateVerify(some, message, total)
            _must(label, label == "valid", answer)
            wanted = {
                "publicKeys": [key.hex() for key in some],
                "messages": [text.hex() for text in given[: len(some)]],
                "signatures": [signature.hex() for signature in signatures],
            }
            if label == "valid":
                cases.add(group, wanted, {"signature": total.hex()}, label=label)
            else:
                cases.refuse(group, wanted, "refused", label=label)


def _fill(cases: Cases, rng: Random, count: int) -> None:
    """py_ecc takes a third of a second for each pairing, hence so few."""
    _refused_secrets(cases)
    for index in range(count // 200 + 2):
        _sign(cases, rng)
        if index % 2 == 0:
            _verify(cases, rng)
            _prove(cases, rng)
        else:
            _aggregate(cases, rng)


KIND = Kind(
    "bls_signature",
    "Signatures, proofs of possession and aggregates by BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_POP_",
    {"independent": "py_ecc 8.0.0"},
    _fill,
)
