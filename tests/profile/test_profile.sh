#!/usr/bin/env bash
# test_profile.sh TSHARK PROFILE CAPTURES
#
# Does tshark know every filter and every field that the profile in the folder PROFILE names, and
# does it take its colour rules and columns without a word? CAPTURES is the folder of the captures
# that were built. tshark itself accepts nonsense in filter buttons and graphs in silence.
#
# Exits with 0 when all is well, else with 1.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1
profile=$2
captures=$3
scripts=$(dirname "$(readlink -f "$0")")/../../scripts
failures=0

stage=$(mktemp -d /tmp/gt06-profile.XXXXXX)
trap 'rm -rf "$stage"' EXIT
mkdir -p "$stage/config/wireshark/profiles"
cp -r "$profile" "$stage/config/wireshark/profiles/GT06"
chmod -R a+rX "$stage"

# tshark with our profiles in place of the user's.
run_tshark() {
    "$scripts/unprivileged.sh" env XDG_CONFIG_HOME="$stage/config" "$tshark" "$@"
}

failed() {
    printf 'FAILED: %s\n' "$1"
    failures=$((failures + 1))
}

# try WHAT TSHARK-OPTION...: it must end well and say nothing on standard error.
try() {
    local what=$1 status=0
    shift
    run_tshark "$@" >"$stage/output" 2>"$stage/errors" || status=$?
    if ((status != 0)) || [[ -s $stage/errors ]]; then
        failed "$what: exit code $status"
        cat "$stage/errors"
        return 1
    fi
}

# The n-th quoted string of every line that has one.
quoted() {
    grep -v '^#' "$profile/$2" | awk -F '"' -v n="$1" 'NF > 1 { print $(2 * n) }'
}

demo=$captures/demo.pcapng

# --- What the files look like: as Wireshark reads them. ---

lines_like() {
    if grep -v -E -e '^(#.*)?$' -e "$2" "$profile/$1"; then
        failed "$1: the lines above are not of the form $2"
    fi
}
string='"[^"]*"'
lines_like dfilter_buttons "^\"TRUE\"(,$string){3}\$"
lines_like io_graphs "^\"(Enabled|Disabled)\"(,$string){8}\$"
lines_like colorfilters '^@[^@]+@[^@]+@\[[0-9]+,[0-9]+,[0-9]+\]\[[0-9]+,[0-9]+,[0-9]+\]$'
lines_like profile_settings '^auto_switch_filter: .+$'

styles='Line|Impulse|Bar|Stacked Bar|Dot|Square|Diamond|Cross|Circle|Plus'
units='SUM|COUNT FRAMES|COUNT FIELDS|MAX|MIN|AVG'
quoted 5 io_graphs | grep -v -x -E "$styles" && failed "io_graphs: an unknown style"
quoted 6 io_graphs | grep -v -x -E "($units)\(Y Field\)" && failed "io_graphs: an unknown y axis"

# --- Filters: all at once, and one by one only when something is wrong. ---

mapfile -t filters < <(
    quoted 3 dfilter_buttons
    quoted 3 io_graphs
    awk -F '@' '/^@/ { print $3 }' "$profile/colorfilters"
    sed -n 's/^auto_switch_filter: //p' "$profile/profile_settings"
)
printf -v all '(%s) || ' "${filters[@]}"
if ! try 'all filters' -r "$demo" -Y "${all% || }"; then
    for filter in "${filters[@]}"; do
        try "the filter $filter" -r "$demo" -Y "$filter" || true
    done
fi

# --- Fields of columns and graphs. ---

mapfile -t columns < <(grep -o '%Cus:[^:"]*' "$profile/preferences" | cut -d : -f 2)
mapfile -t graphs < <(quoted 7 io_graphs)
words=()
for field in "${columns[@]}" "${graphs[@]}"; do
    words+=(-e "$field")
done
try 'fields' -r "$demo" -T fields "${words[@]}" || true

# Is there something to draw? Wireshark draws one of several fields of the same name only.
counts=
for field in "${graphs[@]}"; do
    counts+=",COUNT($field)$field"
done
for capture in "$captures"/healthy/*.pcapng; do
    run_tshark -q -r "$capture" -z "io,stat,0$counts" | grep '<>' || true
done >"$stage/counts"
for ((i = 0; i < ${#graphs[@]}; i++)); do
    if ! awk -F '|' -v n=$((i + 3)) '$n + 0 > 0 { found = 1 } END { exit !found }' \
        "$stage/counts"; then
        failed "graphs show nothing of ${graphs[i]}"
    fi
done

# --- The profile as a whole: columns and colours. ---

try 'the profile' -C GT06 -r "$demo" || true
for word in 123456789012347 Vibration 'km/h' 0.200000000; do
    grep -q -F "$word" "$stage/output" || failed "the columns do not show $word"
done

# coloured CAPTURE RULE...: packets of the capture are coloured by these rules.
coloured() {
    local capture=$1 rule
    shift
    try "the colours of $capture" -2 --color -C GT06 -r "$captures/$capture.pcapng" \
        -T fields -e frame.coloring_rule.name || true
    for rule; do
        grep -q -x -F "$rule" "$stage/output" || failed "$capture: nothing is coloured as $rule"
    done
}
coloured demo 'GT06 login' 'GT06 answer' 'GT06 command' 'GT06 heartbeat' 'GT06 position' \
    'GT06 alarm' 'Beginning or end of a connection'
coloured diagnosis/crc_wrong 'GT06 error'
coloured diagnosis/not_answered 'GT06 unanswered' 'GT06 warning'
coloured diagnosis/foreign 'GT06 warning'

# --- Would a mistake be noticed? ---

if run_tshark -r "$demo" -Y 'gt06.no_such_field' >"$stage/output" 2>&1; then
    failed 'tshark takes a filter that is none'
fi

((failures > 0)) || printf 'passed: %d filters, %d fields\n' "${#filters[@]}" \
    "$((${#columns[@]} + ${#graphs[@]}))"
exit $((failures != 0))
