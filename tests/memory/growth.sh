#!/usr/bin/env bash
# growth.sh PROGRAM FLEET MESSAGES
#
# How many bytes does a message cost that lies in an open capture? Opens captures of MESSAGES and
# twice and four times as many, of a thousand terminals, and prints the bytes in use and the slope
# between them. Exits with 1 if that is no line: if the second half of the way is steeper than the
# first by more than 5 %.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

program=$1 fleet=$2 messages=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/no-data"
export WIRESHARK_DATA_DIR=$folder/no-data

for factor in 1 2 4; do
    count=$((factor * messages))
    "$fleet" "$count" 1000 8888 gt06 "$folder/fleet.pcapng"
    printf '%s %s %s\n' "$count" "$("$program" load "$folder/fleet.pcapng" | head -n 1)" \
        "$("$program" data "$folder/fleet.pcapng" | head -n 1)"
done | awk '
    NR == 1 { printf "%10s %14s %10s %14s %10s\n", "messages", "bytes", "each more", "as data", "each more" }
    NR == 1 { printf "%10d %14.0f %10s %14.0f %10s\n", $1, $2, "", $3, "" }
    NR > 1 {
        slope[NR] = ($2 - bytes) / ($1 - count)
        printf "%10d %14.0f %10.1f %14.0f %10.1f\n", $1, $2, slope[NR], $3, ($3 - data) / ($1 - count)
    }
    { count = $1; bytes = $2; data = $3 }
    END {
        bend = slope[3] / slope[2]
        printf "the second slope is %.3f of the first\n", bend
        exit !(NR == 3 && bend <= 1.05)
    }'
