#!/usr/bin/env bash
# test_completion.sh PROGRAM CAPTURES
#
# Completion for bash: every command, every option of --help and every fault is offered, and
# nothing that the program does not know.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/replay/bench.sh
. "$here/bench.sh"
# shellcheck source=tests/completion.sh
. "$here/../completion.sh"

commands_and_options

faults=$("$program" send --help | sed '1,/^Faults/d' | grep -o -E '^  [a-z-]+=?' | tr -d ' ' | sort -u)
same_words 'faults' "$faults" "$(offered send --fault '')"
same_words 'faults behind =' "$faults" "$(offered send --fault =)"
same_words 'a fault that was begun' wrong-serial= "$(offered serve -f wr)"

# Every offered value is one that the program takes.
for choice in mode after fail-on; do
    words=()
    [[ $choice != mode ]] || words=("$captures/demo.pcapng")
    for value in $(offered serve "--$choice" ''); do
        run "$program" serve --port 0 --no-live --no-judge --for 0.1 "--$choice=$value" "${words[@]}"
        if ((code == 2)); then
            printf 'FAILED: --%s=%s is offered, but not taken\n' "$choice" "$value"
            cat "$work/out"
            failed=1
        fi
    done
done

touch "$work/a capture.pcapng"
cd "$work"
same_words 'files' 'a capture.pcapng' "$(offered check 'a')"
exit "$failed"
