#!/usr/bin/env bash
# coverage.sh BUILD KNOWN
#
# Runs the unit, dissection, memory and tunnel tests in BUILD, which is built to count lines, and
# prints how many lines of protocol/ and dissector/ ran, for each file and in all.
#
# KNOWN lists lines that no test reaches, each with a reason: FILE, the line's text and the reason,
# parted by tabs. Exits with 1 if a test fails, if less than 95 % of the lines ran, if a line did
# not run and is not in KNOWN, or if one in KNOWN did run.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

build=$(readlink -f "${1:?usage: coverage.sh BUILD KNOWN}") known=$(readlink -f "$2")
root=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
enough=95

# shellcheck source=scripts/prepare.sh
. "$root/scripts/prepare.sh"
install_packages gcovr python3

# Each program adds to the counts beside its objects when it ends, those that run as an ordinary
# user, too.
find "$build" -name '*.gcda' -delete
find "$build" -type d -path '*.dir*' -exec chmod a+rwx {} +
umask 000
ctest --test-dir "$build" --output-on-failure --no-tests=error -j "$(nproc)" \
    -R '^(unit|dissection|memory)-' -LE long </dev/null
ctest --test-dir "$build" --output-on-failure --no-tests=error -R '^docs-tunnels$' </dev/null # TLS

cd "$root"
report=$build/coverage
gcovr --root . --object-directory "$build" --filter protocol/ --filter dissector/ \
    --exclude-unreachable-branches --print-summary --json "$report.json" --txt "$report.txt" \
    --fail-under-line "$enough" "$build" >/dev/null || low=yes
cat "$report.txt"

# What did not run, as KNOWN has it but without reasons.
python3 - "$report.json" <<'END' | LC_ALL=C sort >"$report.missed"
import json, sys

for file in json.load(open(sys.argv[1]))["files"]:
    text = open(file["file"]).read().split("\n")
    for line in file["lines"]:
        if line["count"] == 0 and not line.get("gcovr/noncode"):
            print(file["file"], text[line["line_number"] - 1].strip(), sep="\t")
END
sed '/^#/d' "$known" | cut -f 1,2 | LC_ALL=C sort >"$report.known"
missed=$(LC_ALL=C comm -23 "$report.missed" "$report.known")
stale=$(LC_ALL=C comm -13 "$report.missed" "$report.known")

[[ -z ${low-} ]] || printf '\nLess than %s %% of the lines ran.\n' "$enough"
[[ -z $missed ]] || printf '\nThese lines did not run, and %s has no reason why:\n%s\n' "$known" "$missed"
[[ -z $stale ]] || printf '\nThese lines are in %s, but did run or are not there:\n%s\n' "$known" "$stale"
[[ -z ${low-}$missed$stale ]]
