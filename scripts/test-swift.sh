#!/usr/bin/env bash
# The Swift tests, as built before; what failed is said once more at the end, where it is not lost among thousands of lines.
set -uo pipefail
cd "$(dirname "$0")/.."

log=$(mktemp)
trap 'rm -f "$log"' EXIT
swift test -c release --skip-build "$@" 2>&1 | tee "$log"
status=${PIPESTATUS[0]}
[ "$status" = 0 ] && exit

printf '\n=== what failed\n'
# Each failure and what was compared; after a crash there is none, and the end of the output tells.
grep -E '^[[:space:]]*(✘|↳)|Fatal error|Crash|signal' "$log" | grep -vE 'Testing Library|Target Platform' | cut -c1-1000 | tail -60
exit "$status"
