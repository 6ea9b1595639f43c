#!/usr/bin/env bash
# Peers that mean no good: whatever they do, memory stays within its limits, no descriptor is left,
# and trackers are served. Each attack has a server of its own and prints what it came to: how many
# connections were open at once, how many bytes the server took, and its memory at its most.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng
CONNECTIONS=${CONNECTIONS:-100000} # one after the other
HELD=${HELD:-4000}                 # at once, and a quarter more
PEERS=${PEERS:-60000}              # over UDP, and a quarter more

# KiB that a server's memory may grow by; the address sanitizer keeps what was freed.
small=50000
tiny=${ASAN_OPTIONS:+$small}
tiny=${tiny:-4000}
ulimit -Sn "$(ulimit -Hn)"

descriptors() { find "/proc/$server/fd" | wc -l; }
# What the server has read; datagrams do not count.
taken() { awk '/^rchar/ { print $2 }' "/proc/$server/io"; }
peak() { awk '/VmHWM/ { print $2 }' "/proc/$server/status"; }

# begin OPTION...: a server that is attacked.
begin() {
    serve --no-live --quiet --no-judge "$@"
    sleep 0.5
    opened=$(descriptors)
    read_before=$(taken)
    peak_before=$(peak)
}

trackers_are_served() {
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
    want "$1: trackers are served all the same" is_code 0
}

# end NAME [KIB [BYTES]]: judges the attack; KIB is what memory may grow by, BYTES what was taken.
end() {
    local most=${2:-$small} bytes=${3:-$(($(taken) - read_before))} memory
    trackers_are_served "$1"
    memory=$(peak)
    want "$1: memory grows by less than $most KiB" test $((memory - peak_before)) -lt "$most"
    for _ in {1..50}; do
        (($(descriptors) > opened)) || break
        sleep 0.1
    done
    want "$1: no descriptor is left" test "$(descriptors)" -le "$opened"
    stop
    want "$1: the server ends well" is_code 0
    echo "$1: $(grep -o '[0-9]* at once;' "$work/serve" | cut -d' ' -f1) connections at once," \
        "$bytes bytes, $memory KiB"
}

begin
head -c 3000000 /dev/zero | tr '\0' '\200' >"$work/garbage"
(cat "$work/garbage" >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || true
end "endless garbage" "$tiny"
want "it is cut off" server_says "bytes without end"

begin --idle 3
(
    exec 5<>"/dev/tcp/127.0.0.1/$port"
    printf '\x79\x79\xff\xff' >&5
    head -c 40000 "$work/garbage" >&5
    read -rt 10 -N 1 -u 5
) || true
end "a length that never completes" "$tiny"

# 15 MB of answers that nobody takes.
begin
frame='\x78\x78\x0a\x13\x44\x01\x04\x00\x01\x00\x05\x08\x45\x0d\x0a'
for _ in {1..10000}; do printf '%b' "$frame"; done >"$work/beats"
(
    exec 5<>"/dev/tcp/127.0.0.1/$port"
    for _ in {1..150}; do cat "$work/beats" >&5 || exit 0; done
    sleep 1
) 2>/dev/null || true
end "a peer that does not read" "$tiny"
want "it is cut off, too" server_says "does not read"

begin --write "$work/reset.pcapng"
(exec 5<>"/dev/tcp/127.0.0.1/$port" && cat "$work/beats" >&5) 2>/dev/null || true
end "a reset in mid-write" "$tiny"
resets=$(tshark -r "$work/reset.pcapng" -Y "tcp.flags.reset == 1 && tcp.dstport == $port" | wc -l)
want "the peer has reset" test "$resets" -eq 1

begin
for ((i = 0; i < CONNECTIONS; i++)); do
    exec 5<>"/dev/tcp/127.0.0.1/$port" || break
    exec 5>&-
done 2>/dev/null
want "all are taken" test "$i" -eq "$CONNECTIONS"
end "$CONNECTIONS connections one after the other"

# hold COUNT: connections that stay open, each in a message that lacks its last byte, until $holder
# is ended.
hold() {
    python3 -c '
import signal, socket, sys
message = bytes.fromhex("7979ffff") + 65536 * b"\x80"
held = []
signal.alarm(900)
for _ in range(int(sys.argv[2])):
    peer = socket.create_connection(("127.0.0.1", int(sys.argv[1])))
    held.append(peer)
    try:
        peer.sendall(message)
    except OSError:
        pass # sent away
print("held", flush=True)
signal.pause()' "$port" "$1" >"$work/held" &
    holder=$!
    while [[ ! -s $work/held ]] && kill -0 "$holder"; do sleep 0.1; done
}

begin --most "$HELD"
hold $((HELD + HELD / 4))
name="$((HELD + HELD / 4)) connections at once, each with 65,540 bytes of a message"
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge --retries 0 --relogins 0
want "$name: there is no room for trackers" says "given up"
bytes=$(($(taken) - read_before))
want "$name: what there is room for is taken ($bytes bytes)" test "$bytes" -ge $((HELD * 65540))
kill "$holder"
wait "$holder" || true
end "$name" $((small + HELD * 72)) "$bytes"
want "no more are held than --most" server_says " $HELD at once;"
want "and the others are sent away" server_says "were sent away: there were $HELD at once"

# Datagrams whose senders are many addresses; every other one is garbage. Answers are waited for, so
# that no datagram is lost on the way.
begin --most "$PEERS" --idle 30
sent=$((PEERS + PEERS / 4))
name="$sent forged peers over UDP"
python3 -c '
import socket, struct, sys
beat = bytes.fromhex("78780a134401040001000508450d0a")
peer = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
peer.settimeout(60)
for i in range(int(sys.argv[2])):
    sender = struct.pack("=I4B4x", 0, 127, 1 + (i >> 16), i >> 8 & 255, i & 255)
    peer.sendmsg([1400 * b"\x80" if i % 2 else beat], [(socket.IPPROTO_IP, 8, sender)], # IP_PKTINFO
                 0, ("127.0.0.1", int(sys.argv[1])))
    for _ in range(16 if i % 32 == 31 and i < int(sys.argv[3]) else 0):
        peer.recv(64)' "$port" "$sent" "$PEERS"
sleep 31
end "$name" $((small + PEERS)) $((sent * (1400 + 15) / 2))
want "no more are kept than --most ($(grep -o ' [0-9]* at once;' "$work/serve"))" \
    server_says " $PEERS at once;"
want "and the others are sent away" server_says "were sent away: there were $PEERS at once"

# Silent ones are closed.
begin --idle 3
exec 5<>"/dev/tcp/127.0.0.1/$port"
sleep 4.5
closed=0
read -rt 1 -N 1 -u 5 || closed=$? # 1: the other side has closed; above 128: nothing came
want "a silent peer is closed" test "$closed" -eq 1
exec 5>&-
end "a silent peer"

# More trackers than are welcome.
serve --no-live --quiet --no-judge --most 2
run "$program" send "$demo" "127.0.0.1:$port" --speed x60 --max-gap 1 --quiet --no-judge --devices 5 \
    --retries 0 --relogins 0
want "the third one is sent away" says "3 given up"
stop
want "and the server says so" server_says "3 were sent away"
exit "$failed"
