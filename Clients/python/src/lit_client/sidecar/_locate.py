"""Where the program is."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import List, Optional, Union

from ..errors import SidecarNotFound

VARIABLE = "LIT_SIDECAR"
_PROGRAM = "lit-sidecar.exe" if sys.platform == "win32" else "lit-sidecar"


def bundled() -> Path:
    """Where a wheel for this platform has the program."""
    return Path(__file__).resolve().parent.parent / "bin" / _PROGRAM


def command(binary: Union[str, "os.PathLike[str]", None] = None) -> List[str]:
    """The words that begin the command. Raises SidecarNotFound, which names where it was looked for."""
    if binary is not None:
        return [_given(os.fspath(binary), "binary=")]
    from_environment = os.environ.get(VARIABLE)
    if from_environment:
        return [_given(from_environment, f"${VARIABLE}")]
    inside = bundled()
    if inside.is_file():
        _make_executable(inside)
        return [str(inside)]
    found = shutil.which("lit-sidecar")
    if found:
        return [found]
    lit = shutil.which("lit")
    if lit:
        return [lit, "sidecar", "run"]
    raise SidecarNotFound(
        f"There is no lit-sidecar: not in this package ({inside}), and neither lit-sidecar nor lit is on the PATH.",
        hint=f"Install a wheel for this platform, or lit (make install), or set {VARIABLE} to the program's path.",
    )


def _given(path: str, by: str) -> str:
    found: Optional[str] = shutil.which(path)
    if found is None:
        what = "is there, but not executable" if os.path.isfile(path) else "is no program"
        raise SidecarNotFound(f"{path!r}, which {by} names, {what}.", hint="Give the path of lit-sidecar.")
    return found


def _make_executable(path: Path) -> None:
    # Some installers lose the mode.
    if not os.access(path, os.X_OK):
        try:
            path.chmod(path.stat().st_mode | 0o755)
        except OSError as error:
            raise SidecarNotFound(f"{path} is not executable: {error.strerror}.") from error
