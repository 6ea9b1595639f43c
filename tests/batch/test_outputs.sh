#!/usr/bin/env bash
# What is written: never in place of what is read, whole or not at all, and nothing is left behind.
# What is wrong with folders is said.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/batch/common.sh
. "$here/common.sh"
cd "$work"
demo=$captures/demo.pcapng

# ---- files of others ----

mkdir own
cp "$demo" own/a
cp "$demo" own/a.csv
cp "$demo" own/a.jsonl
cp "$demo" own/a.summary
for options in "" "-f jsonl" "--no-rows"; do
    # shellcheck disable=SC2086 # words
    batch read -b own own/a -o own $options
    want "read $options: a file of others is not replaced" is_code 2
    want "read $options: and named" complains 'own/a\.[a-z]* is there, and nothing that gt06-batch wrote'
done
for file in own/*; do
    want "$file is as it was" cmp -s "$demo" "$file"
done
rm own/a.*
for format in csv jsonl; do
    batch read -b own own/a -o own -f "$format"
    want "$format: rows are written" is_code 0
    batch read -b own own/a -o own -f "$format" --again
    want "$format: rows of our own are replaced" has_states "read 1"
done
want "no part is left" no_parts own

# ---- folders ----

mkdir empty
batch read empty -o rows
want "a folder without captures is bad input" is_code 2
want "and that is said" complains "There is no capture"
batch list empty empty
want "so it is for list" eval 'is_code 2 && complains "There is no capture"'
: >nothing
batch read -m nothing -o rows
want "but an empty part of a manifest is done" is_code 0
batch report empty
want "a folder without summaries is bad input" eval 'is_code 2 && complains "There is no summary"'
batch read own/a -o ''
want "an empty name is no folder" eval 'is_code 2 && complains "name a folder"'
mkdir odd
cp "$demo" odd/$'a\rb.pcap'
batch list odd
want "a name with a line's end in it is refused" eval 'is_code 2 && complains "please rename"'
cp "$demo" odd/good.PCAPNG
batch read odd -o named
want "but does not keep the others from being read" eval 'is_code 1 && has_states "read 1"'
want "and is still named" complains "please rename"
rm odd/*.pcap
mkdir locked
cp "$demo" locked/a.pcapng
mkdir -m 0 locked/away
code=0
"$here/../../scripts/unprivileged.sh" "$program" list "$work/locked" >out 2>err || code=$?
want "a folder that cannot be opened is told" eval 'is_code 1 && complains "locked/away"'
want "and what is beside it listed" says "locked/a.pcapng"
batch read -m own -o rows
want "a folder is no manifest" eval 'is_code 2 && complains "own cannot be read: .*irectory"'

batch read -b own own/a -o tree/one --no-rows
ln -s .. tree/one/loop
ln -s one tree/twice
batch report tree
want "the report follows no link to a folder" is_code 0
want "so a terminal counts once" says '^123456789012347,'
batch report tree/twice
want "one that is named is a folder as any" is_code 0

# ---- standard output that takes nothing ----

for command in --help --version columns "columns --help" "list $demo" "read own/a -b own -o rows" \
    "report tree"; do
    code=0
    # shellcheck disable=SC2086 # words
    "$program" $command >/dev/full 2>err || code=$?
    want "$command: a full standard output is the environment's fault" is_code 3
    want "$command: and that is said" complains "Standard output is not whole"
done
code=0
"$program" read -b "$captures" "$captures" -o closed >&- 2>err || code=$?
want "a closed standard output is, too" eval 'is_code 3 && complains "Standard output is not whole"'
"$program" read -b "$captures" "$captures" -o open >out 2>err
want "and no file takes its place" same open closed
code=0
"$program" read -m - -o closed.in <&- >out 2>err || code=$?
want "a closed standard input is no empty manifest" eval 'is_code 2 && grep -q "cannot be read" err'

# ---- signals ----

mkdir slow
mkfifo slow/a.pcapng
for signal in INT TERM HUP; do
    env --default-signal=INT "$program" read slow -o slow.d >out 2>err &
    parent=$!
    for _ in {1..600}; do
        no_parts slow.d 2>/dev/null || break
        sleep 0.1
    done
    want "SIG$signal: rows are begun" eval '! no_parts slow.d'
    reader=$(cat "/proc/$parent/task/$parent/children")
    kill "-$signal" "$parent"
    wait "$parent" 2>/dev/null || true
    for _ in {1..100}; do
        [[ -e /proc/${reader% } ]] || break
        sleep 0.1
    done
    want "SIG$signal: nothing half done stays" no_parts slow.d
done

# ---- what killed runs left ----

# Parts of a process that is no more; of one that lives; of another machine; and names of others.
host=$(uname -n)
mkdir -p left.d/slow
sleep 0 &
gone=$!
wait "$gone"
stem=left.d/slow/a.pcapng
for name in "$stem.csv.$host.$gone" "$stem.summary.$host.$gone" \
    "left.d/slow/$(printf '%0240d' 0 | sha256sum | cut -c -64).$host.$gone"; do
    echo "capture,file," >"$name.part"
done
for name in "$stem.csv.$host.$$" "$stem.csv.elsewhere.$gone" "left.d/slow/$host.$gone" \
    "$stem.csv.$host.x$gone" "$stem.csv.$host."; do
    echo "capture,file," >"$name.part"
    echo "$name.part"
done | sort >others
# Where process ids are others, as in a container, a lock tells that the writer lives.
echo "capture,file," >"$stem.jsonl.$host.$gone.part"
echo "$stem.jsonl.$host.$gone.part" >>others
exec {lock}<"$stem.jsonl.$host.$gone.part"
flock "$lock"
rm slow/a.pcapng
cp "$demo" slow/a.pcapng
batch read slow -o left.d
exec {lock}<&-
want "a run beside what others left" has_states "read 1"
find left.d -name '*.part' | sort >parts
sort -o others others
want "takes away the parts of those that are surely gone, and no other file" same others parts
rm left.d/slow/*.part
batch read slow -o killed.d
rm killed.d/slow/* slow/a.pcapng
mkfifo slow/a.pcapng
"$program" read slow -o killed.d >out 2>err &
parent=$!
for _ in {1..600}; do
    no_parts killed.d || break
    sleep 0.1
done
want "a part is locked while it is written" eval '! flock -n killed.d/slow/*.part true'
reader=$(cat "/proc/$parent/task/$parent/children")
kill -KILL "$parent" "${reader% }"
wait "$parent" 2>/dev/null || true
want "a killed run leaves a part" eval '! no_parts killed.d'
rm slow/a.pcapng
cp "$demo" slow/a.pcapng
batch read slow -o killed.d
want "which the next run takes away" eval 'has_states "read 1" && no_parts killed.d'
exit "$failed"
