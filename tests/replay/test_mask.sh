#!/usr/bin/env bash
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=bench.sh
. "$here/bench.sh"

run "$program" mask "$captures/demo.pcapng" -o "$work/one.pcapng"
want "a capture is masked" is_code 0
run "$program" mask "$captures/demo.pcapng" -o "$work/two.pcapng"
want "twice the same" cmp -s "$work/one.pcapng" "$work/two.pcapng"
run "$program" mask "$captures/demo.pcapng" -o "$work/two.pcapng" --key other
want "another key masks otherwise" bash -c "! cmp -s '$work/one.pcapng' '$work/two.pcapng'"

run "$program" check "$work/one.pcapng" --fail-on error \
    -e 'gt06.imei == "123456789012347" :: 0' -e 'gt06.crc.status == 0 :: 0' \
    -e 'gt06.expert.imei_luhn :: 0' -e 'gt06.expert.coordinate_range :: 0' \
    -e 'gt06.imei matches "^12345678" && gt06.protocol == 1 :: >= 1'
want "identities are masked, CRCs and check digits are right" is_code 0

run "$program" mask "$here/bench.sh" -o "$work/none.pcapng"
want "what is no capture is bad input" is_code 2
exit "$failed"
