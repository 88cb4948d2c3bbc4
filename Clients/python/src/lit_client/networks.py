"""Which network."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import Any, Dict, Mapping, Optional, Union

from .constants import NetworkName
from .errors import InvalidArgument


@dataclass(frozen=True)
class Network:
    """A network to connect to: `Network.local()`, `Network.datil_dev()`, `Network.custom(…)`."""

    name: NetworkName
    options: Mapping[str, Any] = field(default_factory=dict)

    @classmethod
    def local(cls, state: Union[str, "os.PathLike[str]", None] = None) -> Network:
        """The network that `lit up` runs on this machine, by its state folder (`.lit` unless told)."""
        return cls(NetworkName.LOCAL, {"state": os.path.abspath(os.fspath(state or ".lit"))})

    @classmethod
    def datil(cls, *, rpc_url: Optional[str] = None, attestation: Optional[str] = None) -> Network:
        """The network `datil`; attestation is `required` (the default) or `unverified`."""
        return cls._named(NetworkName.DATIL, rpc_url, attestation)

    @classmethod
    def datil_test(cls, *, rpc_url: Optional[str] = None, attestation: Optional[str] = None) -> Network:
        """The network `datil-test`; attestation is `required` (the default) or `unverified`."""
        return cls._named(NetworkName.DATIL_TEST, rpc_url, attestation)

    @classmethod
    def datil_dev(cls, *, rpc_url: Optional[str] = None, attestation: Optional[str] = None) -> Network:
        """The network `datil-dev`."""
        return cls._named(NetworkName.DATIL_DEV, rpc_url, attestation)

    @classmethod
    def custom(
        cls,
        rpc_url: str,
        *,
        staking: Optional[str] = None,
        resolver: Optional[str] = None,
        environment: Optional[int] = None,
        chain_id: Optional[int] = None,
        https: Optional[bool] = None,
    ) -> Network:
        """A network by its chain, and by the address of its staking contract or of its contract resolver."""
        if (staking is None) == (resolver is None):
            raise InvalidArgument("A custom network is found by its staking contract or by its resolver: give one.")
        return cls(
            NetworkName.CUSTOM,
            _present(
                rpcUrl=rpc_url,
                staking=staking,
                resolver=resolver,
                environment=environment,
                chainId=chain_id,
                https=https,
            ),
        )

    @classmethod
    def named(cls, name: Union[Network, str]) -> Network:
        """The network of a name; a network is itself."""
        if isinstance(name, Network):
            return name
        if name == NetworkName.LOCAL:
            return cls.local()
        try:
            known = NetworkName(name)
        except ValueError:
            known = NetworkName.CUSTOM
        if known is NetworkName.CUSTOM:
            raise InvalidArgument(
                f"{name!r} is not the name of a network.",
                code="unknownNetwork",
                hint="Use 'local', 'datil', 'datil-test' or 'datil-dev', or Network.custom(…).",
            )
        return cls(known)

    @property
    def is_local(self) -> bool:
        return self.name is NetworkName.LOCAL

    def to_json(self) -> Dict[str, Any]:
        return {"name": self.name.value, **self.options}

    @classmethod
    def _named(cls, name: NetworkName, rpc_url: Optional[str], attestation: Optional[str]) -> Network:
        return cls(name, _present(rpcUrl=rpc_url, attestation=attestation))


def _present(**members: Any) -> Dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}
