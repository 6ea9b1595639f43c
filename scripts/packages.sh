#!/usr/bin/env bash
# packages.sh
#
# Makes the Debian packages for the Wireshark of this machine and prints their names.
#
# Exits with 3 when they cannot be made.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

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
printf '%s\n' "$build"/packages/*.deb
