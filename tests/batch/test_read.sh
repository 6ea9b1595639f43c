#!/usr/bin/env bash
# Rows: one per message, the same as tshark reads; damage, breaks and changes of captures.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=common.sh
. "$here/common.sh"
cd "$work"

# ---- the rows ----

batch read -b "$captures" "$captures" -o rows
want "all captures of the project are read" is_code 0
want "each has a status" test "$(wc -l <out)" -eq "$(find "$captures" -name '*.pcapng' | wc -l)"

# Packet by packet, as tshark has it: several messages of a packet have commas between them.
by_packet() {
    select_columns frame.number gt06.protocol gt06.direction | awk -F '\t' '
        $1 != frame && frame { print frame "\t" numbers "\t" directions; numbers = "" }
        { numbers = (numbers == "" ? "" : numbers ",") sprintf("0x%02x", $2)
          directions = numbers ~ /,/ ? directions "," $3 : $3
          frame = $1 }
        END { print frame "\t" numbers "\t" directions }'
}
for capture in demo healthy/truck-reconnect healthy/trailer-udp framing/coalesced; do
    "$here/../../scripts/unprivileged.sh" "$tshark" -r "$captures/$capture.pcapng" -Y gt06.frame \
        -T fields -e frame.number -e gt06.protocol -e gt06.direction 2>/dev/null >theirs
    by_packet <"rows/$capture.pcapng.csv" >ours
    want "$capture has the messages that tshark sees" same theirs ours
done

# What is named as a field has its value: of a message that was cut off before its CRC, of one in the
# dialect, of cells that share one LAC.
for capture in diagnosis/unfinished messages/dialect messages/core-cells; do
    "$here/../../scripts/unprivileged.sh" "$tshark" -r "$captures/$capture.pcapng" -Y gt06.frame \
        -T fields -E occurrence=f -e frame.number -e gt06.crc -e gt06.variant 2>/dev/null >theirs
    select_columns frame.number gt06.crc gt06.variant ordinal <"rows/$capture.pcapng.csv" |
        awk -F '\t' -v OFS='\t' '$4 == 0 { print $1, $2 == "" ? "" : sprintf("0x%04x", $2), $3 }' >ours
    want "$capture has the fields that tshark sees" same theirs ours
done
# So has what several kinds of message carry, whoever reads it.
for capture in core-heartbeat core-cells core-alarm dialect lte-modules; do
    fields=(gt06.satellites gt06.mcc gt06.mnc gt06.time_zone)
    "$here/../../scripts/unprivileged.sh" "$tshark" -r "$captures/messages/$capture.pcapng" \
        -Y gt06.frame -T fields -E occurrence=f -e frame.number "${fields[@]/#/-e}" 2>/dev/null >theirs
    select_columns frame.number "${fields[@]}" ordinal <"rows/messages/$capture.pcapng.csv" |
        awk -F '\t' -v OFS='\t' '$6 == 0 { print $1, $2, $3, $4, $5 }' >ours
    want "$capture has satellites, networks and zones as tshark sees them" same theirs ours
done
want "cells that share one LAC have it" test "$(select_columns gt06.variant gt06.lac \
    <rows/messages/core-cells.pcapng.csv | grep '^one LAC' | sort -u)" = $'one LAC (v1.8.1)\t2561'

# The tree, by another way than the record, has the same message: its last bytes are the serial
# number, the CRC and the stop mark.
batch read -b "$captures" "$captures" -o tree -F gt06.frame,ip.ttl
want "fields are found in the tree" is_code 0
for file in $(cd tree && find . -name '*.csv'); do
    select_columns gt06.serial gt06.crc gt06.crc.status gt06.frame <"tree/$file" | awk -F '\t' '
        function number(text,   value, i) {
            for (i = 1; i <= length(text); i++)
                value = 16 * value + index("0123456789abcdef", substr(text, i, 1)) - 1
            return value
        }
        $3 == 1 && $4 ~ /0d0a$/ {
            tail = substr($4, length($4) - 11)
            print number(substr(tail, 1, 4)) == $1 && number(substr(tail, 5, 4)) == $2 ? "same" : $0
        }'
