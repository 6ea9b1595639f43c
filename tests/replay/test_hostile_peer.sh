#!/usr/bin/env bash
# Peers that mean no good: whatever they do, memory stays small, no descriptor is left, and trackers
# are served.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng
CONNECTIONS=${CONNECTIONS:-100000}

resident() { awk '/VmRSS/ { print $2 }' "/proc/$server/status"; }
descriptors() { find "/proc/$server/fd" | wc -l; }
served() {
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
    want "$1: trackers are served all the same" is_code 0
    want "$1: memory stays small ($(resident) KiB)" test "$(resident)" -lt 60000
}

serve --no-live --quiet --no-judge --idle 3
sleep 0.5
before=$(descriptors)

head -c 3000000 /dev/zero | tr '\0' '\200' >"$work/garbage"
(cat "$work/garbage" >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || true
served "endless garbage"
want "it is cut off" server_says "bytes without end"

(printf '\x79\x79\xff\xff' && head -c 40000 "$work/garbage") >"/dev/tcp/127.0.0.1/$port" || true
served "a length that never completes"

# 15 MB of answers that nobody takes.
frame='\x78\x78\x0a\x13\x44\x01\x04\x00\x01\x00\x05\x08\x45\x0d\x0a'
for _ in {1..10000}; do printf '%b' "$frame"; done >"$work/beats"
(
    exec 5<>"/dev/tcp/127.0.0.1/$port"
    for _ in {1..150}; do cat "$work/beats" >&5 || exit 0; done
    sleep 1
) 2>/dev/null || true
served "a peer that does not read"
want "it is cut off, too" server_says "does not read"

(exec 5<>"/dev/tcp/127.0.0.1/$port" && cat "$work/beats" >&5) 2>/dev/null || true
served "a reset in mid-write"

begin=$SECONDS
for ((i = 0; i < CONNECTIONS; i++)); do
    exec 5<>"/dev/tcp/127.0.0.1/$port" || break
    exec 5>&-
done 2>/dev/null
want "$CONNECTIONS connections in $((SECONDS - begin)) s" test "$i" -eq "$CONNECTIONS"
served "$CONNECTIONS connections"

# Silent ones are closed; what was opened is closed again.
exec 5<>"/dev/tcp/127.0.0.1/$port"
sleep 4.5
closed=0
read -rt 1 -N 1 -u 5 || closed=$? # 1: the other side has closed; above 128: nothing came
want "a silent peer is closed" test "$closed" -eq 1
exec 5>&-
sleep 0.3
want "no descriptor is left ($before, $(descriptors))" test "$(descriptors)" -le "$before"
stop
want "the server ends well" is_code 0

# More trackers than are welcome.
serve --no-live --quiet --no-judge --most 2
run "$program" send "$demo" "127.0.0.1:$port" --speed x60 --max-gap 1 --quiet --no-judge --devices 5 \
    --retries 0 --relogins 0
want "the third one is sent away" says "3 given up"
stop
want "and the server says so" server_says "3 were sent away"
exit "$failed"
