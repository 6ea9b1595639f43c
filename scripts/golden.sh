#!/usr/bin/env bash
# golden.sh BUILD
#
# Writes the golden texts of tests/golden anew from what the plugin in BUILD reads in the captures.
# Do it on purpose, and look at `git diff tests/golden` before you commit it.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

build=$(readlink -f "${1:?usage: scripts/golden.sh BUILD}")
root=$(dirname "$(readlink -f "$0")")/..
fresh=$(mktemp -d /tmp/gt06-golden.XXXXXX)
trap 'rm -rf "$fresh"' EXIT
chmod 777 "$fresh"
mkdir "$fresh/no-data"
WIRESHARK_PLUGIN_DIR=$build/plugins WIRESHARK_DATA_DIR=$fresh/no-data WIRESHARK_ABORT_ON_DISSECTOR_BUG=1 TZ=UTC LC_ALL=C.UTF-8 \
    GT06_GOLDEN=$fresh "$root/scripts/unprivileged.sh" "$build/tests/dissection-captures" ||
    printf 'The other tests of the captures failed; the golden texts are written all the same.\n' >&2
rmdir "$fresh/no-data"
rm -rf "$root/tests/golden"
cp -r "$fresh" "$root/tests/golden"
find "$root/tests/golden" -type d -exec chmod 755 {} + -o -type f -exec chmod 644 {} +
