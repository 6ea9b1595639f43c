#!/usr/bin/env bash
# count.sh TSHARK FLEET
#
# Prints how many instructions a message costs inside our objects, as a mean over 5,000 messages of 100
# terminals, without what the start costs. Two equal runs differ by less than a thousandth.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
shopt -s inherit_errexit

tshark=$1 fleet=$2
here=$(dirname "$(readlink -f "$0")")
messages=5000
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# shellcheck source=bench/callgrind.sh
. "$here/callgrind.sh"

# inside MESSAGES: all of a capture of so many
inside() {
    "$fleet" "$1" 100 8888 gt06 "$folder/fleet.pcapng"
    instructions "$folder/fleet.pcapng" -q -z io,phs >/dev/null
    cat "$folder/inside"
}
start=$(inside 0)
all=$(inside "$messages")
echo $(((all - start) / messages))
