#!/usr/bin/env bash
# Every capture of the project, and the sessions of the vectors: one-way ones, too.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"

while IFS= read -r capture; do
    run "$program" loop "$capture"
    want "${capture#"$captures/"}" is_code 0
done < <(find "$captures" -name '*.pcapng' | sort)

vectors=$here/../vectors/sessions.jsonl
run "$program" import "$vectors" -o "$work/sessions.pcapng"
want "all sessions of the vectors are imported" says "; 0 lines could not be read"
run "$program" loop "$work/sessions.pcapng"
want "they are read the same" is_code 0
want "all of them" says "Equal: $(wc -l <"$vectors") conversations"
exit "$failed"
