# shellcheck shell=bash
# common.sh
# For the tests of gt06-batch: beside wanted.sh, what rows and states are. To be sourced by test_*.sh
# PROGRAM CAPTURES TSHARK.
#
# SPDX-License-Identifier: GPL-2.0-or-later

# shellcheck disable=SC2034 # for the tests
program=$1 captures=$2 tshark=$3
# shellcheck source=tests/wanted.sh
. "$(dirname "${BASH_SOURCE[0]}")/../wanted.sh"
chmod 755 "$work"

# batch OPTION...: runs gt06-batch; its output in $work/out and $work/err, its exit code in $code.
batch() {
    code=0
    "$program" "$@" >"$work/out" 2>"$work/err" || code=$?
}

same() { diff -r "$1" "$2" >&2; }

# states: how many captures have which state, as "read 3 kept 1 ".
states() { cut -f 1 "$work/out" | sort | uniq -c | awk '{ printf "%s %d ", $2, $1 }'; }
has_states() { [[ $(states) == "$1 " ]]; }

# select_columns NAME...: those columns of CSV, tabs between them; line ends in values are blanks.
select_columns() {
    awk -v names="$*" '
        function take_value(   at) {
            if (substr(line, 1, 1) != "\"") {
                at = index(line ",", ",")
                value = substr(line, 1, at - 1)
                line = substr(line, at + 1)
                return
            }
            value = ""
            for (line = substr(line, 2); (at = index(line, "\"")) > 0; line = substr(line, at + 2)) {
                value = value substr(line, 1, at - 1)
                if (substr(line, at + 1, 1) != "\"")
                    break
                value = value "\""
            }
            line = substr(line, at + 2)
        }
        function is_open(text) { return gsub("\"", "", text) % 2 }
        { line = line $0 }
        is_open(line) { line = line " "; next }
        {
            for (count = 0; line != ""; values[++count] = value)
                take_value()
            if (!head) {
                wanted = split(names, name, " ")
                for (head = 1; head <= count; head++)
                    place[values[head]] = head
                next
            }
            for (i = 1; i <= wanted; i++)
                printf "%s%s", (i > 1 ? "\t" : ""), \
                    (place[name[i]] <= count ? values[place[name[i]]] : "")
            print ""
        }'
}
