"""Private keys, as text."""

from __future__ import annotations

import secrets
from typing import Any

from .errors import InvalidArgument

_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141


def private_key_text(key: Any) -> str:
    """A private key as 0x text: of text, bytes, or an account of eth-account. Raises InvalidArgument."""
    key = getattr(key, "key", key)
    text = key if isinstance(key, str) else bytes(key).hex() if isinstance(key, (bytes, bytearray)) else ""
    digits = text[2:] if text[:2] in ("0x", "0X") else text
    try:
        number = int(digits, 16) if len(digits) == 64 and digits.isalnum() else 0
    except ValueError:
        number = 0
    if not 0 < number < _ORDER:
        raise InvalidArgument("A private key has 32 bytes: 64 hexadecimal digits, or bytes.")
    return "0x" + digits.lower()


def new_private_key() -> str:
    while True:
        key = secrets.token_bytes(32)
        if 0 < int.from_bytes(key, "big") < _ORDER:
            return "0x" + key.hex()
