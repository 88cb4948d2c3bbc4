"""Names and numbers of the protocol, as they stand on the wire."""

from __future__ import annotations

from enum import Enum, IntEnum


class _Name(str, Enum):
    """A text with a name; it prints, compares and serialises as the text."""

    def __str__(self) -> str:
        return str(self.value)


class NetworkName(_Name):
    """The networks that have names."""

    LOCAL = "local"
    DATIL = "datil"
    DATIL_TEST = "datil-test"
    DATIL_DEV = "datil-dev"
    CUSTOM = "custom"


class Ability(_Name):
    """What a session may do with a resource."""

    EXECUTE_ACTION = "lit-action-execution"
    SIGN_WITH_PKP = "pkp-signing"
    DECRYPT = "access-control-condition-decryption"
    SIGN_CONDITION = "access-control-condition-signing"
    USE_CREDIT = "rate-limit-increase-auth"


class ResourcePrefix(_Name):
    """The kinds of resources; `of` makes one, with `*` for all of the kind."""

    ACTION = "lit-litaction"
    PKP = "lit-pkp"
    CONDITION = "lit-accesscontrolcondition"
    CREDIT = "lit-ratelimitincrease"

    def of(self, identifier: str = "*") -> str:
        """The resource of this kind with an identifier: `lit-pkp://*`."""
        return f"{self.value}://{identifier}"


class Scope(IntEnum):
    """What somebody may do with a PKP. Contracts of one's own may have other numbers: they are taken too."""

    NO_PERMISSIONS = 0
    SIGN_ANYTHING = 1
    PERSONAL_SIGN = 2


class AuthMethodType(IntEnum):
    """The numbers of the ways to prove who one is."""

    WALLET = 1
    ACTION = 2
    WEB_AUTHN = 3
    DISCORD = 4
    GOOGLE = 5
    GOOGLE_JWT = 6
    APPLE_JWT = 8
    STYTCH_OTP = 9
    STYTCH_EMAIL = 10
    STYTCH_SMS = 11
    STYTCH_WHATSAPP = 12
    STYTCH_TOTP = 13
