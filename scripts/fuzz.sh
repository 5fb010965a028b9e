#!/usr/bin/env bash
# Fuzzes every parser of what comes from outside, with the address sanitizer, from the seeds in Fuzz/corpus.
# fuzz.sh [SECONDS a target, default 10] [TARGET ...]; ends with 1 at the first input that crashes, leaks, or takes over its time.
set -euo pipefail
cd "$(dirname "$0")/.."

seconds=${1:-10}
shift || true
scratch=.build-fuzz
found=$scratch/found
# A crash is libFuzzer's to report.
export SWIFT_BACKTRACE=enable=no

mkdir -p "$scratch"
# Quiet, because a missing libFuzzer answers with a page of linker errors.
if ! CODA_FUZZ=1 swift build -c release --scratch-path "$scratch" --product coda-fuzz --sanitize address -Xswiftc -sanitize=fuzzer \
    >"$scratch/build.log" 2>&1; then
    cat "$scratch/build.log" >&2
    echo "fuzz: the targets could not be built" >&2
    exit 1
fi
# A copy, so that a build meanwhile does not change what runs.
fuzzer=$scratch/coda-fuzz.$$
cp "$scratch/release/coda-fuzz" "$fuzzer"
trap 'rm -f "$fuzzer"' EXIT

targets=("$@")
[ ${#targets[@]} != 0 ] || mapfile -t targets < <("$fuzzer" --list)
total=0
for target in "${targets[@]}"; do
    mkdir -p "$found/$target"
    log=$found/$target.log
    # An input may take 5 s, far more than any needs; -rss_limit_mb bounds what a small input can make a parser allocate.
    options=(-max_total_time="$seconds" -max_len=4096 -timeout=5 -rss_limit_mb=2048 -print_final_stats=1 -artifact_prefix="$found/$target-")
    dictionary=Fuzz/dictionaries/$target
    [ ! -f "$dictionary" ] || options+=(-dict="$dictionary")
    if ! "$fuzzer" "$target" "${options[@]}" "$found/$target" "Fuzz/corpus/$target" >"$log" 2>&1; then
        tail -n 40 "$log" >&2
        echo "fuzz: $target failed; the input is in $found" >&2
        exit 1
    fi
    statistic() { sed -n "s/^stat::$1: *//p" "$log"; }
    runs=$(statistic number_of_executed_units)
    [ "${runs:-0}" -gt 0 ] || { echo "fuzz: $target ran nothing" >&2; exit 1; }
    total=$((total + runs))
    printf 'fuzz: %-8s %9d executions in %d s, the slowest %s s, %s MiB at most\n' \
        "$target" "$runs" "$seconds" "$(statistic slowest_unit_time_sec)" "$(statistic peak_rss_mb)"
done
printf 'fuzz: %d executions, no crash, no leak, none over its time\n' "$total"
