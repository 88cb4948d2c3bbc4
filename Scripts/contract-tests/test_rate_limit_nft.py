"""Capacity credits against exact integer models: prices, sold capacity, expiry, free mints, metadata, and what was put right.

`CONTRACT_STEPS` is the number of random calls (150), `CONTRACT_SEED` their seed.
"""

import base64
import datetime
import json
import os
import random
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from batch import ask
from contract import NO_REASON, ZERO
from eth_utils import keccak
from network import CURVE_ORDER
from strangers import refuses_strangers

DAY = 86400
STEPS = int(os.environ.get("CONTRACT_STEPS", "150"))
SEED = int(os.environ.get("CONTRACT_SEED", "1"))
CURIOUS = Path(__file__).parent / "contracts/Curious.vy"

ZERO_RATE = "The requestsPerKilosecond must be greater than 0"
TOO_LATE = "You cannot purchase an expiration time that is more than the maxExpirationSeconds in the future"
PAST = "Expiration time is in the past"
NOT_FUTURE = "The expiresAt must be in the future"
NOT_MIDNIGHT = "Expiration time must be set to midnight on any given day"
TOO_CHEAP = "You must send the cost of this rate limit increase.  To check the cost, use the calculateCost function."
SOLD_OUT = "Can't allocate capacity beyond the global max requests per kilosecond"
NOT_SIGNED = "This freeMint was not signed by freeMintSigner.  How embarassing."
NOT_HASH = "The msgHash is not a hash of the expiresAt + requestsPerKilosecond.  Explain yourself!"
REDEEMED = "This freeMint has already been redeemed.  How embarassing."


@pytest.fixture
def nft(network):
    return network.RateLimitNFT


