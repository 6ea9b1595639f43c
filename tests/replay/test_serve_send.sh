#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

serve --write "$work/serve.pcapng" --fail-on error --command 'STATUS#' --after login
run "$program" send "$demo" "127.0.0.1:$port" --speed max --times shifted
want "all messages are answered over TCP" is_code 0
want "no answer is missing" says " 0 missing"
want "there are live lines" says "Login 123456789012347"
run "$program" send "$demo" "[::1]:$port" --speed max --udp --devices 3 --quiet
want "over UDP and IPv6, too" is_code 0
want "clones have identities of their own" says "123456789012362"
stop
want "the server ends well" is_code 0
want "it had live lines" server_says "down  Login acknowledged"
run "$program" check "$work/serve.pcapng" --port "$port" --fail-on error \
    -e 'gt06.command == "STATUS#" ::m 4' -e 'gt06.protocol == 1 && gt06.direction == 1 ::m 4' \
    -e 'udp && gt06.protocol == 1 && gt06.direction == 1 ::m 3' -e 'gt06.crc.status == 0 :: 0'
want "everything was recorded, commands among it" is_code 0

serve --no-live --quiet --no-judge "$demo" --mode strict
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet \
    -e 'gt06.direction == 1 ::m 12'
want "the strict platform sends what the captured one sent" is_code 0
stop INT
want "it ends well on SIGINT" is_code 0

serve --no-live --quiet --no-judge "$demo" --mode learned
run "$program" send "$demo" "127.0.0.1:$port" --speed x1000 --quiet --timeout 2
want "the learned platform answers" says " 0 missing"
stop

serve --no-live --quiet --no-judge --silent
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --timeout 0.1 --retries 1 \
    --relogins 2
want "a silent platform fails" is_code 1
want "messages are sent again, and logins" says "3 sent again, 2 new logins, 1 given up"
want "the verdict says why" says "server never answers\|server does not answer"
stop

serve --no-live --quiet --no-judge
run "$program" send "$demo" "127.0.0.1:$port" --speed max --verbatim --quiet
want "captured bytes are sent as they are" is_code 0
for form in json junit tap md; do
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet \
        --report "$form:$work/report" -e 'gt06.protocol == 0x99 :: 1'
    want "an expectation that fails, as $form" is_code 1
    want "its report names the filter" grep -q 'gt06.protocol == 0x99' "$work/report"
done
stop
exit "$failed"
