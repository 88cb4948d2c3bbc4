# pragma version 0.4.3
# pragma evm-version cancun
# pragma optimize codesize
"""
@title PKPNFTMetadata
@notice Name, description, attributes and picture of a PKP, made from its key alone and with nothing outside
        the chain. The picture is a seal: five rings whose arcs, symmetry and turn are bytes of the token id,
        around a keyhole, with the address and the id below.
@dev    All that is put together here are digits and constants without a quote, a backslash, or a sign
        that JSON or XML would read as its own; SVG attributes stand in single quotes.
"""

from modules import base64
from modules import hexadecimal
from modules import resolver

initializes: resolver
exports: resolver.__interface__

RING: constant(uint256) = 160
PICTURE: constant(uint256) = 2088
PICTURE_BASE64: constant(uint256) = 2784


@deploy
def __init__(resolver_: address, env_: uint8):
    """
    @param resolver_ The network's ContractResolver.
    @param env_ The environment in which it is asked.
    """
    resolver.__init__(resolver_, env_)
    log resolver.ContractResolverAddressSet(newResolverAddress=resolver_)


@external
@pure
def bytesToHex(buffer: Bytes[hexadecimal.MAX_BYTES]) -> String[2 + hexadecimal.MAX_HEX]:
    """
    @notice Lower-case hexadecimal digits with 0x in front.
    @param buffer At most 1024 bytes.
    """
    return concat("0x", hexadecimal._encode(buffer))


@external
@pure
def tokenURI(tokenId: uint256, pubKey: Bytes[65], ethAddress: address) -> String[29 + base64.MAX_CODE]:
    """
    @notice A data: URI with the metadata of a PKP as JSON. Anybody may ask; what is given is not checked.
    @param tokenId The token, keccak256 of the public key.
    @param pubKey Its public key, 0x04, X, Y.
    @param ethAddress Its address.
    @return JSON with name, description, image_data (the picture as SVG), image (the same as a data: URI) and
            attributes.
    """
    id: String[78] = uint2str(tokenId)
    account: String[42] = self._hex_address(ethAddress)
    picture: String[PICTURE] = self._picture(tokenId, account)
    return concat(
        "data:application/json;base64,",
        base64._encode(
            concat(
                '{"name":"Lit PKP #',
                id,
                '","description":"A key pair whose secret half no one holds: the nodes of a Lit network keep it in '
                'shares and sign with it for those whom the owner of this token permits.","image_data":"',
                picture,
                '","image":"data:image/svg+xml;base64,',
                convert(convert(base64._encode(picture), Bytes[PICTURE_BASE64]), String[PICTURE_BASE64]),
                '","attributes":[{"trait_type":"Public Key","value":"0x',
                convert(convert(hexadecimal._encode(pubKey), Bytes[130]), String[130]),
                '"},{"trait_type":"ETH Wallet Address","value":"',
                account,
                '"},{"trait_type":"Token ID","value":"',
                id,
                '"}]}',
            )
        ),
    )


@internal
@pure
def _picture(token: uint256, account: String[42]) -> String[PICTURE]:
    """
    @dev Everything is inside the file: no fonts, links or scripts.
    """
    hue: uint256 = token % 65536 % 360
    return concat(
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 400 400'><defs><radialGradient id='b' cy='.42'>"
        "<stop stop-color='hsl(",
        uint2str(hue),
        ",55%,24%)'/><stop offset='1' stop-color='hsl(",
        uint2str((hue + 40) % 360),
        ",60%,7%)'/></radialGradient></defs><rect width='400' height='400' rx='24' fill='url(#b)'/>"
        "<g transform='translate(200 168) scale(.1)' fill='none' stroke-width='75' stroke-linecap='round'>",
        self._ring(0, token >> 224, hue),
        self._ring(1, token >> 192, hue),
        self._ring(2, token >> 160, hue),
        self._ring(3, token >> 128, hue),
        self._ring(4, token >> 96, hue),
        "<path d='M-80 30a170 170 0 1 1 160 0l60 250h-280z' fill='#fff' stroke='none'/></g>"
        "<g fill='#fff' font-family='ui-monospace,monospace' text-anchor='middle'>"
        "<text x='200' y='338' font-size='13' textLength='344'>",
        account,
        "</text><text x='200' y='362' font-size='8.5' textLength='344' opacity='.6'>0x",
        slice(hexadecimal._encode(concat(convert(token, bytes32), b"")), 0, 64),
        "</text></g></svg>",
    )


@internal
@pure
def _ring(index: uint256, seed: uint256, hue: uint256) -> String[RING]:
    """
    @dev A circle of three to seven equal parts, each with two arcs and two gaps. Four bytes decide: how many,
         how long, and how far it is turned. Lengths are scaled so that the parts close the circle.
    """
    first: uint256 = (seed >> 24) & 255
    second: uint256 = (seed >> 16) & 255
    third: uint256 = (seed >> 8) & 255
    arc1: uint256 = 10 + second % 64
    gap1: uint256 = 24 + (first >> 3) % 16
    arc2: uint256 = 10 + third % 64
    gap2: uint256 = 24 + (second >> 6) * 5 + (third >> 6)
    radius: uint256 = 500 + index * 195
    around: uint256 = radius * 6283185 // 1000000
    whole: uint256 = (3 + first % 5) * (arc1 + gap1 + arc2 + gap2)
    return concat(
        "<circle r='",
        self._number(radius),
        "' stroke='hsl(",
        self._number((hue + index * 18) % 360),
        ",85%,66%)' stroke-dasharray='",
        self._number(arc1 * around // whole),
        " ",
        self._number(gap1 * around // whole),
        " ",
        self._number(arc2 * around // whole),
        " ",
        self._number(gap2 * around // whole),
        "' transform='rotate(",
        self._number(seed & 255),
        ")'/>",
    )


@internal
@pure
def _number(n: uint256) -> String[5]:
    """
    @dev Below 10000.
    """
    return uint2str(convert(n, uint16))


@internal
@pure
def _hex_address(of: address) -> String[42]:
    return concat("0x", slice(hexadecimal._encode(slice(convert(of, bytes32), 12, 20)), 0, 40))
