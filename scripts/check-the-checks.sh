#!/usr/bin/env bash
# Breaks a copy of the package on purpose and requires each check to notice: a check that cannot fail checks nothing.
set -euo pipefail
cd "$(dirname "$0")/.."

copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
output=$copy/output
failures=0

complain() {
    echo "check-the-checks: $1" >&2
    failures=$((failures + 1))
}

# must_fail COMMAND...: runs it and keeps what it said for must_say.
must_fail() {
    if "$@" >"$output" 2>&1; then complain "did not fail: $*"; fi
}

must_say() {
    grep -qF -- "$1" "$output" || { complain "not said: $1"; sed 's/^/    /' "$output" >&2; }
}

cp -R Package.swift Sources Benchmarks Tests "$copy"
mv "$copy/Sources/Telemetry" "$copy/Sources/Meters"
printf '%s\n' 'import Dialogue' '// import Realtime' 'internal import CSoxr' 'package import Foundation' >"$copy/Sources/Meters/Broken.swift"
sed -i 's/"Telemetry"/"Meters"/; s/swift("Audio", /swift("Audio", "Wire", /; s/swift("Wire", "Audio")/swift("Wire")/' "$copy/Package.swift"
must_fail scripts/check-layers.py "$copy"
must_say 'Meters has no layer'
must_say 'Sources/Meters/Broken.swift:1: Meters imports Dialogue without declaring it'
must_say 'Sources/Meters/Broken.swift:3: Meters uses CSoxr, which may have one Swift user and has 2'
must_say 'Sources/Meters/Broken.swift:4: Meters is not among the targets that may import Foundation'
must_say 'Wire (layer 2) is not below Audio (layer 1)'
if grep -q 'imports Realtime' "$output"; then complain "an import in a comment was taken for one"; fi

printf 'libc.so.6\nlibgone.so.9\n' >"$copy/list"
must_fail scripts/check-libraries.sh /bin/bash "$copy/list"
must_say 'libgone.so.9 is in'
must_say 'libtinfo.so.6 is linked and not in'

echo 'let x=1;' >"$copy/Unformatted.swift"
must_fail swift format lint --strict --configuration .swift-format "$copy/Unformatted.swift"
must_say 'Unformatted.swift:1'

echo '{"scenarios": {"silence": 0, "speech": 0, "reply": 0, "silence_json": 0}}' >"$copy/allocations.json"
must_fail .build/release/coda-allocations --budgets "$copy/allocations.json"
must_say 'allocations: over budget'

[ "$failures" = 0 ] || exit 1
echo "check-the-checks: each check fails where it should"
