#!/usr/bin/env bash
# Prints where promtool is. Where there is none it takes the one of Debian's package prometheus, without installing that: it would bring a
# server that starts by itself.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v promtool && exit
tool=$PWD/.deps/promtool/promtool
if [ ! -x "$tool" ]; then
    work=$(mktemp -d)
    trap 'rm -rf "$work"' EXIT
    chmod 755 "$work"  # apt-get downloads as another user.
    (cd "$work" && apt-get -qq download prometheus && dpkg-deb --extract prometheus_*.deb unpacked) >&2
    install -D "$work/unpacked/usr/bin/promtool" "$tool"
fi
echo "$tool"
