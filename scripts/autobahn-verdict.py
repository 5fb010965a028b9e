#!/usr/bin/env python3
"""Counts what an Autobahn report says and fails where a case's behaviour or its close was not conformant.

Usage: autobahn-verdict.py INDEX.JSON
"""
import collections
import json
import sys

ACCEPTED = {"OK", "NON-STRICT", "INFORMATIONAL", "UNIMPLEMENTED"}


def main(path):
    with open(path) as file:
        agents = json.load(file)
    cases = {f"{agent} {case}": result for agent, results in agents.items() for case, result in results.items()}
    if not cases:
        sys.exit("autobahn: no case was run")
    counts = collections.Counter(result["behavior"] for result in cases.values())
    failed = [
        f"  {name}: behaviour {result['behavior']}, close {result['behaviorClose']}"
        for name, result in sorted(cases.items())
        if result["behavior"] not in ACCEPTED or result["behaviorClose"] not in ACCEPTED
    ]
    print(f"autobahn: {len(cases)} cases: " + ", ".join(f"{count} {name}" for name, count in counts.most_common()))
    if failed:
        sys.exit("\n".join(["autobahn: not conformant:", *failed]))


main(sys.argv[1])
