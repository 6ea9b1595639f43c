#!/usr/bin/env bash
# What each fault does to the bytes of trackers, and what the report says of it. In the demo a
# tracker sends one login (22 bytes), five heartbeats (0x13, 15 bytes) and eleven positions (0x22, 43
# bytes, one of them behind a heartbeat in the same segment).
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

# shows FAULT EXPECTATION...: they are met by what a tracker with this fault has sent and got.
shows() {
    local fault=$1 options=() expectation
    shift
    for expectation; do
        options+=(--expect "$expectation")
    done
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-live --fail-on none \
        --tolerant --go-on --timeout 0.15 --retries 0 --relogins 0 --write "$work/sent.pcapng" \
        --fault "$fault" "${options[@]}"
    want "$fault" says "Verdict: well"
}

serve --no-live --no-judge --quiet
up="tcp.dstport == $port"
beats='gt06.protocol == 0x13 && gt06.direction == 0'
positions='gt06.protocol == 0x22 && gt06.direction == 0'

# Pieces: the message is whole for all that, and answered.
answered='gt06.protocol == 0x13 && gt06.direction == 1 ::m 5'
shows split=4,number=13 "$up && tcp.len == 4 :: 5" "$up && tcp.len == 11 :: 5" "$beats ::m 5" \
    "$answered"
shows bytes=1,number=13 "$up && tcp.len == 1 :: 75" "$beats ::m 5" "$answered"
shows slow=20,number=13,every=9 "$up && tcp.len == 1 :: 15" "$beats ::m 5" "$answered" \
    "$up && tcp.len == 1 && frame.time_delta >= 0.005 :: >= 5"
# Two positions and the heartbeat between them in one segment.
shows coalesce=3,number=22,every=99 "$up && tcp.len == 101 :: 1" "$positions ::m 11"

# Time and order.
shows delay=200,number=22,every=99 "$up && tcp.len == 43 && frame.time_delta >= 0.199 :: 1" \
    "$positions ::m 11"
shows reorder,number=22,every=99 "gt06.expert.serial_back :: >= 1" "$positions ::m 11"
shows duplicate=1,number=22,every=99 "gt06.expert.duplicate :: 1" "$positions ::m 12"
shows drop,number=22,from=2,every=99 "gt06.expert.serial_gap :: 1" "$positions ::m 10"

# Damage, by its name.
shows crc,number=13 "gt06.expert.crc_wrong && gt06.crc.status == 0 ::m 5" \
    "gt06.protocol == 0x13 && gt06.direction == 1 :: 0"
shows flip=3,number=22,seed=5 "$up && gt06.crc.status == 0 ::m >= 5"
shows length=2,number=13 "gt06.expert.length_wrong || gt06.expert.skipped :: >= 1"
shows stop,number=13,every=99 "tcp.len == 15 && tcp.payload[13:2] == 0d:0d :: 1" \
    "gt06.expert.skipped :: 1" "$beats ::m 4"
shows garbage=5,number=13 "gt06.expert.skipped :: 5" "$up && tcp.len == 20 :: 5" "$beats ::m 5"
shows foreign=0,number=22,every=99 "gt06.expert.foreign || gt06.expert.skipped :: >= 1" \
    "$up && tcp.payload contains \"*HQ,\" :: 1" "$positions ::m 10"

# Ends.
shows truncate=7,number=22,from=3,every=99 "gt06.expert.unfinished_at_end :: 1" \
    "$up && tcp.len == 7 :: 1" "$positions ::m 2"
shows reset,number=22,from=3,every=99 "gt06.expert.reset :: 1" "$up && tcp.flags.reset == 1 :: 1" \
    "$positions ::m 3"
shows half-close,number=13,every=99 "$beats ::m 1" \
    'gt06.protocol == 0x13 && gt06.direction == 1 ::m 1' "$positions :: 0" "tcp.flags.fin == 1 :: 2"

# Probability and seed: some, and the same again. A selector: one tracker of two.
drops() { grep -o 'Fault drop: .*' "$work/out"; }
shows drop,number=22,p=0.5,seed=3 "$positions ::m > 0" "$positions ::m < 11"
first=$(drops)
shows drop,number=22,p=0.5,seed=3 "$positions ::m > 0"
want "the same seed drops the same: $first" test "$first" = "$(drops)"
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-live --fail-on none \
    --devices 2 --fault drop,number=22,imei=123456789012354 \
    -e "gt06.imei == \"123456789012347\" && $positions ::m 11" \
    -e "gt06.imei == \"123456789012354\" && $positions ::m 0"
want "a fault of one tracker" says "Verdict: well"
stop

run "$program" send "$demo" 127.0.0.1:1 --fault nonsense
want "an unknown fault is bad usage" is_code 2
run "$program" send "$demo" 127.0.0.1:1 --fault drop,p=2
want "so is a probability that is none" is_code 2
exit "$failed"
