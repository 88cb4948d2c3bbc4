# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Base64
@notice Text as Base64 (RFC 4648, with padding), for data: addresses.
@dev    24 bytes become the 32 letters of one word at once: five steps spread them to 32 lanes of six bits, and
        sums over all lanes make letters of them. Sums within a lane never leave it.
"""

MAX_TEXT: constant(uint256) = 9216
MAX_WORDS: constant(uint256) = 384
MAX_CODE: constant(uint256) = 12288

ONES: constant(uint256) = max_value(uint256) // 255


@internal
@pure
def _encode(text: String[MAX_TEXT]) -> String[MAX_CODE]:
    """
    @param text At most 9 216 bytes.
    """
    length: uint256 = len(text)
    if length == 0:
        return ""
    padded: Bytes[MAX_TEXT + 24] = concat(convert(text, Bytes[MAX_TEXT]), empty(bytes24))
    words: DynArray[bytes32, MAX_WORDS] = []
    for i: uint256 in range((length + 23) // 24, bound=MAX_WORDS):
        words.append(self._letters(convert(convert(slice(padded, 24 * i, 24), bytes24), uint256)))
    # The encoding of an array of words is two words of its own and then these.
    code: Bytes[MAX_CODE + 64] = abi_encode(words)
    groups: uint256 = length // 3
    rest: uint256 = length % 3
    if rest == 0:
        return convert(slice(code, 64, 4 * groups), String[MAX_CODE])
    last: Bytes[4] = slice(concat(slice(code, 64 + 4 * groups, rest + 1), b"=="), 0, 4)
    return convert(slice(concat(slice(code, 64, 4 * groups), last), 0, 4 * groups + 4), String[MAX_CODE])


@internal
@pure
def _letters(bits: uint256) -> bytes32:
    """
    @param bits 192 bits.
    """
    x: uint256 = bits
    x = (x & (2**96 - 1)) | (x >> 96) << 128
    x = self._spread(x, 48, 2**0 + 2**128)
    x = self._spread(x, 24, 2**0 + 2**64 + 2**128 + 2**192)
    x = self._spread(x, 12, max_value(uint256) // (2**32 - 1))
    x = self._spread(x, 6, max_value(uint256) // (2**16 - 1))
    capital: uint256 = x + 65 * ONES
    letters: uint256 = capital + 6 * self._at_least(x, 26) + 3 * self._at_least(x, 63)
    return convert(letters - 75 * self._at_least(x, 52) - 15 * self._at_least(x, 62), bytes32)


@internal
@pure
def _spread(x: uint256, width: uint256, lanes: uint256) -> uint256:
    """
    @dev In each lane, the upper of two pieces of `width` bits moves up by a third of its width, to the middle.
    """
    low: uint256 = lanes * ((1 << width) - 1)
    return (x & low) | ((x >> width) & low) << (width + width // 3)


@internal
@pure
def _at_least(x: uint256, bound: uint256) -> uint256:
    """
    @return 1 in each lane that is at least the bound.
    """
    return (x + (128 - bound) * ONES) >> 7 & ONES
