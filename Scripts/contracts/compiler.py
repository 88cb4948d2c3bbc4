"""Compiles the contracts of Contracts/, and remembers what it compiled."""

import hashlib
import json
import os
import re
import warnings
from functools import lru_cache
from pathlib import Path

from places import HERE

CACHE = HERE.root / ".build/contracts"
VERSION = "0.4.3"
EVM = "cancun"

# In the order in which they can be deployed.
NAMES = (
    "ContractResolver",
    "LITToken",
    "StakingBalances",
    "Staking",
    "KeyDeriver",
    "PubkeyRouter",
    "PKPNFTMetadata",
    "PKPNFT",
    "PKPPermissions",
    "PKPHelper",
    "RateLimitNFT",
    "PaymentDelegation",
    "Allowlist",
    "Multisender",
)


def digest(data):
    return hashlib.sha256(data).hexdigest()


@lru_cache
def shared_digest(root):
    """Of everything that a contract under `root` may import."""
    total = hashlib.sha256()
    for folder in ("modules", "interfaces"):
        for path in sorted((root / folder).rglob("*.vy*")):
            total.update(f"{path.relative_to(root)} {digest(path.read_bytes())}\n".encode())
    return total.hexdigest()


def compile_source(path, root=HERE.sources):
    """What the compiler makes of one file; taken from the cache when neither it nor a module has changed.

    The answer holds `contractName`, `compiler`, `sources`, `abi` (as Vyper gives it), `errors` (signatures of the
    custom errors in the sources), `bytecode`, `deployedBytecode` and `immutables`.
    """
    path, root = Path(path), Path(root)
    here = digest(Path(__file__).read_bytes())
    key = digest(f"{here} {path.name} {digest(path.read_bytes())} {shared_digest(root)}".encode())
    kept = CACHE / f"{path.stem}-{key[:32]}.json"
    try:
        return json.loads(kept.read_text())
    except (FileNotFoundError, json.JSONDecodeError):
        pass
    made = compile_now(path, root)
    CACHE.mkdir(parents=True, exist_ok=True)
    for old in sorted(CACHE.glob(f"{path.stem}-*.json"), key=lambda old: old.stat().st_mtime)[:-8]:
        old.unlink(missing_ok=True)
    draft = kept.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(made))
    draft.replace(kept)
    return made


def compile_now(path, root=HERE.sources):
    """The same without the cache."""
    # Imported late: it takes a second, and most runs find everything in the cache.
    import vyper
    from vyper.compiler.input_bundle import FilesystemInputBundle
    from vyper.compiler.phases import CompilerData
    from vyper.compiler.settings import OptimizationLevel, Settings

    path, root = Path(path).resolve(), Path(root).resolve()
    bundle = FilesystemInputBundle([root])
    with bundle.search_path(path.parent):
        file_input = bundle.load_file(path.name)
    # The source may choose `# pragma optimize codesize`; the rest is the same for all. Without metadata in the code,
    # a comment does not change the address that CREATE2 gives.
    settings = Settings(evm_version=EVM, experimental_codegen=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        data = CompilerData(file_input, bundle, settings=settings, no_bytecode_metadata=True)
        outputs = vyper.compiler.outputs_from_compiler_data(data, ("abi", "bytecode", "bytecode_runtime", "layout"))
    inputs = sorted({given.resolved_path for given in data.resolved_imports.compiler_inputs} | {path})
    texts = {place: Path(place).read_bytes() for place in inputs if root in Path(place).parents or place == path}
    layout = outputs["layout"].get("code_layout", {})
    return {
        "contractName": path.stem,
        "compiler": {
            "name": "vyper",
            "version": f"{vyper.__version__}+commit.{vyper.__commit__}",
            "evmVersion": EVM,
            "optimize": str(data.settings.optimize or OptimizationLevel.default()),
            "experimentalCodegen": bool(data.settings.experimental_codegen),
        },
        "sources": {
            (os.path.relpath(place, root) if root in Path(place).parents else path.name): digest(text)
            for place, text in sorted(texts.items())
        },
        "abi": outputs["abi"],
        "errors": errors_in(text.decode() for text in texts.values()),
        "bytecode": outputs["bytecode"],
        "deployedBytecode": outputs["bytecode_runtime"],
        "immutables": [
            {"name": name, "type": place["type"], "offset": place["offset"]} for name, place in flat(layout)
        ],
    }


def flat(layout, prefix=""):
    """The immutables in the order of their places; those of a module are named after it."""
    found = []
    for name, place in layout.items():
        if "offset" in place:
            found.append((prefix + name, place))
        else:
            found += flat(place, f"{prefix}{name}.")
    return sorted(found, key=lambda entry: entry[1]["offset"])


def errors_in(texts):
    """Signatures of custom errors: Vyper has no declaration of them, only `method_id("Name(types)")`.

    Names of errors begin with a capital letter, those of functions never do. Every ABI has the two that Solidity knows.
    """
    found = set()
    for text in texts:
        found |= set(re.findall(r"""method_id\(\s*["']([A-Z]\w*\([\w,\[\]()]*\))["']""", text))
    return sorted(found - {"Error(string)", "Panic(uint256)"})


def version_fault():
    """What is wrong with the compiler that is installed, or None."""
    import vyper

    if vyper.__version__ == VERSION:
        return None
    return f"Vyper {vyper.__version__} is installed, but the contracts are compiled by {VERSION}"
