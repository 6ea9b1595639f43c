# completion.bash
#
# Completion of gt06-replay and gt06-batch for bash. What can be completed is asked from their own
# --help, so nothing is listed twice.
#
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash

# _gt06_choices PROGRAM COMMAND OPTION: the words that an option takes where they are few.
_gt06_choices() {
    case "$1 $3" in
    'gt06-batch --format' | 'gt06-batch -f') printf '%s\n' csv jsonl ;;
    'gt06-replay --mode') printf '%s\n' strict learned ;;
    'gt06-replay --after') printf '%s\n' login heartbeat ;;
    'gt06-replay --fail-on') printf '%s\n' error warning note none ;;
    'gt06-replay --speed' | 'gt06-replay -s') printf '%s\n' original max x10 ;;
    'gt06-replay --times' | 'gt06-replay -t') printf '%s\n' captured shifted now ;;
    'gt06-replay --report' | 'gt06-replay -r') printf '%s\n' json: junit: tap: md: text: ;;
    'gt06-replay --fault' | 'gt06-replay -f')
        gt06-replay "$2" --help 2>/dev/null | sed -n '/^Faults/,$s/^  \([a-z-]*=\{0,1\}\).*/\1/p'
        ;;
    *) return 1 ;;
    esac
}

# _gt06_options PROGRAM COMMAND: "-l" and "--listen=" as --help has them.
_gt06_options() {
    "$1" "$2" --help 2>/dev/null |
        sed -n 's/^  \(-[a-zA-Z]\), \(--[a-z-]*=\{0,1\}\).*/\1\n\2/p; s/^  \(--[a-z-]*=\{0,1\}\).*/\1/p'
}

_gt06() {
    local program=$1 command=${COMP_WORDS[1]-} word=${COMP_WORDS[COMP_CWORD]} before words
    program=${program##*/}
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        words=$("$program" --help 2>/dev/null | sed -n 's/^  \([a-z]\{1,\}\) .*/\1/p')
        mapfile -t COMPREPLY < <(compgen -W "$words --help --version" -- "$word")
        return
    fi

    # "--mode=le" reaches us as the words "--mode", "=" and "le".
    before=${COMP_WORDS[COMP_CWORD - 1]}
    if [[ $word == = ]]; then
        word=
    elif [[ $before == = ]]; then
        before=${COMP_WORDS[COMP_CWORD - 2]}
    fi
    if words=$(_gt06_choices "$program" "$command" "$before"); then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_gt06_options "$program" "$command")" -- "$word")
    else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
    # What ends so goes on with a value, all else with a space.
    [[ ${COMPREPLY[0]-} != *[=:] ]] || compopt -o nospace 2>/dev/null
}

complete -F _gt06 gt06-replay gt06-batch
