#!/usr/bin/env bash
# test_interop.sh PROGRAM CAPTURE_COMPILER
#
# Sends trackers to two public GT06 servers and wants exactly their known faults in the reports.
# Needs node, npm and the npm registry; where they are not there, the test is skipped (77).
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

program=$1
compiler=$2
here=$(dirname "$(readlink -f "$0")")
work=$(mktemp -d "${TMPDIR:-/tmp}/gt06-interop.XXXXXX")
server=
trap '[[ -z $server ]] || kill "$server" 2>/dev/null; rm -rf "$work"' EXIT

if ! command -v node >/dev/null || ! command -v npm >/dev/null; then
    echo "node and npm are not there."
    exit 77
fi
cp "$here"/package.json "$here"/package-lock.json "$here"/server.js "$work"
(cd "$work" && npm ci --ignore-scripts --no-audit --no-fund >npm.log 2>&1) || {
    echo "The servers cannot be installed:"
    tail -n 3 "$work/npm.log"
    exit 77
}
"$compiler" "$here/trackers.txt" "$work/trackers.pcapng"

# try MODULE OPTION...: sends the trackers. All that fails, as "COUNT NAME: MESSAGE", in $found.
try() {
    local module=$1 port=
    shift
    : >"$work/port"
    (cd "$work" && exec node server.js "$module") >"$work/port" &
    server=$!
    for _ in {1..100}; do
        port=$(cat "$work/port")
        [[ -z $port ]] || break
        sleep 0.1
    done
    "$program" send "$work/trackers.pcapng" "127.0.0.1:$port" --speed max --quiet --tolerant \
        --go-on --retries 0 --times now --report "json:$work/report.json" "$@" \
        >"$work/report.txt" 2>&1 || true
    kill "$server"
    wait "$server" 2>/dev/null || true
    server=
    found=$(node -e '
        const report = JSON.parse(require("fs").readFileSync(process.argv[1]));
        const counts = {};
        for (const finding of report.findings.filter((f) => f.failure))
            for (const seen of finding.where) {
                const line = finding.name.replace("gt06.expert.", "") + ": " + seen.message;
                counts[line] = (counts[line] || 0) + 1;
            }
        console.log(Object.keys(counts).sort().map((line) => counts[line] + " " + line).join("\n"));
        ' "$work/report.json")
}

# want NAME LINE...: exactly these faults were found.
failed=0
want() {
    local name=$1 wanted
    shift
    wanted=$(printf '%s\n' "$@" | LC_ALL=C sort -k 2)
    if [[ $found == "$wanted" ]]; then
        echo "ok: $name"
    else
        printf 'FAILED: %s\n  found:\n%s\n  wanted:\n%s\n' "$name" "$found" "$wanted"
        cat "$work/report.txt"
        failed=1
    fi
}

login='Login 123456789012347'
login_answer='Login acknowledged, serial 1'
answer='Heartbeat acknowledged, serial 1'
beat='Heartbeat, ACC on, voltage level'

# Serial numbers of the messages: 5, 6, 1 (whose answer is right by chance), 8 in the long form, 9.
for module in gt06 gt06-parser; do
    try "$module" --timeout 0.5
    want "$module always answers with serial 1, and not at all to the long form" \
        "1 answer_wrong_serial: $login_answer" "2 answer_wrong_serial: $answer" \
        "1 no_answer: $beat 5"

    try "$module" --timeout 6 -f coalesce=2,number=13,every=9
    want "$module answers once to two messages" \
        "1 answer_wrong_serial: $login_answer" "1 answer_wrong_serial: $answer" \
        "1 one_answer_for_several: $beat 3" "1 not_answered: $beat 3" \
        "1 no_response_seen: $login" "1 no_response_seen: $beat 6" "1 no_response_seen: $beat 5"

    try "$module" --timeout 0.5 -f split=3,gap=200,number=01
    want "$module does not answer a split login" \
        "1 no_answer: $login" "2 answer_wrong_serial: $answer" "1 no_answer: $beat 5"
done

damaged=()
for level in 6 4 5 3; do damaged+=("1 crc_wrong: $beat $level [CRC wrong]"); done
try gt06 --timeout 0.5 -f crc,number=13
want "gt06 answers messages with a wrong CRC" "1 answer_wrong_serial: $login_answer" \
    "${damaged[@]}" "3 answer_to_damaged: $answer"

try gt06-parser --timeout 0.5 -f crc,number=13
want "gt06-parser does not" "1 answer_wrong_serial: $login_answer" "${damaged[@]}"
exit "$failed"
