#!/usr/bin/env bash
# test_walk.sh SOURCES TSHARK PRESET
#
# Follows docs/adding-a-message.md word by word in a copy of the sources: its row, its layout and its
# capture are put where it says. Then the project must build, and read the capture as it says.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

sources=$1
tshark=$2
preset=$3
page=$sources/docs/adding-a-message.md
stage=$(mktemp -d /tmp/gt06-walk.XXXXXX)
trap 'rm -rf "$stage"' EXIT
chmod 755 "$stage"

# block HEADING: the first indented block behind it.
block() {
    awk -v heading="$1" '
        $0 == heading { here = 1; next }
        here && /^    / { found = 1; print substr($0, 5); next }
        found && /^$/ { exit }
        found { exit }' "$page"
}

mkdir "$stage/sources"
(cd "$sources" && tar --create --exclude=./build --exclude=./.git .) |
    tar --extract --no-same-owner --directory="$stage/sources"
cd "$stage/sources"

block '## 1. The row' >"$stage/row"
block '## 2. The layout' >"$stage/layout"
block '## 4. A capture' >"$stage/message"
family=$(grep -o 'protocol/catalogue/[a-z]*\.c' "$page" | head -n 1)
for part in row layout message; do
    [[ -s $stage/$part ]] || { printf 'FAILED: there is no %s in %s\n' "$part" "$page"; exit 1; }
done
# The layout above the rows; the row above the first one with a higher number.
awk -v row="$stage/row" -v layout="$stage/layout" '
    function insert(file,    line) { while ((getline line <file) > 0) print line }
    /rows\[\] = \{/ { insert(layout); print ""; rows = 1 }
    rows && !done && /\.number = 0x[EF]/ { insert(row); done = 1 }
    { print }' "$family" >"$stage/family"
cp "$stage/family" "$family"
{
    printf 'origin Made for this test.\n\nat 2026-03-01T08:00:00Z\n'
    printf 'flow boat tcp 198.51.100.7:40001 203.0.113.10:8888\n\n'
    printf '> short 01 {imei 123456789012347} 7003 0000\nafter 0.2\n< short 01\nafter 10\n'
    cat "$stage/message"
} >captures/messages/walk.txt

if ! {
    cmake --preset "$preset" -DGT06_TESTS=OFF &&
        cmake --build "build/$preset" --target gt06 gt06-capture
} >"$stage/log" 2>&1; then
    tail -n 30 "$stage/log"
    printf 'FAILED: it does not build with the addition\n'
    exit 1
fi
"build/$preset/captures/gt06-capture" captures/messages/walk.txt "$stage/walk.pcapng"
chmod -R a+rX "$stage"
WIRESHARK_PLUGIN_DIR=$stage/sources/build/$preset/plugins scripts/unprivileged.sh "$tshark" -2 \
    -r "$stage/walk.pcapng" -O gt06 -Y 'gt06.protocol == 0xd5 && gt06.direction == 0' >"$stage/tree"

failed=0
for words in 'Cold box' 'Variant: with temperature' 'Temperature: -4.5' 'Answer in: '; do
    if ! grep -q -F -e "$words" "$stage/tree"; then
        printf 'FAILED: the tree does not say "%s"\n' "$words"
        failed=1
    fi
done
if grep -i -E 'undecoded|too early|not known' "$stage/tree"; then
    printf 'FAILED: something is left over\n'
    failed=1
fi
((failed == 0)) || cat "$stage/tree"
exit "$failed"
