#!/usr/bin/env bash
# memory.sh leaks|valgrind PROGRAM FOLDER|CAPTURE
#
# Runs `PROGRAM cycle` on a capture, or on all of a folder in one, and looks at what a tool has to say about its memory:
# LeakSanitizer, which PROGRAM is linked with, or valgrind. Only what has a function of ours in its
# stack counts: libwireshark has leaks of its own. Proves first, with `PROGRAM leak`, that a leak
# of ours would be seen.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tool=$1 program=$2 capture=$3

if [[ $tool == valgrind ]] && ! command -v valgrind >/dev/null; then
    printf 'valgrind is missing; please run: apt-get install valgrind\n'
    exit 1
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/no-data"
export WIRESHARK_DATA_DIR=$folder/no-data

# watch WORD...: runs the program; what the tool says goes to $folder/report.
watch() {
    if [[ $tool == valgrind ]]; then
        # Each block of libwireshark's pools is one of valgrind's, too.
        WIRESHARK_DEBUG_WMEM_OVERRIDE=simple valgrind --quiet --log-file="$folder/report" \
            --leak-check=full --num-callers=40 --fullpath-after= "$program" "$@" \
            >"$folder/output" 2>"$folder/errors" || true
    else
        # Stacks by unwinding: libwireshark and GLib keep no frame pointers.
        ASAN_OPTIONS=detect_leaks=1:fast_unwind_on_malloc=0 \
            LSAN_OPTIONS=fast_unwind_on_malloc=0 "$program" "$@" \
            >"$folder/output" 2>"$folder/report" || true
    fi
    if ! grep -q -x 'taken down' "$folder/output"; then
        printf 'The program did not come to its end:\n'
        cat "$folder/errors" "$folder/report" 2>/dev/null || true
        exit 1
    fi
}

# ours: those blocks of the report that have a function of ours in their stack
ours() {
    sed 's/^==[0-9]*== \{0,1\}//' "$folder/report" |
        awk 'BEGIN { RS = ""; ORS = "\n\n" } /\/(dissector|protocol|tracks)\/[a-z0-9_]+\.c:[0-9]/'
}

watch leak
if [[ -z $(ours) ]]; then
    printf 'A leak of ours was not noticed. The tool says:\n'
    cat "$folder/report"
    exit 1
fi

if [[ -d $capture ]]; then
    find "$capture" -name '*.pcapng' -exec mergecap -w "$folder/all.pcapng" {} +
    capture=$folder/all.pcapng
fi
watch cycle "$capture"
found=$(ours)
if [[ -n $found ]]; then
    printf 'Memory is not clean:\n\n%s\n' "$found"
    exit 1
fi
capinfos -T -r -c "$capture" | awk '{ print "Clean, with " $NF " packets." }'
