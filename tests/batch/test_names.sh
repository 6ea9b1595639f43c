#!/usr/bin/env bash
# What results are called: a name that a file cannot have, or that is another group's, is told, stops
# nothing and costs no other group its results.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/batch/common.sh
. "$here/common.sh"
cd "$work"
demo=$captures/demo.pcapng
truck=$captures/healthy/truck-reconnect.pcapng

# ---- long names ----

# The longest names that rows and summary can have, one more, and the longest of a capture.
mkdir long
for size in 247 248 255; do
    cp "$demo" "long/$(printf "%0$((size - 7))d" 0).pcapng"
done
cp "$demo" long/last.pcapng
batch read long -o long.d
want "long names stop nothing" eval 'is_code 1 && has_states "read 2 refused 2"'
want "rows have the longest name that fits" test -s "long.d/long/$(printf '%0240d' 0).pcapng.csv"
want "the reason of others is given" says $'^refused\tlong/0*\\.pcapng\t0\t0\t.*name too long'
want "nothing of these is written" test "$(find long.d -type f | wc -l)" -eq 4
batch read long -o long.d
want "nor is what fits read twice" eval 'is_code 1 && has_states "kept 2 refused 2"'

# ---- a folder is there, or a file where a folder is needed ----

mkdir -p odd/b.csv
cp "$demo" odd/a
cp "$demo" odd/b
cp "$demo" odd/b.csv/c
printf '%s\n' odd/a odd/b.csv/c odd/b >all
batch read -m all -o odd.d
want "a folder of its name is told, and the rest is read" eval 'is_code 1 && has_states "read 2 refused 1"'
want "with its reason" says $'^refused\todd/b\t0\t0\t.*odd/b.csv.*irectory'
printf '%s\n' odd/b odd/b.csv/c odd/a >all
batch read -m all -o even.d
want "so is a file where its folder would be" eval 'is_code 1 && has_states "read 2 refused 1"'
want "with its reason, too" says $'^refused\todd/b.csv/c\t0\t0\t.*irectory'
batch read -m all -o all
want "a file that is named as the folder is the environment's fault" is_code 3

# ---- two groups of one name ----

# Below the base, and outside of it where its path is the same.
mkdir -p outside "base$work/outside"
cp "$demo" "base$work/outside/x"
cp "$truck" outside/x
batch read -b "base$work" "base$work/outside/x" -o demo.d
batch read outside/x -o truck.d
# has_rows COUNT FOLDER: all rows in it, with their heads, have so many lines.
# shellcheck disable=SC2317 # called by want
has_rows() { test "$(find "$2" -name '*.csv' -exec cat {} + | wc -l)" -eq "$1"; }
of_demo=$(wc -l <demo.d/outside/x.csv) of_truck=$(wc -l <truck.d/outside/x.csv)
printf '%s\n' "base$work/outside/x" outside/x >all
batch read -b base -m all -o inside.d
want "of two groups of one name the first is read" eval 'is_code 1 && has_states "read 1 refused 1"'
want "the other one is told, with the first" says $'^refused\t.*/outside/x\t0\t0\t.*base'"$work"'/outside/x'
want "the rows are those of the first" has_rows "$of_demo" inside.d
batch read -b base -m all -o inside.d
want "which is not read again" eval 'is_code 1 && has_states "kept 1 refused 1"'
tac all >backwards
batch read -b base -m backwards -o outside.d
want "the first is that of the manifest" has_rows "$of_truck" outside.d

# One file alone, and with others.
cp "$demo" a
cp "$truck" b
printf 'a\nb\na\tb\n./a\n' >all
batch read -m all -o alone.d
want "a group that begins as another is told" eval 'is_code 1 && has_states "kept 1 read 2 refused 1"'
want "the same group twice is not another" has_rows "$((of_demo + of_truck))" alone.d
batch read -m all -o alone.d
want "nothing is read again" eval 'is_code 1 && has_states "kept 3 refused 1"'
printf 'a\tb\n' >all
batch read -m all -o alone.d
want "a group that has grown is no other" eval 'is_code 0 && has_states "read 1"'

# ---- in another run ----

batch read -b base "base$work/outside/x" -o later.d
batch read -b base outside/x -o later.d
want "a name that an earlier run gave to another capture is told" eval 'is_code 1 && has_states "refused 1"'
want "and its results stay" has_rows "$of_demo" later.d
touch "base$work/outside/x"
batch read -b base "base$work/outside/x" -o later.d
want "but a capture that changed has its name" eval 'is_code 0 && has_states "read 1"'

# The same path below another folder.
mkdir -p monday tuesday
cp "$demo" monday/x.pcapng
cp "$truck" tuesday/x.pcapng
cd monday && batch read x.pcapng -o ../days
cd ../tuesday && batch read x.pcapng -o ../days
cd ..
want "a capture of that name below another folder is told" eval 'is_code 1 && has_states "refused 1"'
want "with the other one" says $'^refused\tx.pcapng\t0\t0\t.*/monday/x.pcapng'
want "whose results stay" has_rows "$of_demo" days
cp -p tuesday/x.pcapng monday/
batch read -b monday monday/x.pcapng -o days
want "but there it may change" eval 'is_code 0 && has_states "read 1"'
exit "$failed"
