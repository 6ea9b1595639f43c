#!/usr/bin/env bash
# bench.sh TSHARK FLEET MEASURE MESSAGES TERMINALS BUILD
#
# Prints what the dissector costs, each figure as a ratio to the same capture as plain data: CPU
# time as the median of five ratios, of runs that take turns, instructions as valgrind counts them.
#
# GT06_BENCH_COUNTED  messages of the captures whose instructions are counted (default 20000, with
#                     five times as many terminals in the largest); 0 leaves these figures out
#
# Exits with 1 if a bound is not kept, with 3 if something is missing or fails.
#
# SPDX-License-Identifier: GPL-2.0-or-later

# shellcheck disable=SC2317 # `passes` calls by name
set -euo pipefail
shopt -s inherit_errexit

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

# row NAME RATIO REACH [RANGE SECOND]: of a ratio that was measured several times the range is told, and
# the second least decides: where two of the five keep the bound, and the median is not 5 % above it, the
# bound is finer than the noise. The row with the same name in instructions decides then, if they are
# counted.
row() {
    local verdict=kept
    [[ $2 =~ ^[0-9]+(\.[0-9]+)?$ ]] || {
        echo "Nothing was measured: $1" >&2
        exit 3
    }
    if is_more "$2" "$3"; then
        verdict="NOT KEPT"
        if ((counted > 0)) && [[ -n ${4:-} ]] && ! is_more "$5" "$3" && ! is_more "$2" "1.05 * $3"; then
            verdict="above within the noise: the instructions decide"
        else
            kept=1
        fi
    fi
    printf '%-58s %8s %8s  %s\n' "$1" "$2" "$3" "${4:+$4 }$verdict"
}

ratio() {
    awk "BEGIN { printf \"%.3f\", $1 / $2 }"
}

# measured TSHARK_OPTION...: CPU time and peak memory
measured() {
    "$measure" "$tshark" -r "$@" || {
        echo "Nothing was measured: $tshark -r $* failed." >&2
        exit 3
    }
}

# spread COLUMN: least, second, median and most of ours / theirs, round by round
spread() {
    paste -d' ' "$folder/ours" "$folder/theirs" |
        awk -v c="$1" '{ printf "%.3f\n", $c / $(c + 2) }' | sort -n |
        sed -n "1p; 2p; $((rounds / 2 + 1))p; \$p"
}

# divide WORD...: those before the word -- to `ours`, those behind it to `theirs`
divide() {
    ours=()
    while [[ $1 != -- ]]; do ours+=("$1") && shift; done
    theirs=("${@:2}")
}

# times NAME REACH MEMORY_REACH OURS... -- THEIRS...: tshark's options for the large capture
times() {
    local name=$1 reach=$2 memory=$3 ours theirs r
    divide "${@:4}"
    for ((round = 1; round <= rounds; round++)); do
        GT06_BENCH_SEED=$round measured "$folder/fleet.pcapng" "${ours[@]}" >&3
        GT06_BENCH_SEED=$round measured "$folder/fleet.pcapng" "${theirs[@]}" >&4
    done 3>"$folder/ours" 4>"$folder/theirs"
    mapfile -t r < <(spread 1)
    row "$name, CPU" "${r[2]}" "$reach" "${r[0]}..${r[3]}" "${r[1]}"
    mapfile -t r < <(spread 2)
    [[ -z $memory ]] || row "$name, peak memory" "${r[2]}" "$memory"
}

# start OPTION...: instructions of a capture without messages, counted once for the same options and seed
start() {
    local known
    known=$folder/start-$(md5sum <<<"${GT06_BENCH_SEED:-1} $*" | cut -d' ' -f1)
    [[ -s $known ]] || instructions "$folder/none.pcapng" "$@" >"$known"
    cat "$known"
}

# beyond_start CAPTURE OPTION...: instructions without those of the start
beyond_start() {
    local all none
    all=$(instructions "$folder/$1.pcapng" "${@:2}")
    none=$(start "${@:2}")
    echo $((all - none))
}