def midnight(nft, days):
    """The midnight that many days from the coming one."""
    return (nft._chain.timestamp() // DAY + 1 + days) * DAY


def next_time(nft):
    return nft._chain.timestamp() + 1


def digest_of(expiry, rate):
    inner = keccak(expiry.to_bytes(32, "big") + rate.to_bytes(32, "big"))
    return keccak(b"\x19Ethereum Signed Message:\n32" + inner), inner


def voucher(account, expiry, rate):
    digest, inner = digest_of(expiry, rate)
    r, s, v = account.sign(inner)
    return expiry, rate, digest, v, r, s


def test_the_initial_values_are_those_of_the_protocol(network, nft, alice):
    assert (nft.name(), nft.symbol()) == ("Rate Limit Increases on Lit Protocol", "RLI")
    assert nft.additionalRequestsPerKilosecondCost() == 1_000_000
    assert (nft.maxExpirationSeconds(), nft.maxRequestsPerKilosecond()) == (30 * DAY, 10_000)
    assert (nft.defaultRateLimitWindowSeconds(), nft.RLIHolderRateLimitWindowSeconds()) == (DAY, DAY)
    assert nft.freeRequestsPerRateLimitWindow() == nft.tokenIdCounter() == nft.totalSupply() == 0
    assert nft.freeMintSigner() == ZERO and nft.owner() == network.owner
    assert nft.capacity(1) == (0, 0) and nft.isExpired(1) and nft.balanceOf(alice) == 0
    assert nft.currentSoldRequestsPerKilosecond() == 0
    for interface in ("0x01ffc9a7", "0x80ac58cd", "0x5b5e139f", "0x780e9d63"):
        assert nft.supportsInterface(interface)
    assert not nft.supportsInterface("0xffffffff")
    assert nft.prefixed(b"\x07" * 32) == keccak(b"\x19Ethereum Signed Message:\n32" + b"\x07" * 32)


def test_a_stranger_can_do_nothing_that_the_owner_may(nft, alice, carol):
    nft.mint(midnight(nft, 3), sender=alice, value=10**12)
    owner, holder = nft.error.CallerNotOwner(), "ERC721: caller is not token owner or approved"
    guarded = {
        "transferOwnership(address)": ((carol,), owner),
        "setAdditionalRequestsPerKilosecondCost(uint256)": ((1,), owner),
        "setMaxExpirationSeconds(uint256)": ((1,), owner),
        "setMaxRequestsPerKilosecond(uint256)": ((1,), owner),
        "setFreeMintSigner(address)": ((carol,), owner),
        "setFreeRequestsPerRateLimitWindow(uint256)": ((1,), owner),
        "setRateLimitWindowSeconds(uint256)": ((1,), owner),
        "setRLIHolderRateLimitWindowSeconds(uint256)": ((1,), owner),
        "withdraw()": ((), owner),
        "approve(address,uint256)": ((carol, 1), "ERC721: approve caller is not token owner or approved for all"),
        "burn(uint256)": ((1,), holder),
        "transferFrom(address,address,uint256)": ((alice, carol, 1), holder),
        "safeTransferFrom(address,address,uint256)": ((alice, carol, 1), holder),
        "safeTransferFrom(address,address,uint256,bytes)": ((alice, carol, 1, b""), holder),
        "freeMint(uint256,uint256,bytes32,uint8,bytes32,bytes32)": (voucher(carol, midnight(nft, 2), 5), NOT_SIGNED),
    }
    # Buying, one's own operators, and the burning of what is worth nothing are everybody's.
    free = {"mint(uint256)", "setApprovalForAll(address,bool)", "pruneExpired(address)"}
    refuses_strangers(nft, carol, guarded, free)
    assert nft.pruneExpired(alice, sender=carol).logs == [] and nft.ownerOf(1) == alice


def test_settings_are_told_of(nft, alice):
    log = nft.log
    assert nft.setAdditionalRequestsPerKilosecondCost(7).logs == [log.AdditionalRequestsPerKilosecondCostSet(7)]
    assert nft.setFreeRequestsPerRateLimitWindow(8).logs == [log.FreeRequestsPerRateLimitWindowSet(8)]
    assert nft.setRateLimitWindowSeconds(9).logs == [log.RateLimitWindowSecondsSet(9)]
    assert nft.setRLIHolderRateLimitWindowSeconds(10).logs == [log.RLIHolderRateLimitWindowSecondsSet(10)]
    assert nft.setFreeMintSigner(alice).logs == [log.FreeMintSignerSet(alice)]
    assert nft.setMaxRequestsPerKilosecond(11).logs == nft.setMaxExpirationSeconds(12).logs == []
    assert nft.setMaxExpirationSeconds(1096 * DAY).logs == []
    assert nft.fails.setMaxExpirationSeconds(1096 * DAY + 1) == "RateLimitNFT: at most 1096 days"
    names = "additionalRequestsPerKilosecondCost freeRequestsPerRateLimitWindow defaultRateLimitWindowSeconds "
    names += "RLIHolderRateLimitWindowSeconds freeMintSigner maxRequestsPerKilosecond maxExpirationSeconds"
    assert ask(*((nft, name) for name in names.split())) == [7, 8, 9, 10, alice, 11, 1096 * DAY]


# --- Prices --------------------------------------------------------------------------------------------------


def test_prices_and_rates_are_the_exact_integer_formulas(nft):
    dice = random.Random(SEED)
    for price in (1_000_000, 1000, 999, 1, 123_457):
        nft.setAdditionalRequestsPerKilosecondCost(price)
        now = nft._chain.timestamp()
        questions, wanted = [], []
        for _ in range(40):
            expiry = midnight(nft, dice.randrange(29))
            rate, amount = dice.randrange(1, 20_000), dice.randrange(1, 10 ** dice.randrange(1, 19))
            seconds = expiry - now
            questions += [
                (nft, "calculateCost", rate, expiry),
                (nft, "calculateRequestsPerKilosecond", amount, expiry),
            ]
            wanted += [rate * seconds * price // 1000, amount // (seconds * price // 1000)]
        assert ask(*questions) == wanted


def test_each_wrong_expiry_has_its_reason(nft, alice):
    now, good = next_time(nft), midnight(nft, 0)
    cost, rate, mint = nft.fails.calculateCost, nft.fails.calculateRequestsPerKilosecond, nft.fails.mint
    assert cost(0, good) == ZERO_RATE and rate(0, good) == mint(good) == "You must pay more than 0"
    # Today's midnight is behind, and 30 days must not be reached.
    assert cost(1, good - DAY) == PAST
    assert rate(1, good - DAY) == mint(good - DAY, value=1) == NOT_FUTURE
    assert cost(1, good + 1) == rate(1, good + 1) == mint(good + 1, value=1) == NOT_MIDNIGHT
    assert cost(1, good + 30 * DAY) == rate(1, good + 30 * DAY) == mint(good + 30 * DAY, value=1) == TOO_LATE
    assert cost(1, 2**256 - 1) == rate(1, 2**256 - 1) == TOO_LATE
    assert cost(2**256 - 1, good) == NO_REASON
    assert mint(good, value=1) == ZERO_RATE
    nft.setMaxExpirationSeconds(good - now - 1)
    assert cost(1, good) == rate(1, good) == TOO_LATE


def test_the_maximum_of_the_future_is_strict(nft, alice):
    chain = nft._chain
    expiry = midnight(nft, 5)
    chain.warp(expiry - DAY)
    nft.setMaxExpirationSeconds(DAY - 2)
    # The next block is a second later: DAY - 2 seconds remain in it, which is not less.
    assert nft.fails.mint(expiry, value=10**15) == TOO_LATE
    chain.mine()
    assert nft.mint(expiry, sender=alice, value=10**9).only("Transfer").tokenId == 1


def test_the_last_second_before_midnight_is_sold_and_midnight_itself_is_not(nft, alice):
    expiry = midnight(nft, 0)
    nft._chain.warp(expiry - 2)
    assert nft.call.mint(expiry, sender=alice, value=10**6) == 1
    nft._chain.warp(expiry - 1)
    assert nft.fails.mint(expiry, sender=alice, value=10**6) == NOT_FUTURE


def test_a_credit_is_minted_for_what_was_paid(nft, alice, bob):
    expiry = midnight(nft, 6)
    price = nft.calculateCost(100, expiry)
    receipt = nft.mint(expiry, sender=alice, value=price)
    # The first log is the transfer, whose third topic clients read.
    assert receipt.logs == [nft.log.Transfer(ZERO, alice, 1)]
    # A later block has a shorter way to go: the same ether buys at least as much.
    rate = price // ((expiry - receipt.timestamp) * 1_000_000 // 1000)
    assert rate >= 100 and nft.capacity(1) == (rate, expiry)
    assert nft._chain.balance(nft) == price and nft.tokenIdCounter() == 1
    assert (
        nft.totalSoldRequestsPerKilosecondByExpirationTime(expiry) == rate == nft.currentSoldRequestsPerKilosecond()
    )
    assert nft.ownerOf(1) == alice and nft.tokenOfOwnerByIndex(alice, 0) == nft.tokenByIndex(0) == 1
    assert nft.transferFrom(alice, bob, 1, sender=alice).logs == [nft.log.Transfer(alice, bob, 1)]
    assert (nft.balanceOf(alice), nft.balanceOf(bob), nft.totalSupply()) == (0, 1, 1)
    assert nft.fails.tokenByIndex(1) == "ERC721Enumerable: global index out of bounds"
    assert nft.fails.tokenOfOwnerByIndex(alice, 0) == "ERC721Enumerable: owner index out of bounds"


def test_a_price_that_is_no_multiple_of_1000_can_fall_short_and_says_so(nft, alice):
    """cost(rate(x)) can exceed x when the unit price is rounded down; what the formulas give stays as it is."""
    expiry = midnight(nft, 0)
    nft._chain.warp(expiry - 5)
    nft.setAdditionalRequestsPerKilosecondCost(599)
    # In the next block 3 seconds remain: a unit of 3 * 599 // 1000 = 1 wei.
    assert nft.call.calculateRequestsPerKilosecond(10, expiry) == 10 and nft.call.calculateCost(10, expiry) == 17
    assert nft.fails.mint(expiry, sender=alice, value=10) == TOO_CHEAP
    nft.setAdditionalRequestsPerKilosecondCost(1)
    assert nft.fails.mint(expiry, sender=alice, value=10) == "The cost must be greater than 0"
    nft.setAdditionalRequestsPerKilosecondCost(0)
    assert nft.fails.calculateRequestsPerKilosecond(1, midnight(nft, 1)) == "The cost must be greater than 0"


def test_all_that_is_sold_stays_strictly_below_the_maximum(nft, alice):
    expiry = midnight(nft, 2)
    nft.setFreeMintSigner(alice)
    nft.setMaxRequestsPerKilosecond(100)
    nft.freeMint(*voucher(alice, expiry, 60))
    assert [nft.checkBelowMaxRequestsPerKilosecond(more) for more in (0, 39, 40, 2**256 - 1)] == [
        True,
        True,
        False,
        False,
    ]
    assert nft.fails.freeMint(*voucher(alice, expiry + DAY, 40)) == SOLD_OUT
    nft.freeMint(*voucher(alice, expiry + DAY, 39))
    assert nft.currentSoldRequestsPerKilosecond() == 99
    unit = (expiry - next_time(nft)) * 1000
    assert nft.fails.mint(expiry, value=unit * 2) == SOLD_OUT
    nft.setMaxRequestsPerKilosecond(0)
    assert not nft.checkBelowMaxRequestsPerKilosecond(0)


def test_sold_capacity_comes_back_at_midnight_and_not_by_burning(nft, alice):
    nft.setFreeMintSigner(alice)
    first = midnight(nft, 0)
    nft.freeMint(*voucher(alice, first, 10), sender=alice)
    nft.freeMint(*voucher(alice, first + DAY, 20), sender=alice)
    nft.burn(2, sender=alice)
    assert nft.currentSoldRequestsPerKilosecond() == 30 and nft.capacity(2) == (20, first + DAY)
    nft._chain.warp(first - 1)
    assert nft.currentSoldRequestsPerKilosecond() == 30 and not nft.isExpired(1)
    nft._chain.warp(first)
    assert nft.currentSoldRequestsPerKilosecond() == 20 and nft.isExpired(1)


def test_expired_credits_are_pruned_by_anybody_and_at_midnight_not_yet(nft, alice, bob, carol):
    nft.setFreeMintSigner(alice)
    first = midnight(nft, 0)
    for number, days in enumerate((0, 2, 0, 0, 2), 1):
        nft.freeMint(*voucher(alice, first + days * DAY, number), sender=alice)
    nft.freeMint(*voucher(alice, first, 9), sender=bob)
    nft._chain.warp(first - 1)
    # In the block of midnight itself they are expired, and not burned yet.
    assert nft.pruneExpired(alice, sender=carol).logs == []
    receipt = nft.pruneExpired(alice, sender=carol)
    assert receipt.logs == [nft.log.Transfer(alice, ZERO, token) for token in (1, 3, 4)]
    assert {nft.tokenOfOwnerByIndex(alice, place) for place in range(2)} == {2, 5}
    assert nft.ownerOf(6) == bob and nft.totalSupply() == 3 and nft.tokenIdCounter() == 6
    assert nft.fails.ownerOf(1) == "ERC721: invalid token ID"
    assert nft.pruneExpired(ZERO).logs == []


def test_many_expired_credits_are_pruned_in_several_calls(nft, alice):
    nft.setFreeMintSigner(alice)
    nft.setMaxRequestsPerKilosecond(10**9)
    expiry = midnight(nft, 0)
    for number in range(260):
        nft.freeMint(*voucher(alice, expiry, number), sender=alice)
    nft._chain.warp(expiry + 1)
    receipt = nft.pruneExpired(alice)
    assert len(receipt.logs) == 256 and receipt.gas < 15_000_000
    assert len(nft.pruneExpired(alice).logs) == 4 and nft.totalSupply() == 0


def test_the_owner_withdraws_what_was_paid(network, nft, alice):
    nft.mint(midnight(nft, 1), sender=alice, value=10**12)
    nft.transferOwnership(alice)
    before = nft._chain.balance(alice)
    assert nft.withdraw(sender=alice).logs == [nft.log.Withdrew(10**12)]
    assert nft._chain.balance(alice) - before == 10**12 and nft._chain.balance(nft) == 0
    keeper = network.helper(CURIOUS)
    nft.transferOwnership(keeper, sender=alice)
    keeper.refuse_ether(True)
    assert keeper.fails.take(nft) == "RateLimitNFT: the ether was refused by the owner"
    keeper.refuse_ether(False)
    assert keeper.take(nft).logs == [nft.log.Withdrew(0)]


def test_a_receiver_finds_its_credit_complete_and_can_refuse_it(network, nft):
    """The credit used to be worth nothing while its receiver was called."""
    buyer, expiry = network.helper(CURIOUS), midnight(nft, 4)
    receipt = buyer.buy(nft, expiry, 0, value=10**12)
    assert (buyer.rate(), buyer.expiry()) == nft.capacity(1) and buyer.sold() == buyer.rate() > 0
    assert receipt.logs == [nft.log.Transfer(ZERO, buyer, 1)]
    buyer.answer_with("0xdeadbeef")
    refused = buyer.fails.buy(nft, expiry, 0, value=10**12)
    assert refused == "ERC721: transfer to non ERC721Receiver implementer"


def test_a_receiver_that_buys_again_while_it_receives_is_counted_right(network, nft):
    buyer, expiry = network.helper(CURIOUS), midnight(nft, 4)
    nft._chain.fund(buyer, 10**13)
    nft.setMaxRequestsPerKilosecond(10**6)
    buyer.buy(nft, expiry, 3, value=10**12)
    rates = [nft.capacity(token)[0] for token in range(1, 5)]
    assert nft.totalSupply() == 4 and nft.currentSoldRequestsPerKilosecond() == sum(rates)
    nft.setMaxRequestsPerKilosecond(sum(rates) + 1)
    assert buyer.fails.buy(nft, expiry, 3, value=10**12) == SOLD_OUT


# --- Free mints ----------------------------------------------------------------------------------------------


def test_a_voucher_gives_one_credit(nft, alice, bob):
    nft.setFreeMintSigner(alice)
    ticket = voucher(alice, midnight(nft, 3), 12)
    assert nft.freeMintSigTest(*ticket) is None and not nft.redeemedFreeMints(ticket[2])
    assert nft.freeMint(*ticket, sender=bob).logs == [nft.log.Transfer(ZERO, bob, 1)]
    assert nft.capacity(1) == (12, ticket[0]) and nft.redeemedFreeMints(ticket[2])
    assert nft.fails.freeMint(*ticket, sender=bob) == nft.fails.freeMintSigTest(*ticket) == REDEEMED


def test_vouchers_that_are_not_the_signers_are_refused(nft, alice, bob):
    nft.setFreeMintSigner(alice)
    expiry, rate, digest, v, r, s = voucher(alice, midnight(nft, 3), 12)
    fails = nft.fails.freeMintSigTest
    assert fails(expiry, rate + 1, digest, v, r, s) == fails(expiry + DAY, rate, digest, v, r, s) == NOT_HASH
    assert fails(expiry, rate, digest, 55 - v, r, s) == NOT_SIGNED
    assert fails(*voucher(bob, expiry, rate)) == NOT_SIGNED
    assert fails(expiry, rate, digest, 0, r, s) == fails(expiry, rate, digest, 29, r, s) == NOT_SIGNED
    assert fails(expiry, rate, digest, v, bytes(32), s) == NOT_SIGNED
    for days, reason in ((-1, PAST), (30, TOO_LATE)):
        ticket = voucher(alice, midnight(nft, days), rate)
        assert nft.freeMintSigTest(*ticket) is None and nft.fails.freeMint(*ticket) == reason
    assert nft.fails.freeMint(*voucher(alice, expiry + 1, rate)) == NOT_MIDNIGHT


def test_defect_a_signature_had_two_forms(nft, alice):
    nft.setFreeMintSigner(alice)
    expiry, rate, digest, v, r, s = voucher(alice, midnight(nft, 3), 12)
    other = (CURVE_ORDER - int.from_bytes(s, "big")).to_bytes(32, "big")
    refused = nft.fails.freeMint(expiry, rate, digest, 55 - v, r, other)
    assert refused == "ECDSA: invalid signature 's' value"
    half = (CURVE_ORDER // 2).to_bytes(32, "big")
    assert nft.fails.freeMintSigTest(expiry, rate, digest, v, r, half) == NOT_SIGNED


def test_defect_anybody_could_mint_while_no_signer_was_named(nft):
    """A signature of nobody recovers to the zero address, and so did the signer read."""
    expiry, rate = midnight(nft, 3), 12
    digest, _ = digest_of(expiry, rate)
    for v in (0, 27, 28):
        assert nft.fails.freeMint(expiry, rate, digest, v, bytes(32), bytes(32)) == NOT_SIGNED


def test_defect_capacity_was_oversold_when_the_maximum_was_no_number_of_days(nft, alice):
    """The last, broken day was not added up."""
    nft.setFreeMintSigner(alice)
    expiry = midnight(nft, 1)
    nft._chain.warp(expiry - DAY - 100)
    nft.setMaxExpirationSeconds(DAY + 1000)
    nft.freeMint(*voucher(alice, expiry, 7))
    assert nft.currentSoldRequestsPerKilosecond() == 7


def test_defect_a_smaller_maximum_forgot_what_was_sold(nft, alice):
    nft.setFreeMintSigner(alice)
    nft.freeMint(*voucher(alice, midnight(nft, 20), 5))
    nft.setMaxExpirationSeconds(DAY)
    assert nft.currentSoldRequestsPerKilosecond() == 5


# --- Metadata ------------------------------------------------------------------------------------------------


def metadata(nft, token):
    head, _, data = nft.tokenURI(token).partition(",")
    assert head == "data:application/json;base64"
    return json.loads(base64.b64decode(data, validate=True))


def test_the_metadata_shows_a_card(nft, alice):
    nft.setFreeMintSigner(alice)
    expiry = midnight(nft, 9)
    nft.freeMint(*voucher(alice, expiry, 1234))
    shown = metadata(nft, 1)
    date = datetime.datetime.fromtimestamp(expiry, datetime.timezone.utc).strftime("%Y-%m-%d")
    assert shown["name"] == "Capacity Credit #1" and date in shown["description"]
    values = {each["trait_type"]: each["value"] for each in shown["attributes"]}
    daily = 1234 * 864 // 10
    assert values == {"Requests Per Kilosecond": 1234, "Requests Per Day": daily, "Expiration Date": expiry}
    head, _, data = shown["image"].partition(",")
    assert head == "data:image/svg+xml;base64"
    picture = ElementTree.fromstring(base64.b64decode(data, validate=True))
    texts = [text.text for text in picture.iter("{http://www.w3.org/2000/svg}text")]
    assert str(daily) in texts and date in texts and "1" in texts
    assert nft.tokenSVG(1) == nft.tokenURI(1)
    assert nft.estimate.tokenURI(1) < 2_000_000
    nft.burn(1, sender=nft.owner())
    assert nft.fails.tokenURI(1) == nft.fails.tokenURI(2) == nft.fails.tokenSVG(0) == "ERC721: invalid token ID"


@pytest.mark.parametrize("begin", ["2030-03-17", "2099-12-30", "2199-06-01", "2399-12-30"])
def test_dates_are_those_of_the_calendar(nft, alice, begin):
    """Years with and without a 29th of February: 2032 and 2400 with, 2100 and 2200 without."""
    nft.setFreeMintSigner(alice)
    nft.setMaxExpirationSeconds(1096 * DAY)
    utc = datetime.timezone.utc
    start = int(datetime.datetime.fromisoformat(begin).replace(tzinfo=utc).timestamp())
    nft._chain.warp(max(start, nft._chain.timestamp() + 1))
    wanted = {}
    for token, days in enumerate((0, 1, 13, 14, 57, 58, 59, 60, 100, 272, 273, 274, 500, 652, 712, 1000, 1094), 1):
        expiry = midnight(nft, days)
        nft.freeMint(*voucher(alice, expiry, token))
        wanted[token] = datetime.datetime.fromtimestamp(expiry, utc).strftime("%Y-%m-%d")
    for token, date in wanted.items():
        assert f"until {date}, 00:00 UTC" in metadata(nft, token)["description"]


def test_metadata_of_every_length_is_whole(nft, alice):
    """Base64 has three kinds of ends; numbers of each length make them all."""
    nft.setFreeMintSigner(alice)
    nft.setMaxRequestsPerKilosecond(2**200)
    expiry, lengths = midnight(nft, 2), set()
    for number, digits in enumerate((1, 2, 3, 4, 5, 6, 7, 20, 45), 1):
        nft.freeMint(*voucher(alice, expiry, 10**digits - 1))
        shown = metadata(nft, number)
        assert shown["attributes"][0]["value"] == 10**digits - 1
        lengths.add(len(json.dumps(shown)) % 3)
    assert len(lengths) > 1


# --- Random lives --------------------------------------------------------------------------------------------


def test_fuzz_random_sales_are_those_of_the_model(nft, alice, bob, carol):
    dice, people = random.Random(SEED), [alice, bob, carol]
    nft.setFreeMintSigner(alice)
    nft.setMaxRequestsPerKilosecond(4000)
    price, most, furthest = 1_000_000, 4000, 30 * DAY
    credits, owners, sold, redeemed, taken = {}, {}, {}, set(), 0
    now = nft._chain.timestamp()
    refused, done = set(), set()

    def sold_at(moment):
        return sum(rate for expiry, rate in sold.items() if expiry > moment)

    def expiry_reason(expiry, moment):
        if expiry >= moment + furthest:
            return TOO_LATE
        if expiry <= moment:
            return PAST
        return NOT_MIDNIGHT if expiry % DAY else None

    def issue(who, expiry, rate, moment):
        reason = expiry_reason(expiry, moment)
        if reason is None and not (rate < most and sold_at(moment) < most - rate):
            reason = SOLD_OUT
        if reason is None:
            token = len(credits) + 1
            credits[token], owners[token] = (rate, expiry), who
            sold[expiry] = sold.get(expiry, 0) + rate
        return reason

    for _ in range(STEPS):
        who, kind, moment = dice.choice(people), dice.randrange(10), now + 1
        expiry = (moment // DAY + dice.randrange(-1, 33)) * DAY + dice.choice([0, 0, 0, 0, 0, 0, 0, 1])
        if kind < 4:
            rate = dice.randrange(1, 900)
            value = rate * max(0, expiry - moment) * price // 1000 + dice.choice([0, 0, 1, 10**7])
            reason = None
            if value == 0:
                reason = "You must pay more than 0"
            elif expiry <= moment:
                reason = NOT_FUTURE
            elif expiry - moment >= furthest:
                reason = TOO_LATE
            elif expiry % DAY:
                reason = NOT_MIDNIGHT
            else:
                bought = value // ((expiry - moment) * price // 1000)
                if bought == 0:
                    reason = ZERO_RATE
                elif bought * (expiry - moment) * price // 1000 > value:
                    reason = TOO_CHEAP
                else:
                    reason = issue(who, expiry, bought, moment)
            if reason is not None:
                assert nft.fails.mint(expiry, sender=who, value=value) == reason
                refused.add(reason)
                continue
            receipt = nft.mint(expiry, sender=who, value=value)
            taken += value
            assert receipt.logs == [nft.log.Transfer(ZERO, who, len(credits))]
        elif kind < 6:
            ticket = voucher(alice, expiry, dice.randrange(4))
            reason = REDEEMED if ticket[2] in redeemed else issue(who, expiry, ticket[1], moment)
            if reason is not None:
                assert nft.fails.freeMint(*ticket, sender=who) == reason
                refused.add(reason)
                continue
            receipt = nft.freeMint(*ticket, sender=who)
            redeemed.add(ticket[2])
            assert receipt.logs == [nft.log.Transfer(ZERO, who, len(credits))]
        elif kind == 6 and owners:
            token = dice.choice(list(owners))
            to = dice.choice(people)
            receipt = nft.transferFrom(owners[token], to, token, sender=owners[token])
            assert receipt.logs == [nft.log.Transfer(owners[token], to, token)]
            owners[token] = to
        elif kind == 7:
            receipt = nft.pruneExpired(who, sender=dice.choice(people))
            burned = {token for token, owner in owners.items() if owner == who and credits[token][1] < moment}
            assert sorted(log.args.tokenId for log in receipt.logs) == sorted(burned)
            owners = {token: owner for token, owner in owners.items() if token not in burned}
        elif kind == 8:
            price = dice.choice([1_000_000, 777, 1000, 2_500_000])
            receipt = nft.setAdditionalRequestsPerKilosecondCost(price)
        else:
            moment = now + dice.choice([100, DAY // 3, DAY - 1, DAY, 5 * DAY])
            nft._chain.warp(moment)
        now = moment
        done.add(kind)
        coming = (now // DAY + 1) * DAY
        questions = [
            (nft, "currentSoldRequestsPerKilosecond"),
            (nft, "totalSupply"),
            (nft, "tokenIdCounter"),
            *((nft, "balanceOf", each) for each in people),
            *((nft, "totalSoldRequestsPerKilosecondByExpirationTime", coming + days * DAY) for days in range(31)),
            *((nft, "capacity", token) for token in credits),
            *((nft, "isExpired", token) for token in credits),
            *((nft, "ownerOf", token) for token in owners),
        ]
        wanted = [
            sold_at(now),
            len(owners),
            len(credits),
            *(sum(owner == each for owner in owners.values()) for each in people),
            *(sold.get(coming + days * DAY, 0) for days in range(31)),
            *credits.values(),
            *(expiry <= now for _, expiry in credits.values()),
            *owners.values(),
        ]
        assert ask(*questions) == wanted
        assert sold_at(now) < most
    assert nft._chain.balance(nft) == taken
    assert len(done) >= 8 and {TOO_LATE, NOT_MIDNIGHT} <= refused, refused
