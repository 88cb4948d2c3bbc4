"""ContractResolver: names, environments, roles."""

import random

import pytest
from contract import ZERO
from eth_utils import keccak
from network import ENV_DEV, ENV_PROD, ENV_STAGING
from strangers import refuses_strangers

ADMIN = keccak(text="ADMIN")
NAMES = {
    "RELEASE_REGISTER_CONTRACT": "3a68dbfd8bbb64015c42bc131c388dea7965e28c1004d09b39f59500c3a763ec",
    "CLONE_NET_CONTRACT": "74eb03cf63075004abbf0673b796de723c9eb4e7ca32a80585790e134bb99f8c",
    "STAKING_CONTRACT": "080909c18c958ce5a2d36481697824e477319323d03154ceba3b78f28a61887b",
    "STAKING_BALANCES_CONTRACT": "aa06d108dbd7bf976b16b7bf5adb29d2d0ef2c385ca8b9d833cc802f33942d72",
    "MULTI_SENDER_CONTRACT": "dd5b9b8a5e8e01f2962ed7e983d58fe32e1f66aa88dd7ab30770fa9b77da7243",
    "LIT_TOKEN_CONTRACT": "b4bf999b68d8085dbbf7a0ec2f5a2d660873935bdf1ed08eb421ac6dcbc00362",
    "PUB_KEY_ROUTER_CONTRACT": "b1f79813bc7630a52ae948bc99781397e409d0dd3521953bf7d8d7a2db6147f7",
    "PKP_NFT_CONTRACT": "b7b4fde9944d3c13e9a78835431c33a5084d90a7f0c73def76d7886315fe87b0",
    "RATE_LIMIT_NFT_CONTRACT": "b931b2719aeb2a65a5035fa0a190bfdc4c8622ce8cbff7a3d1ab42531fb1a918",
    "PKP_HELPER_CONTRACT": "27d764ea2a4a3865434bbf4a391110149644be31448f3479fd15b44388755765",
    "PKP_HELPER_V2_CONTRACT": "58a0044e0ecd81025e398bf1815075d1234cbac3749614b0b33a404c2ee2babf",
    "PKP_PERMISSIONS_CONTRACT": "54953c23068b8fc4c0736301b50f10027d6b469327de1fd42841a5072b1bcebe",
    "PKP_NFT_METADATA_CONTRACT": "f14f431dadc82e7dbc5e379f71234e5735c9187e4327a7c6ac014d55d1b7727a",
    "ALLOWLIST_CONTRACT": "74845de37cfabd357633214b47fa91ccd19b05b7c5a08ac22c187f811fb62bca",
    "DOMAIN_WALLET_REGISTRY": "4c41ae454beb6bbbe9be50accc957a3b1536e48b835a86919af981b5244db755",
    "HD_KEY_DERIVER_CONTRACT": "ae79a935737012d066e7183032692e521ffe1ade2beda267e23e02b1d6e91187",
    "BACKUP_RECOVERY_CONTRACT": "9f35ef3e0c2652a8bb8747d92f407fcd39a7768dacc7f16581c7a71f103e5562",
    "PAYMENT_DELEGATION_CONTRACT": "c6674f98ba35c01c130e08195dd26c70466037473a068c5aaa470a783d99c16c",
    "HOST_COMMANDS_CONTRACT": "a2c73732de657ad0f36e0ddbb2710f4b13e8dde46421386bb92d1e179dae4d4d",
}
NAME = bytes.fromhex(NAMES["PKP_NFT_CONTRACT"])
WRONG_ENV = "The provided Env is not valid for this contract"


@pytest.fixture
def resolver(blank, alice):
    """A fresh resolver of alice's for development."""
    return blank.deploy_one("ContractResolver", ENV_DEV, alice)


def missing(account, role):
    return f"AccessControl: account {account.lower()} is missing role 0x{role.hex()}"


@pytest.mark.parametrize("name", NAMES)
def test_every_name_is_the_hash_of_its_letters(network, name):
    assert getattr(network.ContractResolver, name)() == bytes.fromhex(NAMES[name])
    assert keccak(text=name.removesuffix("_CONTRACT")) == bytes.fromhex(NAMES[name])


def test_it_begins_with_one_environment_and_one_admin(blank, resolver, alice, bob):
    assert resolver.ADMIN_ROLE() == ADMIN and resolver.DEFAULT_ADMIN_ROLE() == bytes(32)
    assert resolver.hasRole(ADMIN, alice) and not resolver.hasRole(ADMIN, blank.owner)
    assert resolver.getRoleAdmin(ADMIN) == ADMIN and resolver.getRoleAdmin(keccak(text="OTHER")) == bytes(32)
    assert resolver.deployment.logs == [
        resolver.log.RoleGranted(ADMIN, alice, blank.owner),
        resolver.log.AllowedEnvAdded(ENV_DEV),
    ]
    assert [resolver.getContract(NAME, env) for env in (0, 1, 2, 255)] == [ZERO] * 4
    assert [resolver.supportsInterface(each) for each in ("0x01ffc9a7", "0x7965db0b", "0xffffffff")] == [
        True,
        True,
        False,
    ]
    code = blank.artifact("ContractResolver")
    assert blank.chain.deploy_fails(code["abi"], code["bytecode"], 3, alice) == WRONG_ENV
    refused = blank.chain.deploy_fails(code["abi"], code["bytecode"], 0, ZERO)
    assert refused == "ContractResolver: the owner is the zero address"


