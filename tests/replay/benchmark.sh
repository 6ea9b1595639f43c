#!/usr/bin/env bash
# benchmark.sh PROGRAM CAPTURE
#
# Prints what gt06-replay can do on this machine; it judges nothing. CAPTURE: the demo capture.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
capture=$2

# Steal and idle time of all processors, in ticks.
ticks() { awk '/^cpu / { print $9, $5 }' /proc/stat; }

# serve_devices NAME DEVICES SEND_OPTION...: the server's memory at most in $memory (KiB).
serve_devices() {
    local name=$1 devices=$2 begin end before after
    shift 2
    serve --no-live --quiet --no-judge
    before=$(ticks)
    begin=$(date +%s%N)
    "$program" send "$capture" "127.0.0.1:$port" --quiet --no-live --no-judge \
        --devices "$devices" "$@" >"$work/send" 2>&1 || true
    end=$(date +%s%N)
    after=$(ticks)
    memory=$(awk '/VmHWM/ { print $2 }' "/proc/$server/status")
    stop
    echo "--- $name"
    cat "$work/send"
    grep connections "$work/serve"
    awk -v ns=$((end - begin)) -v server="$(grep -o '[0-9]* messages in, [0-9]* out' "$work/serve")" \
        'BEGIN { split(server, n, " "); split(server, m, ", ");
                 printf "%.1f s, %.0f messages a second received, %.0f sent\n", ns / 1e9,
                        n[1] / (ns / 1e9), m[2] / (ns / 1e9) }'
    echo "server: $memory KiB at most; load $(cut -d' ' -f1-3 /proc/loadavg); steal and idle ticks $before -> $after"
}

echo "$(nproc) processors; descriptors: $(ulimit -Hn); ports: $(cat /proc/sys/net/ipv4/ip_local_port_range)"
serve_devices "1,000 TCP trackers" 1000 --speed x10 --max-gap 2 --ramp 500
small=$memory
serve_devices "10,000 TCP trackers" 10000 --speed original --max-gap 4 --ramp 1000
echo "per tracker: $(awk -v a="$small" -v b="$memory" 'BEGIN { printf "%.2f KiB", (b - a) / 9000 }')"
serve_devices "10,000 UDP identities" 10000 --udp --speed original --max-gap 4 --ramp 1000
serve_devices "as fast as answers allow, 200 trackers" 200 --speed max --loop 100
serve_devices "planned times, 100 trackers" 100 --speed original --max-gap 2 --ramp 50
