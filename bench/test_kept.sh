#!/usr/bin/env bash
# test_kept.sh FOLDER
#
# FOLDER/kept.sh judges a known build by 2 %, prints one that is not known, and keeps figures; and
# there is one to judge by.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

folder=$1
stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
failed=0

# ends CODE WORDS TASK BUILD INSTRUCTIONS
ends() {
    local code=0
    "$folder/kept.sh" "$3" "$stage/kept" "$4" "$5" >"$stage/out" 2>&1 || code=$?
    if ((code != $1)) || ! grep -q -e "$2" "$stage/out"; then
        printf 'FAILED: %s %s %s ends with %d: %s\n' "$3" "$4" "$5" "$code" "$(cat "$stage/out")"
        failed=1
    fi
}

printf '# a comment\n4.0 gcc-12 x86_64\t4000\n4.4 gcc-14 x86_64\t5000\n' >"$stage/kept"
ends 0 'kept 4000' judge '4.0 gcc-12 x86_64' 4000
ends 0 'kept 4000' judge '4.0 gcc-12 x86_64' 3000
ends 0 'kept 4000' judge '4.0 gcc-12 x86_64' 4080
ends 1 'NOT KEPT' judge '4.0 gcc-12 x86_64' 4081
ends 1 'NOT KEPT' judge '4.4 gcc-14 x86_64' 9000
ends 0 'none are kept' judge '4.6 gcc-14 x86_64' 999999
ends 3 'Nothing was counted' judge '4.0 gcc-12 x86_64' 0
ends 3 'Nothing was counted' judge '4.6 gcc-14 x86_64' ''
ends 0 'before 4000' keep '4.0 gcc-12 x86_64' 4500
ends 0 'kept 4500' judge '4.0 gcc-12 x86_64' 4500
ends 0 'before none' keep '4.6 gcc-14 x86_64' 6000
ends 1 'NOT KEPT' judge '4.6 gcc-14 x86_64' 6200
ends 0 'kept 5000' judge '4.4 gcc-14 x86_64' 5000
if (($(grep -c '^# a comment$' "$stage/kept") != 1 || $(wc -l <"$stage/kept") != 4)); then
    printf 'FAILED: there are other lines now than before\n'
    failed=1
fi

if ! grep -q -P '^4\.0 gcc-12 x86_64 RelWithDebInfo\t[1-9][0-9]*$' "$folder/instructions.tsv"; then
    printf 'FAILED: no figure is kept for Wireshark 4.0, gcc 12 and x86_64\n'
    failed=1
fi
exit "$failed"
