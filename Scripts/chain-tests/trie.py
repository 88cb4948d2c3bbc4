"""Verifies proofs of Merkle Patricia tries (Yellow Paper, appendix D) with nothing but RLP and Keccak-256."""

import rlp
from eth_utils import keccak

EMPTY_ROOT = keccak(rlp.encode(b""))


class BadProof(Exception):
    """The nodes do not prove what they should."""


def nibbles(data):
    return [digit for byte in data for digit in (byte >> 4, byte & 15)]


def proven(root, key, nodes):
    """The value under keccak256(key) in the trie of this root, or b"" where the nodes prove that there is none."""
    path, nodes = nibbles(keccak(key)), list(nodes)
    if root == EMPTY_ROOT:
        if nodes:
            raise BadProof("nodes of an empty trie")
        return b""
    reference, held = root, None
    while True:
        if held is None:
            if not nodes:
                raise BadProof("ends too early")
            encoded = nodes.pop(0)
            if keccak(encoded) != reference:
                raise BadProof("a node that its parent does not name")
            held = rlp.decode(encoded)
        if len(held) == 17:
            if not path:
                return _end(held[16], nodes)
            child, path = held[path[0]], path[1:]
        elif len(held) == 2:
            prefix = nibbles(held[0])
            is_leaf, is_odd = prefix[0] & 2, prefix[0] & 1
            part = prefix[1:] if is_odd else prefix[2:]
            if is_leaf:
                return _end(held[1] if part == path else b"", nodes)
            if path[: len(part)] != part:
                return _end(b"", nodes)
            child, path = held[1], path[len(part) :]
        else:
            raise BadProof(f"a node of {len(held)} items")
        if child == b"":
            return _end(b"", nodes)
        # A child shorter than a hash stands in its parent.
        reference, held = (None, child) if isinstance(child, list) else (child, None)


def _end(value, nodes):
    if nodes:
        raise BadProof("nodes that are not needed")
    return value


def root_of(pairs):
    """The root of the trie that holds exactly these pairs of keys (not hashed) and values."""
    items = [(nibbles(key), value) for key, value in pairs]
    return keccak(rlp.encode(_node(items))) if items else EMPTY_ROOT


def _node(items):
    if not items:
        return b""
    if len(items) == 1:
        return [_packed(items[0][0], True), items[0][1]]
    first = items[0][0]
    shared = 0
    while all(len(path) > shared and path[shared] == first[shared] for path, _ in items if len(first) > shared):
        if len(first) <= shared:
            break
        shared += 1
    if shared:
        return [_packed(first[:shared], False), _reference([(path[shared:], value) for path, value in items])]
    children = [_reference([(path[1:], value) for path, value in items if path and path[0] == n]) for n in range(16)]
    return [*children, next((value for path, value in items if not path), b"")]


def _reference(items):
    node = _node(items)
    encoded = rlp.encode(node)
    return node if len(encoded) < 32 else keccak(encoded)


def _packed(path, is_leaf):
    flag = 2 if is_leaf else 0
    digits = [flag + 1, *path] if len(path) % 2 else [flag, 0, *path]
    return bytes(high << 4 | low for high, low in zip(digits[::2], digits[1::2]))
