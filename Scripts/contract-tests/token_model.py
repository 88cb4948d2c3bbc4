"""ERC-721 with enumeration as plain Python: what a call must answer, and what everybody sees afterwards."""

from contract import ZERO

INVALID = "ERC721: invalid token ID"
NOT_APPROVED = "ERC721: caller is not token owner or approved"


class Refused(Exception):
    """A call that must revert, with this reason."""


def require(condition, reason):
    if not condition:
        raise Refused(reason)


class Tokens:
    """The tokens of a contract. Its operations give the logs of the call, as (event, arguments...)."""

    def __init__(self):
        self.owners, self.approvals, self.operators = {}, {}, set()
        self.all, self.held = [], {}

    def owner_of(self, token):
        require(token in self.owners, INVALID)
        return self.owners[token]

    def mint(self, to, token):
        self.owners[token] = to
        self.all.append(token)
        self.held.setdefault(to, []).append(token)
        return [("Transfer", ZERO, to, token)]

    def approve(self, caller, to, token):
        owner = self.owner_of(token)
        require(to != owner, "ERC721: approval to current owner")
        require(
            caller == owner or (owner, caller) in self.operators,
            "ERC721: approve caller is not token owner or approved for all",
        )
        self.approvals[token] = to
        return [("Approval", owner, to, token)]

    def set_approval_for_all(self, caller, operator, approved):
        require(operator != caller, "ERC721: approve to caller")
        (self.operators.add if approved else self.operators.discard)((caller, operator))
        return [("ApprovalForAll", caller, operator, approved)]

    def transfer(self, caller, sender, to, token):
        self._allowed(caller, token)
        require(self.owners[token] == sender, "ERC721: transfer from incorrect owner")
        require(to != ZERO, "ERC721: transfer to the zero address")
        self._leave(token)
        self.owners[token] = to
        self.held.setdefault(to, []).append(token)
        return [("Transfer", sender, to, token)]

    def burn(self, caller, token):
        self._allowed(caller, token)
        owner = self.owners[token]
        self._leave(token)
        del self.owners[token]
        remove(self.all, token)
        return [("Transfer", owner, ZERO, token)]

    def _allowed(self, caller, token):
        owner = self.owner_of(token)
        require(
            caller in (owner, self.approvals.get(token)) or (owner, caller) in self.operators,
            NOT_APPROVED,
        )

    def _leave(self, token):
        self.approvals.pop(token, None)
        remove(self.held[self.owners[token]], token)

    def views(self, contract, accounts, tokens):
        """Every view of a contract with what it must give, for these accounts and tokens."""
        yield (contract.totalSupply,), len(self.all)
        for index, token in enumerate(self.all):
            yield (contract.tokenByIndex, index), token
        for account in accounts:
            held = self.held.get(account, [])
            yield (contract.balanceOf, account), len(held)
            for index, token in enumerate(held):
                yield (contract.tokenOfOwnerByIndex, account, index), token
            for operator in accounts:
                yield (contract.isApprovedForAll, account, operator), (account, operator) in self.operators
        for token in tokens:
            yield (contract.exists, token), token in self.owners
            if token in self.owners:
                yield (contract.ownerOf, token), self.owners[token]
                yield (contract.getApproved, token), self.approvals.get(token, ZERO)

    def refusals(self, contract, accounts, tokens):
        """Views that must revert, with their reasons."""
        yield contract.fails.tokenByIndex, (len(self.all),), "ERC721Enumerable: global index out of bounds"
        yield contract.fails.balanceOf, (ZERO,), "ERC721: address zero is not a valid owner"
        for account in accounts:
            yield (
                contract.fails.tokenOfOwnerByIndex,
                (account, len(self.held.get(account, []))),
                "ERC721Enumerable: owner index out of bounds",
            )
        for token in tokens:
            if token not in self.owners:
                yield contract.fails.ownerOf, (token,), INVALID
                yield contract.fails.getApproved, (token,), INVALID


def remove(entries, entry):
    """The last entry fills the gap."""
    place = entries.index(entry)
    last = entries.pop()
    if last != entry:
        entries[place] = last
