#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

# finds FAULT FINDING [OPTION...]: what the trackers' fault looks like in the report.
finds() {
    local fault=$1 finding=$2
    shift 2
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --tolerant --go-on \
        --timeout 0.3 --retries 0 --fault "$fault" "$@"
    want "$fault: $finding" says "$finding"
}

serve --no-live --no-judge --quiet
finds split=3 "Verdict: well"
finds bytes=1,number=13 "Verdict: well"
finds crc,number=13 gt06.expert.crc_wrong
finds garbage=5,every=3 gt06.expert.skipped
finds length=2,number=13 gt06.expert.length_wrong
finds duplicate=1,number=22 gt06.expert.duplicate
finds drop,number=22,from=2 gt06.expert.serial_gap
finds foreign,number=22 "gt06.expert.foreign\|gt06.expert.skipped"
finds flip=3,number=22,seed=5 gt06.expert
finds coalesce=2,number=22 "Fault coalesce"
finds reorder,number=22,every=4 "gt06.expert.serial"
finds stop,number=22 gt06.expert
finds delay=300,number=22,every=5 "Fault delay"
finds slow=2,number=13 "Verdict: well"
finds truncate=7,number=22,from=3,every=99 "gt06.expert.unfinished" --relogins 1
finds reset,number=22,from=3,every=99 "gt06.expert.reset" --relogins 1
finds half-close,number=22,from=3,every=99 "messages out" --relogins 1
stop

# platform FAULT FINDING: what the server's fault looks like.
platform() {
    serve --no-live --no-judge --quiet --fault "$1"
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --go-on --timeout 0.3 \
        --retries 0
    want "platform, $1: $2" says "$2"
    stop
}
platform wrong-serial=9 gt06.expert.answer_wrong_serial
platform ascii-hex gt06.expert.ascii_hex
platform drop-answer "server never answers\|server does not answer"
platform crc gt06.expert.answer_bad_crc

run "$program" send "$demo" 127.0.0.1:1 --fault nonsense
want "an unknown fault is bad usage" is_code 2
exit "$failed"
