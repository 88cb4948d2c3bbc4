"""The whole set of contracts on a chain: deployed, registered in the resolver, and brought to life.

    network = Network(chain).deploy()            all contracts whose sources exist, registered
    network.PKPNFT.mintCost()                    each by its name; see contract.Contract
    network.live(validators=3, root_keys=3)      LIT minted, staked, joined, first epoch advanced, root keys voted
    network.next_epoch()                         lock, everybody signals, advance
"""

import copy
import json
from dataclasses import dataclass
from pathlib import Path

from accounts import Account
from contract import Contract
from eth_keys import keys as curve
from eth_utils import keccak

import abi as abi_entries  # noqa: I001
import compiler
from places import HERE

ENV_DEV, ENV_STAGING, ENV_PROD = 0, 1, 2
ACTIVE, LOCKED, READY, UNLOCKED, PAUSED, RESTORE = range(6)
BLS, SECP256K1 = 1, 2
LIT = 10**18
CAP = 1_000_000_000 * LIT
# The generator of G1, compressed: a root key that no contract looks into.
BLS_ROOT = bytes.fromhex(
    "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"
)
CURVE_ORDER = 0xFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFEBAAEDCE6AF48A03BBFD25E8CD0364141

# The names under which the resolver knows the contracts.
REGISTERED = {
    "Staking": "STAKING",
    "StakingBalances": "STAKING_BALANCES",
    "LITToken": "LIT_TOKEN",
    "PubkeyRouter": "PUB_KEY_ROUTER",
    "KeyDeriver": "HD_KEY_DERIVER",
    "PKPNFT": "PKP_NFT",
    "PKPPermissions": "PKP_PERMISSIONS",
    "PKPHelper": "PKP_HELPER",
    "PKPNFTMetadata": "PKP_NFT_METADATA",
    "RateLimitNFT": "RATE_LIMIT_NFT",
    "PaymentDelegation": "PAYMENT_DELEGATION",
    "Allowlist": "ALLOWLIST",
    "Multisender": "MULTI_SENDER",
}


class Missing(Exception):
    """A contract that has neither a source nor an artifact."""


def artifact(name):
    """ABI and code of a contract: the committed artifact when it was made of these sources, else compiled now."""
    path = HERE.source(name)
    if not path.exists():
        raise Missing(f"there is no {path.relative_to(HERE.root)}")
    try:
        made = json.loads(HERE.artifact(name).read_text())
        digests = {source: compiler.digest((HERE.sources / source).read_bytes()) for source in made["sources"]}
        if digests == made["sources"]:
            return made
    except (FileNotFoundError, KeyError, json.JSONDecodeError):
        pass
    return compiled(path)


def compiled(path):
    """The same for any file; contracts that only tests need can import the modules of Contracts/."""
    made = dict(compiler.compile_source(path))
    wanted = abi_entries.protocol(made["contractName"])
    made["abi"] = abi_entries.published(made["abi"], made["errors"], wanted)
    return made


def key_of(name):
    """The resolver's key of a registered name such as PKP_NFT."""
    return keccak(text=name)


@dataclass(frozen=True)
class Validator:
    """A staker with its node: two accounts, an address on the network, and communication keys."""

    number: int

    @property
    def staker(self):
        return Account(f"staker {self.number}")

    @property
    def node(self):
        return Account(f"node {self.number}")

    @property
    def record(self):
        """The arguments of requestToJoin."""
        texts = (f"{kind} key {self.number}" for kind in ("sender", "receiver"))
        sender, receiver = (int.from_bytes(keccak(text=text), "big") for text in texts)
        return (0x7F000001 + self.number, 0, 7470 + self.number, self.node, sender, receiver)


def root_secret(index):
    """The secret of the secp256k1 root key with this index."""
    return int.from_bytes(keccak(text=f"root key {index}"), "big") % CURVE_ORDER


def root_keys(count):
    """One BLS key and `count` secp256k1 keys, as nodes vote for them."""
    compressed = (curve.PrivateKey(root_secret(k).to_bytes(32, "big")).public_key for k in range(count))
    return [(BLS_ROOT, BLS), *((key.to_compressed_bytes(), SECP256K1) for key in compressed)]


