"""Keccak-256 with the original padding."""

from random import Random

from eth_hash.auto import keccak

from kinds.common import Cases, Kind, edge_length, rounds

RATE = 136


def fill(cases: Cases, rng: Random, count: int) -> None:
    """Messages of random length, most of them beside a multiple of the rate."""
    for _ in rounds(count):
        length = edge_length(rng, [0, 1, 8, RATE, 2 * RATE, 5 * RATE, 17 * RATE], 1_000)
        message = rng.randbytes(length)
        cases.add(None, {"message": message.hex()}, {"digest": keccak(message).hex()})
    long = rng.randbytes(100_000)
    cases.add(None, {"message": long.hex()}, {"digest": keccak(long).hex()}, label="long")


KIND = Kind(
    "keccak256",
    "Original Keccak-256 (padding 0x01), rate 136",
    {"independent": "pycryptodome through eth-hash"},
    fill,
)
