#!/usr/bin/env bash
# Runs a make target of the last commit on a Debian 12 that has nothing but make, and Swift on PATH.
# Usage (as root, with debootstrap): bare-debian.sh [--keep] [--folder DIR] TARGET...
#   --folder DIR   build the system in DIR (made, or used again where an earlier run kept it); else a temporary folder
#   --keep         leave the folder behind
# Lent by the host: the Swift toolchain, apt's and pip's configuration, certificates, and the recordings tests use.
# All mounts live in a mount namespace of their own and end with it, however the run ends.
set -euo pipefail

repository=$(cd "$(dirname "$0")/.." && pwd)

usage() { sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2; }

make_system() {
    local root=$1
    [ ! -e "$root/usr/bin/make" ] || return 0
    debootstrap --variant=minbase --include=make bookworm "$root" >"$root.log" 2>&1 || { tail -n 5 "$root.log" >&2; exit 1; }
    rm -f "$root.log"
    # No service of a package may start in here.
    printf '#!/bin/sh\nexit 101\n' >"$root/usr/sbin/policy-rc.d"
    chmod +x "$root/usr/sbin/policy-rc.d"
}

# Copies, so that what a package writes there never reaches the host.
lend_configuration() {
    local root=$1 path
    for path in /etc/apt /etc/pip.conf /etc/ssl/certs /usr/local/share/ca-certificates /root/.config/pip /etc/resolv.conf /etc/hosts; do
        [ -e "$path" ] || continue
        rm -rf "${root:?}$path"
        mkdir -p "$root$(dirname "$path")"
        cp -aL "$path" "$root$path" 2>/dev/null || true  # A dangling certificate link is no loss.
    done
    [ ! -e /etc/ssl/certs/ca-certificates.crt ] || cp -L /etc/ssl/certs/ca-certificates.crt "$root/etc/ssl/host-certificates.crt"
}

clone_repository() {
    local root=$1
    rm -rf "$root/work/main"
    mkdir -p "$root/work"
    git clone --quiet --no-hardlinks "$repository" "$root/work/main"
}

lend_folder() {  # ROOT HOST_FOLDER PLACE: read-only
    mkdir -p "$1$3"
    mount --bind "$2" "$1$3"
    mount -o remount,bind,ro "$1$3"
}

# Inside the mount namespace.
run_inside() {
    local root=$1 toolchain data name environment
    shift
    toolchain=$(dirname "$(dirname "$(dirname "$(readlink -f "$(command -v swift)")")")")
    data=${CODA_TEST_DATA:-$repository/../shared/data}
    lend_folder "$root" "$toolchain" /opt/swift
    [ ! -d /opt/wheels ] || lend_folder "$root" /opt/wheels /opt/wheels
    mount -t proc proc "$root/proc"
    mount --rbind /dev "$root/dev"
    environment=(HOME=/root LANG=C.UTF-8 PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin:/opt/swift/usr/bin)
    [ ! -d "$data" ] || { lend_folder "$root" "$(readlink -f "$data")" /work/shared/data; environment+=(CODA_TEST_DATA=/work/shared/data); }
    [ ! -e "$root/etc/ssl/host-certificates.crt" ] ||
        environment+=(PIP_CERT=/etc/ssl/host-certificates.crt SSL_CERT_FILE=/etc/ssl/host-certificates.crt)
    for name in $(compgen -e | grep -E '^(PIP_.*|[a-z]+_proxy|[A-Z]+_PROXY|CI)$' | grep -v '^PIP_CERT$'); do
        environment+=("$name=${!name}")
    done
    chroot "$root" /usr/bin/env -i "${environment[@]}" /bin/bash -c 'cd /work/main && exec make "$@"' make "$@" </dev/null
}

if [ "${1:-}" = --inside ]; then
    shift
    run_inside "$@"
    exit
fi

keep='' folder=''
while [[ ${1:-} == --* ]]; do
    case $1 in
    --keep) keep=yes ;;
    --folder) folder=${2:?--folder needs a folder}; shift ;;
    *) usage ;;
    esac
    shift
done
[ $# != 0 ] || usage
[ "$(id -u)" = 0 ] || { echo "bare-debian: this needs root (chroot and mounts)" >&2; exit 1; }
for tool in debootstrap swift git unshare; do
    command -v "$tool" >/dev/null || { echo "bare-debian: $tool is missing" >&2; exit 1; }
done

root=${folder:-$(mktemp -d)/debian}
mkdir -p "$root"
root=$(cd "$root" && pwd)
[[ $root/ != "$repository"/* ]] || { echo "bare-debian: $root lies inside the repository" >&2; exit 1; }
# Outside the namespace nothing of the host is mounted below the folder; one file system all the same.
[ -n "$keep" ] || trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
trap 'exit 130' INT TERM

make_system "$root"
lend_configuration "$root"
clone_repository "$root"
started=$SECONDS
status=0
# Processes that outlive the command end with their namespace.
unshare --mount --pid --fork --kill-child "$0" --inside "$root" "$@" || status=$?
echo "bare-debian: make $* ended with $status after $((SECONDS - started)) s"
exit "$status"
