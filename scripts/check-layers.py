#!/usr/bin/env python3
"""Checks that targets and `import` lines keep to the layers, and names every line that does not.

SwiftPM does not stop an import that is reachable through another dependency, nor a dependency that points upwards.
Usage: check-layers.py [PACKAGE FOLDER]
"""
import json
import pathlib
import re
import subprocess
import sys

# From the ground up; a target uses only targets of lower layers. C modules (C...) are the ground.
LAYERS = [
    {"Telemetry", "Audio", "Personality"},
    {"Resources", "Wire", "Dialogue", "Network", "Configuration"},
    {"Inference", "Devices", "Recording", "Storage"},
    {"Perception", "Speech", "Language", "Memory", "Tools"},
    {"Assistant"},
    {"Realtime"},
    {"Transport", "Scenarios", "Benchmarks"},
    {"coda"},
]
RANK = {name: rank for rank, names in enumerate(LAYERS, start=1) for name in names}

# Foundation costs 50 MB in a static binary; its essentials are for the targets that read and write JSON.
FOUNDATION = {"Foundation", "FoundationNetworking", "FoundationXML", "FoundationInternationalization"}
ESSENTIALS = "FoundationEssentials"
USES_FOUNDATION = set()
USES_ESSENTIALS = {"Wire", "Recording", "Language", "Memory", "Tools", "Storage", "Realtime", "Transport", "Benchmarks", "coda"}

TEST_ONLY = {"TestSupport", "ScriptedEngines", "coda-echo", "coda-allocations"}
C_MODULE = re.compile(r"C[A-Z]")
COMMENT_OR_TEXT = re.compile(r'/\*.*?\*/|""".*?"""|//[^\n]*', re.DOTALL)
IMPORT = re.compile(
    r"^[ \t]*(?:@\w+(?:\([^)\n]*\))?\s+)*(?:(?:public|package|internal|fileprivate|private)\s+)?"
    r"import\s+(?:(?:struct|class|enum|protocol|typealias|func|let|var)\s+)?(\w+)", re.MULTILINE)


def package_description(root):
    command = ["swift", "package", "--package-path", str(root), "dump-package"]
    finished = subprocess.run(command, capture_output=True, text=True)
    if finished.returncode:
        sys.exit(f"layers: swift cannot read {root}/Package.swift:\n{finished.stderr}")
    return json.loads(finished.stdout)


def dependencies(target):
    return {(entry.get("byName") or entry.get("target") or entry.get("product"))[0] for entry in target["dependencies"]}


def folder(root, target):
    place = "Tests" if target["type"] == "test" else "Sources"
    return root / (target.get("path") or f"{place}/{target['name']}")


def declared_at(manifest, target):
    """The line of Package.swift where the target is named first."""
    bare = target.removesuffix("Tests")
    wanted = re.compile(rf'\btests\("{bare}"' if bare != target else rf'\bswift\("{target}"|name: "{target}"')
    for number, line in enumerate(manifest.read_text().splitlines(), start=1):
        if wanted.search(line):
            return f"Package.swift:{number}"
    return "Package.swift:1"


def imports(root, target):
    """Yields "file:line" and the module of every import in the target's Swift files."""
    for path in sorted(folder(root, target).rglob("*.swift")):
        code = COMMENT_OR_TEXT.sub(lambda match: "\n" * match.group().count("\n"), path.read_text())
        for match in IMPORT.finditer(code):
            line = code.count("\n", 0, match.start(1)) + 1
            yield f"{path.relative_to(root)}:{line}", match.group(1)


def may_use(user, used):
    """Why `user` may not use the target `used`; None where it may."""
    if C_MODULE.match(used):
        return None
    if used in TEST_ONLY or used.endswith("Tests"):
        return f"{used} is for tests only"
    if used in RANK and user in RANK and RANK[used] >= RANK[user]:
        return f"{used} (layer {RANK[used]}) is not below {user} (layer {RANK[user]})"
    return None


def may_use_foundation(user, module):
    allowed = USES_FOUNDATION if module in FOUNDATION else USES_ESSENTIALS
    return None if user in allowed else f"{user} is not among the targets that may import {module}"


def violations(root):
    manifest = root / "Package.swift"
    targets = {target["name"]: target for target in package_description(root)["targets"]}
    importers = {name: {} for name in targets if C_MODULE.match(name)}
    for name, target in targets.items():
        in_manifest = declared_at(manifest, name)
        is_test = target["type"] == "test" or name in TEST_ONLY
        if not is_test and name not in RANK and not C_MODULE.match(name):
            yield in_manifest, f"{name} has no layer: give it one in scripts/check-layers.py"
        declared = dependencies(target)
        uses = [(in_manifest, used) for used in sorted(declared)] + list(imports(root, target))
        for place, used in uses:
            if used in importers:
                importers[used].setdefault(name, place)
            if used in targets and used != name and used not in declared:
                yield place, f"{name} imports {used} without declaring it in Package.swift"
            if is_test:
                continue
            refusal = may_use(name, used) if used in targets else None
            if used in FOUNDATION or used == ESSENTIALS:
                refusal = may_use_foundation(name, used)
            if refusal:
                yield place, refusal
    for module, users in importers.items():
        if len(users) > 1:
            for user, place in sorted(users.items()):
                yield place, f"{user} uses {module}, which may have one Swift user and has {len(users)}"
        if not users:
            yield declared_at(manifest, module), f"{module} is used by no Swift target"


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).parent.parent).resolve()
    found = list(dict.fromkeys(violations(root)))
    for place, message in found:
        print(f"{place}: {message}")
    if found:
        sys.exit(f"layers: {len(found)} lines break them")
    print("layers: kept")


if __name__ == "__main__":
    main()