# counts NAME REACH MEMORY_REACH OURS... -- THEIRS...: the same in instructions, of a small capture
counts() {
    local ours theirs dividend divisor
    divide "${@:4}"
    dividend=$(beyond_start port "${ours[@]}")
    divisor=$(beyond_start port "${theirs[@]}")
    row "$1" "$(ratio "$dividend" "$divisor")" "$2"
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
# Fields of the same types that fill about as many cells of a kind. Ours of a position are in three packets
# of five; of theirs only two are in a part of the packets, and no date is. The last is in none, as few
# have an alarm.
mapfile -t their_fields < <(columns tcp.srcport tcp.seq ip.src_host frame.time_relative \
    tcp.analysis.ack_rtt tcp.len tcp.analysis.acks_frame frame.time tcp.flags.push tcp.options.mss_val)

printf '%s messages of %s terminals; %s\n\n' "$messages" "$terminals" "$build"
printf '%-58s %8s %8s\n' "against the same as data" ratio reach
passes times

# slope [OPTION...]: peak memory of the capture without that of a third of it, in KiB
slope() {
    local whole third
    whole=$(measured "$folder/fleet.pcapng" -q -z io,phs "$@")
    third=$(measured "$folder/third.pcapng" -q -z io,phs "$@")
    echo $((${whole#* } - ${third#* }))
}
"$fleet" "$((messages / 3))" "$terminals" 8888 gt06 "$folder/third.pcapng"
ours=$(slope)
theirs=$(slope -d tcp.port==8888,data)
more=$((ours > theirs ? ours - theirs : 0))
row "memory, bytes a message" $((1024 * more / (messages - messages / 3))) 128

((counted > 0)) || exit "$kept"
printf '\n%-58s %8s %8s\n' "instructions, $counted messages of $terminals terminals" ratio reach

"$fleet" "$counted" "$terminals" 8888 gt06 "$folder/port.pcapng"
"$fleet" 0 1 8888 gt06 "$folder/none.pcapng"
passes counts

# cells OPTION...: how many of the table are filled
cells() {
    "$tshark" -r "$folder/port.pcapng" -T fields "$@" |
        awk -F '\t' '{ for (i = 1; i <= NF; i++) filled += $i != "" } END { print filled }'
}
ours=$(cells "${our_fields[@]}")
theirs=$(cells "${their_fields[@]}" -d tcp.port==8888,data)
printf '  of the fields, cells that are filled: %s, as data %s\n' "$ours" "$theirs"

# other_port NAME KIND HEURISTIC: what the heuristic costs on traffic that is none. It is one number more in
# a table of libwireshark's for each packet, and what that costs is a matter of the table's seed: the sum over
# five, a fifth of the messages each.
other_port() {
    local on=0 off=0 count
    "$fleet" $((counted / 5)) "$terminals" 20123 "$2" "$folder/other.pcapng"
    for GT06_BENCH_SEED in 1 2 3 4 5; do
        export GT06_BENCH_SEED
        count=$(beyond_start other -q -z io,phs)
        on=$((on + count))
        count=$(beyond_start other -q -z io,phs --disable-heuristic "$3")
        off=$((off + count))
    done
    unset GT06_BENCH_SEED
    row "$1" "$(ratio "$on" "$off")" 1.01
}
other_port "heuristic on traffic that is not GT06" start gt06_tcp
other_port "heuristic where only the CRC is wrong" crc gt06_tcp
other_port "heuristic where only the stop mark is wrong" stop gt06_tcp
other_port "heuristic on datagrams that are not GT06" start-udp gt06_udp
other_port "heuristic on datagrams where only the CRC is wrong" crc-udp gt06_udp

"$fleet" "$counted" "$terminals" 20123 gt06 "$folder/found.pcapng"
ours=$(beyond_start found -q -z io,phs)
theirs=$(beyond_start port -q -z io,phs)
row "a port found by heuristic" "$(ratio "$ours" "$theirs")" 1.02

# Where the seed is drawn anew, they differ by 0.005.
ours=$(beyond_start port -q -z io,phs)
row "two equal runs" "$(ratio $((ours > theirs ? ours : theirs)) $((ours > theirs ? theirs : ours)))" 1.000

# growth NAME MESSAGES TERMINALS_OF_N TERMINALS_OF_2N
growth() {
    local one two
    "$fleet" "$2" "$3" 8888 gt06 "$folder/one.pcapng"
    "$fleet" $((2 * $2)) "$4" 8888 gt06 "$folder/two.pcapng"
    one=$(beyond_start one -q -z io,phs)
    two=$(beyond_start two -q -z io,phs)
    row "$1" "$(ratio $((two - one)) "$one")" 1.05
}

growth "growth, one terminal has all messages" "$counted" 1 1
growth "growth, $terminals terminals" "$counted" "$terminals" "$terminals"
growth "growth, a terminal for every ten messages" "$counted" $((counted / 10)) $((counted / 5))
growth "growth to $((20 * counted)) messages, 4 for each of $((5 * counted)) terminals" \
    $((10 * counted)) $((5 * counted / 2)) $((5 * counted))

inside=$("$here/count.sh" "$tshark" "$fleet")
"$here/kept.sh" judge "$here/instructions.tsv" "$build" "$inside" || kept=1
exit "$kept"
