"""The examples, as programs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from lit_client.pytest_plugin import LocalNetwork

pytestmark = pytest.mark.network
EXAMPLES = sorted((Path(__file__).parent.parent / "examples").glob("*.py"))


@pytest.mark.parametrize("example", EXAMPLES, ids=[example.stem for example in EXAMPLES])
def test_an_example_runs(example: Path, lit_network: LocalNetwork) -> None:
    if example.stem.startswith("web3"):
        pytest.importorskip("web3", minversion="7")
    done = subprocess.run(
        [sys.executable, "-W", "error::ResourceWarning", str(example), str(lit_network.state)],
        capture_output=True,
        text=True,
        timeout=120,
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
    )
    assert done.returncode == 0, done.stderr
    assert done.stdout.count("\n") >= 2 and "ResourceWarning" not in done.stderr


def test_the_first_minute_of_the_readme(lit_network: LocalNetwork, tmp_path: Path) -> None:
    text = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")
    code = text.split("```python\n", 1)[1].split("```", 1)[0]
    assert '"local"' in code and '"0x…"' in code
    code = code.replace('"0x…"', '"0x' + "22" * 20 + '"')
    # It takes the network of the current folder.
    (tmp_path / ".lit").symlink_to(lit_network.state)
    source = str(Path(__file__).parent.parent / "src")
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join([source, os.environ.get("PYTHONPATH", "")])}
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, timeout=120, cwd=tmp_path, env=environment
    )
    assert done.returncode == 0, done.stderr
    assert "'hello': 'world'" in done.stdout and "succeeded=True" in done.stdout
