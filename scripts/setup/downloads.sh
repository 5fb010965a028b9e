# Archives from the Python package index, by pip, each checked against its pinned SHA-256. Sourced by scripts/setup.sh.

archive_lock=$repository/scripts/requirements.lock
fetcher=$deps/venv

locked_line() { grep "^$1==" "$archive_lock" || stop "$archive_lock has no line for $1"; }
locked_sum() { locked_line "$1" | sed 's/.*sha256://'; }

# The file in downloads/ whose content is what the lock names; nothing where it is absent or damaged.
downloaded() {
    local wanted file
    wanted=$(locked_sum "$1")
    for file in "$downloads"/*; do
        [ -f "$file" ] || continue
        [ "$(sha256sum "$file" | cut -d' ' -f1)" != "$wanted" ] || { printf '%s\n' "$file"; return; }
    done
}

pip_quietly() {
    "$fetcher/bin/python" -m pip --quiet --disable-pip-version-check --no-input --retries 2 --timeout 30 "$@" >"$work/pip.log" 2>&1
}

# pip prepares a source archive's metadata to download it, and needs the archive's build tool for that.
prepare_fetcher() {
    local lock=$repository/scripts/setup/build-tools.lock
    [ ! -f "$fetcher/complete" ] || ! cmp -s "$lock" "$fetcher/complete" || return 0
    rm -rf "$fetcher"
    /usr/bin/python3 -m venv "$fetcher" && pip_quietly install --require-hashes --no-deps --only-binary :all: -r "$lock" || return 1
    cp "$lock" "$fetcher/complete"
}

download() {
    local name=$1 folder=$work/download
    [ -z "$(downloaded "$name")" ] || return 0
    say "fetching $(locked_line "$name" | cut -d' ' -f1) for $2"
    rm -rf "$folder"
    mkdir "$folder"
    locked_line "$name" >"$work/one.lock"
    pip_quietly download --require-hashes --no-deps --no-build-isolation --dest "$folder" -r "$work/one.lock" || {
        tail -n 5 "$work/pip.log" >&2
        stop "pip could not fetch $name: check the network and pip's index (pip config list), then run this again; what is fetched already is kept"
    }
    mv "$folder"/* "$downloads/"
}
