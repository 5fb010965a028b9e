#!/usr/bin/env bash
# Runs the tests of sessions, and of what they stand on, with a sanitizer; ends with 1 at its first report.
# sanitize.sh address | thread [TEST TARGET ...]
set -euo pipefail
cd "$(dirname "$0")/.."

kind=${1:?address or thread}
shift
targets=("$@")
[ ${#targets[@]} != 0 ] || targets=(Resources Wire Dialogue Network Configuration Storage Tools Language Assistant Transport Realtime)
scratch=.build-$kind
# Tests keep files in .build.
mkdir -p "$scratch" .build
# A crash is the sanitizer's to report.
export SWIFT_BACKTRACE=enable=no
preload=

case $kind in
address) export ASAN_OPTIONS=detect_leaks=1 LSAN_OPTIONS=suppressions=$PWD/Tests/Sanitizer/leaks.txt ;;
thread)
    # No suppressions: what the sanitizer cannot see of Swift's runtime is told to it, and both directions are tried first.
    preload=$PWD/$scratch/edges.so
    clang -O2 -Wall -Wextra -Werror -shared -fPIC -o "$preload" Tests/Sanitizer/edges.c
    swiftc -O -sanitize=thread -module-name race Tests/Sanitizer/main.swift -o "$scratch/race"
    LD_PRELOAD=$preload "$scratch/race" locked >"$scratch/race.log" 2>&1 ||
        { cat "$scratch/race.log" >&2; echo "sanitize: a lock is taken for a race" >&2; exit 1; }
    if LD_PRELOAD=$preload "$scratch/race" unlocked >"$scratch/race.log" 2>&1; then
        echo "sanitize: a race is not noticed" >&2
        exit 1
    fi
    grep -q "ThreadSanitizer: Swift access race" "$scratch/race.log" || { cat "$scratch/race.log" >&2; exit 1; }
    echo "sanitize: a lock counts as one, a race is noticed"
    ;;
*) echo "sanitize: address or thread, not $kind" >&2; exit 2 ;;
esac

swift build -c release --build-tests --sanitize "$kind" --scratch-path "$scratch"
for target in "${targets[@]}"; do
    log=$scratch/$target.log
    if ! LD_PRELOAD=$preload swift test -c release --skip-build --disable-xctest --sanitize "$kind" --scratch-path "$scratch" --filter "^${target}Tests\\." \
        >"$log" 2>&1; then
        grep -E -A 40 'WARNING: ThreadSanitizer|ERROR: (Address|Leak)Sanitizer|recorded an issue' "$log" | head -n 120 >&2
        echo "sanitize: $target failed; all of it is in $log" >&2
        exit 1
    fi
    tests=$(sed -n 's/.*Test run with \([0-9]*\) tests.*/\1/p' "$log")
    [ "${tests:-0}" -gt 0 ] || { echo "sanitize: $target ran no test" >&2; exit 1; }
    printf 'sanitize: %-14s %4d tests, nothing reported\n' "$target" "$tests"
done
