# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Hexadecimal digits
@notice Bytes as lower-case digits, 32 at a time: the nibbles of half a word are spread over the bytes of a word,
        and all of them become characters in one go.
"""

MAX_BYTES: constant(uint256) = 1024
MAX_HEX: constant(uint256) = 2 * MAX_BYTES

# Words with the lowest 64, 32, ... 4 bits set in each 128, 64, ... 8 of them.
LOW_64: constant(uint256) = max_value(uint256) // (2**64 + 1)
LOW_32: constant(uint256) = max_value(uint256) // (2**32 + 1)
LOW_16: constant(uint256) = max_value(uint256) // (2**16 + 1)
LOW_8: constant(uint256) = max_value(uint256) // (2**8 + 1)
LOW_4: constant(uint256) = max_value(uint256) // (2**4 + 1)

# A 1 in every byte.
ONES: constant(uint256) = max_value(uint256) // 255


@internal
@pure
def _encode(data: Bytes[MAX_BYTES]) -> String[MAX_HEX]:
    """
    @notice Digits without a prefix.
    """
    padded: Bytes[MAX_BYTES + 32] = concat(data, empty(bytes32))
    words: DynArray[uint256, MAX_BYTES // 16] = []
    for i: uint256 in range((len(data) + 15) // 16, bound=MAX_BYTES // 16):
        words.append(self._digits(convert(extract32(padded, i * 16), uint256) >> 128))
    return convert(slice(abi_encode(words), 64, len(data) * 2), String[MAX_HEX])


@internal
@pure
def _digits(data: uint256) -> uint256:
    """
    @dev The 32 digits of 16 bytes. A nibble n is n + 48 as a character, and 39 more from 10 on.
    """
    w: uint256 = (data | data << 64) & LOW_64
    w = (w | w << 32) & LOW_32
    w = (w | w << 16) & LOW_16
    w = (w | w << 8) & LOW_8
    w = (w | w << 4) & LOW_4
    letters: uint256 = (unsafe_add(w, (128 - 10) * ONES) >> 7) & ONES
    return unsafe_add(unsafe_add(w, 48 * ONES), unsafe_mul(letters, 39))
