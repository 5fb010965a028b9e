# Where set-up keeps its things, how it speaks, and what "done" means. Sourced by scripts/setup.sh.

repository=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
deps=$repository/.deps
downloads=$deps/downloads
work=$deps/work       # Unfinished things only: emptied at every start and end.
stamps=$deps/stamps   # One file per finished part: its inputs' checksum, then its files' (BLAKE2: three times faster here than SHA-256).

say() { printf 'set-up: %s\n' "$*"; }

stop() {
    printf 'set-up: %s\n' "$@" >&2
    exit 1
}

# Two set-ups at once would mix their files.
hold_lock() {
    mkdir -p "$deps" 2>/dev/null && [ -w "$deps" ] || stop "$deps is not writable for $(id -un): run this as the owner of $repository"
    exec 9>"$deps/.lock"
    flock --nonblock 9 || {
        say "another set-up is at work in $deps: waiting for it"
        flock 9
    }
}

begin_work() {
    rm -rf "$work"
    mkdir -p "$work" "$downloads" "$stamps"
    trap 'rm -rf "$work"' EXIT
    trap 'exit 130' INT TERM
}

# What a part is made from: the archive's pinned line and the scripts that unpack it.
inputs_of() {
    { locked_line "$(archive_of "$1")"; cat "$repository"/scripts/setup/{parts.sh,pocketsphinx.patch,onnx_graph.py,silero.py,minilm.py}; } | sha256sum | cut -d' ' -f1
}

part_is_ready() {
    local stamp=$stamps/$1
    [ -f "$stamp" ] || return 1
    [ "$(head -n 1 "$stamp")" = "$(inputs_of "$1")" ] || return 1
    (cd "$deps" && tail -n +2 "$stamp" | b2sum --check --status --strict)
}

# Moves the files made under $2 into .deps, each in one step, and stamps the part last.
install_part() {
    local part=$1 made=$2 file
    rm -f "${stamps:?}/$part"
    {
        inputs_of "$part"
        (cd "$made" && find . -type f -printf '%P\0' | sort -z | xargs -0 b2sum)
    } >"$work/$part.stamp"
    (cd "$made" && find . -type f -printf '%P\n') | while IFS= read -r file; do
        mkdir -p "$deps/$(dirname "$file")"
        mv -f "$made/$file" "$deps/$file"
    done
    mv "$work/$part.stamp" "$stamps/$part"
}
