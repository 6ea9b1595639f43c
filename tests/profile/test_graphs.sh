#!/usr/bin/env bash
# test_graphs.sh TSHARK SOURCES CAPTURES
#
# Can every value be drawn? A graph and io,stat look at one registration of a name only, so no
# name may be registered twice in the folder SOURCES, the bits of masks aside: a tree can show them
# in no other way, and nobody draws them. And io,stat must find in the built captures what the
# graphs of the profile draw, from each kind of message that carries it.
#
# Exits with 0 when all is well, else with 1.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1
sources=$2
captures=$3
scripts=$(dirname "$(readlink -f "$0")")/../../scripts
failures=0

failed() {
    printf 'FAILED: %s\n' "$1"
    failures=$((failures + 1))
}

# --- Each name once. ---

# Bits that stand in different words: course, terminal information, and texts without any.
bits='gt06\.(acc|armed|charging|door|positioned)'
names=$(cat "$sources"/*.c | tr '\n' ' ' | grep -o -E '"gt06\.[a-z0-9_.]+", *FT_[A-Z0-9]+')
(($(wc -l <<<"$names") > 300)) || failed "$sources: hardly any registrations found"
while read -r name; do
    failed "$name is registered more than once"
done < <(cut -d '"' -f 2 <<<"$names" | sort | uniq -d | grep -v -x -E "$bits")

# --- Numbers to draw. ---

# draws CAPTURE FIELD: the average of the field over some interval is a number other than 0.
draws() {
    local table
    table=$("$scripts/unprivileged.sh" "$tshark" -q -r "$captures/$1.pcapng" \
        -z "io,stat,1,AVG($2)$2" 2>&1) || true
    grep '<>' <<<"$table" |
        awk -F '|' '$3 + 0 > 0 { found = 1 } END { exit !found }' ||
        failed "io,stat finds no $2 in $1"
}

draws healthy/van-4g gt06.speed
draws messages/dialect gt06.speed
draws messages/vehicle-information gt06.external_voltage
draws messages/lte-modules gt06.battery_voltage
draws messages/vehicle-obd gt06.battery_level
draws healthy/van-4g gt06.gsm_signal
draws healthy/van-4g gt06.response_time

((failures > 0)) || printf 'passed\n'
exit $((failures != 0))
