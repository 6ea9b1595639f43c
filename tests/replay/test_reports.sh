#!/usr/bin/env bash
# What reports say: in every form, in the words of the statistic gt06,terminals, as documented.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
bad=$captures/diagnosis/answer_wrong_serial.pcapng

run "$program" check "$bad" -e 'gt06.alarm == 1 :: 1' -e 'gt06.protocol == 1 ::m > 9' \
    -e 'gt06 :: > 1' -e 'gt06.command == "STATUS#" :: 0' --report "json:$work/json" --report "junit:$work/junit" \
    --report "tap:$work/tap" --report "md:$work/md" --report "text:$work/text"
want "a wrong serial fails" is_code 1
frame=$(sed -n 's/^ *frame \([0-9]*\),.*The answer carries serial.*/\1/p' "$work/text" | head -1)
for form in json junit tap md text; do
    want "$form names the finding" grep -q 'gt06\.expert\.answer_wrong_serial' "$work/$form"
    want "$form names its frame, $frame" grep -qE "frame(\" :)? $frame\b" "$work/$form"
    want "$form names what was expected" grep -qE 'gt06\.protocol ?== ?1' <(sed 's/&#x[0-9a-f]*;/ /g' "$work/$form")
done
for form in junit tap json; do
    want "$form has a filter ready" \
        grep -qE "frame\.number == $frame (&&|&amp;&amp;) gt06\.expert" "$work/$form"
done

# Each form is what it says it is.
want "junit is XML" xmllint --noout "$work/junit"
count() { xmllint --xpath "string(count($1))" "$work/junit"; }
attribute() { xmllint --xpath "string(/testsuite/@$1)" "$work/junit"; }
want "junit counts its tests" test "$(count //testcase)" = "$(attribute tests)"
want "junit counts its failures" test "$(count //failure)" = "$(attribute failures)"
want "the unmet expectations and the finding are the failures" test "$(count //failure)" -ge 3
want "tap has as many tests as it plans" \
    test "$(grep -cE '^(not )?ok ' "$work/tap")" = "$(sed -n 's/^1\.\.//p' "$work/tap")"
want "a number sign in a name begins no directive of tap" grep -q 'STATUS\\#' "$work/tap"
want "tap and junit fail the same tests" \
    test "$(grep -c '^not ok ' "$work/tap")" = "$(attribute failures)"

# The JSON is alone on standard output, and has no member that is not documented.
"$program" check "$bad" --report json:- >"$work/out" 2>"$work/serve" || true
want "a report on standard output is alone there" test "$(head -c 1 "$work/out")$(tail -c 2 "$work/out")" = "{}"
want "the text is on standard error then" server_says "Verdict: failed"
want "it has a schema version" says '"schema" : 1'
members() { grep -oE '"[a-z_]+" :' "$work/json" | tr -d '": ' | sort -u; }
# shellcheck disable=SC2016 # the quotes of Markdown
documented() { grep -oE '`[a-z_]+(\[\])?`' "$here/../../docs/replay.md" | tr -d '`[]' | sort -u; }
want "every member is documented" test -z "$(comm -23 <(members) <(documented))"

# The verdicts are those of the statistic, terminal by terminal.
verdicts() {
    "$here/../../scripts/unprivileged.sh" tshark -n -2 -q -r "$1" -z gt06,terminals 2>/dev/null |
        awk -F '|' '/^IMEI/ { rows = 1; next }
            rows && NF > 2 { name = $1; word = $2; gsub(/^ +| +$/, "", name)
                             gsub(/^ +| +$/, "", word); print name "  " word }'
}
for capture in statistics/silent-server statistics/one-direction diagnosis/ascii_hex \
    diagnosis/closed_by_server healthy/truck-reconnect; do
    run "$program" check "$captures/$capture.pcapng" --fail-on none
    said=$(sed -n 's/^  \(no login seen, [^ ]*\|[0-9]\{15\}\)  */\1  /p' "$work/out")
    want "$capture: $(tail -n 1 <<<"$said")" \
        test -n "$said" -a "$said" = "$(verdicts "$captures/$capture.pcapng")"
done

# What tshark has said of a packet holds for its messages, behind a negation, too.
run "$program" check "$captures/demo.pcapng" --fail-on error \
    -e '!udp && gt06.protocol == 1 && gt06.direction == 0 ::m 1' \
    -e 'not (udp or gt06.direction == 1) ::m 23' -e '!(gt06.protocol == 1) && !gt06.direction ::m 0'
want "fields of the packet are believed" is_code 0
exit "$failed"
