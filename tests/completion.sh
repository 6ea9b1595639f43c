# shellcheck shell=bash
# completion.sh
# For the tests of completion for bash: what is offered, and whether it is what --help has. To be
# sourced by a script that has set `program` and `work`, and `failed` where it ends.
#
# SPDX-License-Identifier: GPL-2.0-or-later

: "${program:?}" "${work:?}"
# shellcheck source=scripts/completion.bash
. "$(dirname "${BASH_SOURCE[0]}")/../scripts/completion.bash"
PATH=$(dirname "$program"):$PATH

# offered WORD...: what is offered for the last of the words behind the program, a line each.
offered() {
    COMP_WORDS=("${program##*/}" "$@")
    COMP_CWORD=$#
    COMPREPLY=()
    _gt06 "$program"
    printf '%s\n' "${COMPREPLY[@]}" | sort -u
}

# same_words WHAT EXPECTED FOUND
same_words() {
    if [[ -z $2 || $2 != "$3" ]]; then
        printf 'FAILED: %s\n' "$1"
        diff <(echo "$2") <(echo "$3") || true
        failed=1
    fi
}

# commands_and_options: all of --help are offered, and nothing else.
commands_and_options() {
    local command commands options short
    commands=$("$program" --help | awk '/^  [a-z]/ { print $1 }' | sort -u)
    same_words 'the commands' "$(printf '%s\n' --help --version "$commands" | sort -u)" \
        "$(offered '')"
    for command in $commands; do
        "$program" "$command" --help >"$work/help"
        options=$(grep -o -E '^  (-[a-zA-Z], )?--[a-z-]+=?' "$work/help" | grep -o -E -- '--.*' |
            sort -u)
        same_words "options of $command" "$options" "$(offered "$command" --)"
        short=$(grep -o -E '^  -[a-zA-Z],' "$work/help" | tr -d ' ,' | sort -u)
        same_words "short options of $command" "$short" "$(offered "$command" - | grep -v '^--')"
    done
    complete -p "${program##*/}" >/dev/null || {
        printf 'FAILED: nothing is completed for %s\n' "${program##*/}"
        # shellcheck disable=SC2034 # for the tests
        failed=1
    }
}
