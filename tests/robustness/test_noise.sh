#!/usr/bin/env bash
# test_noise.sh TSHARK CAPTURES [long]
#
# Captures with bytes changed at random, all layers of them: tshark reads them in two passes, with
# trees and bytes, and neither crashes nor finds a dissector's bug nor goes on without an end. The
# short form has all captures in one file; the long one the same with many seeds, and each for itself.
#
# GT06_SEED  the first seed: 1 in the short form, another each time in the long one
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1 captures=$2 form=${3:-short}
unprivileged=$(readlink -f "$(dirname "$(readlink -f "$0")")/../../scripts/unprivileged.sh")
patience=120 # seconds for one file
rates=(0.01 0.05)

case $form in
short) seeds=2 alone=0 jobs=1 seed=${GT06_SEED:-1} ;;
long) seeds=100 alone=3 jobs=$(nproc) seed=${GT06_SEED:-$((RANDOM * 32768 + RANDOM + 1))} ;;
esac

command -v parallel >/dev/null || {
    echo "GNU Parallel is missing (apt-get install parallel)." >&2
    exit 1
}
work=$(mktemp -d /tmp/gt06-noise.XXXXXX)
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"

export WIRESHARK_ABORT_ON_DISSECTOR_BUG=1 WIRESHARK_ABORT_ON_TOO_MANY_ITEMS=1
export WIRESHARK_DEBUG_WMEM_OVERRIDE=strict

mapfile -t files < <(find "$captures" -name '*.pcapng' | LC_ALL=C sort)
if ((${#files[@]} == 0)); then
    printf 'There is no capture in %s.\n' "$captures" >&2
    exit 1
fi
mergecap -a -w "$work/all.pcapng" "${files[@]}"

# try FILE RATE SEED: prints how many messages were read, and on standard error what failed
try() {
    local status=0 here
    here=$(mktemp -d "$work/XXXXXX")
    chmod 755 "$here"
    editcap -E "$2" --seed "$3" "$1" "$here/noisy.pcapng" >/dev/null
    chmod a+r "$here/noisy.pcapng"
    "$unprivileged" timeout "$patience" "$tshark" -2 -nVxr "$here/noisy.pcapng" \
        >"$here/output" 2>"$here/errors" || status=$?
    grep -c '^GT06 vehicle tracker' "$here/output" || true
    if ((status != 0)) || grep -qE 'Dissector bug|ERROR|\[Dissection|too many items' "$here/errors" ||
        grep -qE 'Dissector bug|Malformed Packet: GT06' "$here/output"; then
        printf '%s, rate %s, GT06_SEED=%s: status %s\n' "$1" "$2" "$3" "$status" >&2
        tail -n 3 "$here/errors" >&2
        status=1
    fi
    rm -rf "$here"
    return "$status"
}
export PARALLEL_HOME=$work/parallel
export tshark work unprivileged patience
export -f try

# spread SEEDS FILE...: tries each file with each rate and so many seeds, on all cores
spread() {
    local last=$((seed + $1 - 1))
    shift
    parallel --will-cite -j "$jobs" try ::: "$@" ::: "${rates[@]}" :::: <(seq "$seed" "$last") \
        >>"$work/counts" || failed=$((failed + $?))
}

failed=0
spread "$seeds" "$work/all.pcapng"
((alone == 0)) || spread "$alone" "${files[@]}"
awk -v seed="$seed" -v failed="$failed" '
    { messages += $1 }
    END {
        printf "GT06_SEED=%s: %d noisy files read, %d messages in them, %d failed\n", seed, NR, messages, failed
        exit !(failed == 0 && messages > 0)
    }' "$work/counts"
