# shellcheck shell=bash
# callgrind.sh
# To be sourced with `here` (this folder), `tshark` and `folder` (for files) set.
#
# SPDX-License-Identifier: GPL-2.0-or-later

if ! type -P valgrind >/dev/null; then
    echo "Instructions are counted by valgrind, which is not installed." >&2
    exit 3
fi

# instructions CAPTURE TSHARK_OPTION...: all of a run; those inside our plugin in $folder/inside
instructions() {
    local capture=$1
    shift
    # shellcheck disable=SC2154 # of the script that sources this
    valgrind --tool=callgrind --callgrind-out-file="$folder/calls" \
        "$tshark" -r "$capture" "$@" >/dev/null 2>&1
    # shellcheck disable=SC2154
    awk -f "$here/objects.awk" "$folder/calls" >"$folder/objects"
    awk '/gt06\.so$/ { print $1 }' "$folder/objects" >"$folder/inside"
    awk '{ sum += $1 } END { printf "%.0f\n", sum }' "$folder/objects"
}
