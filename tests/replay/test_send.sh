#!/usr/bin/env bash
# The options of send: which trackers, how many, how fast, when. In demo one sends 23 messages.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng
two=$captures/statistics/shared-address.pcapng # several terminals behind one address

# sends CAPTURE OPTION...: no verdict, the result in $work/out.
sends() {
    local capture=$1
    shift
    run "$program" send "$capture" "127.0.0.1:$port" --quiet --no-live --no-judge "$@"
}
trackers() { sed -n 's/^\([0-9]*\) trackers: .*/\1/p' "$work/out"; }
out() { sed -n 's/.* trackers: \([0-9]*\) messages out.*/\1/p' "$work/out"; }

serve --no-live --no-judge --quiet
sends "$two" --speed max
all=$(trackers)
want "all trackers of a capture are sent: $all" test "$all" -gt 1
imei=$("$program" check "$two" --fail-on none | sed -n 's/^  \([0-9]\{15\}\) .*/\1/p' | head -1)
sends "$two" --speed max --imei "$imei"
want "one is chosen by its IMEI" test "$(trackers)" -eq 1
sends "$two" --speed max -Y "gt06.imei == \"$imei\""
want "or by a display filter" test "$(trackers)" -eq 1
sends "$two" --speed max -Y 'gt06.imei == "000000000000000"'
want "a filter that chooses nobody is bad input" is_code 2

sends "$demo" --speed max --loop 3
want "everything is sent three times, the login once" test "$(out)" -eq 67
before=$(date +%s%N)
sends "$demo" --speed x1000 --devices 4 --ramp 4
took=$((($(date +%s%N) - before) / 1000000))
want "four clones" test "$(trackers)" -eq 4
want "one begins each 250 ms ($took ms in all)" test "$took" -ge 750
stop

# Of 825 s nothing is left; what the recording shows.
serve --no-live --no-judge --quiet --write "$work/sent.pcapng"
sends "$demo" --speed x1000 --max-gap 0.02 --times now --devices 1
want "at a thousandfold speed" is_code 0
stop
span() {
    run "$program" check "$work/sent.pcapng" --port "$port" --fail-on error "$@"
}
span -e 'frame.time_relative > 60 :: 0' -e 'gt06.crc.status == 0 :: 0' \
    -e "gt06.protocol == 0x22 && gt06.direction == 0 && gt06.time < \"$(date -u -d '-10 minutes' '+%F %T')\" ::m 0" \
    -e 'gt06.imei == "123456789012347" && gt06.protocol == 1 ::m >= 1'
want "dates are those of now, CRCs right, pauses short" is_code 0

serve --no-live --no-judge --quiet --write "$work/sent.pcapng"
sends "$demo" --speed max --times shifted
stop
hour_ago=$(date -u -d '-1 hour' '+%F %T')
span -e "gt06.protocol == 0x22 && gt06.direction == 0 && gt06.time < \"$hour_ago\" ::m 0" \
    -e 'gt06.crc.status == 0 :: 0'
want "shifted dates begin now" is_code 0

# Unchanged bytes: the terminal's side is the same, digit by digit.
serve --no-live --no-judge --quiet --write "$work/sent.pcapng"
sends "$demo" --speed max --verbatim
stop
bytes() { # CAPTURE PORT
    chmod 755 "$work"
    chmod 644 "$1"
    "$here/../../scripts/unprivileged.sh" tshark -n -r "$1" -Y "tcp.dstport == $2 && tcp.len > 0" \
        -T fields -e tcp.payload 2>/dev/null | tr -d '\n:'
}
cp "$demo" "$work/demo.pcapng"
want "verbatim bytes are those of the capture" \
    test "$(bytes "$work/sent.pcapng" "$port")" = "$(bytes "$work/demo.pcapng" 8888)"
exit "$failed"
