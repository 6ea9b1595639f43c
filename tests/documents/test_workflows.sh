#!/usr/bin/env bash
# test_workflows.sh SOURCES
#
# The workflows for GitHub do what is done at home: every command in them is a script of this
# project, they try the releases that tests/matrix tries, and ./check is one of their commands.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

cd "$1"
failed=0
commands=$(sed -n 's/^ *- run: //p' .github/workflows/*.yml)
releases=$(sed -n 's/.*releases=(\([a-z ]*\))$/\1/p' tests/matrix)
lines=$(grep -h -o 'release: \[.*\]' .github/workflows/*.yml | tr -d ' ' || true)
if [[ -z $commands || -z $releases || -z $lines ]]; then
    printf 'FAILED: there is nothing to compare: commands "%s", releases "%s" and "%s"\n' \
        "$commands" "$releases" "$lines"
    exit 1
fi
while read -r command _; do
    if [[ ! -x $command ]]; then
        printf 'FAILED: a workflow runs %s, which is no script of this project\n' "$command"
        failed=1
    fi
done <<<"$commands"
if ! grep -q -x './check' <<<"$commands"; then
    printf 'FAILED: no workflow runs ./check\n'
    failed=1
fi
if grep -n -E '^ +run: ' .github/workflows/*.yml; then
    printf 'FAILED: a command hides from this test: it must be behind "- run:"\n'
    failed=1
fi
for line in $lines; do
    if [[ $line != "release:[${releases// /,}]" ]]; then
        printf 'FAILED: tests/matrix tries %s, a workflow %s\n' "$releases" "$line"
        failed=1
    fi
done
exit "$failed"
