#!/usr/bin/env bash
# Brings a fresh Debian 12 with a Swift toolchain to where Coda builds and runs: system packages, ONNX Runtime,
# PocketSphinx and the models. Run it again at any time: what is done and undamaged is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."
for topic in state packages downloads parts; do source "scripts/setup/$topic.sh"; done

needed_megabytes=2000

problems=()
problem() { problems+=("$1"); }

stop_on_problems() {
    [ ${#problems[@]} = 0 ] || stop "cannot go on:" "${problems[@]/#/  - }"
}

check_system() {
    local id='' release='' free
    [ ! -r /etc/os-release ] || { id=$(. /etc/os-release; echo "$ID"); release=$(. /etc/os-release; echo "${VERSION_ID:-}"); }
    [ "$id $release" = "debian 12" ] || [ -n "${CODA_ANY_SYSTEM:-}" ] ||
        problem "this is ${id:-an unknown system} $release, not Debian 12; CODA_ANY_SYSTEM=1 tries all the same"
    [ "$(uname -m)" = x86_64 ] || problem "this machine is $(uname -m); the pinned ONNX Runtime is for x86_64"
    command -v apt-get >/dev/null && command -v dpkg-query >/dev/null || problem "apt-get or dpkg-query is not there"
    [ $((${#packages[@]} + ${#unready[@]})) != 0 ] || return 0
    free=$(df --output=avail --block-size=1M "$repository" | tail -n 1)
    [ "$free" -ge "$needed_megabytes" ] || problem "${free// /} MB are free in $repository; $needed_megabytes MB are needed"
}

check_toolchain() {
    local found
    command -v swift >/dev/null || { problem "no swift on PATH: install a Swift toolchain (6.3 or newer) and add its usr/bin to PATH"; return; }
    # On a bare system it cannot start before its libraries are installed; then this is asked again.
    found=$(swift --version 2>/dev/null | sed -n 's/.*Swift version \([0-9]*\.[0-9]*\).*/\1/p' | head -n 1) || true
    [ -z "$found" ] || printf '6.3\n%s\n' "$found" | sort --check --version-sort 2>/dev/null ||
        problem "swift is $found; 6.3 or newer is needed"
    [ -n "$found" ] || [ "${1:-}" != required ] || problem "swift does not start: $(swift --version 2>&1 | head -n 1)"
}

check_packages() {
    [ ${#packages[@]} != 0 ] || return 0
    if ! may_install_packages; then
        problem "packages are missing and this is neither root nor a user with sudo; as root: apt-get install ${packages[*]}"
    elif ! download_packages "${packages[@]}"; then
        problem "apt-get could not fetch packages (no network, or apt's sources lack them): $(grep -m 1 '^E:' "$work/apt.log" || tail -n 1 "$work/apt.log")"
    fi
}

check_index() {
    [ ${#unready[@]} != 0 ] && dpkg-query --show python3-venv >/dev/null 2>&1 || return 0
    prepare_fetcher || problem "pip could not fetch its tools (no network, or pip's index is not reachable): $(tail -n 1 "$work/pip.log")"
}

make_parts() {
    local part made
    for part in "${unready[@]}"; do download "$(archive_of "$part")" "$(purpose_of "$part")"; done
    for part in "${unready[@]}"; do
        say "unpacking $(purpose_of "$part")"
        made=$work/made-$part
        mkdir "$made"
        "make_$part" "$(downloaded "$(archive_of "$part")")" "$made"
        install_part "$part" "$made"
    done
    rm -rf "$downloads" "$fetcher"
}

hold_lock
begin_work

mapfile -t missing < <(missing_packages)
packages=("${missing[@]%% *}")
unready=()
for part in "${all_parts[@]}"; do part_is_ready "$part" || unready+=("$part"); done

check_system
check_toolchain
check_packages
check_index
stop_on_problems

if [ ${#packages[@]} != 0 ]; then
    say "installing Debian packages:"
    for line in "${missing[@]}"; do printf '  %-20s %s\n' "${line%% *}" "${line#* }"; done
    install_packages "${packages[@]}"
fi
check_toolchain required
[ ${#packages[@]} = 0 ] || check_index
stop_on_problems
[ ${#unready[@]} = 0 ] || make_parts
say "ready"
