#!/usr/bin/env bash
# manual.sh PAGE [PROGRAM]
#
# Is the manual page sound, and has it every command, option and fault of PROGRAM?
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

page=$1
program=${2-}

# Its exit code is 0 below the level it is told; its words are what counts.
complaints=$(mandoc -Tlint -W warning "$page" || true)
if [[ -n $complaints ]]; then
    printf '%s\n' "$complaints"
    exit 1
fi
if command -v man >/dev/null && complaints=$(man -l --warnings "$page" 2>&1 >/dev/null) &&
    [[ -n $complaints ]]; then
    printf '%s\n' "$complaints"
    exit 1
fi
[[ -n $program ]] || exit 0

text=$(mandoc -Tascii "$page" | sed 's/.\x08//g')
missing=0
has() {
    if ! grep -q -E -- "(^|[^a-z-])$1([^a-z-]|\$)" <<<"$text"; then
        printf '%s is missing in %s\n' "$1" "$page"
        missing=1
    fi
}

commands=$("$program" --help | awk '/^  [a-z]/ { print $1 }')
for command in $commands; do
    has "$command"
    for word in $("$program" "$command" --help |
        sed -n '/-h, --help/d; s/^  \(-[a-zA-Z]\), \(--[a-z-]*\).*/\1 \2/p; s/^  \(--[a-z-]*\).*/\1/p
            /^Faults/,$s/^  \([a-z-]*\).*/\1/p' | sort -u); do
        has "$word"
    done
done
# The other way round: an option that nobody knows any more.
helps=$(for command in $commands; do "$program" "$command" --help; done; echo --version)
while read -r word; do
    if ! grep -q -E -- "(^|[^a-z-])$word([^a-z-]|\$)" <<<"$helps"; then
        printf '%s is in %s, but the program has no such option\n' "$word" "$page"
        missing=1
    fi
done < <(sed -n '/^OPTIONS/,/^FAULTS/p' <<<"$text" | grep -o -E -- '--[a-z-]+' | sort -u)
exit "$missing"
