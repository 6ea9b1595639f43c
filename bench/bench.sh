#!/usr/bin/env bash
# bench.sh TSHARK FLEET MEASURE MESSAGES TERMINALS BUILD
#
# Prints what the dissector costs, each figure as a ratio to the same capture as plain data: CPU
# time as the median of five runs that take turns, instructions as valgrind counts them.
#
# GT06_BENCH_COUNTED  messages of the captures whose instructions are counted (default 20000, with
#                     five times as many terminals in the largest); 0 leaves these figures out
#
# Exits with 1 if a bound is not kept, of CPU time also by the best runs, with 3 if something is missing.
#
# SPDX-License-Identifier: GPL-2.0-or-later

# shellcheck disable=SC2317 # `passes` calls by name
set -euo pipefail

tshark=$1 fleet=$2 measure=$3 messages=$4 terminals=$5 build=$6
counted=${GT06_BENCH_COUNTED:-20000}
here=$(dirname "$(readlink -f "$0")")
rounds=5
kept=0

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if ((counted > 0)); then
    # shellcheck source=bench/callgrind.sh
    . "$here/callgrind.sh" # ends with 3 where valgrind is missing; GT06_BENCH_COUNTED=0 needs none
fi

is_more() {
    awk "BEGIN { exit !($1 > $2) }"
}

# row NAME RATIO REACH [BEST]: BEST is the ratio of the best runs, which noise reaches least. Where the
# bound lies between the two and near the ratio, it is finer than the noise, and the instructions
# decide, if they are counted.
row() {
    local verdict=kept
    if is_more "$2" "$3"; then
        verdict="NOT KEPT"
        if ((counted == 0)) || is_more "${4:-$2}" "$3" || is_more "$2" "1.05 * $3"; then
            kept=1
        else
            verdict="above, best runs $4: the instructions decide"
        fi
    fi
    printf '%-58s %8s %8s  %s\n' "$1" "$2" "$3" "$verdict"
}

ratio() {
    awk "BEGIN { printf \"%.3f\", $1 / $2 }"
}

median() {
    sort -n | sed -n "$((rounds / 2 + 1))p"
}

# best FILE: the least CPU time of the runs
best() {
    cut -d' ' -f1 "$1" | sort -n | head -n 1
}

# divide WORD...: those before the word -- to `ours`, those behind it to `theirs`
divide() {
    ours=()
    while [[ $1 != -- ]]; do ours+=("$1") && shift; done
    theirs=("${@:2}")
}

# times NAME REACH MEMORY_REACH OURS... -- THEIRS...: tshark's options for the large capture
times() {
    local name=$1 reach=$2 memory=$3 ours theirs
    divide "${@:4}"
    : >"$folder/ours"
    : >"$folder/theirs"
    for ((round = 0; round < rounds; round++)); do
        "$measure" "$tshark" -r "$folder/fleet.pcapng" "${ours[@]}" >>"$folder/ours"
        "$measure" "$tshark" -r "$folder/fleet.pcapng" "${theirs[@]}" >>"$folder/theirs"
    done
    row "$name, CPU" "$(ratio "$(cut -d' ' -f1 "$folder/ours" | median)" \
        "$(cut -d' ' -f1 "$folder/theirs" | median)")" "$reach" \
        "$(ratio "$(best "$folder/ours")" "$(best "$folder/theirs")")"
    [[ -z $memory ]] || row "$name, peak memory" \
        "$(ratio "$(cut -d' ' -f2 "$folder/ours" | median)" \
            "$(cut -d' ' -f2 "$folder/theirs" | median)")" "$memory"
}

# beyond_start OPTION...: instructions of port.pcapng without those of a capture without messages
beyond_start() {
    local all start
    all=$(instructions "$folder/port.pcapng" "$@")
    start=$(instructions "$folder/none.pcapng" "$@")
    echo $((all - start))
}

# counts NAME REACH MEMORY_REACH OURS... -- THEIRS...: the same in instructions, of a small capture
counts() {
    local ours theirs
    divide "${@:4}"
    row "$1" "$(ratio "$(beyond_start "${ours[@]}")" "$(beyond_start "${theirs[@]}")")" "$2"
}

