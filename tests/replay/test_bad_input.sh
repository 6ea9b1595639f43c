#!/usr/bin/env bash
# Hostile peers, wrong words, and an environment that is broken.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"
demo=$captures/demo.pcapng

run "$program"
want "no command is bad usage" is_code 2
run "$program" dance
want "an unknown command is bad usage" is_code 2
run "$program" serve --port 70000
want "so is a port that is none" is_code 2
run "$program" check "$work/none.pcapng"
want "so is a capture that is not there" is_code 2
run "$program" check "$here/bench.sh"
want "or none at all" is_code 2
run "$program" check "$demo" -e 'gt06.nothing == 1 :: 1'
want "or a filter that is none" is_code 2
run "$program" check "$demo" -e 'gt06'
want "or an expectation without a count" is_code 2
run env GT06_TSHARK=/nonexistent "$program" check "$demo"
want "without tshark the environment is broken" is_code 3
mkdir -p "$work/empty"
run env WIRESHARK_PLUGIN_DIR="$work/empty" "$program" check "$demo"
want "without the plugin, too" is_code 3
want "and it says how to mend it" says "WIRESHARK_PLUGIN_DIR"

serve --no-live --quiet --no-judge --idle 1
taken=$port
run "$program" serve --port "$taken" --no-live --no-judge
want "a port that is taken is told" says "cannot be listened on"

# Endless garbage, a length that never completes, a peer that says nothing.
head -c 3000000 /dev/zero | tr '\0' '\200' >"$work/garbage"
(cat "$work/garbage" >"/dev/tcp/127.0.0.1/$port") 2>/dev/null || true
(printf '\x79\x79\xff\xff' && head -c 40000 "$work/garbage") >"/dev/tcp/127.0.0.1/$port" || true
exec 5<>"/dev/tcp/127.0.0.1/$port"
sleep 2
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
want "trackers are served all the same" is_code 0
exec 5>&-
memory=$(awk '/VmRSS/ { print $2 }' "/proc/$server/status")
want "memory stays small ($memory KiB)" test "$memory" -lt 120000
stop
want "the server ends well" is_code 0

# A full disk: what was recorded so far stays readable.
if [[ -w /dev/full ]]; then
    serve --no-live --quiet --write /dev/full
    run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
    want "a full disk does not stop the trackers" is_code 0
    stop
    want "but is told in the end" server_says "recording"
fi

# tshark dies in mid-run.
serve --write "$work/kept.pcapng"
sleep 0.5
pkill -KILL -P "$server" tshark || true
run "$program" send "$demo" "127.0.0.1:$port" --speed max --quiet --no-judge
stop
want "the verdict does not need the live tshark" is_code 0
want "its end is told" server_says "no live lines any more\|live view ends"
want "no tshark is left" no_child
exit "$failed"
