# pragma version 0.4.3
"""
@title Churn
@notice Mints a PKP, burns it and mints again in one block.
"""

interface PKPNFT:
    def mintNext(keyType: uint256) -> uint256: payable
    def burn(tokenId: uint256): nonpayable


@external
@payable
def churn(nft: address, keep: bool):
    token: uint256 = extcall PKPNFT(nft).mintNext(2, value=1)
    if not keep:
        extcall PKPNFT(nft).burn(token)
    extcall PKPNFT(nft).mintNext(2, value=1)


@external
def onERC721Received(operator: address, sender: address, tokenId: uint256, data: Bytes[1024]) -> bytes4:
    return 0x150b7a02
