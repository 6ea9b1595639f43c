#!/usr/bin/env bash
# fields.sh TSHARK page|man
#
# Writes the reference of the display filter fields from what tshark with the plugin tells of them:
# the page docs/fields.md, or the manual page docs/man/gt06-fields.7.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1
form=$2
here=$(dirname "$(readlink -f "$0")")

# Names and kinds of the fields, a line each, in the order of the names; the bits of a byte and the
# cases of one name are one field. Findings have a page of their own.
fields() {
    "$here/../scripts/unprivileged.sh" "$tshark" -G fields 2>/dev/null |
        awk -F '\t' '
            $1 != "F" || $3 !~ /^gt06\./ || $3 ~ /^gt06\.expert\./ { next }
            {
                kind = tolower(substr($4, 4))
                sub(/^stringz?.*/, "text", kind)
                sub(/^uint.*/, "number", kind)
                sub(/^int.*/, "signed number", kind)
                sub(/^double/, "decimal number", kind)
                sub(/^boolean/, "yes or no", kind)
                sub(/^absolute_time/, "time", kind)
                sub(/^relative_time/, "seconds", kind)
                sub(/^framenum/, "packet", kind)
                sub(/^ether/, "MAC address", kind)
                sub(/^ipv4/, "IPv4 address", kind)
                sub(/^none/, "heading", kind)
                print $3 "\t" kind "\t" $2 "\t" $8
                found = 1
            }
            END {
                if (!found) {
                    print "tshark knows no fields of GT06: is the plugin loaded?" >"/dev/stderr"
                    exit 3
                }
            }' | LC_ALL=C sort -u -t "$(printf '\t')" -k 1,1
}

page() {
    cat <<'END'
# Fields

Made from the plugin by the target `docs`; do not edit. Every name is a display filter, a column,
and a word behind `tshark -e`. The numbers in parentheses are the clauses that the field follows: of
the core document or of the extended one. What people need most is in [filters.md](filters.md), the
findings (`gt06.expert.*`) are in [findings.md](findings.md).

| field | kind | name in the tree | what it is |
|---|---|---|---|
END
    fields | awk -F '\t' '{ gsub(/\|/, "\\|"); printf "| `%s` | %s | %s | %s |\n", $1, $2, $3, $4 }'
}

manual() {
    cat <<'END'
.\" Made from the plugin by docs/fields.sh; do not edit.
.\" SPDX-License-Identifier: GPL-2.0-or-later
.TH GT06-FIELDS 7 2026-11-24 "" "GT06 for Wireshark"
.SH NAME
gt06-fields \- display filter fields of the GT06 protocol in Wireshark
.SH SYNOPSIS
.B tshark \-r
.I capture
.B \-Y
.RB \(aq gt06.alarm\ >\ 0 \(aq
.SH DESCRIPTION
The plugin
.I gt06.so
teaches Wireshark and
.BR tshark (1)
the protocol GT06 of vehicle trackers.
Every name below is a display filter
.RB ( wireshark-filter (4)),
a column, and a word behind
.BR "tshark \-e" .
Numbers in parentheses are the clauses of the protocol documents.
.PP
What is wrong with the traffic has filters that begin with
.BR gt06.expert. ;
.B gt06.expert
finds all of them.
.SH FIELDS
END
    fields | awk -F '\t' '{
        gsub(/\\/, "\\e"); gsub(/-/, "\\-")
        name = $1
        sub(/^\./, "\\\\\\&.", $3)
        print ".TP\n.B " name "\n" $3 " (" $2 ")." ($4 == "" ? "" : "\n" ($4 ~ /^[.\x27]/ ? "\\&" : "") $4 ".")
    }'
    cat <<'END'
.SH SEE ALSO
.BR gt06\-replay (1),
.BR tshark (1),
.BR wireshark\-filter (4)
END
}

case $form in
page) page ;;
man) manual ;;
*)
    printf 'fields.sh writes a page or a man, but no %s\n' "$form" >&2
    exit 2
    ;;
esac
