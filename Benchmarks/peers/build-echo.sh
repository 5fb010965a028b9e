#!/bin/bash
# Builds the bare libwebsockets echo into .build/peers/lws-echo; `coda bench websocket` finds it there.
set -euo pipefail
cd "$(dirname "$0")/../.."
mkdir -p .build/peers
[ .build/peers/lws-echo -nt Benchmarks/peers/lws-echo.c ] && exit
cc -O2 -Wall -Wextra -o .build/peers/lws-echo Benchmarks/peers/lws-echo.c $(pkg-config --cflags --libs libwebsockets)
