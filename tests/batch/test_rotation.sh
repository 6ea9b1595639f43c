#!/usr/bin/env bash
# A ring buffer (dumpcap -b files:N) from which files go while others come: what several groups have
# counts once, and that is told.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/batch/common.sh
. "$here/common.sh"
cd "$work"

mkdir all ring
editcap -c 9 "$captures/healthy/truck-reconnect.pcapng" all/eth0.pcapng
files=(all/*)
for i in "${!files[@]}"; do
    touch -d "@$((1000 + i))" "${files[i]}"
done
# set_ring FIRST COUNT: the ring has these files now.
set_ring() {
    rm -f ring/*
    cp -p "${files[@]:$1:$2}" ring
}
last=$((${#files[@]} - 1))

# ---- files go ----

set_ring 0 "$((last + 1))"
batch read ring -o shrunk
batch report shrunk
want "a ring is reported" is_code 0
cp out report
set_ring 1 "$last"
batch read ring -o shrunk
want "without its first file it is another group" has_states "read 1"
batch report shrunk
want "what is left does not count twice" same report out
want "and both results are named" complains \
    'shrunk/.*_00001_.*summary is left out: .*_00001_.* is in shrunk/.*_00000_.*summary, too'
want "what was left out is told by the exit code" is_code 1
rm shrunk/ring/*_00001_*
batch report shrunk
want "as long as it is there" eval 'is_code 0 && same report out'

# ---- files go and come ----

set_ring 0 3
batch read ring -o 1.d
cp -r 1.d moved
set_ring 1 "$last"
batch read ring -o 2.d
batch read ring -o moved
batch report 2.d
cp out report
batch report moved
want "the newer one counts" eval 'is_code 1 && same report out'
want "and the older one is told" complains 'moved/.*_00000_.*summary is left out: .*_00001_.* is in'
for folders in "1.d 2.d" "2.d 1.d"; do
    # shellcheck disable=SC2086 # words
    batch report $folders
    want "so it is from $folders" eval 'is_code 1 && same report out'
done

# ---- the newest first ----

set_ring 0 2
batch read ring -o 1.e
set_ring 1 3
batch read ring -o 2.e
set_ring 3 "$((last - 2))"
batch read ring -o 3.e
batch report 1.e 3.e
want "groups without a file in common are all counted" is_code 0
cp out report
for folders in "1.e 2.e 3.e" "3.e 2.e 1.e" "2.e 3.e 1.e"; do
    # shellcheck disable=SC2086 # words
    batch report $folders
    want "what is left out keeps no other out, from $folders" eval 'is_code 1 && same report out'
    want "only that is told" test "$(wc -l <err)" -eq 1
done

# A folder that was read file by file, and then as one.
set_ring 0 "$((last + 1))"
batch read ring -o both
batch report both
cp out report
batch read --alone ring -o both
"$program" list ring >whole
mkdir as
batch read -m whole -o as
rm both/ring/*_00000_*
cp -r as/ring both
batch report both
want "of the same age the larger counts" eval 'is_code 1 && same report out'
exit "$failed"
