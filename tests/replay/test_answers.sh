#!/usr/bin/env bash
# What the platform answers: as GT06 asks, in the captured order, as late as it was captured.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

# asks EXPECTATION...: a tracker sends the demo; the expectations are met by what came back.
asks() {
    local options=() expectation
    for expectation; do
        options+=(--expect "$expectation")
    done
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-live "${options[@]}"
}

serve --no-live --quiet --no-judge --command 'STATUS#' --after heartbeat
minute_ago=$(date -u -d '-1 minute' '+%Y-%m-%d %H:%M:%S')
asks "gt06.protocol == 0x8a && gt06.direction == 1 && gt06.time >= \"$minute_ago\" :: 1" \
    'gt06.protocol == 0x97 && gt06.direction == 1 ::m 1' \
    'gt06.command == "STATUS#" && frame.number > 7 ::m 1' \
    '_ws.expert.severity >= warning :: 0'
want "time, address and command come as they should" is_code 0
stop

serve --no-live --quiet --no-judge "$demo" --mode learned
asks 'gt06.response_time >= 0.19 && gt06.protocol == 0x13 :: >= 4' \
    'gt06.protocol == 0x22 && gt06.direction == 1 ::m >= 1' 'gt06.protocol == 0x97 ::m 1'
want "the learned platform is as late as the captured one" is_code 0
stop

# The same numbers from the server in the same order.
numbers() {
    run "$program" check "$1" --port "$port" --fail-on none --report "json:$work/report"
    WIRESHARK_PLUGIN_DIR=${WIRESHARK_PLUGIN_DIR:?} "$here/../../scripts/unprivileged.sh" \
        tshark -r "$1" -d "tcp.port==$port,gt06" -Y 'gt06.direction == 1' -T fields \
        -e gt06.protocol 2>/dev/null | tr ',' '\n' | grep -v '^0x13$'
}
serve --no-live --quiet --no-judge "$demo" --mode strict
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge --no-live \
    --write "$work/strict.pcapng"
stop
chmod 755 "$work"
chmod 644 "$work/strict.pcapng"
want "the strict platform keeps the captured order" \
    test "$(numbers "$work/strict.pcapng")" = "$(numbers "$demo")"

# Two connections of one terminal; only in the second the platform asks for something.
cat >"$work/two.txt" <<'TEXT'
flow first tcp 198.51.100.7:40001 203.0.113.10:8888
> short 01 serial=0001 {imei 123456789012347} 7003 0648
< short 01
> short 13 44 06 04 0002
< short 13
close client fin
flow second tcp 198.51.100.7:40002 203.0.113.10:8888
> short 01 serial=0001 {imei 123456789012347} 7003 0648
< short 01
< short 80 serial=0001 {count8 0000A101 "STATUS#"} 0002
> short 13 44 06 04 0002
< short 13
close client fin
TEXT
"$3" "$work/two.txt" "$work/two.pcapng"
serve --no-live --quiet --no-judge "$work/two.pcapng" --mode strict
run "$program" send "$work/two.pcapng" "127.0.0.1:$port" --speed x10 --quiet --no-live \
    --fail-on none -e 'gt06.command == "STATUS#" ::m 1'
want "each connection of a terminal is answered as it was" is_code 0
stop

# The first heartbeat was not answered, the second after 0.2 s, the login with a wrong serial number.
cat >"$work/lesson.txt" <<'TEXT'
flow only tcp 198.51.100.7:40001 203.0.113.10:8888
> short 01 serial=0001 {imei 123456789012347} 7003 0648
< short 01 serial=0007
> short 13 serial=0002 44 06 04 0002
after 10
> short 13 serial=0003 44 06 04 0002
after 0.2
< short 13 serial=0003
TEXT
"$3" "$work/lesson.txt" "$work/lesson.pcapng"
serve --no-live --quiet --no-judge "$work/lesson.pcapng" --mode learned
run "$program" send "$work/lesson.pcapng" "127.0.0.1:$port" --speed max --quiet --no-live \
    --fail-on none --tolerant -e 'gt06.direction == 1 && gt06.protocol == 0x01 && gt06.serial == 7 :: 1' \
    -e 'gt06.protocol == 0x13 && gt06.response_time >= 0.2 && gt06.response_time < 3 :: 2'
want "wrong answers are learned, and what answers what" is_code 0
stop
exit "$failed"
