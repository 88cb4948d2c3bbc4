# pragma version 0.4.3
# pragma evm-version cancun
"""
@title Merkle proofs
@notice Proofs that leaves belong to the tree with a root, as OpenZeppelin's MerkleProof checks them: pairs are
        sorted and hashed with keccak256.
"""

MAX_PROOF: constant(uint256) = 256
MAX_LEAVES: constant(uint256) = 256
MAX_HASHES: constant(uint256) = 512


@internal
@pure
def _root_of_one(proof: DynArray[bytes32, MAX_PROOF], leaf: bytes32) -> bytes32:
    """
    @notice The root to which a leaf leads along the hashes beside its way.
    """
    hash: bytes32 = leaf
    for sibling: bytes32 in proof:
        hash = self._pair(hash, sibling)
    return hash


@internal
@pure
def _root_of_many(
    proof: DynArray[bytes32, MAX_PROOF], flags: DynArray[bool, MAX_HASHES], leaves: DynArray[bytes32, MAX_LEAVES]
) -> bytes32:
    """
    @notice The root to which several leaves lead together.
    @dev    A queue of what is known, leaves first; each flag takes two of it, or one and a hash of the proof,
            and appends their parent. Nothing of the proof may be left over.
    """
    assert len(leaves) + len(proof) == len(flags) + 1, "MerkleProof: invalid multiproof"
    if len(flags) == 0:
        if len(leaves) > 0:
            return leaves[0]
        return proof[0]
    hashes: DynArray[bytes32, MAX_HASHES] = []
    leaf: uint256 = 0
    hash: uint256 = 0
    place: uint256 = 0
    for flag: bool in flags:
        first: bytes32 = empty(bytes32)
        second: bytes32 = empty(bytes32)
        if leaf < len(leaves):
            first = leaves[leaf]
            leaf += 1
        else:
            assert hash < len(hashes), "MerkleProof: invalid multiproof"
            first = hashes[hash]
            hash += 1
        if not flag:
            assert place < len(proof), "MerkleProof: invalid multiproof"
            second = proof[place]
            place += 1
        elif leaf < len(leaves):
            second = leaves[leaf]
            leaf += 1
        else:
            assert hash < len(hashes), "MerkleProof: invalid multiproof"
            second = hashes[hash]
            hash += 1
        hashes.append(self._pair(first, second))
    assert place == len(proof), "MerkleProof: invalid multiproof"
    return hashes[len(hashes) - 1]


@internal
@pure
def _pair(a: bytes32, b: bytes32) -> bytes32:
    if convert(a, uint256) < convert(b, uint256):
        return keccak256(concat(a, b))
    return keccak256(concat(b, a))
