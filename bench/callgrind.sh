# shellcheck shell=bash
# callgrind.sh
# To be sourced with `here` (this folder), `tshark` and `folder` (for files) set. Where nothing can be
# counted, `instructions` ends with 3, and with it a script that has inherit_errexit and assigns the
# count: in a word of another command the code would be lost.
#
# SPDX-License-Identifier: GPL-2.0-or-later

if ! type -P valgrind >/dev/null; then
    echo "Instructions are counted by valgrind, which is not installed." >&2
    exit 3
fi

# instructions CAPTURE TSHARK_OPTION...: all of a run; those inside our plugin in $folder/inside
# shellcheck disable=SC2154 # the variables are of the script that sources this
instructions() {
    rm -f "$folder/calls"
    if ! valgrind --tool=callgrind --callgrind-out-file="$folder/calls" \
        "$tshark" -r "$@" >/dev/null 2>"$folder/errors" || [[ ! -s $folder/calls ]]; then
        printf 'Nothing was counted: valgrind %s -r %s failed:\n' "$tshark" "$*" >&2
        sed '/^==/d' "$folder/errors" >&2
        exit 3
    fi
    awk -f "$here/objects.awk" "$folder/calls" >"$folder/objects"
    awk '/gt06\.so$/ { print $1 }' "$folder/objects" >"$folder/inside"
    awk '{ sum += $1 } END { printf "%.0f\n", sum }' "$folder/objects"
}
