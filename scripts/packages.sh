#!/usr/bin/env bash
# packages.sh [--with-demo] FOLDER
#
# Makes the Debian packages for the Wireshark of this machine, puts them into FOLDER and prints their
# names; with the demo capture, if asked for, which is what tests/packages/test_packages.sh needs.
#
# Exits with 2 for a wrong command line, and with 3 when they cannot be made.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

demo=false
if [[ ${1-} == --with-demo ]]; then
    demo=true
    shift
fi
if (($# != 1)) || [[ $1 == -* ]]; then
    printf 'Usage: scripts/packages.sh [--with-demo] FOLDER\n' >&2
    exit 2
fi
folder=$1
root=$(dirname "$(readlink -f "$0")")/..
root=$(readlink -f "$root")
# shellcheck source=scripts/prepare.sh
. "$root/scripts/prepare.sh"

install_packages cmake ninja-build gcc libc6-dev pkgconf libglib2.0-dev wireshark-dev tshark \
    libjson-glib-dev libuv1-dev dpkg-dev file
build=$(build_folder package)
build package "$build"

rm -rf "$build/packages"
(cd "$build" && cpack) >"$build/cpack.log" 2>&1 || {
    cat "$build/cpack.log" >&2
    fail "The packages could not be made; the reason is above."
}
mkdir -p "$folder"
rm -f "$folder"/{wireshark-plugin-gt06,gt06-replay,gt06-batch,wireshark-profile-gt06}_*.deb
cp "$build"/packages/*.deb "$folder/"
! $demo || cp "$build/captures/demo.pcapng" "$folder/"
printf '%s\n' "$folder"/*.deb
