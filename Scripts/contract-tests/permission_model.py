"""PKPPermissions as plain Python: sets in the order of addition, the last entry filling gaps; scopes that outlive."""

from contract import ZERO
from eth_abi import encode
from eth_utils import keccak, to_checksum_address
from token_model import Refused, remove, require

ADDRESS, ACTION, WEBAUTHN = 1, 2, 3


def method_of(kind, id):
    """The number of an auth method."""
    return int.from_bytes(keccak(encode(["uint256", "bytes"], [kind, id])), "big")


class Permissions:
    """What is permitted. Operations give logs as (event, arguments...); `owners` maps tokens that exist to owners."""

    def __init__(self, owners):
        self.owners = owners
        self.records, self.methods, self.tokens, self.scopes, self.roots = {}, {}, {}, {}, {}

    def _owner(self, caller, token):
        require(token in self.owners, "ERC721: invalid token ID")
        require(self.owners[token] == caller, "Not PKP NFT owner")

    def add(self, caller, token, kind, id, pubkey, scopes):
        self._owner(caller, token)
        method = method_of(kind, id)
        known = self.records.get(method, (kind, id, b""))[2]
        require(
            kind != WEBAUTHN or known in (b"", pubkey),
            "Cannot add a different pubkey for the same auth method type and id",
        )
        self.records[method] = (kind, id, pubkey)
        if method not in self.methods.setdefault(token, []):
            self.methods[token].append(method)
            self.tokens.setdefault(method, []).append(token)
        logs = []
        for scope in scopes:
            logs += self._set(token, method, id, scope)
        return [*logs, ("PermittedAuthMethodAdded", token, kind, id, pubkey)]

    def remove(self, caller, token, kind, id):
        self._owner(caller, token)
        method = method_of(kind, id)
        if method in self.methods.get(token, []):
            remove(self.methods[token], method)
            remove(self.tokens[method], token)
        return [("PermittedAuthMethodRemoved", token, method, id)]

    def batch(self, caller, token, added, removed):
        self._owner(caller, token)
        logs = []
        for kind, id, pubkey, scopes in added:
            logs += self.add(caller, token, kind, id, pubkey, scopes)
        for kind, id in removed:
            logs += self.remove(caller, token, kind, id)
        return logs

    def add_scope(self, caller, token, kind, id, scope):
        self._owner(caller, token)
        return self._set(token, method_of(kind, id), id, scope)

    def remove_scope(self, caller, token, kind, id, scope):
        self._owner(caller, token)
        self.scopes.get((token, method_of(kind, id)), set()).discard(scope)
        return [("PermittedAuthMethodScopeRemoved", token, kind, id, scope)]

    def set_root(self, caller, token, group, root):
        self._owner(caller, token)
        self.roots[token, group] = root
        return [("RootHashUpdated", token, group, root)]

    def _set(self, token, method, id, scope):
        self.scopes.setdefault((token, method), set()).add(scope)
        return [("PermittedAuthMethodScopeAdded", token, method, id, scope)]

    def views(self, contract, token, known, accounts, pubkeys):
        """Every view with what it must give, for a token and the methods (type, id) that are of interest."""
        here = [self.records[method] for method in self.methods.get(token, [])]
        owner = [self.owners[token]] if token in self.owners else []
        addresses = [to_checksum_address((id + bytes(20))[:20]) for kind, id, _ in here if kind == ADDRESS]
        yield (contract.getPermittedAuthMethods, token), here
        yield (contract.getPermittedActions, token), [id for kind, id, _ in here if kind == ACTION]
        yield (contract.getPermittedAddresses, token), owner + addresses
        for account in accounts:
            permitted = account in owner or method_of(ADDRESS, bytes.fromhex(account[2:])) in self.methods.get(
                token, []
            )
            yield (contract.isPermittedAddress, token, account), permitted
        for kind, id in known:
            method = method_of(kind, id)
            scopes = self.scopes.get((token, method), set())
            permitted = method in self.methods.get(token, [])
            listed = self.tokens.get(method, [])
            yield (contract.isPermittedAuthMethod, token, kind, id), permitted
            if kind == ACTION:
                yield (contract.isPermittedAction, token, id), permitted
            yield (contract.getTokenIdsForAuthMethod, kind, id), listed
            yield (contract.getPKPPubKeysByAuthMethod, kind, id), [pubkeys[each] for each in listed]
            yield (contract.getUserPubkeyForAuthMethod, kind, id), self.records.get(method, (0, b"", b""))[2]
            yield (contract.getPermittedAuthMethodScopes, token, kind, id, 256), [at in scopes for at in range(256)]
            yield (contract.getAuthMethodId, kind, id), method
            for scope in (0, 1, 255, 256, 2**256 - 1):
                yield (contract.isPermittedAuthMethodScopePresent, token, kind, id, scope), scope in scopes


__all__ = ["Permissions", "Refused", "ZERO", "method_of"]
