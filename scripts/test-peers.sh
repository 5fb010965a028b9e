#!/usr/bin/env bash
# Talks to the built server with clients that are not ours: pytest over Tests/Peers, in .venv with pinned packages.
# CODA_BINARY names the server to test.
set -euo pipefail
cd "$(dirname "$0")/.."

compgen -G 'Tests/Peers/test_*.py' >/dev/null || exit 0

lock=Tests/Peers/requirements.lock
if ! cmp -s "$lock" .venv/complete; then
    echo "test peers: installing $(grep -c '==' "$lock") pinned Python packages into .venv"
    rm -rf .venv
    /usr/bin/python3 -m venv .venv
    .venv/bin/python -m pip --quiet --disable-pip-version-check --no-input install \
        --require-hashes --no-deps --only-binary :all: -r "$lock" ||
        { echo "test peers: pip could not install them: check the network and pip's index, then run this again" >&2; exit 1; }
    cp "$lock" .venv/complete
fi
# Files that are named are run alone.
case " $* " in *" Tests/"*) ;; *) set -- Tests/Peers "$@" ;; esac
exec .venv/bin/python -m pytest -p no:cacheprovider -o asyncio_mode=auto -o asyncio_default_fixture_loop_scope=function --quiet -rfEs "$@"
