#!/usr/bin/env bash
# Runs the Autobahn fuzzing client against the network layer's echo and fails on every case that is not conformant.
# It needs Python 2.7, the suite's last home: named by PYTHON2, else python2.7 on PATH, else pyenv's.
# Arguments: the cases, such as "6.*" (default: all). The report stays in .venv-autobahn/reports.
set -euo pipefail
cd "$(dirname "$0")/.."

lock=Tests/Autobahn/requirements.txt
environment=$PWD/.venv-autobahn
echo_server=.build/release/coda-echo

find_python() {
    local candidate
    for candidate in "${PYTHON2:-}" python2.7 "${PYENV_ROOT:-$HOME/.pyenv}"/versions/2.7.*/bin/python2.7; do
        # A pyenv shim answers only where its version is chosen.
        if [ -n "$candidate" ] && "$candidate" -c '' 2>/dev/null; then
            echo "$candidate"
            return
        fi
    done
    echo "autobahn: there is no Python 2.7 here, and the suite runs on no other: install one (pyenv install 2.7.18), or name it with PYTHON2" >&2
    return 1
}

install_suite() {
    local python
    python=$(find_python)
    echo "autobahn: installing $(grep -c '==' "$lock") pinned Python 2.7 packages into .venv-autobahn"
    rm -rf "$environment"
    {
        # The newest virtualenv that still makes environments for 2.7 brings a pip that still runs there.
        "$python" -m pip --quiet --no-input --disable-pip-version-check install --prefix "$environment/maker" virtualenv==20.15.1
        PYTHONPATH=$environment/maker/lib/python2.7/site-packages "$python" -m virtualenv --quiet "$environment/suite"
        "$environment/suite/bin/python" -m pip --quiet --no-input --disable-pip-version-check install --no-deps -r "$lock"
    } 2> >(grep -v DEPRECATION >&2) || { echo "autobahn: pip could not install the suite: check the network and pip's index, then run this again" >&2; exit 1; }
    cp "$lock" "$environment/complete"
}

[ -x "$echo_server" ] || { echo "autobahn: $echo_server is missing: run swift build -c release --product coda-echo" >&2; exit 1; }
cmp -s "$lock" "$environment/complete" || install_suite

exec {port_of}< <(exec "$echo_server")
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
read -r port <&"$port_of" || { echo "autobahn: the echo did not start" >&2; exit 1; }

reports=$environment/reports
rm -rf "$reports"
mkdir -p "$reports"
cases=$(printf '"%s",' "${@:-*}")
cat >"$environment/spec.json" <<END
{"outdir": "$reports", "servers": [{"agent": "coda", "url": "ws://127.0.0.1:$port"}],
 "cases": [${cases%,}], "exclude-cases": [], "exclude-agent-cases": {}}
END
"$environment/suite/bin/wstest" --mode fuzzingclient --spec "$environment/spec.json" >"$environment/log" 2>&1 ||
    { tail -n 20 "$environment/log" >&2; echo "autobahn: the fuzzing client failed" >&2; exit 1; }
kill -0 "$server" || { echo "autobahn: the echo ended during the run" >&2; exit 1; }
/usr/bin/python3 scripts/autobahn-verdict.py "$reports/index.json"
