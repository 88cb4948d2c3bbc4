# pragma version 0.4.3
# pragma evm-version cancun
"""
@title RateLimitNFT
@notice Capacity credits: ERC-721 tokens, each of them the right to so many requests per kilosecond until a
        midnight (UTC). Nodes of a network that charges serve the holder of a credit that has not expired, and
        whom it delegates to.

        The price is for one request per kilosecond during one kilosecond. A buyer sends ether and gets the
        rate that it pays for, rounded down; what is too much is kept. All that is sold and not expired stays
        below a maximum.

          cost = rate * seconds * price / 1000, divided at the end, so prices are best multiples of 1000
          rate = ether / (seconds * price / 1000), both divisions rounding down

        Free credits need a signature of the free mint signer. It names the expiry and the rate and nobody, so
        whoever shows it first has the credit, and each pair of the two can be given away once.
"""

from modules import base64
from modules import erc721
from modules import ownership

initializes: erc721
initializes: ownership
exports: (
    erc721.__interface__,
    ownership.__interface__,
)


struct RateLimit:
    requestsPerKilosecond: uint256
    expiresAt: uint256


event AdditionalRequestsPerKilosecondCostSet:
    newAdditionalRequestsPerKilosecondCost: uint256

event FreeMintSignerSet:
    newFreeMintSigner: indexed(address)

event FreeRequestsPerRateLimitWindowSet:
    newFreeRequestsPerRateLimitWindow: uint256

event RLIHolderRateLimitWindowSecondsSet:
    newRLIHolderRateLimitWindowSeconds: uint256

event RateLimitWindowSecondsSet:
    newRateLimitWindowSeconds: uint256

event Withdrew:
    amount: uint256


name: public(constant(String[36])) = "Rate Limit Increases on Lit Protocol"
symbol: public(constant(String[3])) = "RLI"

DAY: constant(uint256) = 86400
# The longest way into the future that credits can be sold: every mint adds up that many days.
MAX_DAYS: constant(uint256) = 1096
# How many credits one call burns.
MAX_PRUNED: constant(uint256) = 256
# Half the order of secp256k1, rounded down.
HALF_ORDER: constant(uint256) = 57896044618658097711785492504343953926418782139537452191302581570759080747168

TOO_LITTLE: constant(String[103]) = \
    "You must send the cost of this rate limit increase.  To check the cost, use the calculateCost function."
TOO_LATE: constant(String[95]) = \
    "You cannot purchase an expiration time that is more than the maxExpirationSeconds in the future"
NOT_MIDNIGHT: constant(String[56]) = "Expiration time must be set to midnight on any given day"
COST_ZERO: constant(String[31]) = "The cost must be greater than 0"

# @notice Wei for one request per kilosecond during one kilosecond.
additionalRequestsPerKilosecondCost: public(uint256)

# @notice How far in the future a credit may expire, in seconds; what is sold stays below this rate.
maxExpirationSeconds: public(uint256)
maxRequestsPerKilosecond: public(uint256)

# @notice What nodes grant callers without a credit, and over which time they count: for these, and for
#         holders.
freeRequestsPerRateLimitWindow: public(uint256)
defaultRateLimitWindowSeconds: public(uint256)
RLIHolderRateLimitWindowSeconds: public(uint256)

# @notice Whose signatures give credits for nothing; zero: nobody's.
freeMintSigner: public(address)

# @notice Which free mints, by the hash that is signed, were used.
redeemedFreeMints: public(HashMap[bytes32, bool])

# @notice What a credit is worth; it stays on record when the credit is burned. Zeros for unknown ones.
capacity: public(HashMap[uint256, RateLimit])

# @notice The last id that was given. They begin with 1.
tokenIdCounter: public(uint256)

# @notice What was sold that expires at this time.
totalSoldRequestsPerKilosecondByExpirationTime: public(HashMap[uint256, uint256])

# The latest expiry that was ever sold: also what was sold under a longer maximum counts.
_latest: uint256


