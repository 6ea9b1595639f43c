#!/usr/bin/env bash
# The report over all captures: that of tshark for each, and the same for any distribution of groups
# over workers, here with GNU Parallel over the cores.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=common.sh
. "$here/common.sh"
cd "$work"

# ---- one capture: what gt06,terminals counts ----

# Columns and words of tshark's table, and of ours, made alike.
theirs() {
    "$here/../../scripts/unprivileged.sh" "$tshark" -q -z gt06,terminals -r "$1" 2>/dev/null |
        awk -F ' *[|] *' 'NF > 17 && $1 != "IMEI" {
            split($17, offset, " ")
            if (offset[1] == "not") clock = ""
            else {
                split(offset[1], part, ":")
                clock = part[1] * 3600 + part[2] * 60 + part[3]
                if (offset[2] == "ahead") clock = -clock
            }
            $17 = clock
            for (i = 1; i <= 18; i++) printf "%s%s", $i, i < 18 ? "\t" : "\n" }' | sort
}
ours() {
    "$program" report "$1" | select_columns terminal verdict transport last_address last_server first_seen \
        last_seen connections logins logins_answered positions heartbeats alarms crc_errors \
        serials_not_seen duplicates clock_offset distance_km |
        sed -E 's/, in [^\t]*//; s/([0-9]{2}:[0-9]{2}:[0-9]{2})\.[0-9]{6}/\1/g' |
        awk -F '\t' -v OFS='\t' '{ $18 = sprintf("%.1f", $18); print }' | sort
}
for capture in healthy/truck-reconnect healthy/trailer-udp diagnosis/clock_zone \
    diagnosis/closed_by_server statistics/constant-serial statistics/one-direction \
    statistics/shared-address framing/ipv6; do
    batch read "$captures/$capture.pcapng" -o "one/$capture"
    # shellcheck disable=SC2094 # functions, and files of the same names
    theirs "$captures/$capture.pcapng" >theirs
    # shellcheck disable=SC2094
    ours "one/$capture" >ours
    want "$capture: the report is tshark's table" same theirs ours
done
want "with a terminal in it" test -s ours

# ---- many captures, any distribution ----

mkdir fleet
(cd "$captures" && find . -name '*.pcapng' -exec cp --parents -t "$work/fleet" {} +)
editcap -c 9 "$captures/healthy/truck-reconnect.pcapng" fleet/ring.pcapng
"$program" list fleet >all
batch read -m all -o whole --no-rows
want "all are read" is_code 0
batch report whole
want "a report of all" is_code 0
cp out report
want "has several captures of a terminal in a row" test \
    "$(select_columns captures <report | sort -n | tail -n 1)" -gt 10

for seed in 1 2 3; do
    rm -rf parts
    mkdir parts
    shuf --random-source=<(yes "$seed") all | split -n "r/$((seed + 1))" - parts/
    i=0
    for part in parts/*; do
        i=$((i + 1))
        "$program" read -m "$part" -o "workers.$seed/$i" --no-rows >/dev/null
    done
    batch report workers."$seed"/*
    want "$((seed + 1)) workers make the same report of a random distribution" same report out
done
batch report whole workers.1
want "what is there twice is not counted twice" is_code 2
want "but named" complains "was added before"

# ---- summaries that are no good ----

one=$(find whole -name 'demo*.summary' -o -name 'car-2g*.summary' | head -n 1)
head -n 2 "$one" >begin
cp begin "$one"
batch report whole
want "a summary that is cut short is refused" is_code 2
want "and named" complains "$(basename "$one") is damaged"
echo "something else" >"$one"
batch report whole
want "so is what is none" complains "no summary of this version"

# ---- GNU Parallel over the cores ----

command -v parallel >/dev/null || {
    echo "GNU Parallel is missing (apt-get install parallel)."
    exit $((failed ? 1 : 77))
}
export PARALLEL_HOME=$work/parallel
mkdir "$PARALLEL_HOME"
touch "$PARALLEL_HOME/will-cite"
rm -rf parts
mkdir parts
split -n r/4 all parts/
spread() {
    code=0
    parallel --will-cite --bar --joblog jobs.log "$@" "$program" read -o spread -m {} ::: parts/* \
        >out 2>err || code=$?
}
spread -j 2
want "GNU Parallel spreads the work over cores" is_code 0
want "each part has a line in its log" test "$(wc -l <jobs.log)" -eq 5
batch report spread
want "the report is the same" same report out

cp "$captures/demo.pcapng" fleet/late.pcapng
head -c 2000 fleet/late.pcapng >fleet/cut.pcapng
echo fleet/cut.pcapng >>parts/aa
rm jobs.log
spread
want "a damaged capture is told by its part's exit code" is_code 1
cp fleet/late.pcapng fleet/cut.pcapng
spread --resume-failed
want "--resume-failed does this part again" is_code 0
want "and in it what is new, not what is done" has_states "kept $(($(wc -l <parts/aa) - 1)) read 1"
exit "$failed"