done >tails
want "for every message with a right CRC" test "$(grep -c same tails)" -gt 1200
grep -v same tails >different || true
want "the record and the tree agree" same different /dev/null
batch read -b "$captures" "$captures/demo.pcapng" -o none -F ip.ttl,gt06.imei
want "a field that is a column already is bad usage" is_code 2
batch read -b "$captures" "$captures/demo.pcapng" -o none -F gt06.nonsense
want "a field that does not exist is bad usage" is_code 2
want "and named" complains 'no field "gt06.nonsense"'
batch read -b "$captures" "$captures/demo.pcapng" -o none -F ip.ttl,ip.len,ip.ttl
want "a field twice is bad usage" eval 'is_code 2 && complains "ip.ttl is named twice"'

batch read -b "$captures" "$captures" -o json -f jsonl
want "JSON lines are written" is_code 0
want "one for each message" test "$(cat json/*.jsonl json/*/*.jsonl | wc -l)" -eq \
    "$(awk -F '\t' '{ messages += $4 } END { print messages }' out)"
if command -v jq >/dev/null; then
    # Every line is one object; moments are texts, numbers numbers, truths truths.
    shape() {
        jq -r 'select(type == "object") | [(.capture | type), (."frame.time" | type),
            (."frame.number" | type), (.answer_due | type)] | join(" ")' "$@" | sort | uniq -c
    }
    mapfile -t files < <(find json -name '*.jsonl')
    read -r count kinds < <(shape "${files[@]}")
    want "each is JSON, of the right kinds" test "$kinds" = "string string number boolean"
    want "all of them" test "$count" -eq "$(cat json/*.jsonl json/*/*.jsonl | wc -l)"
    batch report json -f jsonl
    want "so is the report" test "$(jq -r '.positions | type' out | sort -u)" = number
    want "which has the columns of its CSV" same <(jq -r 'keys_unsorted[]' out | sort -u) \
        <("$program" report json | head -n 1 | tr , '\n' | sort -u)
else
    echo "skipped: jq is not there to look at JSON."
fi

# ---- nothing is carried from one capture to the next ----

"$program" list "$captures" | tac >backwards
batch read -b "$captures" -m backwards -o backwards.d
want "captures in another order" is_code 0
want "read in any order, the results are the same" same rows backwards.d

# ---- a rotation is one capture ----

mkdir ring
editcap -c 9 "$captures/healthy/truck-reconnect.pcapng" ring/eth0.pcapng
batch list ring
want "a rotation is a group" test "$(wc -l <out)" -eq 1
batch list --alone ring
want "or not" test "$(wc -l <out)" -eq "$(find ring -type f | wc -l)"
batch read ring -o ring.d
want "a rotation is read" has_states "read 1"
cut -d , -f 3,4,7- "$(find ring.d -name '*.csv')" >ours
cut -d , -f 3,4,7- rows/healthy/truck-reconnect.pcapng.csv >theirs
want "its rows are those of the whole capture" same theirs ours
want "the number in the file begins anew" test \
    "$(select_columns file.frame <"$(find ring.d -name '*.csv')" | sort -n | tail -n 1)" -le 9

# ---- damage ----