def test_a_stranger_can_do_nothing_that_an_admin_may(resolver, alice, carol):
    admin, role = resolver.error.AdminRoleRequired(), missing(carol, ADMIN)
    guarded = {
        "setContract(bytes32,uint8,address)": ((NAME, ENV_DEV, carol), admin),
        "addAllowedEnv(uint8)": ((1,), admin),
        "removeAllowedEnv(uint8)": ((0,), admin),
        "addAdmin(address)": ((carol,), role),
        "removeAdmin(address)": ((alice,), role),
        "grantRole(bytes32,address)": ((ADMIN, carol), role),
        "revokeRole(bytes32,address)": ((ADMIN, alice), role),
        "renounceRole(bytes32,address)": ((ADMIN, alice), "AccessControl: can only renounce roles for self"),
    }
    refuses_strangers(resolver, carol, guarded, free=set())
    # Giving up a role that one has not does nothing.
    assert resolver.renounceRole(ADMIN, carol, sender=carol).logs == []


def test_addresses_are_set_replaced_and_removed(resolver, alice, bob, carol):
    for address in (bob, carol, ZERO):
        receipt = resolver.setContract(NAME, ENV_DEV, address, sender=alice)
        assert receipt.logs == [resolver.log.SetContract(NAME, ENV_DEV, address)]
        assert resolver.getContract(NAME, ENV_DEV) == resolver.typeAddresses(NAME, ENV_DEV) == address


def test_environments_are_apart_allowed_and_frozen(resolver, alice, bob, carol):
    assert resolver.fails.setContract(NAME, ENV_PROD, bob, sender=alice) == WRONG_ENV
    assert resolver.addAllowedEnv(ENV_PROD, sender=alice).logs == [resolver.log.AllowedEnvAdded(ENV_PROD)]
    resolver.setContract(NAME, ENV_PROD, bob, sender=alice)
    resolver.setContract(NAME, ENV_DEV, carol, sender=alice)
    assert (resolver.getContract(NAME, ENV_PROD), resolver.getContract(NAME, ENV_DEV)) == (bob, carol)
    assert resolver.removeAllowedEnv(ENV_PROD, sender=alice).logs == [resolver.log.AllowedEnvRemoved(ENV_PROD)]
    assert resolver.fails.setContract(NAME, ENV_PROD, alice, sender=alice) == WRONG_ENV
    assert resolver.getContract(NAME, ENV_PROD) == bob
    assert resolver.fails.addAllowedEnv(3, sender=alice) == WRONG_ENV


def test_admins_come_and_go_and_one_is_left(resolver, alice, bob):
    assert resolver.addAdmin(bob, sender=alice).logs == [resolver.log.RoleGranted(ADMIN, bob, alice)]
    assert resolver.addAdmin(bob, sender=alice).logs == []
    assert resolver.fails.addAdmin(ZERO, sender=alice) == "ContractResolver: the admin is the zero address"
    own = "Cannot remove self as admin.  Have the new admin do it."
    assert resolver.fails.removeAdmin(alice, sender=alice) == own
    assert resolver.removeAdmin(alice, sender=bob).logs == [resolver.log.RoleRevoked(ADMIN, alice, bob)]
    assert resolver.fails.setContract(NAME, ENV_DEV, bob, sender=alice) == resolver.error.AdminRoleRequired()
    assert resolver.renounceRole(ADMIN, bob, sender=bob).logs == [resolver.log.RoleRevoked(ADMIN, bob, bob)]
    assert resolver.fails.grantRole(ADMIN, bob, sender=bob) == missing(bob, ADMIN)


def test_nobody_hands_out_roles_that_mean_nothing(resolver, alice):
    for role in (bytes(32), keccak(text="OTHER")):
        assert resolver.fails.grantRole(role, alice, sender=alice) == missing(alice, bytes(32))


def test_fuzz_random_changes_are_those_of_the_model(resolver, alice, bob, carol):
    dice, people = random.Random(11), [alice, bob, carol]
    admins, allowed, known = {alice}, {ENV_DEV}, {}
    names = [keccak(text=str(number)) for number in range(3)]
    for _ in range(120):
        who, other, env, name = dice.choice(people), dice.choice(people), dice.randrange(4), dice.choice(names)
        kind = dice.randrange(5)
        if kind == 0:
            call, given = "setContract", (name, env, other)
            answer = None if env in allowed else WRONG_ENV
            effect = lambda: known.__setitem__((name, env), other)  # noqa: E731
        elif kind == 1:
            call, given, answer = "addAllowedEnv", (env,), WRONG_ENV if env > ENV_PROD else None
            effect = lambda: allowed.add(env)  # noqa: E731
        elif kind == 2:
            call, given, answer = "removeAllowedEnv", (env,), None
            effect = lambda: allowed.discard(env)  # noqa: E731
        elif kind == 3:
            call, given, answer = "grantRole", (ADMIN, other), None
            effect = lambda: admins.add(other)  # noqa: E731
        else:
            call, given, answer = "revokeRole", (ADMIN, other), None
            if len(admins) == 1:
                continue
            effect = lambda: admins.discard(other)  # noqa: E731
        if who not in admins:
            answer = missing(who, ADMIN) if kind > 2 else resolver.error.AdminRoleRequired()
        if answer is not None:
            assert getattr(resolver.fails, call)(*given, sender=who) == answer
            continue
        getattr(resolver, call)(*given, sender=who)
        effect()
        assert {each for each in people if resolver.hasRole(ADMIN, each)} == admins
        for key in names:
            for place in (ENV_DEV, ENV_STAGING, ENV_PROD):
                assert resolver.getContract(key, place) == known.get((key, place), ZERO)
