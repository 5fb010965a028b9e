#!/usr/bin/env bash
# Compares the libraries a built program links with the committed list, and says what is new or gone.
# Usage: check-libraries.sh BINARY [LIST]; with --update as third argument the list is written instead.
set -euo pipefail
binary=${1:?usage: check-libraries.sh BINARY [LIST] [--update]}
list=${2:-$(dirname "$0")/linked-libraries.txt}

[ -x "$binary" ] || { echo "libraries: $binary is not there: make build first" >&2; exit 1; }
linked=$(LC_ALL=C readelf --dynamic "$binary" | sed -n 's/.*(NEEDED).*\[\(.*\)\]/\1/p' | LC_ALL=C sort)
[ -n "$linked" ] || { echo "libraries: readelf names none for $binary" >&2; exit 1; }

if [ "${3:-}" = --update ]; then
    { grep '^#' "$list" || true; echo "$linked"; } >"$list.new"
    mv "$list.new" "$list"
    exit
fi

known=$(grep -v '^#' "$list" | LC_ALL=C sort)
new=$(LC_ALL=C comm -23 <(echo "$linked") <(echo "$known"))
gone=$(LC_ALL=C comm -13 <(echo "$linked") <(echo "$known"))
unfound=$(ldd "$binary" | sed -n 's/^\s*\(.*\) => not found/\1/p')
for name in $new; do echo "libraries: $name is linked and not in $list"; done
for name in $gone; do echo "libraries: $name is in $list and no longer linked"; done
for name in $unfound; do echo "libraries: $name is linked and not installed here"; done
if [ -n "$new$gone$unfound" ]; then
    echo "libraries: if that is meant, run scripts/check-libraries.sh $binary $list --update and commit the list" >&2
    exit 1
fi
echo "libraries: $(wc -l <<<"$linked") linked, all known"
