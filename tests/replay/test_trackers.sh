#!/usr/bin/env bash
# Trackers in a long life: connections end, platforms read slowly, faults hold the last message.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
compiler=$3
position='> short 12 {date 2026-03-01 07:00:30}
    {gps sat=9 lat=-24 lon=-8 speed=0 course=90 fix acc=on} {lbs 1 1 0A01 000101} 01 03 00 {u32 0}'

# capture NAME: makes $work/NAME.pcapng of the text on standard input, one of healthy terminals.
capture() {
    { echo 'at 2026-03-01T08:00:00Z' && cat; } >"$work/$1.txt"
    "$compiler" "$work/$1.txt" "$work/$1.pcapng"
}
login() { echo "> short 01 serial=0001 {imei $1} 7003 0648"; }
flow() { echo "flow $1 $2 198.51.100.7:4000$3 203.0.113.10:8888"; }
repeat() { for ((i = 0; i < $1; i++)); do echo "$2"; done; }

# sends NAME OPTION...: with a verdict on what was sent and got.
sends() {
    local name=$1
    shift
    run "$program" send "$work/$name.pcapng" "127.0.0.1:$port" --quiet --no-live "$@"
}

capture mixed < <(
    flow boat tcp 1 && login 123456789012347 && echo '> short 13 44 06 04 0002'
    flow buoy udp 2 && login 123456789012354 && echo '> short 13 44 06 04 0002'
)
capture positions < <(flow boat tcp 1 && login 123456789012347 && repeat 3 "$position")
capture again < <(
    flow boat tcp 1 && login 123456789012347 && echo 'close client fin'
    flow again tcp 2 && login 123456789012347 && echo 'close client fin'
    flow next tcp 3 && login 123456789012354 && echo 'close client fin'
)
capture beats < <(
    flow boat tcp 1 && login 123456789012347
    repeat 6 'after 0.5
> short 13 44 06 04 0002'
)

serve --no-live --no-judge --quiet
sends mixed --speed max -e 'tcp && gt06.protocol == 0x13 :: 2' -e 'udp && gt06.protocol == 0x13 :: 2'
want "each terminal has the transport that was captured" is_code 0
sends mixed --speed max --tcp -e 'tcp && gt06.protocol == 0x13 :: 4'
want "or the one that is asked for" is_code 0

for fault in coalesce=2 coalesce=9 reorder delay=600 slow=20; do
    sends positions --speed max --fault "$fault,number=12" \
        -e 'gt06.protocol == 0x12 && gt06.direction == 0 ::m 3'
    want "$fault does not swallow the last message" is_code 0
done
sends positions --speed x4 --fault coalesce=3,number=12 -e 'gt06.protocol == 0x12 :: 1'
want "messages wait for others as long as it takes" is_code 0

sends beats --speed max --loop 3 -e 'gt06.protocol == 0x01 && gt06.direction == 0 ::m 1' \
    -e 'gt06.protocol == 0x13 && gt06.direction == 0 ::m 18' -e 'gt06.expert.serial_gap :: 0'
want "a terminal that is logged in does not log in again" is_code 0

sends again --speed max --devices 6 -e 'gt06.protocol == 0x01 && gt06.direction == 0 ::m 6'
want "devices have different identities, whatever was captured" is_code 0
want "all six" test "$(grep -c '^  [0-9]\{15\} ' "$work/out")" -eq 6
stop

# The connection ends behind the second heartbeat. The next one is late then, the others are not.
serve --no-live --no-judge --quiet --fault reset,number=13,from=2,every=99
sends beats --fail-on none --timeout 1 --write "$work/late.pcapng" \
    -e 'gt06.protocol == 0x13 && gt06.direction == 0 && tcp.time_delta > 0.3 :: >= 4'
want "messages keep their distances after a new login" is_code 0
want "one new login" says " 1 new logins"
stop
serve --no-live --no-judge --quiet --fault reset,number=13
sends beats --speed max --fail-on none --timeout 0.2 -e 'gt06.protocol == 0x13 && gt06.direction == 0 ::m 6'
want "more logins than --relogins, each with success between them" says " 0 given up"
stop
serve --no-live --no-judge --quiet --silent
sends beats --speed max --no-judge --timeout 0.001 --retries 299 --relogins 0
want "as many retries as asked for" says " 299 sent again"
stop

# A platform that reads 200 KB each 20 ms at most, and one that reads nothing.
capture many < <(flow boat tcp 1 && login 123456789012347 && repeat 100 "$position")
slow_reader() {
    python3 - "$work/port" "$1" >"$work/read" 2>&1 <<'PYTHON' &
import os, socket, sys, time
listener = socket.create_server(("127.0.0.1", 0))
listener.settimeout(60)
with open(sys.argv[1] + ".new", "w") as file:
    file.write(str(listener.getsockname()[1]))
os.rename(sys.argv[1] + ".new", sys.argv[1])
peer = listener.accept()[0]
size = 0
while int(sys.argv[2]):
    got = len(peer.recv(int(sys.argv[2])))
    if got == 0:
        break
    size += got
    time.sleep(0.02)
else:
    time.sleep(60)
print(size)
PYTHON
    server=$!
    for _ in {1..200}; do
        [[ ! -s $work/port ]] || break
        sleep 0.05
    done
    port=$(cat "$work/port")
    rm "$work/port"
}
rm -f "$work/port"
slow_reader 200000
sends many --no-judge --speed max --verbatim --loop 2000
want "a slow platform is waited for" says " 0 new logins, 0 given up"
wait "$server" || true
server=
want "it gets every byte" test "$(cat "$work/read")" -eq $((2000 * (100 * 43 + 22)))
slow_reader 0
sends many --no-judge --speed max --verbatim --loop 2000 --timeout 0.2 --retries 0 --relogins 0
want "one that reads nothing is given up" says " 1 given up"
stop
exit "$failed"
