#!/usr/bin/env bash
# test_tunnels.sh TSHARK COMPILER FOLDER
#
# What docs/protocol-notes.md says about tunnels: how many of the four messages that each capture in
# FOLDER carries are read. COMPILER is gt06-capture.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1
compiler=$2
folder=$3
scripts=$(dirname "$(readlink -f "$0")")/../../scripts
stage=$(mktemp -d /tmp/gt06-tunnels.XXXXXX)
trap 'rm -rf "$stage"' EXIT
for text in "$folder"/*.txt; do
    "$compiler" "$text" "$stage/$(basename "$text" .txt).pcapng"
done
cp "$folder/tls.keys" "$stage/"
chmod -R a+rX "$stage"
failed=0

# reads COUNT CAPTURE TSHARK OPTION...
reads() {
    local count=$1 capture=$2 found
    shift 2
    found=$("$scripts/unprivileged.sh" "$tshark" -r "$stage/$capture.pcapng" "$@" -Y gt06 \
        -T fields -e gt06.frame | tr ',' '\n' | grep -c '^7878' || true)
    if ((found != count)); then
        printf 'FAILED: %s %s: %d messages are read, not %d\n' "$capture" "$*" "$found" "$count"
        failed=1
    fi
}

reads 0 tls
# What Wireshark 4.0 finds by itself and later releases do not, and the other way round.
if "$tshark" -v 2>/dev/null | head -n 1 | grep -q ' 4\.0\.'; then
    reads 4 tls -o "tls.keylog_file:$stage/tls.keys"
    reads 4 tls -2 -o "tls.keylog_file:$stage/tls.keys"
    reads 3 proxy2-same
fi
reads 4 tls -o "tls.keylog_file:$stage/tls.keys" -d tls.port==8883,gt06
reads 4 proxy1
reads 4 proxy2
reads 4 proxy2-same -d tcp.port==9000,gt06
reads 4 socks4 -d tcp.port==1080,socks
reads 4 socks5
reads 4 connect
exit "$failed"
