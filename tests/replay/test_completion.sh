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
# shellcheck source=replay/completion.bash
. "$here/../../replay/completion.bash"
PATH=$(dirname "$program"):$PATH

# offered WORD...: what is offered for the last of the words behind gt06-replay, a line each.
offered() {
    COMP_WORDS=(gt06-replay "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _gt06_replay
    printf '%s\n' "${COMPREPLY[@]}" | sort -u
}

# same WHAT EXPECTED FOUND
same() {
    if [[ -z $2 || $2 != "$3" ]]; then
        printf 'FAILED: %s\n' "$1"
        diff <(echo "$2") <(echo "$3") || true
        failed=1
    fi
}

commands=$("$program" --help | awk '/^  [a-z]/ { print $1 }' | sort -u)
same 'the commands' "$(printf '%s\n' --help --version "$commands" | sort -u)" "$(offered '')"
for command in $commands; do
    "$program" "$command" --help >"$work/help"
    options=$(grep -o -E '^  (-[a-zA-Z], )?--[a-z-]+=?' "$work/help" | grep -o -E -- '--.*' | sort -u)
    same "options of $command" "$options" "$(offered "$command" --)"
    short=$(grep -o -E '^  -[a-zA-Z],' "$work/help" | tr -d ' ,' | sort -u)
    same "short options of $command" "$short" "$(offered "$command" - | grep -v '^--')"
done

faults=$("$program" send --help | sed '1,/^Faults/d' | grep -o -E '^  [a-z-]+=?' | tr -d ' ' | sort -u)
same 'faults' "$faults" "$(offered send --fault '')"
same 'faults behind =' "$faults" "$(offered send --fault =)"
same 'a fault that was begun' wrong-serial= "$(offered serve -f wr)"

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
same 'files' 'a capture.pcapng' "$(offered check 'a')"
exit "$failed"
