# completion.bash
#
# Completion of gt06-replay for bash. What can be completed is asked from the program's own --help,
# so nothing is listed twice.
#
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash

# _gt06_replay_choices COMMAND OPTION: the words that an option takes where they are few.
_gt06_replay_choices() {
    case $2 in
    --mode) printf '%s\n' strict learned ;;
    --after) printf '%s\n' login heartbeat ;;
    --fail-on) printf '%s\n' error warning note none ;;
    --speed | -s) printf '%s\n' original max x10 ;;
    --times | -t) printf '%s\n' captured shifted now ;;
    --report | -r) printf '%s\n' json: junit: tap: md: text: ;;
    --fault | -f)
        gt06-replay "$1" --help 2>/dev/null | sed -n '/^Faults/,$s/^  \([a-z-]*=\{0,1\}\).*/\1/p'
        ;;
    *) return 1 ;;
    esac
}

# _gt06_replay_options COMMAND: "-l" and "--listen=" as --help has them.
_gt06_replay_options() {
    gt06-replay "$1" --help 2>/dev/null |
        sed -n 's/^  \(-[a-zA-Z]\), \(--[a-z-]*=\{0,1\}\).*/\1\n\2/p; s/^  \(--[a-z-]*=\{0,1\}\).*/\1/p'
}

_gt06_replay() {
    local command=${COMP_WORDS[1]-} word=${COMP_WORDS[COMP_CWORD]} before words
    COMPREPLY=()
    if ((COMP_CWORD == 1)); then
        words=$(gt06-replay --help 2>/dev/null | sed -n 's/^  \([a-z]*\) [A-Z[].*/\1/p')
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
    if words=$(_gt06_replay_choices "$command" "$before"); then
        mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
    elif [[ $word == -* ]]; then
        mapfile -t COMPREPLY < <(compgen -W "$(_gt06_replay_options "$command")" -- "$word")
    else
        compopt -o filenames 2>/dev/null
        mapfile -t COMPREPLY < <(compgen -f -- "$word")
    fi
    # What ends so goes on with a value, all else with a space.
    [[ ${COMPREPLY[0]-} != *[=:] ]] || compopt -o nospace 2>/dev/null
}

complete -F _gt06_replay gt06-replay
