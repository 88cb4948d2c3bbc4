"""A way to a sidecar that accepts requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Optional
from urllib.parse import urlsplit

from ..errors import SidecarIncompatible

API = 1


@dataclass(frozen=True)
class Line:
    """Where a sidecar listens: a Unix socket, or a port of this machine with a token.

    `generation` tells one start from another, so that nothing that was said to one is taken to be known by another.
    """

    generation: int
    socket: Optional[str] = None
    host: str = "127.0.0.1"
    port: int = 0
    token: Optional[str] = field(default=None, repr=False)
    pid: Optional[int] = None
    version: Optional[str] = None

    @property
    def host_header(self) -> str:
        return "localhost" if self.socket else f"{self.host}:{self.port}"

    @classmethod
    def of_url(cls, generation: int, url: str, token: Optional[str]) -> Line:
        """The line of a URL. Raises ValueError for what is no loopback address with a port."""
        parts = urlsplit(url)
        if parts.scheme != "http" or parts.hostname not in ("127.0.0.1", "localhost", "::1") or not parts.port:
            raise ValueError(f"{url!r} is no http address of this machine with a port")
        host = "127.0.0.1" if parts.hostname == "localhost" else parts.hostname
        return cls(generation, host=f"[{host}]" if ":" in host else host, port=parts.port, token=token)


def check_version(name: object, version: object, api: object) -> None:
    """The handshake. Raises SidecarIncompatible."""
    if name != "lit-sidecar":
        raise SidecarIncompatible(f"What was started says that it is {name!r}, not lit-sidecar.")
    if api != API:
        raise SidecarIncompatible(
            f"lit-sidecar {version} speaks version {api!r} of its interface; this package speaks version {API}.",
            hint="Install the same version of both.",
        )