class Network:
    """What is deployed, who owns it, and who validates. `stand_ins` replaces contracts by other compiled ones."""

    def __init__(self, chain, env=ENV_DEV, owner=None, stand_ins=None):
        self.chain, self.env, self.owner = chain, env, owner or chain.accounts[0]
        self.contracts, self.stand_ins = {}, dict(stand_ins or {})
        self.validators, self.root_keys = [], []

    def __getattr__(self, name):
        if name not in compiler.NAMES:
            raise AttributeError(name)
        if name not in self.__dict__.get("contracts", {}):
            raise Missing(f"{name} is not deployed; is there a Contracts/{name}.vy?")
        return self.contracts[name]

    def copy(self):
        """The same network for a test that changes what is noted here."""
        made = copy.copy(self)
        made.contracts, made.validators = dict(self.contracts), list(self.validators)
        made.root_keys, made.stand_ins = list(self.root_keys), dict(self.stand_ins)
        return made

    # Deployment.

    def artifact(self, name):
        return self.stand_ins[name] if name in self.stand_ins else artifact(name)

    def arguments(self, name):
        """The arguments of a contract's constructor."""
        resolved = {"Staking", "StakingBalances", "PubkeyRouter", "PKPNFT", "PKPPermissions", "PKPHelper"}
        if name == "ContractResolver":
            return (self.env, self.owner)
        if name in resolved:
            return (self.ContractResolver.address, self.env, self.owner)
        return {
            "PKPNFTMetadata": lambda: (self.ContractResolver.address, self.env),
            "LITToken": lambda: (self.owner, CAP),
            "KeyDeriver": lambda: (),
        }.get(name, lambda: (self.owner,))()

    def deploy_one(self, name, *arguments, sender=None):
        """Another instance, not registered; with the usual arguments when none are given."""
        made = self.artifact(name)
        given = arguments or self.arguments(name)
        return self.chain.deploy(name, made["abi"], made["bytecode"], *given, sender=sender)

    def deploy(self, *names):
        """Deploys and registers contracts in the order of their dependencies; without names, all that there are."""
        for name in compiler.NAMES:
            if names and name not in names:
                continue
            try:
                self.contracts[name] = self.deploy_one(name)
            except Missing:
                if names:
                    raise
        if "ContractResolver" in self.contracts:
            for name in self.contracts:
                if name in REGISTERED and (not names or name in names):
                    self.register(name)
        return self

    def register(self, name, contract=None):
        """Points the resolver to a contract."""
        contract = contract or self.contracts[name]
        return self.ContractResolver.setContract(
            key_of(REGISTERED[name]), self.env, contract, sender=self.owner
        )

    # Life.

    def mint_lit(self, account, amount):
        return self.LITToken.mint(account, amount, sender=self.owner)

    def stake(self, validator, amount=LIT):
        """Mints LIT for a validator's staker, which stakes it."""
        self.mint_lit(validator.staker, amount)
        self.LITToken.approve(self.StakingBalances, amount, sender=validator.staker)
        return self.Staking.stake(amount, sender=validator.staker)

    def join(self, validator, amount=LIT):
        """Mints LIT for a validator, which stakes it and asks to be in the next epoch."""
        self.mint_lit(validator.staker, amount)
        self.LITToken.approve(self.StakingBalances, amount, sender=validator.staker)
        receipt = self.Staking.stakeAndJoin(amount, *validator.record, sender=validator.staker)
        self.validators.append(validator)
        return receipt

    def wait_for_epoch_end(self):
        """The next block comes when the epoch may end, if it could not before."""
        end = self.Staking.epoch().endTime
        if self.chain.timestamp() + 1 < end:
            self.chain.next_at(end)

    def lock(self):
        self.wait_for_epoch_end()
        return self.Staking.lockValidatorsForNextEpoch()

    def signal_ready(self, *validators):
        """The given validators signal, or all of the next epoch that are noted here."""
        number = self.Staking.epoch().number
        coming = self.Staking.getValidatorsInNextEpoch()
        for validator in validators or [each for each in self.validators if each.staker in coming]:
            self.Staking.signalReadyForNextEpoch(number, sender=validator.node)

    def advance(self):
        self.wait_for_epoch_end()
        return self.Staking.advanceEpoch()

    def next_epoch(self):
        """Lock, everybody signals, advance."""
        self.lock()
        self.signal_ready()
        return self.advance()

    def vote_root_keys(self, keys, *validators):
        """The given validators vote, or all of the current epoch that are noted here."""
        current = self.Staking.getValidatorsInCurrentEpoch()
        for validator in validators or [each for each in self.validators if each.staker in current]:
            self.PubkeyRouter.voteForRootKeys(self.Staking, keys, sender=validator.node)
        self.root_keys = list(keys)

    def live(self, validators=3, root_keys=3, epoch_length=300):
        """From the state after the deployment to a second epoch with validators and root keys."""
        for number in range(validators):
            self.join(Validator(number))
        self.Staking.setEpochLength(epoch_length, sender=self.owner)
        self.Staking.setEpochState(ACTIVE, sender=self.owner)
        self.next_epoch()
        if root_keys and "PubkeyRouter" in self.contracts:
            self.vote_root_keys(globals()["root_keys"](root_keys))
        return self

    def replace(self, name, path, *arguments):
        """Puts a contract that only tests have in the place of another, and registers it."""
        made = compiled(path)
        contract = self.chain.deploy(made["contractName"], made["abi"], made["bytecode"], *arguments)
        self.contracts[name] = contract
        if name in REGISTERED:
            self.register(name)
        return contract

    def helper(self, path, *arguments, sender=None):
        """A contract that only tests have, such as a receiver of tokens."""
        made = compiled(path)
        return self.chain.deploy(made["contractName"], made["abi"], made["bytecode"], *arguments, sender=sender)


__all__ = ["Contract", "Missing", "Network", "Validator"]
