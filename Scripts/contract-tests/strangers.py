"""What everybody may call, and what not."""

from abi import signature


def state_changing(contract):
    """The signatures of all functions that are neither view nor pure."""
    return {
        signature(entry)
        for entry in contract.abi
        if entry["type"] == "function" and entry["stateMutability"] not in ("view", "pure")
    }


def refuses_strangers(contract, stranger, guarded, free):
    """
    Every state-changing function is either in `guarded`, as (arguments, answer to a stranger), or in `free`: those that
    anybody may call for itself, whose own tests say what that can do. None is forgotten.
    """
    names = state_changing(contract)
    assert set(guarded) | set(free) == names, sorted(names ^ (set(guarded) | set(free)))
    assert not set(guarded) & set(free)
    for name, (arguments, answer) in guarded.items():
        assert contract.fails[name](*arguments, sender=stranger) == answer, name
