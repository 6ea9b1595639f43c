#!/usr/bin/env bash
# test_releases.sh SOURCES
#
# The C files that ask which Wireshark they are built for are those that docs/contributing.md names,
# and docs/architecture.md has a row for every folder of sources.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

cd "$1"
failed=0
asked=$(grep -r -l -E --include='*.[ch]' '^#(el)?if.*(WIRESHARK_VERSION|GT06_WIRESHARK_AT_LEAST)' \
    --exclude-dir=build . | sed 's,^\./,,' | sort)
# shellcheck disable=SC2016 # nothing is to be expanded
named=$(sed -n '/^Every difference between releases/,/^$/p' docs/contributing.md |
    grep -o '`[a-z/]*\.[ch]`' | tr -d '`' | sort)
if [[ -z $asked || $asked != "$named" ]]; then
    printf 'FAILED: who asks for the release (<), and who may (>)\n'
    diff <(echo "$asked") <(echo "$named") || true
    failed=1
fi
for folder in */; do
    if [[ $folder != build/ ]] && ! grep -q -F "\`$folder\`" docs/architecture.md; then
        printf 'FAILED: docs/architecture.md has no room %s\n' "$folder"
        failed=1
    fi
done
exit "$failed"