mkdir bad
cp "$captures/demo.pcapng" bad/1-whole.pcapng
head -c 2000 "$captures/demo.pcapng" >bad/2-cut.pcapng
echo "This is a text." >bad/3-text.pcap
: >bad/4-empty.pcapng
cp "$captures/demo.pcapng" bad/5-whole.pcapng
{
    "$program" list bad
    echo "bad/6-missing.pcapng"
} >bad.list
batch read -m bad.list -o bad.d
want "damage is told by the exit code" is_code 1
want "and stops nothing" has_states "damaged 1 read 2 unreadable 3"
want "a reason is given: cut" says $'^damaged\tbad/2-cut.pcapng\t[1-9].*cut short'
want "no capture" says $'^unreadable\tbad/3-text.pcap\t0\t0\t.*not a capture'
want "empty" says $'^unreadable\tbad/4-empty.pcapng\t0\t0\t.*empty'
want "missing" says $'^unreadable\tbad/6-missing.pcapng\t0\t0\t.*No such file'
want "what could be read is there" test "$(wc -l <bad.d/bad/2-cut.pcapng.csv)" -gt 5
batch read -m bad.list -o bad.d
want "nothing is read twice, damaged or not" has_states "kept 6"
want "and damage is still told" is_code 1
batch report bad.d
want "a report tells of damage, too" is_code 1
want "and has what could be read" says '^123456789012347,'

# ---- going on, and reading again what changed ----

rm bad.d/bad/1-whole.pcapng.summary
touch -d @1 bad/5-whole.pcapng
batch read -m bad.list -o bad.d
want "what is missing or changed is read again" has_states "kept 4 read 2"
batch read -m bad.list -o bad.d -f csv
want "the usual format by its name is the same way" has_states "kept 6"
batch read -m bad.list -o bad.d -p gt06.check_crc:FALSE
want "and all, if it is to be read in another way" has_states "damaged 1 read 2 unreadable 3"

# A capture that is the end of its reader: the pipe keeps it waiting until it is ended.
mkdir fatal
cp "$captures/demo.pcapng" fatal/1.pcapng
mkfifo fatal/2.pcapng
cp "$captures/demo.pcapng" fatal/3.pcapng
"$program" read fatal -o fatal.d >out 2>err &
parent=$!
reader_waits() { grep -q 'fatal/1.pcapng' out && [[ -n $(ls fatal.d/fatal/2.pcapng.csv.*.part 2>/dev/null) ]]; }
for _ in {1..600}; do
    ! reader_waits || break
    sleep 0.1
done
want "nothing shows a name before it is whole" test ! -e fatal.d/fatal/2.pcapng.csv
kill -KILL "$(cat "/proc/$parent/task/$parent/children")"
code=0
wait "$parent" || code=$?
want "the end of a reader is told" is_code 1
want "by name, and the rest is read" has_states "crashed 1 read 2"
want "nothing half done stays" no_parts fatal.d

# A run that is broken off goes on where it was.
"$program" read fatal -o broken.d >out 2>err &
parent=$!
for _ in {1..600}; do
    [[ ! -e broken.d/fatal/1.pcapng.summary ]] || break
    sleep 0.1
done
kill -KILL "$parent"
wait "$parent" 2>/dev/null || true
rm fatal/2.pcapng
cp "$captures/demo.pcapng" fatal/2.pcapng
batch read fatal -o broken.d --progress
want "a broken run goes on" has_states "kept 1 read 2"
want "and tells at its end what it did" complains "1 were read before"

# ---- usage and environment ----

for command in "" read list report columns; do
    # shellcheck disable=SC2086 # no word where there is no command
    batch $command --help
    want "help of gt06-batch $command" says "^Usage:\|^  gt06-batch"
done
batch
want "no command is bad usage" is_code 2
batch read "$captures"
want "no output folder is bad usage" is_code 2
batch read nothing-here -o x
want "a missing argument is bad usage" is_code 2
batch read "$captures/demo.pcapng" -o x -p gt06.nonsense:1
want "so is a preference that does not exist" is_code 2
batch read "$captures/demo.pcapng" -o /proc/x
want "a folder that cannot be made is the environment's fault" is_code 3
(
    ulimit -f 1
    trap '' XFSZ
    batch read -b "$captures" "$captures/healthy" -o full
    want "so is a disk that is full" is_code 3
    exit "$failed"
) || failed=1
want "nothing half written stays there" no_parts full
exit "$failed"
