#!/usr/bin/env bash
# Documents, mapping and pipeline for Elasticsearch, checked as far as can be without one.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=common.sh
. "$here/common.sh"
cd "$work"
elastic=$here/../../batch/elastic

for word in jq node; do
    command -v "$word" >/dev/null || {
        echo "Skipped: $word is missing (apt-get install jq nodejs)."
        exit 77
    }
done
shark() { "$here/../../scripts/unprivileged.sh" "$tshark" "$@" 2>/dev/null; }

# ---- the mapping ----

shark -G elastic-mapping --elastic-mapping-filter frame,gt06 >plain.json
jq -f "$elastic/mapping.jq" plain.json >out
want "the mapping has a location" jq -e '.mappings.properties.location.type == "geo_point"' out
want "degrees have double precision" jq -e '.mappings.properties.layers.properties.gt06.properties
    | .gt06_gt06_latitude.type == "double" and .gt06_gt06_longitude.type == "double"' out
want "bytes are no numbers" jq -e '[.. | objects | select(.type? == "byte")] == []' out
cp out mapping.json

# ---- the documents ----

for capture in demo framing/coalesced healthy/van-4g; do
    shark -r "$captures/$capture.pcapng" -T ek -J 'frame gt06' -Y gt06 >plain
    jq -c -f "$elastic/documents.jq" plain >out
    want "$capture: as many documents" test "$(wc -l <out)" -eq "$(wc -l <plain)"
    want "$capture: numbers are numbers" jq -e -s '[.[] | .layers?.gt06? | .. | strings |
        select(test("^0x"))] == []' out
    cp out documents
    # A number where the mapping wants one: what is malformed is not found.
    jq -e -s --slurpfile mapping mapping.json '
        $mapping[0].mappings.properties.layers.properties.gt06.properties as $types
        | [.[] | .layers?.gt06? | (arrays | .[]), objects | to_entries[]
            | select($types[.key].type as $type | ["short", "integer", "long"] | index($type))
            | .key as $key | .value | (arrays | .[]), (strings, numbers)
            | select((tostring | test("^-?[0-9]+$")) | not) | $key] | unique == []' documents >out || true
    want "$capture: they fit the mapping" says true
    "$program" read "$captures/$capture.pcapng" -b "$captures" -o rows >/dev/null
    select_columns frame.number gt06.latitude gt06.longitude gt06.positioned \
        <"rows/$capture.pcapng.csv" | awk -F '\t' '$4 == "true" { print $1 "," $2 "," $3 }' >places
    code=0
    node "$here/check_location.js" "$elastic/location.json" documents places >out 2>err || code=$?
    want "$capture: the pipeline finds every place" is_code 0
done
exit "$failed"
