#!/usr/bin/env bash
# unprivileged.sh COMMAND [ARGUMENT...]
#
# Runs a command as tshark needs it to load a plugin: not as root, because tshark ignores plugin
# folders for user 0 and for group 0, and with a home folder of its own, so that neither settings
# nor plugins of the user have a part in it. The home folder is removed at the end.
#
# GT06_PRELOAD  libraries to load before the command's own (the sanitizers' runtimes)
#
# Exits with the command's code, or 3 when root cannot become an ordinary user.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

fail() {
    printf '%s\n' "$1" >&2
    exit 3
}

drop=()
if (($(id -u) == 0)); then
    drop=(setpriv --reuid=65534 --regid=65534 --clear-groups --)
    "${drop[@]}" true 2>/dev/null ||
        fail "tshark ignores plugins for root, and root cannot become an ordinary user here."
elif (($(id -g) == 0)); then
    fail "tshark ignores plugins for group 0: please run this with another primary group."
fi

# A folder for temporary files that the command can use too.
temporary=${TMPDIR:-/tmp}
"${drop[@]}" test -w "$temporary" -a -x "$temporary" || temporary=/tmp

home=$(mktemp -d "$temporary/gt06-home.XXXXXX") ||
    fail "There is no folder for temporary files: $temporary cannot be written."
trap 'rm -rf "$home"' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
if ((${#drop[@]})); then
    chown 65534:65534 "$home"
fi

"${drop[@]}" test -x "$(type -P "$1")" ||
    fail "$1 is not there, or out of an ordinary user's reach."

# No extcap programs either: -G would start them all, and wait for ever where the sanitizers'
# runtimes are loaded into them.
export HOME=$home TMPDIR=$home WIRESHARK_EXTCAP_DIR=$home/extcap
unset XDG_CONFIG_HOME XDG_DATA_HOME XDG_CACHE_HOME XDG_RUNTIME_DIR WIRESHARK_CONFIG_DIR

# tshark looks for a file in the folder it starts in, and complains when it may not look.
"${drop[@]}" test -x . || cd "$home"

status=0
"${drop[@]}" env ${GT06_PRELOAD:+LD_PRELOAD="$GT06_PRELOAD"} "$@" || status=$?
exit "$status"
