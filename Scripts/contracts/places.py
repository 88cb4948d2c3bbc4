"""Where the sources are, and what is made of them."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Places:
    root: Path

    @property
    def sources(self):
        return self.root / "Contracts"

    @property
    def artifacts(self):
        return self.root / "Contracts/artifacts"

    @property
    def swift(self):
        return self.root / "Sources/LitContracts/Artifacts"

    @property
    def protocol(self):
        """The ABI entries that the protocol asks for."""
        return self.root / "Tests/Vectors/contracts/abi"

    def source(self, name):
        return self.sources / f"{name}.vy"

    def artifact(self, name):
        return self.artifacts / f"{name}.json"

    def swift_file(self, name):
        return self.swift / f"{name}Artifact.swift"


HERE = Places(Path(__file__).parents[2])
