#!/usr/bin/env python3
"""Prints benchmark files side by side: table.py NAME=FILE ... -- FIGURE ..., a figure a row."""
import json
import pathlib
import sys

split = sys.argv.index("--")
columns = [argument.split("=", 1) for argument in sys.argv[1:split]]
figures = [(name, json.loads(pathlib.Path(path).read_text())["figures"]) for name, path in columns]
print("| figure | " + " | ".join(name for name, _ in figures) + " |")
print("|---" * (len(figures) + 1) + "|")
for row in sys.argv[split + 1:]:
    values = [found.get(row) for _, found in figures]
    print(f"| `{row}` | " + " | ".join("-" if value is None else f"{value:.3g}" if value < 10 else f"{value:,.0f}" for value in values) + " |")
