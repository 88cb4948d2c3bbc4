"""Lit for Python: keys that no machine has, code that signs with them, and nothing to run beside it.

    from lit_client import Lit, Permission, Scope

    with Lit.connect("local") as lit:
        pkp = lit.mint_pkp(scopes=[Scope.SIGN_ANYTHING])
        session = lit.session(allowing=[Permission.execute_actions(), Permission.sign(pkp)])
        signature = lit.sign_message("hello", pkp, session)

AsyncLit has the same methods for asyncio. The work is done by `lit-sidecar`, a program that this package starts,
watches and ends: see Sidecar.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from .aio import AsyncActionRun, AsyncLit
from .client import ActionRun, Lit
from .constants import Ability, AuthMethodType, NetworkName, ResourcePrefix, Scope
from .errors import (
    ActionFailed,
    ActionTimedOut,
    AuthMethodRefused,
    ChainUnreachable,
    Disconnected,
    InsufficientFunds,
    InvalidAnswer,
    InvalidArgument,
    InvalidSession,
    LitError,
    NetworkNotRunning,
    NodeUnreachable,
    NotAuthorized,
    OutcomeUnknown,
    PKPNotFound,
    RateLimited,
    Report,
    SessionExpired,
    SessionLacksPermission,
    SidecarCrashed,
    SidecarError,
    SidecarIncompatible,
    SidecarNotFound,
    TimedOut,
    TooFewNodes,
    TransactionFailed,
    UnknownNetwork,
    Unsupported,
)
from .networks import Network
from .permissions import AuthMethod, Conditions, Permission, Proof
from .results import (
    PKP,
    AccountState,
    ActionResult,
    Claim,
    Credit,
    Delegation,
    Encrypted,
    Funding,
    NetworkInfo,
    Permitted,
    PKPDetails,
    Receipt,
    SentTransaction,
    Session,
    Signature,
    SignedTransaction,
    Wallet,
)
from .sidecar import Sidecar
from .units import ether

if TYPE_CHECKING:
    from .account import AsyncPKPAccount, PKPAccount

__version__ = "0.1.0"

__all__ = [
    "Ability",
    "AccountState",
    "ActionFailed",
    "ActionResult",
    "ActionRun",
    "ActionTimedOut",
    "AsyncActionRun",
    "AsyncLit",
    "AsyncPKPAccount",
    "AuthMethod",
    "AuthMethodRefused",
    "AuthMethodType",
    "ChainUnreachable",
    "Claim",
    "Conditions",
    "Credit",
    "Delegation",
    "Disconnected",
    "Encrypted",
    "Funding",
    "InsufficientFunds",
    "InvalidAnswer",
    "InvalidArgument",
    "InvalidSession",
    "Lit",
    "LitError",
    "Network",
    "NetworkInfo",
    "NetworkName",
    "NetworkNotRunning",
    "NodeUnreachable",
    "NotAuthorized",
    "OutcomeUnknown",
    "PKP",
    "PKPAccount",
    "PKPDetails",
    "PKPNotFound",
    "Permission",
    "Permitted",
    "Proof",
    "RateLimited",
    "Receipt",
    "Report",
    "ResourcePrefix",
    "Scope",
    "SentTransaction",
    "Session",
    "SessionExpired",
    "SessionLacksPermission",
    "Sidecar",
    "SidecarCrashed",
    "SidecarError",
    "SidecarIncompatible",
    "SidecarNotFound",
    "Signature",
    "SignedTransaction",
    "TimedOut",
    "TooFewNodes",
    "TransactionFailed",
    "UnknownNetwork",
    "Unsupported",
    "Wallet",
    "ether",
]


def __getattr__(name: str) -> Any:
    # Accounts need eth-account, which takes a while to import and may not be there.
    if name in ("PKPAccount", "AsyncPKPAccount"):
        from . import account

        return getattr(account, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
