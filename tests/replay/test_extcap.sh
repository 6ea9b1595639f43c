#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"

run "$program" --extcap-interfaces --extcap-version=4.0
want "the interfaces are told" says "{value=gt06-listen}{display=GT06: listen for trackers}"
run "$program" --extcap-interface gt06-replay --extcap-config
want "the options of a replay are told" says "{call=--file}"
run "$program" --extcap-interface gt06-listen --extcap-dlts
want "the link types are told" says "dlt {number=1}"

mkfifo "$work/fifo"
"$program" --capture --extcap-interface gt06-replay --file "$captures/demo.pcapng" --speed 0 \
    --fifo "$work/fifo" &
cat "$work/fifo" >"$work/copy.pcapng"
wait $!
run "$program" check "$work/copy.pcapng" -e 'gt06.protocol == 1 && gt06.direction == 0 ::m 1'
want "a capture is replayed into the pipe" is_code 0

# Listening: no tshark, no verdict, nothing on standard error, and all bytes in the pipe.
serve --no-live --quiet --no-judge
stop
"$program" --capture --extcap-interface gt06-listen --port "$port" --listen 127.0.0.1 \
    --command 'STATUS#' --after login --fifo "$work/fifo" 2>"$work/errors" &
listener=$!
server=$listener
cat "$work/fifo" >"$work/heard.pcapng" &
reader=$!
for _ in {1..200}; do
    (exec 5<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null && break
    sleep 0.05
done
run "$program" send "$captures/demo.pcapng" "127.0.0.1:$port" --speed max --quiet --no-judge
want "trackers are answered while Wireshark listens" says " 0 missing"
want "no tshark is started for that" test -z "$(pgrep -P "$listener" || true)"
kill -TERM "$listener"
code=0
wait "$listener" || code=$?
server=
wait "$reader"
want "Wireshark ends it" is_code 0
want "not a word on standard error: Wireshark takes any for a failure" test ! -s "$work/errors"
run "$program" check "$work/heard.pcapng" --port "$port" --fail-on error \
    -e 'gt06.direction == 0 ::m 23' -e 'gt06.command == "STATUS#" ::m 1'
want "Wireshark got everything" is_code 0

# Wireshark has crashed, and no packet comes that would tell: no program is left, no port is held.
ends() { # NAME
    for _ in {1..100}; do
        kill -0 "$server" 2>/dev/null || break
        sleep 0.1
    done
    # shellcheck disable=SC2016 # `want` evaluates it
    want "$1" eval '! kill -0 "$server" 2>/dev/null'
    kill "$server" 2>/dev/null || true
    wait "$server" 2>/dev/null || true
    server=
}
for interface in "gt06-listen --port $port" "gt06-replay --file $captures/demo.pcapng"; do
    # shellcheck disable=SC2086 # words
    "$program" --capture --extcap-interface $interface --fifo "$work/fifo" &
    server=$!
    head -c 10 "$work/fifo" >/dev/null
    ends "${interface%% *}: it ends with Wireshark and dumpcap"

    timeout 30 cat "$work/fifo" >/dev/null &
    reader=$!
    # shellcheck disable=SC2016,SC2086 # for the inner shell; words
    server=$(bash -c '"$@" >/dev/null & echo $!; sleep 1' wireshark "$program" --capture \
        --extcap-interface $interface --fifo "$work/fifo")
    ends "${interface%% *}: it ends with Wireshark, dumpcap still reading"
    wait "$reader" || true
done
exit "$failed"
