#!/usr/bin/env bash
# kept.sh judge|keep FILE BUILD INSTRUCTIONS
#
# What a message costs inside our objects, against what is kept for this build in FILE: `judge` prints
# both and exits with 1 if it is above by more than 2 %. A build that is not known is printed, and
# not judged. `keep` puts the new figure in its place.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

task=$1 file=$2 build=$3 now=$4
if [[ ! $now =~ ^[1-9][0-9]*$ ]]; then
    printf 'Nothing was counted: "%s".\n' "$now" >&2
    exit 3
fi
kept=$(awk -F '\t' -v build="$build" '$1 == build { print $2 }' "$file")
case $task in
keep)
    awk -F '\t' -v build="$build" '$1 != build' "$file" >"$file.part"
    printf '%s\t%s\n' "$build" "$now" >>"$file.part"
    mv "$file.part" "$file"
    printf '%s: %s instructions a message are kept, before %s\n' "$build" "$now" "${kept:-none}"
    ;;
judge)
    if [[ -z $kept ]]; then
        printf '%s: %s instructions a message; none are kept for this build\n' "$build" "$now"
        exit
    fi
    verdict=kept code=0
    ((now * 100 <= kept * 102)) || verdict='NOT KEPT' code=1
    printf '%s: %s instructions a message, kept %s, reach 1.02: %s\n' "$build" "$now" "$kept" "$verdict"
    exit "$code"
    ;;
*)
    echo "Usage: kept.sh judge|keep FILE BUILD INSTRUCTIONS" >&2
    exit 2
    ;;
esac
