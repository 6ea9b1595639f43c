#!/usr/bin/env bash
# A platform that answers wrongly: what its trackers see, and what the report calls it.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

# platform FAULT FINDING EXPECTATION
platform() {
    serve --no-live --no-judge --quiet --fault "$1"
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-live --go-on \
        --timeout 0.15 --retries 0 --expect "$3"
    want "platform, $1: $2" says "$2"
    want "platform, $1: $3" says "^as expected"
    stop
}
down='gt06.direction == 1'
platform wrong-serial=9 gt06.expert.answer_wrong_serial "$down && gt06.serial == 9 ::m >= 7"
platform ascii-hex gt06.expert.ascii_hex "$down && tcp.payload contains \"787805\" :: >= 6"
platform drop-answer "warning, 8 times: gt06.direction == 0" "$down ::m 0"
platform crc gt06.expert.answer_bad_crc "$down && gt06.crc.status == 0 ::m >= 7"
platform delay=400,number=01 " [12] missing" "gt06.response_time >= 0.4 && gt06.protocol == 1 :: 1"
platform split=3 "Verdict: well" "tcp.len == 3 :: >= 7"
platform coalesce=2,number=13,every=99 " 1 missing" "tcp.len == 20 && gt06.direction == 1 :: >= 1"
exit "$failed"
