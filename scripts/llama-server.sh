#!/usr/bin/env bash
# Makes .venv-llama: the server that Tests/Peers/test_language_model.py talks to, built from its source archive (six minutes of one core, once).
set -euo pipefail
cd "$(dirname "$0")/.."

lock=Tests/Peers/llama.lock
cmp -s "$lock" .venv-llama/complete && exit 0
echo "language-model test: building llama.cpp's server into .venv-llama, which takes some minutes"
rm -rf .venv-llama
/usr/bin/python3 -m venv .venv-llama
# Without instructions of this one machine, so that a copied folder runs on another.
CMAKE_ARGS="-DGGML_NATIVE=OFF -DLLAVA_BUILD=OFF" CMAKE_BUILD_PARALLEL_LEVEL="${CMAKE_BUILD_PARALLEL_LEVEL:-$(nproc)}" \
    .venv-llama/bin/python -m pip --quiet --disable-pip-version-check --no-input install --require-hashes --no-deps -r "$lock" ||
    { echo "language-model test: pip could not build it: check the network and pip's index, then run this again" >&2; exit 1; }
cp "$lock" .venv-llama/complete