@deploy
def __init__(owner_: address):
    """
    @param owner_ Who sets prices and bounds, and gets the ether.
    """
    ownership.__init__(owner_)
    erc721.__init__()
    self.additionalRequestsPerKilosecondCost = 1000000
    self.maxExpirationSeconds = 30 * DAY
    self.maxRequestsPerKilosecond = 10000
    self.defaultRateLimitWindowSeconds = DAY
    self.RLIHolderRateLimitWindowSeconds = DAY


# --- Prices -------------------------------------------------------------------------------------------------


@external
@view
def calculateCost(requestsPerKilosecond: uint256, expiresAt: uint256) -> uint256:
    """
    @notice What a credit costs now, in wei.
    @param expiresAt A midnight (UTC) in the future, in seconds since 1970, less than maxExpirationSeconds
            away.
    """
    return self._cost(requestsPerKilosecond, expiresAt)


@external
@view
def calculateRequestsPerKilosecond(payingAmount: uint256, expiresAt: uint256) -> uint256:
    """
    @notice Which rate an amount of wei buys now, rounded down.
    @param expiresAt As for calculateCost.
    """
    return self._rate(payingAmount, expiresAt)


@external
@view
def currentSoldRequestsPerKilosecond() -> uint256:
    """
    @notice All that is sold and expires at the coming midnight or later.
    """
    return self._sold()


@external
@view
def checkBelowMaxRequestsPerKilosecond(requestedRequestsPerKilosecond: uint256) -> bool:
    """
    @notice Whether all that is sold and a further rate together are below the maximum.
    """
    return self._fits(requestedRequestsPerKilosecond)


# --- Credits ------------------------------------------------------------------------------------------------


@external
@payable
def mint(expiresAt: uint256) -> uint256:
    """
    @notice Sells the caller a credit for the ether sent along. For everybody.
    @param expiresAt As for calculateCost.
    @return The id of the credit.
    """
    rate: uint256 = self._rate(msg.value, expiresAt)
    cost: uint256 = self._cost(rate, expiresAt)
    assert msg.value >= cost, TOO_LITTLE
    assert cost > 0, COST_ZERO
    return self._issue(rate, expiresAt)


@external
def freeMint(
    expiresAt: uint256, requestsPerKilosecond: uint256, msgHash: bytes32, v: uint8, r: bytes32, sVal: bytes32
) -> uint256:
    """
    @notice Gives the caller the credit that the free mint signer signed for. For everybody who has the
            signature.
    @param msgHash EIP-191 hash of keccak256(expiresAt, requestsPerKilosecond), 32 bytes each.
    @return The id of the credit.
    """
    self._check_free_mint(expiresAt, requestsPerKilosecond, msgHash, v, r, sVal)
    self.redeemedFreeMints[msgHash] = True
    return self._issue(requestsPerKilosecond, expiresAt)


@external
@view
def freeMintSigTest(
    expiresAt: uint256, requestsPerKilosecond: uint256, msgHash: bytes32, v: uint8, r: bytes32, sVal: bytes32
):
    """
    @notice Refused when freeMint would refuse the signature.
    """
    self._check_free_mint(expiresAt, requestsPerKilosecond, msgHash, v, r, sVal)


@external
@pure
def prefixed(hash: bytes32) -> bytes32:
    """
    @notice EIP-191 hash of a 32-byte message.
    """
    return self._prefixed(hash)


@external
@view
def isExpired(tokenId: uint256) -> bool:
    """
    @notice Whether a credit is worth nothing any more, or never was.
    """
    return self.capacity[tokenId].expiresAt <= block.timestamp


@external
def pruneExpired(owner: address):
    """
    @notice Burns credits of an account that expired, at most 256 in one call. For everybody: nobody loses
            anything.
    """
    expired: DynArray[uint256, MAX_PRUNED] = []
    for i: uint256 in range(len(erc721._held[owner]), bound=erc721.MAX_TOKENS):
        token: uint256 = erc721._held[owner][i]
        if self.capacity[token].expiresAt < block.timestamp:
            expired.append(token)
            if len(expired) == MAX_PRUNED:
                break
    for token: uint256 in expired:
        erc721._burn(token)


