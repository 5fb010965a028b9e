#!/usr/bin/env bash
# Measures Coda and its peers on the same recordings and messages, with the same client, one after the other, and prints them side by
# side. Further arguments go to every `coda bench turn`, such as --quick. CODA_TEST_DATA names the recordings, CODA_BINARY the program.
set -euo pipefail
cd "$(dirname "$0")/../.."

coda=${CODA_BINARY:-.build/release/coda}
data=${CODA_TEST_DATA:-../shared/data}/speech
out=.build/peers
lock=Benchmarks/peers/requirements.lock
mkdir -p "$out"

if ! cmp -s "$lock" .venv-peers/complete; then
    echo "bench peers: installing $(grep -c '==' "$lock") pinned Python packages into .venv-peers"
    rm -rf .venv-peers
    /usr/bin/python3 -m venv .venv-peers
    .venv-peers/bin/python -m pip --quiet --disable-pip-version-check --no-input install --require-hashes --no-deps -r "$lock" ||
        { echo "bench peers: pip could not install them: check the network and pip's index, then run this again" >&2; exit 1; }
    cp "$lock" .venv-peers/complete
fi
Benchmarks/peers/build-echo.sh

# pipecat's server is a peer's own process: it is started anew for each run and ended after it.
pipecat=
trap '[ -z "$pipecat" ] || kill "$pipecat" 2>/dev/null || true' EXIT
for clients in 1 5; do
    "$coda" bench turn --data "$data" --clients "$clients" "$@" --json "$out/coda-$clients.json" >/dev/null
    rm -f "$out/port"
    .venv-peers/bin/python Benchmarks/peers/pipecat_server.py .deps/models/en-us >"$out/port" 2>"$out/pipecat.log" &
    pipecat=$!
    for _ in $(seq 300); do
        [ ! -s "$out/port" ] || break
        kill -0 "$pipecat" 2>/dev/null || { cat "$out/pipecat.log" >&2; exit 1; }
        sleep 0.1
    done
    "$coda" bench turn --data "$data" --clients "$clients" --server "$(cat "$out/port")" "$@" --json "$out/pipecat-$clients.json" >/dev/null
    kill "$pipecat"
    wait "$pipecat" 2>/dev/null || true
    pipecat=
done
"$coda" bench websocket --peers --quick --json "$out/websocket.json" >/dev/null
# Asked one by one on one core; the peers that it starts are kept there with it.
taskset -c 0 "$coda" bench search --sizes 1000,10000,100000 --json "$out/search.json" >/dev/null

for clients in 1 5; do
    echo
    echo "$clients at once, recordings of $data:"
    echo
    Benchmarks/peers/table.py "Coda=$out/coda-$clients.json" "Pipecat=$out/pipecat-$clients.json" -- \
        first_audible_ms.p50 first_audible_ms.p95 first_byte_ms.p50 answered_in_3s_share cut_off_share unanswered_share turns
done
echo
echo "WebSocket messages a second:"
echo
Benchmarks/peers/table.py "this run=$out/websocket.json" -- \
    json_messages_per_s bare_echo_messages_per_s websockets_echo_messages_per_s setup_ms.p50 latency_ms.p99 kb_per_client
echo
echo "The nearest ten of 1,000, 10,000 and 100,000 vectors, milliseconds of a search that finds 98 in 100:"
echo
Benchmarks/peers/table.py "this run=$out/search.json" -- $(
    for n in 1000 10000 100000; do
        echo "search_ms.$n.p50"
        for peer in hnswlib faiss_hnsw faiss_hnsw_sq8 faiss_flat usearch_f16 usearch_i8 sqlite_vec; do echo "peer_search_ms.$n.$peer.p50"; done
    done)
