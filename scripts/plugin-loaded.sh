#!/usr/bin/env bash
# plugin-loaded.sh TSHARK PLUGIN
#
# Proves that TSHARK loads the file PLUGIN (FOLDER/RELEASE/epan/gt06.so) as its gt06.so, when
# WIRESHARK_PLUGIN_DIR is FOLDER. tshark itself goes on without a plugin it does not like, and
# says so on standard error only, or not at all.
#
# Exits with 0 when it does; else with 3, after one sentence.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1
plugin=$2
here=$(dirname "$(readlink -f "$0")")

fail() {
    printf '%s\n' "$1" >&2
    exit 3
}

export WIRESHARK_PLUGIN_DIR=${plugin%/*/*/*}
errors=$(mktemp "${TMPDIR:-/tmp}/gt06-errors.XXXXXX")
trap 'rm -f "$errors"' EXIT

status=0
plugins=$("$here/unprivileged.sh" "$tshark" -G plugins 2>"$errors") || status=$?
complaint=$(grep -m 1 'gt06' "$errors" || head -n 1 "$errors")
loaded=$(awk -F '\t' '$1 ~ /^gt06\.so *$/ { print $NF }' <<<"$plugins")

if [[ $loaded == "$plugin" && -z $complaint ]]; then
    exit 0
elif ((status != 0)); then
    fail "tshark does not start: ${complaint:-exit code $status}"
elif [[ -n $loaded && $loaded != "$plugin" ]]; then
    fail "tshark loads another plugin ($loaded) and not the one just built ($plugin)."
fi
fail "tshark does not load the plugin $plugin: ${complaint:-it gives no reason.}"