@external
@view
def tokenURI(tokenId: uint256) -> String[12317]:
    """
    @notice The metadata of a credit, as data:application/json;base64, with a picture.
    """
    return self._metadata(tokenId)


@external
@view
def tokenSVG(tokenId: uint256) -> String[12317]:
    """
    @notice The same as tokenURI, which is what this name has always given.
    """
    return self._metadata(tokenId)


# --- The operator -------------------------------------------------------------------------------------------


@external
def setAdditionalRequestsPerKilosecondCost(newAdditionalRequestsPerKilosecondCost: uint256):
    """
    @notice Sets the price. For the owner.
    """
    ownership._only_owner()
    self.additionalRequestsPerKilosecondCost = newAdditionalRequestsPerKilosecondCost
    log AdditionalRequestsPerKilosecondCostSet(
        newAdditionalRequestsPerKilosecondCost=newAdditionalRequestsPerKilosecondCost
    )


@external
def setMaxRequestsPerKilosecond(newMaxRequestsPerKilosecond: uint256):
    """
    @notice Sets what all that is sold stays below. For the owner.
    """
    ownership._only_owner()
    self.maxRequestsPerKilosecond = newMaxRequestsPerKilosecond


@external
def setMaxExpirationSeconds(newMaxExpirationSeconds: uint256):
    """
    @notice Sets how far in the future a credit may expire, at most 1096 days. For the owner.
    """
    ownership._only_owner()
    assert newMaxExpirationSeconds <= MAX_DAYS * DAY, "RateLimitNFT: at most 1096 days"
    self.maxExpirationSeconds = newMaxExpirationSeconds


@external
def setFreeMintSigner(newFreeMintSigner: address):
    """
    @notice Names whose signatures give credits for nothing; zero for nobody's. For the owner.
    """
    ownership._only_owner()
    self.freeMintSigner = newFreeMintSigner
    log FreeMintSignerSet(newFreeMintSigner=newFreeMintSigner)


@external
def setFreeRequestsPerRateLimitWindow(newFreeRequestsPerRateLimitWindow: uint256):
    """
    @notice Sets what nodes grant callers without a credit. For the owner.
    """
    ownership._only_owner()
    self.freeRequestsPerRateLimitWindow = newFreeRequestsPerRateLimitWindow
    log FreeRequestsPerRateLimitWindowSet(newFreeRequestsPerRateLimitWindow=newFreeRequestsPerRateLimitWindow)


@external
def setRateLimitWindowSeconds(newRateLimitWindowSeconds: uint256):
    """
    @notice Sets over which time nodes count requests. For the owner.
    """
    ownership._only_owner()
    self.defaultRateLimitWindowSeconds = newRateLimitWindowSeconds
    log RateLimitWindowSecondsSet(newRateLimitWindowSeconds=newRateLimitWindowSeconds)


@external
def setRLIHolderRateLimitWindowSeconds(newRLIHolderRateLimitWindowSeconds: uint256):
    """
    @notice Sets over which time nodes count requests of holders. For the owner.
    """
    ownership._only_owner()
    self.RLIHolderRateLimitWindowSeconds = newRLIHolderRateLimitWindowSeconds
    log RLIHolderRateLimitWindowSecondsSet(newRLIHolderRateLimitWindowSeconds=newRLIHolderRateLimitWindowSeconds)


@external
def withdraw():
    """
    @notice Pays all ether that was taken to the caller. For the owner.
    """
    ownership._only_owner()
    amount: uint256 = self.balance
    assert raw_call(msg.sender, b"", value=amount, revert_on_failure=False), \
        "RateLimitNFT: the ether was refused by the owner"
    log Withdrew(amount=amount)


# --- Arithmetic ---------------------------------------------------------------------------------------------


@internal
@view
def _cost(rate: uint256, expiresAt: uint256) -> uint256:
    assert rate > 0, "The requestsPerKilosecond must be greater than 0"
    self._check_expiry(expiresAt)
    return rate * (expiresAt - block.timestamp) * self.additionalRequestsPerKilosecondCost // 1000


