#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"

run "$program" --extcap-interfaces --extcap-version=4.0
want "the interfaces are told" says "{value=gt06-listen}{display=GT06: listen for trackers}"
run "$program" --extcap-interface gt06-replay --extcap-config
want "the options of a replay are told" says "{call=--file}"
run "$program" --extcap-interface gt06-listen --extcap-dlts
want "the link types are told" says "dlt {number=1}"

mkfifo "$work/fifo"
"$program" --capture --extcap-interface gt06-replay --file "$captures/demo.pcapng" --speed 0 \
    --fifo "$work/fifo" &
cat "$work/fifo" >"$work/copy.pcapng"
wait $!
run "$program" check "$work/copy.pcapng" -e 'gt06.protocol == 1 && gt06.direction == 0 ::m 1'
want "a capture is replayed into the pipe" is_code 0
exit "$failed"
