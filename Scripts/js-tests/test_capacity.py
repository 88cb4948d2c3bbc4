"""Capacity credits bought, listed and moved through the SDK."""

import time

import pytest

DAY = 86_400


def midnight(days):
    return int(time.time()) // DAY * DAY + days * DAY


def owned(read, address):
    nft = read("RateLimitNFT").functions
    tokens = [nft.tokenOfOwnerByIndex(address, n).call() for n in range(nft.balanceOf(address).call())]
    return [(token, *nft.capacity(token).call()) for token in tokens]


@pytest.mark.parametrize(
    ("asked", "rate"),
    [({"requestsPerKilosecond": 80}, 80), ({"requestsPerDay": 14400}, 167), ({"requestsPerSecond": 1}, 1000)],
)
def test_mint_a_credit(contracts, network, read, user, asked, rate):
    paid = network.chain.balance(network.RateLimitNFT)
    made = contracts.call("mintCapacityCreditsNFT", {**asked, "daysUntilUTCMidnightExpiration": 2})
    ((token, bought, expires),) = owned(read, user.address)
    assert made["capacityTokenId"] == token and made["capacityTokenIdStr"] == str(token)
    # The time that passes between the offer and the block makes it a little more than what was asked.
    assert rate <= bought <= rate + 1 and expires == midnight(2)
    receipt = network.chain.w3.eth.get_transaction_receipt(made["rliTxHash"])
    price = read("RateLimitNFT").functions.additionalRequestsPerKilosecondCost().call()
    now = network.chain.w3.eth.get_block(receipt["blockNumber"])["timestamp"]
    paid = network.chain.balance(network.RateLimitNFT) - paid
    assert rate * (expires - now) * price // 1000 <= paid <= (rate + 1) * (expires - now) * price // 1000


def test_credits_are_listed(contracts, network, read, user, stranger):
    utils = "rateLimitNftContractUtils.read"
    for days in (2, 3):
        contracts.call(
            "mintCapacityCreditsNFT", {"requestsPerKilosecond": 10 * days, "daysUntilUTCMidnightExpiration": days}
        )
    held = owned(read, user.address)
    found = contracts.call(f"{utils}.getTokensByOwnerAddress", user.address)
    assert found == contracts.call(f"{utils}.getTokens")
    assert contracts.call(f"{utils}.getTokensByOwnerAddress", stranger.address) == []
    for (token, rate, expires), each in zip(held, found, strict=True):
        assert (each["tokenId"], each["isExpired"]) == (token, False)
        assert each["capacity"]["requestsPerMillisecond"] == rate
        assert each["capacity"]["expiresAt"]["timestamp"] == expires
        assert each["URI"] == contracts.call(f"{utils}.getTokenURIByIndex", token)
        assert {"name", "description", "attributes"} <= set(each["URI"])
        assert contracts.call(f"{utils}.getCapacityByIndex", token) == each["capacity"]
    network.chain.warp(midnight(2) + 1)
    again = contracts.call(f"{utils}.getTokensByOwnerAddress", user.address)
    assert [each["isExpired"] for each in again] == [True, False]


def test_mint_at_a_price_of_ones_own_and_transfer(contracts, network, read, user, stranger):
    expires = midnight(3)
    cost = read("RateLimitNFT").functions.calculateCost(20, expires).call()
    made = contracts.call(
        "rateLimitNftContractUtils.write.mint", {"txOpts": {"value": hex(cost)}, "timestamp": str(expires)}
    )
    ((token, rate, until),) = owned(read, user.address)
    assert rate >= 20 and until == expires and int(made["tokenId"], 16) == 0
    contracts.sent(
        "rateLimitNftContractUtils.write.transfer",
        {"fromAddress": user.address, "toAddress": stranger.address, "RLITokenAddress": str(token)},
    )
    assert owned(read, user.address) == [] and owned(read, stranger.address) == [(token, rate, expires)]
    error = contracts.fails(
        "rateLimitNftContractUtils.write.transfer",
        {"fromAddress": stranger.address, "toAddress": user.address, "RLITokenAddress": str(token)},
    )
    assert "ERC721: caller is not token owner or approved" in error.causes


@pytest.mark.parametrize(
    ("days", "reason"),
    [
        (0, "Expiration time is in the past"),
        (
            31,
            "You cannot purchase an expiration time that is more than the maxExpirationSeconds in the future",
        ),
    ],
)
def test_a_wrong_expiration_has_no_price(contracts, days, reason):
    error = contracts.fails(
        "mintCapacityCreditsNFT", {"requestsPerKilosecond": 10, "daysUntilUTCMidnightExpiration": days}
    )
    assert error.fields["code"] == "CALL_EXCEPTION" and error.fields["reason"] == reason


def test_more_than_there_is_cannot_be_bought(contracts):
    error = contracts.fails(
        "mintCapacityCreditsNFT", {"requestsPerKilosecond": 10_000, "daysUntilUTCMidnightExpiration": 2}
    )
    assert (error.kind, error.message) == ("TransactionError", "Minting capacity credits NFT failed")
    assert "Can't allocate capacity beyond the global max requests per kilosecond" in error.causes


def test_nothing_cannot_be_bought(contracts):
    error = contracts.fails("mintCapacityCreditsNFT", {"daysUntilUTCMidnightExpiration": 2})
    assert error.kind == "InvalidArgumentException" and "is required and must be more than 0" in error.message
