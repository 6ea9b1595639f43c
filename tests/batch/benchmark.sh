#!/usr/bin/env bash
# benchmark.sh PROGRAM FLEET MEASURE TSHARK
#
# Prints what gt06-batch can do on this machine: against one tshark for each of 1,000 small captures,
# on two cores against one, and its memory for ever more captures. Run it on an idle machine.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

program=$1 fleet=$2 measure=$3 tshark=$4
here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/gt06-batch-bench.XXXXXX")
trap 'rm -rf "$work"' EXIT
chmod 755 "$work"
cd "$work"

now() { date +%s.%N; }
# divide A B [FORMAT]
divide() { awk -v a="$1" -v b="$2" -v format="${3:-%.2f}" 'BEGIN { printf format, a / b }'; }
# spent COMMAND...: seconds of CPU time and peak memory in KiB
spent() { "$measure" "$@" | awk '{ print $1 / 1000, $2 }'; }

# copies FOLDER NUMBER: so many small captures of ten messages, of ten terminals.
copies() {
    mkdir "$1"
    for ((i = 0; i < $2; i++)); do
        cp "small.$((i % 10)).pcapng" "$1/$i.pcapng"
    done
}

for i in {0..9}; do
    "$fleet" 10 1 8888 gt06 "small.$i.pcapng"
done

# ---- 1,000 small captures ----

sample=20
copies small 1000
one_by_one() {
    local i
    for ((i = 0; i < sample; i++)); do
        "$tshark" -r "small/$i.pcapng" -T fields -e gt06.imei -e gt06.protocol -e gt06.latitude
    done
}
export -f one_by_one
export sample tshark
begin=$(now)
read -r theirs_cpu _ < <(spent "$here/../../scripts/unprivileged.sh" bash -c one_by_one)
theirs=$(divide "$(awk "BEGIN { print ($(now) - $begin) * 1000 }")" "$sample" %.3f)
theirs_cpu=$(divide "$(awk "BEGIN { print $theirs_cpu * 1000 }")" "$sample" %.3f)
begin=$(now)
read -r ours_cpu ours_memory < <(spent "$program" read small -o rows.small)
ours=$(awk "BEGIN { print $(now) - $begin }")
printf '1,000 captures of ten messages        seconds   CPU seconds\n'
printf '  one tshark each (%d, scaled)       %8.2f      %8.2f\n' "$sample" "$theirs" "$theirs_cpu"
printf '  gt06-batch                         %8.2f      %8.2f\n' "$ours" "$ours_cpu"
printf '  times as fast (at least 100)       %8.0f      %8.0f\n' \
    "$(divide "$theirs" "$ours" %.0f)" "$(divide "$theirs_cpu" "$ours_cpu" %.0f)"

# ---- memory ----

copies many 10000
read -r _ many_memory < <(spent "$program" read many -o rows.many)
printf '\nmemory, MiB: 1,000 captures %s, 10,000 captures %s\n' \
    "$(divide "$ours_memory" 1024 %.1f)" "$(divide "$many_memory" 1024 %.1f)"

# ---- two cores ----

command -v parallel >/dev/null || {
    echo "GNU Parallel is missing: two cores are not measured."
    exit
}
mkdir large
"$fleet" "${GT06_BENCH_LARGE:-250000}" 100 8888 gt06 large/0.pcapng
for i in 1 2 3; do
    cp large/0.pcapng "large/$i.pcapng"
done
# spread JOBS: seconds, seconds of CPU time
spread() {
    local begin cpu
    rm -rf rows.large
    begin=$(now)
    read -r cpu _ < <(spent parallel --will-cite -j "$1" "$program" read -o rows.large {} \
        ::: large/*.pcapng)
    awk "BEGIN { print $(now) - $begin, $cpu }"
}
read -r one one_cpu < <(spread 1)
read -r two two_cpu < <(spread 2)
printf '\n4 captures of %s messages        seconds   CPU seconds\n' "${GT06_BENCH_LARGE:-250000}"
printf '  one core                           %8.1f      %8.1f\n' "$one" "$one_cpu"
printf '  two cores                          %8.1f      %8.1f\n' "$two" "$two_cpu"
printf '  times as fast (at least 1.8)       %8.2f\n' "$(divide "$one" "$two")"
