#!/usr/bin/env python3
"""Resolves NAME.in with pip and writes NAME.lock beside it: exact versions with their SHA-256.

Usage: PYTHON scripts/lock-requirements.py NAME.in, where PYTHON has pip and is the version that will install the lock.
"""
import json
import pathlib
import subprocess
import sys

source = pathlib.Path(sys.argv[1])
report = subprocess.run(
    [sys.executable, "-m", "pip", "install", "--quiet", "--dry-run", "--ignore-installed", "--only-binary", ":all:",
     "--report", "-", "--requirement", source],
    check=True, stdout=subprocess.PIPE, text=True).stdout
lines = [f"# Written by scripts/lock-requirements.py {source}"]
for item in sorted(json.loads(report)["install"], key=lambda item: item["metadata"]["name"].lower()):
    name, version = item["metadata"]["name"], item["metadata"]["version"]
    lines.append(f"{name}=={version} --hash=sha256:{item['download_info']['archive_info']['hashes']['sha256']}")
source.with_suffix(".lock").write_text("\n".join(lines) + "\n")
