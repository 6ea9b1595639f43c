#!/usr/bin/env bash
# growth.sh PROGRAM FLEET MESSAGES
#
# How many bytes does a message cost that lies in an open capture? Opens captures of MESSAGES and
# twice and four times as many, of a thousand terminals, with GT06 and as data, and prints the bytes in
# use and the slopes between them. Exits with 1 if what GT06 adds to a message as data is no line: if
# of the two halves of the way one is steeper than the other by more than a quarter. Nine of ten bytes
# are data's own, and would hide what becomes of ours. Memory is taken by 8 MiB, which is 8 bytes for
# each of a million messages: fewer of them tell nothing.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
shopt -s inherit_errexit

program=$1 fleet=$2 messages=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/no-data"
export WIRESHARK_DATA_DIR=$folder/no-data

for factor in 1 2 4; do
    count=$((factor * messages))
    "$fleet" "$count" 1000 8888 gt06 "$folder/fleet.pcapng"
    all=$("$program" load "$folder/fleet.pcapng" | awk 'NR == 1')
    plain=$("$program" data "$folder/fleet.pcapng" | awk 'NR == 1')
    printf '%s %s %s\n' "$count" "$all" "$plain"
done | awk '
    NR == 1 {
        printf "%10s %14s %10s %14s %10s %10s\n", "messages", "bytes", "each more", "as data", "each more", "ours"
        printf "%10d %14.0f %10s %14.0f\n", $1, $2, "", $3
    }
    NR > 1 {
        all = ($2 - bytes) / ($1 - count)
        plain = ($3 - data) / ($1 - count)
        ours[NR] = all - plain
        printf "%10d %14.0f %10.1f %14.0f %10.1f %10.1f\n", $1, $2, all, $3, plain, ours[NR]
    }
    { count = $1; bytes = $2; data = $3 }
    END {
        kept = NR == 3 && ours[3] <= 1.25 * ours[2] && ours[2] <= 1.25 * ours[3]
        printf "ours: slopes of %.1f and %.1f, reach 1.25 between them: %s\n", ours[2], ours[3],
            kept ? "kept" : "NOT KEPT"
        exit !kept
    }'
