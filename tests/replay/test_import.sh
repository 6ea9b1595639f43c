#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"

cat >"$work/log" <<'END'
2026-03-01 08:00:00  INFO: [T1a2b3c4d] connected
2026-03-01 08:00:00  INFO: [T1a2b3c4d: gt06 < 198.51.100.9] 78781101012345678901234770030648000181dd0d0a
2026-03-01 08:00:01  INFO: [T1a2b3c4d: gt06 > 198.51.100.9] 787805010001d9dc0d0a
2026-03-01 08:00:01 DEBUG: [2FC3A1B0: 5023 < 198.51.100.8] HEX: 78780a134401040001000508450d0a
2026-03-01T08:00:02Z up 78780a134401040001000508450d0a
2026/03/01 08:00:03,123 > 78 78 05 13 00 05 af d5 0d 0a
[2026-03-01 08:00:04] READ: 78780a134401040001000508450d0a
[2026-03-01 08:00:05] WRITE: 787805130005afd50d0a
78780a134401040001000508450d0a
no bytes at all
END
run "$program" import "$work/log" -o "$work/log.pcapng"
want "a log with one bad line is imported" is_code 0
want "the bad line is named" says "log:10: there are no bytes in this line"
want "everything else is read" says "8 payloads of 3 connections written; 1 lines"

run "$program" check "$work/log.pcapng" --fail-on none \
    -e 'gt06.direction == 0 ::m 5' -e 'gt06.direction == 1 ::m 3' \
    -e 'gt06.imei == "123456789012347" && gt06.protocol == 1 ::m 2' \
    -e 'ip.addr == 198.51.100.8 && gt06 :: 1' \
    -e 'frame.time_epoch == 1772352003.123 :: 1'
want "directions, identities, addresses and times are kept" is_code 0

# JSON lines, times with their zone, a message in pieces, datagrams.
cat >"$work/lines" <<'END'
{"events":[{"t":"2026-03-01 08:00:00","dir":"up","hex":"78781101012345678901234770030648000181dd0d0a"},{"t":null,"dir":"down","hex":"787805010001d9dc0d0a"}]}
{"t":"2026-03-01T10:00:02+02:00","dir":"up","hex":"78780a134401040001000508450d0a"}
{"t":"2026-03-01T10:00:03+02:00","dir":"down","hex":"787805130005afd50d0a"}
2026-03-01 05:30:04-0230 up 7878
2026-03-01 05:30:05-0230 up 0a134401040001000508450d0a
{"events":[{"dir":"sideways","hex":"7878"}]}
END
run "$program" import "$work/lines" -o "$work/lines.pcapng"
want "JSON and a message in pieces are imported" says "6 payloads of 3 connections written; 1 lines"
want "a direction that nobody knows is named" says 'lines:6: the direction of an event, "dir", is not known'
run "$program" check "$work/lines.pcapng" --fail-on none -e 'gt06.direction == 0 ::m 3' \
    -e 'gt06.direction == 1 ::m 2' -e 'frame.time_epoch == 1772352002 :: >= 1' \
    -e 'frame.time_epoch == 1772352005 && gt06.protocol == 0x13 :: 1'
want "zones are heeded, pieces put together" is_code 0
run "$program" import "$work/lines" -o "$work/lines.pcapng" --udp --port 5023
want "they become datagrams" is_code 0
run "$program" check "$work/lines.pcapng" --port 5023 --fail-on none -e 'udp.port == 5023 && gt06 :: >= 4'
want "of the port that was asked for" is_code 0

# Times without a date, over midnight; digits with colons are no time.
cat >"$work/night" <<'END'
23:59:58.5 up 78781101012345678901234770030648000181dd0d0a
[23:59:59] > 787805010001d9dc0d0a
00:00:01+00:00 up 78780a134401040001000508450d0a
23:59:59 up 78780a134401040001000508450d0a
78:78:05:13:00:05:af:d5:0d:0a
24:00:00 up 78780a134401040001000508450d0a
END
run "$program" import "$work/night" -o "$work/night.pcapng"
want "times without a date are imported" says "6 payloads of .* written; 0 lines"
want "one that is none is named" says "night:6: its time is none"
run "$program" check "$work/night.pcapng" --fail-on none -e 'frame.time_epoch == 1767311998.5 && gt06 :: 1' \
    -e 'frame.time_epoch == 1767312001 && gt06 :: 2' -e 'frame.time_epoch == 1767311999 && gt06 :: 2'
want "a day ends at midnight" is_code 0

# What cannot be read is named, member by member, and nothing else is lost.
cat >"$work/wrong" <<'END'
{"t":"yesterday","dir":"up","hex":"78780a134401040001000508450d0a"}
{"t":12,"dir":"up","hex":"78780a134401040001000508450d0a"}
{"t":"2026-02-30 08:00:00","dir":"up","hex":"78780a134401040001000508450d0a"}
{"t":"2026-03-01 08:00:00 or so","dir":"up","hex":"78780a134401040001000508450d0a"}
{"t":null,"dir":null,"hex":"78780a134401040001000508450d0a"}
{"dir":1,"hex":"78780a134401040001000508450d0a"}
{"dir":"up","hex":[]}
{"dir":"up","hex":"7878x"}
{"dir":"up"
{"dir":"up","hex":"78780a134401040001000508450d0a"} /* said "twice" */
2026-03-01 25:00:00 up 78780a134401040001000508450d0a
2026-03-01 08:00:00  INFO: [T1a2b3c4d: gt06 < 198.51.100.999] 78780a134401040001000508450d0a
2026-03-01 08:00:00 up 78780a134401040001000508450d0a
END
run "$program" import "$work/wrong" -o "$work/wrong.pcapng"
want "wrong values stop nothing" eval 'is_code 0 && says "7 payloads of .* written; 6 lines"'
for line in 1 2 3 4 11; do
    want "line $line: the time is named" says "wrong:$line: its time is none"
done
want "a time that is not told is none that is wrong" eval '! says "wrong:5:\|wrong:13:"'
want "a direction that is no text is named" says 'wrong:6: .*"dir"'
want "bytes that are no text are named" says 'wrong:7: .*"hex"'
want "digits that are none, too" says 'wrong:8: .*"hex"'
want "so is half an object" says "wrong:9: this is no JSON"
want "and what JSON does not know" says "wrong:10: this is no JSON"
want "and an address that is none" says "wrong:12: .*198.51.100.999"

# No depth is too much for the program, whatever is in texts.
deep() { head -c "$1" /dev/zero | tr '\0' "$2"; }
{
    echo "{\"hex\":$(deep 1000000 '[')"
    echo "{\"hex\":\"\\\"\",\"x\":$(deep 1000000 '[')"
    echo "{/*\"*/\"x\":$(deep 1000000 '[')"
    echo "{\"note\":\"$(deep 100000 '[')\",\"hex\":\"78780a134401040001000508450d0a\"}"
} >"$work/deep"
run "$program" import "$work/deep" -o "$work/deep.pcapng"
want "deep JSON is left out, brackets in texts are none" \
    eval 'is_code 0 && says "1 payloads of .* written; 3 lines"'
for line in 1 2 3; do
    want "line $line is named" says "deep:$line: .*nested too deeply"
done

run "$program" import "$work/none" -o "$work/none.pcapng"
want "a missing log is bad input" is_code 2
run "$program" import - -o "$work/none.pcapng" </dev/null
want "an empty log is bad input" is_code 2
exit "$failed"
