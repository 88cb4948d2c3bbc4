"""What has to happen in the child of a fork: it has the parent's objects, and none of its threads."""

from __future__ import annotations

import os
import weakref
from typing import Any, Dict, Protocol


class ForkAware(Protocol):
    def after_fork_in_child(self) -> None:
        """Forget locks that other threads may have held, and what belongs to the parent."""


# A plain dictionary: each change of it is one step, so that a fork never sees half of one.
_aware: Dict[int, "weakref.ref[Any]"] = {}


def watch_forks(one: ForkAware) -> None:
    key = id(one)
    _aware[key] = weakref.ref(one, lambda _: _aware.pop(key, None))


def _in_child() -> None:
    for reference in list(_aware.values()):
        one = reference()
        if one is not None:
            one.after_fork_in_child()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_child)
