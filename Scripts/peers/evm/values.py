"""Operands worth trying: the words at which implementations go wrong, small offsets, sizes."""

from random import Random

from evm.opcodes import push

_WORDS = [0, 1, 2, 3, 4, 5, 7, 8, 10, 15, 16, 17, 31, 32, 33, 63, 64, 65, 95, 96, 97, 127, 128, 129, 160, 192]
_WORDS += [248, 249, 254, 255, 256, 257, 511, 512, 1023, 1024, 0x5FFF, 0x6000, 0x6001, 0xC000, 0xC001, 0xFFFF]
for _bits in (16, 31, 32, 53, 63, 64, 65, 127, 128, 129, 160, 191, 192, 193, 254, 255):
    _WORDS += [(1 << _bits) - 1, 1 << _bits, (1 << _bits) + 1]
# Small negative numbers, the least signed ones, and patterns.
_WORDS += [(1 << 256) - n for n in (1, 2, 3, 31, 32, 33, 255, 256, 257, 1 << 31, 1 << 63, 1 << 64, 1 << 128)]
_WORDS += [int(pattern, 16) for pattern in ("80" * 32, "7f" * 32, "aa" * 32, "00ff" * 16, "01" * 32)]
WORDS = [push(word) for word in _WORDS]
WORDS += [b"\x7f" + bytes(31 - n) + b"\x01" + bytes(n) for n in (0, 7, 8, 15)]  # Longer than they need be.

SMALL = [push(n) for n in (0, 0, 0, 1, 2, 31, 32, 32, 33, 64, 64, 96, 100, 128, 160, 192, 255, 256, 300, 480)]
HUGE = [push(n) for n in (1 << 14, 1 << 17, 1 << 20, (1 << 32) - 1, 1 << 32, 1 << 53, (1 << 63) - 32)]
HUGE += [push(n) for n in ((1 << 64) - 32, (1 << 64) - 1, 1 << 64, 1 << 255, (1 << 256) - 32, (1 << 256) - 1)]
SIZES = [push(n) for n in (0, 0, 1, 2, 4, 20, 31, 32, 32, 32, 33, 63, 64, 65, 96, 128, 135, 136, 137, 200)]
SLOTS = [push(n) for n in (0, 0, 1, 1, 2, 3, 4, (1 << 256) - 1)]
STORED = [push(n) for n in (0, 0, 0, 1, 1, 2, 7, (1 << 256) - 1)]
GAS = [push(n) for n in (0, 1, 100, 700, 2299, 2300, 2301, 2600, 5000, 9000, 21000, 30000, 60000)]
GAS += [push(n) for n in ((1 << 64) - 1, 1 << 64, (1 << 256) - 1, 100000, 200000)]
AMOUNTS = [push(n) for n in (0, 0, 0, 0, 1, 1, 2, 1000, 10**18, (1 << 128), (1 << 256) - 1)]


def word(rng: Random) -> bytes:
    """A PUSH of any word, boundaries preferred."""
    if rng.random() < 0.7:
        return rng.choice(WORDS)
    return push(rng.getrandbits(rng.choice((8, 16, 64, 128, 160, 255, 256, 256))))


def offset(rng: Random) -> bytes:
    """A PUSH of an offset into memory or data; now and then one that can't be paid for."""
    return rng.choice(HUGE) if rng.random() < 0.002 else rng.choice(SMALL)


def size(rng: Random) -> bytes:
    """A PUSH of a length."""
    return rng.choice(HUGE) if rng.random() < 0.002 else rng.choice(SIZES)
