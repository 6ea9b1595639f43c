# Makes documents that Elasticsearch takes of those that tshark -T ek writes: without the type that
# it knows no more, each name once (the last value, jq's own way), hexadecimal numbers as numbers.
#
# SPDX-License-Identifier: GPL-2.0-or-later
def number:
    ltrimstr("0x") | explode
    | reduce .[] as $digit (0; . * 16 + (if $digit < 58 then $digit - 48 else $digit - 87 end));
def clean:
    if type == "string" and test("^0x[0-9a-f]+$") then number
    elif type == "array" or type == "object" then map_values(clean)
    else . end;
if .index then del(.index._type) else .layers |= clean end
