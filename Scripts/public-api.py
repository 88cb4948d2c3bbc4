"""Lists the symbols of a module's symbol graphs; see Scripts/public-api."""

import difflib
import json
import pathlib
import sys

module, folder, list_path, *options = sys.argv[1:]

# What the compiler documents, or what everybody knows: requirements of the standard library's protocols.
INHERITED = {
    "description", "debugDescription", "customMirror", "hash(into:)", "==(_:_:)", "!=(_:_:)", "<(_:_:)", "hashValue",
    "rawValue", "init(from:)", "encode(to:)", "next()", "makeAsyncIterator()", "makeIterator()",
}


def declaration(symbol):
    """As it stands in the source, on one line."""
    text = "".join(fragment["spelling"] for fragment in symbol["declarationFragments"])
    return " ".join(text.split())


def own(graph):
    """The symbols that the module declares, extensions of other modules' types included."""
    for symbol in json.loads(graph.read_text())["symbols"]:
        if "::SYNTHESIZED::" not in symbol["identifier"]["precise"]:
            yield symbol


symbols = {}
for graph in sorted(pathlib.Path(folder).glob(f"{module}*.symbols.json")):
    for symbol in own(graph):
        symbols[symbol["identifier"]["precise"]] = symbol

lines, bare = [], []
for symbol in symbols.values():
    if symbol["kind"]["identifier"] == "swift.extension":
        continue
    path = ".".join(symbol["pathComponents"])
    lines.append(f"{path}\n    {declaration(symbol)}")
    documented = any(line["text"].strip() for line in symbol.get("docComment", {}).get("lines", []))
    if not documented and symbol["pathComponents"][-1] not in INHERITED:
        bare.append(path)
if not lines:
    sys.exit(f"{module}: no public symbol was found")

text = "\n".join(sorted(lines)) + "\n"
target = pathlib.Path(list_path)
failed = False
if "--write" in options:
    target.write_text(text)
else:
    before = target.read_text() if target.exists() else ""
    if before != text:
        failed = True
        sys.stdout.writelines(
            difflib.unified_diff(
                before.splitlines(True), text.splitlines(True), list_path, "as built", n=1))
        print(f"\nThe public API of {module} is not what {list_path} says. If the change is meant, run")
        print("Scripts/public-api --write, and mention it in CHANGELOG.md.")
if bare:
    failed = True
    print(f"{len(bare)} public symbols of {module} have no documentation:")
    print("\n".join(f"  {path}" for path in sorted(bare)))
print(f"{module}: {len(lines)} public symbols, {len(lines) - len(bare)} documented")
sys.exit(1 if failed else 0)
