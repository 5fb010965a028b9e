#!/usr/bin/env bash
# Fuzzes every parser of what comes from outside, with the address sanitizer, from the seeds in Fuzz/corpus.
# fuzz.sh [SECONDS a target, default 20] [TARGET ...]; ends with 1 at the first input that crashes, leaks, or takes over its time.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-20}
shift || true
scratch=.build-fuzz
found=$scratch/found
fuzzer=$scratch/release/coda-fuzz

# The set-up's answer to a missing libFuzzer would be a page of linker errors.
CODA_FUZZ=1 swift build -c release --scratch-path "$scratch" --product coda-fuzz --sanitize address -Xswiftc -sanitize=fuzzer >"$scratch.log" 2>&1 ||
    { cat "$scratch.log" >&2; echo "fuzz: the targets could not be built" >&2; exit 1; }
mv "$scratch.log" "$scratch/build.log"

targets=("$@")
[ ${#targets[@]} != 0 ] || mapfile -t targets < <(ls Fuzz/corpus)
total=0
for target in "${targets[@]}"; do
    mkdir -p "$found/$target"
    log=$found/$target.log
    # An input may take 5 s, far more than any needs; -rss_limit_mb bounds what a small input can make a parser allocate.
    if ! "$fuzzer" "$target" -max_total_time="$seconds" -max_len=16384 -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 \
        -artifact_prefix="$found/$target-" "$found/$target" "Fuzz/corpus/$target" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "fuzz: $target failed; the input is in $found" >&2
        exit 1
    fi
    runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
    slowest=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log")
    [ "${runs:-0}" -gt 0 ] || { echo "fuzz: $target ran nothing" >&2; exit 1; }
    total=$((total + runs))
    printf 'fuzz: %-8s %9d executions in %d s, the slowest %s s\n' "$target" "$runs" "$seconds" "$slowest"
done
printf 'fuzz: %d executions, no crash, no leak, none over its time\n' "$total"
