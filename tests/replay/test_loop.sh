#!/usr/bin/env bash
# Every capture of the project, and the two-way sessions of the vectors where they are.
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
if [[ -f $vectors ]]; then
    run "$program" import "$vectors" -o "$work/sessions.pcapng"
    run "$program" loop "$work/sessions.pcapng"
    want "the sessions of the vectors" is_code 0
fi
exit "$failed"
