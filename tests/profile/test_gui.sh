#!/usr/bin/env bash
# test_gui.sh PROFILE CAPTURE
#
# Opens a capture in Wireshark itself with the profile in the folder PROFILE: is its window there,
# without another one that complains, and does it end well?
#
# Exits with 0 when all is well, with 1 if not, and with 77 where there is no Wireshark, no Xvfb
# or no xdotool to try it with.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

profile=$1
capture=$2
scripts=$(dirname "$(readlink -f "$0")")/../../scripts

for program in wireshark Xvfb xdotool; do
    if ! command -v "$program" >/dev/null; then
        printf 'skipped: there is no %s\n' "$program"
        exit 77
    fi
done

stage=$(mktemp -d /tmp/gt06-gui.XXXXXX)
groups=()
# shellcheck disable=SC2317 # called by the trap
finish() {
    local group
    for group in "${groups[@]}"; do
        kill -- "-$group" 2>/dev/null || true
    done
    wait 2>/dev/null || true
    rm -rf "$stage"
}
trap finish EXIT
mkdir -p "$stage/config/wireshark/profiles" "$stage/run"
cp -r "$profile" "$stage/config/wireshark/profiles/GT06"
cp "$capture" "$stage/capture.pcapng"
chmod 755 "$stage"
chmod 700 "$stage/run"
if (($(id -u) == 0)); then
    chown -R 65534:65534 "$stage"
fi

# Each in a process group of its own, so that it can be ended with all it started.
set -m
Xvfb -displayfd 3 -screen 0 1200x800x24 -ac -nolisten tcp 3>"$stage/display" 2>"$stage/xvfb" &
groups+=($!)
set +m
for ((i = 0; i < 100; i++)); do
    [[ ! -s $stage/display ]] || break
    sleep 0.1
done
[[ -s $stage/display ]] || {
    printf 'skipped: Xvfb does not start\n'
    cat "$stage/xvfb"
    exit 77
}
DISPLAY=:$(cat "$stage/display")
export DISPLAY

set -m
"$scripts/unprivileged.sh" env XDG_CONFIG_HOME="$stage/config" XDG_RUNTIME_DIR="$stage/run" \
    wireshark -C GT06 "$stage/capture.pcapng" >"$stage/output" 2>"$stage/errors" &
wireshark=$!
groups+=("$wireshark")
set +m

# The titles of all windows that can be seen.
titles() {
    local window
    for window in $(xdotool search --onlyvisible --name '.+' 2>/dev/null); do
        xdotool getwindowname "$window" 2>/dev/null || true
    done | sort -u
}

window=
for ((i = 0; i < 300; i++)); do
    window=$(xdotool search --onlyvisible --name '^capture\.pcapng' 2>/dev/null | head -n 1) || true
    [[ -z $window ]] || break
    kill -0 "$wireshark" 2>/dev/null || break
    sleep 0.2
done
if [[ -z $window ]]; then
    printf 'FAILED: the window of the capture does not appear; there are:\n'
    titles
    cat "$stage/errors"
    exit 1
fi
sleep 2

failures=0
if titles | grep -v '^capture\.pcapng'; then
    printf 'FAILED: another window has opened\n'
    failures=1
fi
# nl80211 is what the computer may lack; the plugin and the profile are what this is about.
if grep -i -E 'gt06|profile|filter|preference|column|graph|plugin' "$stage/errors"; then
    printf 'FAILED: Wireshark complains\n'
    failures=1
fi

xdotool windowfocus "$window" key --clearmodifiers ctrl+q 2>/dev/null || true
for ((i = 0; i < 100; i++)); do
    kill -0 "$wireshark" 2>/dev/null || break
    sleep 0.2
done
if kill -0 "$wireshark" 2>/dev/null; then
    printf 'FAILED: Wireshark does not end\n'
    failures=1
else
    status=0
    wait "$wireshark" || status=$?
    if ((status != 0)); then
        printf 'FAILED: Wireshark ended with %d\n' "$status"
        cat "$stage/errors"
        failures=1
    fi
fi

# What it wrote at its end is what it had understood.
written=$stage/config/wireshark/profiles/GT06/recent
if ! grep -q -F 'gt06.imei", 136' "$written"; then
    printf 'FAILED: Wireshark did not take the columns of the profile\n'
    failures=1
fi

((failures > 0)) || printf 'passed\n'
exit "$failures"
