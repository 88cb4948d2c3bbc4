"""Every reason of refusal in the sources is expected, with its very words, by some test of that contract."""

import re
from pathlib import Path

import pytest
from places import HERE

TESTS = Path(__file__).parent
FILES = {
    "ContractResolver": ["test_resolver.py"],
    "Staking": ["test_staking.py"],
    "StakingBalances": ["test_staking_balances.py"],
    "RateLimitNFT": ["test_rate_limit_nft.py"],
    "LITToken": ["test_token.py"],
    "Allowlist": ["test_allowlist.py"],
    "Multisender": ["test_multisender.py"],
    "PaymentDelegation": ["test_payment_delegation.py"],
    "modules/roles": ["test_resolver.py", "test_token.py"],
}
# Guards of what the rest of a contract already excludes.
UNREACHABLE = {
    "MustBeInNextValidatorSetLockedOrReadyForNextEpochState",
    "Staking: the stake is not within the bounds",
}


def reasons(source):
    """The texts of assertions, and of the constants that stand for one, and the names of custom errors."""
    text = re.sub(r'"""(?:.|\n)*?"""', "", source)
    text = re.sub(r"(?m)#.*$", "", text)
    texts = re.findall(r'assert (?:[^"]|\n)*?"([^"]{4,})"', text)
    texts += re.findall(r'constant\(String\[\d+\]\) = (?:\\\n)?\s*"([^"]* [^"]*)"', text)
    errors = re.findall(r'method_id\("([A-Z]\w+)\(', text)
    return {each for each in texts if " " in each} | {each for each in errors if each != "Error"}


def source(name):
    """The text of a contract, with that of its own modules: those in the folder that has its name."""
    own = sorted((HERE.sources / "modules" / name.lower()).glob("*.vy"))
    return "\n".join(path.read_text() for path in [HERE.sources / f"{name}.vy", *own])


@pytest.mark.parametrize("name", FILES)
def test_every_refusal_of_the_source_is_tested(name):
    found = reasons(source(name)) - UNREACHABLE
    tests = "".join((TESTS / file).read_text() for file in FILES[name])
    missing = {reason for reason in found if reason not in tests and reason not in TITLES.get(name, ())}
    assert len(found) >= 1 and not missing, missing


# Names, not reasons.
TITLES = {"RateLimitNFT": {"Rate Limit Increases on Lit Protocol"}, "LITToken": {"Lit Test Token"}}
