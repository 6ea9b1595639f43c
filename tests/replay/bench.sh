# shellcheck shell=bash
# bench.sh
# For the tests of gt06-replay: beside wanted.sh, a server on a free port.
#
# SPDX-License-Identifier: GPL-2.0-or-later

program=$1
# shellcheck disable=SC2034 # for the tests
captures=$2
# shellcheck source=tests/wanted.sh
. "$(dirname "${BASH_SOURCE[0]}")/../wanted.sh"
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

# serve OPTION...: starts a server; its port in $port, its output in $work/serve.
serve() {
    rm -f "$work/port"
    "$program" serve --port 0 --port-file "$work/port" "$@" >"$work/serve" 2>&1 &
    server=$!
    for _ in {1..200}; do
        [[ ! -s $work/port ]] || break
        sleep 0.05
    done
    port=$(cat "$work/port" 2>/dev/null || true)
    [[ -n $port ]] || { cat "$work/serve"; echo "FAILED: the server does not start"; exit 1; }
}

# stop [SIGNAL]: ends the server; its exit code in $code.
stop() {
    code=0
    kill "-${1:-TERM}" "$server"
    wait "$server" || code=$?
    server=
}

# run COMMAND...: its output in $work/out, its exit code in $code.
run() {
    code=0
    "$@" >"$work/out" 2>&1 || code=$?
}

server_says() { grep -q -- "$1" "$work/serve"; }
