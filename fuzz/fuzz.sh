#!/usr/bin/env bash
# fuzz.sh PROGRAM CORPUS WORDS SEEDS REGRESSIONS [OPTION OF LIBFUZZER...]
#
# Runs a fuzzing program on the seeds, on what was found before, and on what it makes of them. What
# it learns goes to CORPUS if GT06_FUZZ_KEEP is set, so that the next run goes on there, and is
# thrown away otherwise, so that a test does the same each time. What it fails on is left in
# CORPUS, or printed in base64 where that cannot be written. libFuzzer's -runs=N counts what is there
# already; -runs=+N does not.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

program=$1 corpus=$2 words=$3
folders=("$4")
[[ ! -d $5 ]] || folders+=("$5")
shift 5

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [[ -z ${GT06_FUZZ_KEEP-} ]] || ! mkdir -p "$corpus" 2>/dev/null || [[ ! -w $corpus ]]; then
    mkdir "$scratch/corpus"
    corpus=$scratch/corpus
fi

# Tables that no message needs would be read anew for each input.
mkdir "$scratch/no-data"
export WIRESHARK_DATA_DIR=$scratch/no-data
# What was freed is kept apart for a while, and a little of it is enough, as an input is small: it
# stays in the processor's caches. To fill more than the beginning of new blocks takes a quarter of the
# time. Of leaks libwireshark has its own; the other programs look for ours.
if [[ $program == *-dissector ]]; then
    export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=1:malloc_context_size=6:max_malloc_fill_size=64
    set -- "$@" -detect_leaks=0
else
    export ASAN_OPTIONS=quarantine_size_mb=16
fi
export UBSAN_OPTIONS=print_stacktrace=1

options=()
for option; do
    [[ $option != -runs=+* ]] || option=-runs=$(($(find "${folders[@]}" -type f | wc -l) + ${option#-runs=+}))
    options+=("$option")
done

cd "$scratch"
exec "$program" "$corpus" "${folders[@]}" -dict="$words" -max_len=1024 -timeout=20 \
    -rss_limit_mb=4096 -artifact_prefix="$corpus/found-" -print_final_stats=1 "${options[@]}"
