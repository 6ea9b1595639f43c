#!/usr/bin/env bash
# test_noise.sh TSHARK CAPTURES [long]
#
# Captures with bytes changed at random, all layers of them: tshark reads them in two passes, with
# trees and bytes, and neither crashes nor finds a dissector's bug nor goes on without an end. The
# short form has all captures in one file; the long one has each for itself and many seeds.
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
short) seeds=2 seed=${GT06_SEED:-1} ;;
long) seeds=20 seed=${GT06_SEED:-$((RANDOM * 32768 + RANDOM + 1))} ;;
esac

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
if [[ $form == short ]]; then
    mergecap -a -w "$work/all.pcapng" "${files[@]}"
    files=("$work/all.pcapng")
fi

read_once=0 messages=0 failed=0

# try FILE RATE SEED
try() {
    local status=0 count
    editcap -E "$2" --seed "$3" "$1" "$work/noisy.pcapng" >/dev/null
    chmod a+r "$work/noisy.pcapng"
    "$unprivileged" timeout "$patience" "$tshark" -2 -nVxr "$work/noisy.pcapng" \
        >"$work/output" 2>"$work/errors" || status=$?
    read_once=$((read_once + 1))
    count=$(grep -c '^GT06 vehicle tracker' "$work/output" || true)
    messages=$((messages + count))
    if ((status != 0)) || grep -qE 'Dissector bug|ERROR|\[Dissection|too many items' "$work/errors" ||
        grep -q 'Dissector bug' "$work/output"; then
        printf '%s, rate %s, GT06_SEED=%s: status %s\n' "$1" "$2" "$3" "$status" >&2
        tail -n 3 "$work/errors" >&2
        failed=$((failed + 1))
    fi
}

for ((i = 0; i < seeds; i++)); do
    for file in "${files[@]}"; do
        for rate in "${rates[@]}"; do
            try "$file" "$rate" "$((seed + i))"
        done
    done
done
printf 'GT06_SEED=%s: %s noisy files read, %s messages in them, %s failed\n' "$seed" "$read_once" \
    "$messages" "$failed"
((failed == 0 && messages > 0))
