# Corrects what tshark -G elastic-mapping says: bytes and durations are no numbers and dates there,
# texts are left out, and degrees have single precision. Adds the location.
#
# SPDX-License-Identifier: GPL-2.0-or-later
.settings["index.mapping.ignore_malformed"] = true
| .mappings.properties.location = { type: "geo_point" }
| .mappings.properties.layers.properties[].properties |= with_entries(
    if .value.type == "byte" then .value.type = "keyword"
    elif .value.type == "float" then .value.type = "double"
    else . end)
| .mappings.properties.layers.properties.gt06.dynamic = true
| .mappings.properties.layers.properties.gt06.properties += (
    ["gt06_gt06_clock_offset", "gt06_gt06_response_time", "gt06_gt06_hours"]
    | map({ key: ., value: { type: "double" } }) | from_entries)
