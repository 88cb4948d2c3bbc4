# pragma version 0.4.3
# pragma evm-version cancun
"""
@title PaymentDelegation
@notice Applications pay for their users: a payer names the users whose requests may be counted against its
        own capacity credits, and how many requests it lets each have in which time. Nodes ask for the payers
        of a user.

        A payer adds and removes itself; nobody is asked, so a user can also turn a payer away. A user has at
        most 128 payers; a payer has as many users as it likes.
"""

from modules import address_sets as sets
from modules import ownership

initializes: sets
initializes: ownership
exports: ownership.__interface__


struct Restriction:
    requestsPerPeriod: uint256
    periodSeconds: uint256


event RestrictionSet:
    payer: indexed(address)
    restriction: Restriction


# Bounds: payers of one user, users that are asked for or (un)named in one call, users that are listed in one
# call.
MAX_PAYERS: constant(uint256) = 128
MAX_QUERY: constant(uint256) = 64
MAX_BATCH: constant(uint256) = 256
MAX_LIST: constant(uint256) = 4096

# The keys of the two kinds of sets: the payers of a user, and the users of a payer.
PAYERS: constant(uint256) = 0
USERS: constant(uint256) = 1 << 160

DEFAULT_REQUESTS: constant(uint256) = 1000000000
DEFAULT_PERIOD: constant(uint256) = 86400

_restrictions: HashMap[address, Restriction]


@deploy
def __init__(owner_: address):
    """
    @param owner_ Has no power here today.
    """
    ownership.__init__(owner_)
    sets.__init__()


# --- Views --------------------------------------------------------------------------------------------------


@external
@view
def getPayers(user: address) -> DynArray[address, MAX_PAYERS]:
    """
    @notice Who pays for a user.
    """
    return self._payers(user)


@external
@view
def getUsers(payer: address) -> DynArray[address, MAX_LIST]:
    """
    @notice For whom a payer pays, at most 4096; for more see getUsersFrom.
    """
    assert sets._length(self._key(USERS, payer)) <= MAX_LIST, "PaymentDelegation: too many users, ask by getUsersFrom"
    return self._users(payer, 0)


@external
@view
def getUsersFrom(payer: address, start: uint256) -> DynArray[address, MAX_LIST]:
    """
    @notice For whom a payer pays, at most 4096 from an index on; the order changes when one is removed.
    """
    return self._users(payer, start)


@external
@view
def getUserCount(payer: address) -> uint256:
    """
    @notice For how many a payer pays.
    """
    return sets._length(self._key(USERS, payer))


@external
@view
def getRestriction(payer: address) -> Restriction:
    """
    @notice How many requests in how many seconds a payer lets each of its users have. Zeros: none was ever
            set.
    """
    return self._restrictions[payer]


@external
@view
def getPayersAndRestrictions(users: DynArray[address, MAX_QUERY]) -> (
    DynArray[DynArray[address, MAX_PAYERS], MAX_QUERY],
    DynArray[DynArray[Restriction, MAX_PAYERS], MAX_QUERY],
):
    """
    @notice For each of the users given, at most 64: its payers, and their restrictions in the same order.
    """
    payers: DynArray[DynArray[address, MAX_PAYERS], MAX_QUERY] = []
    restrictions: DynArray[DynArray[Restriction, MAX_PAYERS], MAX_QUERY] = []
    for user: address in users:
        mine: DynArray[address, MAX_PAYERS] = self._payers(user)
        theirs: DynArray[Restriction, MAX_PAYERS] = []
        for payer: address in mine:
            theirs.append(self._restrictions[payer])
        payers.append(mine)
        restrictions.append(theirs)
    return payers, restrictions


# --- For payers ---------------------------------------------------------------------------------------------


@external
def delegatePayments(user: address):
    """
    @notice Makes the caller a payer of a user; nothing happens when it is. A first restriction is set by
            default.
    """
    self._delegate(user)
    self._set_default()


@external
def delegatePaymentsBatch(users: DynArray[address, MAX_BATCH]):
    """
    @notice The same for many users, at most 256.
    """
    for user: address in users:
        self._delegate(user)
    self._set_default()


@external
def undelegatePayments(user: address):
    """
    @notice Ends that the caller pays for a user.
    """
    self._undelegate(user)


@external
def undelegatePaymentsBatch(users: DynArray[address, MAX_BATCH]):
    """
    @notice The same for many users, at most 256, all of whom it must pay for.
    """
    for user: address in users:
        self._undelegate(user)


@external
def setRestriction(r: Restriction):
    """
    @notice Sets how many requests in how many seconds each user of the caller may have. A period of 0 means a
            day: nodes divide by it.
    """
    self._set(r.requestsPerPeriod, DEFAULT_PERIOD if r.periodSeconds == 0 else r.periodSeconds)


@external
def setDefaultRestriction():
    """
    @notice Sets a restriction that hardly restricts, 10^9 requests a day, when the caller has none.
    """
    self._set_default()


# --- For users ----------------------------------------------------------------------------------------------


@external
def removePayer(payer: address):
    """
    @notice Turns a payer of the caller away. Payers come unasked, and nobody's list shall be filled by
            others.
    """
    assert sets._remove(self._key(PAYERS, msg.sender), payer), "PaymentDelegation: not a payer of the caller"
    sets._remove(self._key(USERS, payer), msg.sender)


# --- Within -------------------------------------------------------------------------------------------------


@internal
@pure
def _key(kind: uint256, account: address) -> uint256:
    return kind | convert(account, uint256)


@internal
@view
def _payers(user: address) -> DynArray[address, MAX_PAYERS]:
    key: uint256 = self._key(PAYERS, user)
    payers: DynArray[address, MAX_PAYERS] = []
    for i: uint256 in range(sets._length(key), bound=MAX_PAYERS):
        payers.append(sets._at(key, i))
    return payers


@internal
@view
def _users(payer: address, start: uint256) -> DynArray[address, MAX_LIST]:
    key: uint256 = self._key(USERS, payer)
    count: uint256 = sets._length(key)
    users: DynArray[address, MAX_LIST] = []
    if start < count:
        for i: uint256 in range(min(count - start, MAX_LIST), bound=MAX_LIST):
            users.append(sets._at(key, start + i))
    return users


@internal
def _delegate(user: address):
    payers: uint256 = self._key(PAYERS, user)
    if sets._add(payers, msg.sender):
        assert sets._length(payers) <= MAX_PAYERS, "PaymentDelegation: the user has 128 payers already"
        sets._add(self._key(USERS, msg.sender), user)


@internal
def _undelegate(user: address):
    assert sets._remove(self._key(PAYERS, user), msg.sender), "not authorized to undelegate payments"
    sets._remove(self._key(USERS, msg.sender), user)


@internal
def _set_default():
    known: Restriction = self._restrictions[msg.sender]
    if known.requestsPerPeriod == 0 and known.periodSeconds == 0:
        self._set(DEFAULT_REQUESTS, DEFAULT_PERIOD)


@internal
def _set(requests: uint256, period: uint256):
    self._restrictions[msg.sender] = Restriction(requestsPerPeriod=requests, periodSeconds=period)
    log RestrictionSet(payer=msg.sender, restriction=self._restrictions[msg.sender])