# passes HOW: the three passes, by `times` or by `counts`
passes() {
    local data=(-d "tcp.port==8888,data")
    "$1" "tshark -q -z io,phs" 1.20 1.15 -q -z io,phs -- -q -z io,phs "${data[@]}"
    "$1" "tshark -T fields, ten fields" 1.20 "" -T fields "${our_fields[@]}" -- \
        -T fields "${their_fields[@]}" "${data[@]}"
    # Both filters let the same packets through, since tshark prints them.
    "$1" "tshark -2 with a display filter" 1.25 "" -2 -Y 'gt06.protocol == 0xa0' -- \
        -2 -Y 'data.len == 50' "${data[@]}"
}

# columns NAME...: tshark's options for these fields
columns() {
    printf -- '-e\n%s\n' "$@"
}

"$fleet" "$messages" "$terminals" 8888 gt06 "$folder/fleet.pcapng"
mapfile -t our_fields < <(columns gt06.protocol gt06.serial gt06.imei gt06.latitude gt06.longitude \
    gt06.speed gt06.course gt06.time gt06.acc gt06.alarm)
# Fields of the same types: numbers, a text, two with decimals, a date, a flag. What tshark takes to
# print a date is no matter of ours.
mapfile -t their_fields < <(columns tcp.srcport tcp.seq ip.src_host frame.time_relative \
    frame.time_delta tcp.len data.len frame.time tcp.flags.push tcp.window_size)

printf '%s messages of %s terminals; %s\n\n' "$messages" "$terminals" "$build"
printf '%-58s %8s %8s\n' "against the same as data" ratio reach
passes times

# Bytes that a message costs beyond what it costs as data, from two sizes of a capture.
peak() {
    "$measure" "$tshark" -r "$folder/$1.pcapng" -q -z io,phs "${@:2}" | cut -d' ' -f2
}
"$fleet" "$((messages / 3))" "$terminals" 8888 gt06 "$folder/third.pcapng"
row "memory, bytes a message" "$((1024 * ($(peak fleet) - $(peak third) - \
    $(peak fleet -d tcp.port==8888,data) + $(peak third -d tcp.port==8888,data)) / (messages - messages / 3)))" 128

((counted > 0)) || exit "$kept"
printf '\n%-58s %8s %8s\n' "instructions, $counted messages" ratio reach

"$fleet" "$counted" 100 8888 gt06 "$folder/port.pcapng"
"$fleet" 0 1 8888 gt06 "$folder/none.pcapng"
passes counts

# whole CAPTURE [OPTION...]: all instructions of the cheapest pass
whole() {
    instructions "$folder/$1.pcapng" -q -z io,phs "${@:2}"
}
"$fleet" "$counted" 100 20123 foreign "$folder/foreign.pcapng"
row "heuristic on traffic that is not GT06" \
    "$(ratio "$(whole foreign)" "$(whole foreign --disable-heuristic gt06_tcp)")" 1.01
"$fleet" "$counted" 100 20123 gt06 "$folder/found.pcapng"
none=$(whole none)
row "a port found by heuristic" "$(ratio "$(whole found)" "$(whole port)")" 1.02

# growth NAME MESSAGES TERMINALS_OF_N TERMINALS_OF_2N
growth() {
    local one two
    "$fleet" "$2" "$3" 8888 gt06 "$folder/one.pcapng"
    "$fleet" $((2 * $2)) "$4" 8888 gt06 "$folder/two.pcapng"
    one=$(whole one)
    two=$(whole two)
    row "$1" "$(ratio $((two - one)) $((one - none)))" 1.05
}

growth "growth, one terminal has all messages" "$counted" 1 1
growth "growth, 100 terminals" "$counted" 100 100
growth "growth, a terminal for every ten messages" "$counted" $((counted / 10)) $((counted / 5))
growth "growth, $((5 * counted)) terminals in the longer one" $((5 * counted)) \
    $((5 * counted / 2)) $((5 * counted))

"$here/kept.sh" judge "$here/instructions.tsv" "$build" "$("$here/count.sh" "$tshark" "$fleet")" || kept=1
exit "$kept"
