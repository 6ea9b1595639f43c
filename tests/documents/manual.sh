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
words_of() {
    grep -o -E -- '[a-zA-Z-]+' | LC_ALL=C sort -u
}

commands=$("$program" --help | awk '/^  [a-z]/ { print $1 }')
helps=$(for command in $commands; do "$program" "$command" --help; done)
known=$(sed -n '/-h, --help/d; s/^  \(-[a-zA-Z]\), \(--[a-z-]*\).*/\1\n\2/p; s/^  \(--[a-z-]*\).*/\1/p
    s/^  \([a-z][a-z-]*\)=\{0,1\}[a-z]*  .*/\1/p' <<<"$helps")
missing=$(LC_ALL=C comm -23 <(words_of <<<"$commands $known") <(words_of <<<"$text"))
# The other way round: an option that nobody knows any more.
surplus=$(LC_ALL=C comm -13 <(words_of <<<"$helps --version") \
    <(sed -n '/^OPTIONS/,/^[A-Z]/p' <<<"$text" | words_of | grep '^--'))
[[ -z $missing ]] || printf 'missing in %s: %s\n' "$page" "$missing"
[[ -z $surplus ]] || printf 'in %s, but the program has no such option: %s\n' "$page" "$surplus"
[[ -n $known && -z $missing$surplus ]]
