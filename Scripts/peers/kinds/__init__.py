"""The kinds of cases, one file each; `ALL` is what `generate.py` writes."""

from kinds import (
    abi,
    bls,
    bls_signature,
    ecdh,
    ecdsa,
    eip55,
    eip191,
    eip712,
    hdwallet,
    keccak256,
    keystore,
    rlp,
    siwe,
    transactions,
)
from kinds.common import Kind

ALL: list[Kind] = [
    keccak256.KIND,
    eip55.KIND,
    eip191.SIGN,
    eip191.RECOVER,
    eip712.KIND,
    transactions.KIND,
    rlp.KIND,
    siwe.KIND,
    ecdsa.KIND,
    ecdh.KIND,
    abi.KIND,
    keystore.KIND,
    hdwallet.KIND,
    *bls.KINDS,
    bls_signature.KIND,
]
