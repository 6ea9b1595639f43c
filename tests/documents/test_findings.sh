#!/usr/bin/env bash
# test_findings.sh SOURCES
#
# docs/findings.md has every finding of dissector/findings.h once, with its severity, and says of
# each what it means, where it comes from and what to do.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

cd "$1"
code=$(sed -n 's/^ *X(\([a-z_]*\),.* PI_\(ERROR\|WARN\|NOTE\|CHAT\),.*/\1 \L\2/p' dissector/findings.h |
    sed 's/ warn$/ warning/' | sort)
# shellcheck disable=SC2016 # nothing is to be expanded
page=$(sed -n 's/^| `gt06\.expert\.\([a-z_]*\)` | \([a-z]*\) | [^|]* | [^|]* | [^|]* |$/\1 \2/p' \
    docs/findings.md | sort)
if [[ -z $code || $code != "$page" ]]; then
    printf 'FAILED: findings.h (<) and docs/findings.md (>) differ:\n'
    diff <(echo "$code") <(echo "$page") || true
    exit 1
fi
if grep -n -E '^\| `gt06\.expert.*\|  *\|' docs/findings.md; then
    printf 'FAILED: these say too little\n'
    exit 1
fi
wc -l <<<"$code"
