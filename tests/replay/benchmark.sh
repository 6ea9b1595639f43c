#!/usr/bin/env bash
# benchmark.sh PROGRAM CAPTURES COMPILER
#
# Prints what gt06-replay can do on this machine; it judges nothing. All traffic is on loopback.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
compiler=$3
wanted=10100

# Steal, idle and all time of all processors, in ticks.
ticks() { awk '/^cpu / { print $9, $5, $2 + $3 + $4 + $5 + $6 + $7 + $8 + $9 }' /proc/stat; }

say_load() {
    awk -v before="$1" -v after="$(ticks)" 'BEGIN {
        split(before, a, " "); split(after, b, " "); all = b[3] - a[3]; if (all == 0) all = 1;
        printf "  steal %.1f %%, idle %.1f %% of the processors; load %s\n",
               100 * (b[1] - a[1]) / all, 100 * (b[2] - a[2]) / all,
               substr(ENVIRON["load"], 1) }'
}

# measure NAME DEVICES CAPTURE SEND_OPTION...: the server's memory at its most in $memory (KiB).
measure() {
    local name=$1 devices=$2 capture=$3 before begin
    shift 3
    serve --no-live --quiet --no-judge
    before=$(ticks)
    begin=$(date +%s%N)
    "$program" send "$capture" "127.0.0.1:$port" --quiet --no-live --no-judge \
        --devices "$devices" "$@" >"$work/send" 2>&1 || true
    seconds=$(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.2f", ns / 1e9 }')
    memory=$(awk '/VmHWM/ { print $2 }' "/proc/$server/status")
    stop
    echo "$name, in $seconds s"
    sed 's/^/  trackers: /' "$work/send"
    grep connections "$work/serve" | sed 's/^/  server:   /'
    load=$(cut -d' ' -f1-3 /proc/loadavg) say_load "$before"
}

ulimit -Sn "$(ulimit -Hn)" 2>/dev/null || true
read -r low high </proc/sys/net/ipv4/ip_local_port_range
echo "$(nproc) processors, $(ulimit -n) descriptors, $((high - low)) ports, load $(cut -d' ' -f1-3 /proc/loadavg)"
if [[ $(ulimit -n) != unlimited ]] && (($(ulimit -n) < wanted)); then
    echo "10,000 trackers need $wanted descriptors: raise the limit with ulimit -n." >&2
    exit 3
elif ((high - low < wanted)); then
    echo "10,000 trackers need $wanted ports: widen net.ipv4.ip_local_port_range." >&2
    exit 3
fi

# A login and heartbeats, every one of them answered: 2 seconds apart, or 2,000 at once.
header='origin Made for this project; synthetic throughout.
at 2026-03-01T08:00:00Z
flow boat tcp 198.51.100.7:40001 203.0.113.10:8888'
beats() { # COUNT SECONDS
    echo "$header"
    echo '> short 01 serial=0001 {imei 123456789012347}'
    for ((i = 2; i < $1 + 2; i++)); do
        printf 'after %s\n> short 13 serial=%04x 46 06 04 0002\n' "$2" "$i"
    done
}
beats 5 2 >"$work/calm.txt"
beats 2000 0.001 >"$work/busy.txt"
"$compiler" "$work/calm.txt" "$work/calm.pcapng"
"$compiler" "$work/busy.txt" "$work/busy.pcapng"

measure "1,000 TCP trackers" 1000 "$work/calm.pcapng" --speed original --ramp 1000
small=$memory
measure "10,000 TCP trackers" 10000 "$work/calm.pcapng" --speed original --ramp 1500
echo "  memory per tracker: $(awk -v a="$small" -v b="$memory" 'BEGIN { printf "%.2f KiB", (b - a) / 9000 }')"
measure "10,000 UDP identities" 10000 "$work/calm.pcapng" --udp --speed original --ramp 1500
measure "As fast as answers allow, 200 trackers" 200 "$work/busy.pcapng" --speed max
awk -v n="$(grep -o '[0-9]* messages in' "$work/serve" | cut -d' ' -f1)" -v s="$seconds" \
    'BEGIN { printf "  %.0f messages a second received and answered\n", n / s }'
measure "Planned times at x1, 500 trackers" 500 "$work/calm.pcapng" --speed original --ramp 100

begin=$(date +%s%N)
for _ in {1..20}; do "$program" --extcap-interfaces --extcap-version=4.0 >"$work/out"; done
echo "--extcap-interfaces: $(awk -v ns=$(($(date +%s%N) - begin)) 'BEGIN { printf "%.1f", ns / 2e7 }') ms"