@internal
@view
def _rate(amount: uint256, expiresAt: uint256) -> uint256:
    assert amount > 0, "You must pay more than 0"
    assert expiresAt > block.timestamp, "The expiresAt must be in the future"
    seconds: uint256 = expiresAt - block.timestamp
    assert seconds < self.maxExpirationSeconds, TOO_LATE
    assert expiresAt % DAY == 0, NOT_MIDNIGHT
    unit: uint256 = seconds * self.additionalRequestsPerKilosecondCost // 1000
    assert unit > 0, COST_ZERO
    return amount // unit


@internal
@view
def _check_expiry(expiresAt: uint256):
    assert expiresAt < block.timestamp + self.maxExpirationSeconds, TOO_LATE
    assert expiresAt > block.timestamp, "Expiration time is in the past"
    assert expiresAt % DAY == 0, NOT_MIDNIGHT


@internal
@view
def _sold() -> uint256:
    midnight: uint256 = (block.timestamp // DAY + 1) * DAY
    days: uint256 = (self.maxExpirationSeconds + DAY - 1) // DAY
    if self._latest >= midnight:
        days = max(days, (self._latest - midnight) // DAY + 1)
    total: uint256 = 0
    for i: uint256 in range(days, bound=MAX_DAYS):
        total += self.totalSoldRequestsPerKilosecondByExpirationTime[midnight + i * DAY]
    return total


@internal
@view
def _fits(rate: uint256) -> bool:
    most: uint256 = self.maxRequestsPerKilosecond
    return rate < most and self._sold() < most - rate


@internal
def _issue(rate: uint256, expiresAt: uint256) -> uint256:
    self._check_expiry(expiresAt)
    assert self._fits(rate), "Can't allocate capacity beyond the global max requests per kilosecond"
    token: uint256 = self.tokenIdCounter + 1
    self.tokenIdCounter = token
    self.capacity[token] = RateLimit(requestsPerKilosecond=rate, expiresAt=expiresAt)
    self.totalSoldRequestsPerKilosecondByExpirationTime[expiresAt] += rate
    self._latest = max(self._latest, expiresAt)
    # Last, since a receiver with code is called: it finds all of this done.
    erc721._safe_mint(msg.sender, token)
    return token


# --- Free mints ---------------------------------------------------------------------------------------------


@internal
@pure
def _prefixed(hash: bytes32) -> bytes32:
    return keccak256(concat(b"\x19Ethereum Signed Message:\n32", hash))


@internal
@view
def _check_free_mint(
    expiresAt: uint256, rate: uint256, msgHash: bytes32, v: uint8, r: bytes32, s: bytes32
):
    expected: bytes32 = self._prefixed(keccak256(concat(convert(expiresAt, bytes32), convert(rate, bytes32))))
    assert expected == msgHash, \
        "The msgHash is not a hash of the expiresAt + requestsPerKilosecond.  Explain yourself!"
    # The other form of each signature is refused.
    assert convert(s, uint256) <= HALF_ORDER, "ECDSA: invalid signature 's' value"
    signer: address = empty(address)
    if v == 27 or v == 28:
        signer = ecrecover(msgHash, v, r, s)
    # A signature of nobody must not be one of the signer that nobody has named yet.
    assert signer != empty(address) and signer == self.freeMintSigner, \
        "This freeMint was not signed by freeMintSigner.  How embarassing."
    assert not self.redeemedFreeMints[msgHash], "This freeMint has already been redeemed.  How embarassing."


# --- Metadata -----------------------------------------------------------------------------------------------


@internal
@view
def _metadata(token: uint256) -> String[12317]:
    erc721._owner_of(token)
    limit: RateLimit = self.capacity[token]
    daily: uint256 = limit.requestsPerKilosecond * 864 // 10
    json: String[base64.MAX_TEXT] = concat(
        '{"name":"Capacity Credit #', uint2str(token),
        '","description":"The holder of this credit, and whom it delegates to, may make ',
        uint2str(daily), " requests a day to the nodes of a Lit network until ", self._date(limit.expiresAt),
        ', 00:00 UTC.","image":"data:image/svg+xml;base64,',
        # Less than what a text can be at most, so that there is room for the rest.
        abi_decode(abi_encode(base64._encode(self._picture(token, limit, daily))), String[7168]),
        '","attributes":[{"display_type":"number","trait_type":"Requests Per Kilosecond","value":',
        uint2str(limit.requestsPerKilosecond),
        '},{"display_type":"number","trait_type":"Requests Per Day","value":', uint2str(daily),
        '},{"display_type":"date","trait_type":"Expiration Date","value":', uint2str(limit.expiresAt), "}]}",
    )
    return concat("data:application/json;base64,", base64._encode(json))


@internal
@pure
def _picture(token: uint256, limit: RateLimit, daily: uint256) -> String[5120]:
    """
    @dev A card: what it is worth in large letters, until when, and its number.
    """
    return concat(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 480 300" ',
        'font-family="Inter,Helvetica,Arial,sans-serif">',
        '<defs><linearGradient id="a" x1="0" y1="0" x2="1" y2="1"><stop offset="0" stop-color="#1b1036"/>',
        '<stop offset=".55" stop-color="#3a1d6e"/><stop offset="1" stop-color="#c2410c"/></linearGradient>',
        '<radialGradient id="b" cx=".85" cy=".1" r=".8">',
        '<stop offset="0" stop-color="#ffb457" stop-opacity=".55"/>',
        '<stop offset="1" stop-color="#ffb457" stop-opacity="0"/></radialGradient>',
        '<clipPath id="c"><rect width="480" height="300" rx="24"/></clipPath></defs>',
        '<g clip-path="url(#c)"><rect width="480" height="300" fill="url(#a)"/>',
        '<rect width="480" height="300" fill="url(#b)"/>',
        '<g fill="none" stroke="#fff" stroke-opacity=".13" stroke-width="1.5"><circle cx="408" cy="60" r="44"/>',
        '<circle cx="408" cy="60" r="76"/><circle cx="408" cy="60" r="112"/>',
        '<circle cx="408" cy="60" r="152"/><circle cx="408" cy="60" r="196"/></g>',
        '<path d="M408 32c4 14 18 20 18 37a18 18 0 0 1-36 0c0-9 5-13 8-19 2 5 4 7 7 8 1-9-1-17 3-26z" ',
        'fill="#ffd9a0"/></g><g fill="#fff">',
        '<text x="36" y="58" font-size="15" font-weight="600" letter-spacing="3">CAPACITY CREDIT</text>',
        '<text x="36" y="152" font-size="52" font-weight="700">', uint2str(daily),
        '</text><text x="36" y="182" font-size="17" fill-opacity=".8">requests a day, ',
        uint2str(limit.requestsPerKilosecond), ' in 1000 seconds</text>',
        '<path d="M36 212h408" stroke="#fff" stroke-opacity=".25"/>',
        '<g font-size="12" fill-opacity=".65" letter-spacing="1.5"><text x="36" y="240">VALID UNTIL</text>',
        '<text x="444" y="240" text-anchor="end">NUMBER</text></g>',
        '<g font-size="19" font-weight="600"><text x="36" y="265">', self._date(limit.expiresAt),
        '</text><text x="444" y="265" text-anchor="end">', uint2str(token), "</text></g></g></svg>",
    )


@internal
@pure
def _date(time: uint256) -> String[94]:
    """
    @dev Year-month-day of the Gregorian calendar, by eras of 400 years that begin with a March.
    """
    day: uint256 = time // DAY + 719468
    era: uint256 = day // 146097
    day = day % 146097
    year: uint256 = (day - day // 1460 + day // 36524 - day // 146096) // 365
    day = day - (365 * year + year // 4 - year // 100)
    month: uint256 = (5 * day + 2) // 153
    day = day - (153 * month + 2) // 5 + 1
    month = month + 3 if month < 10 else month - 9
    year = year + era * 400
    if month <= 2:
        year += 1
    return concat(uint2str(year), "-", self._two(month), "-", self._two(day))


@internal
@pure
def _two(number: uint256) -> String[2]:
    return slice(uint2str(100 + number), 1, 2)
