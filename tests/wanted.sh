# shellcheck shell=bash
# wanted.sh
# For tests in bash: a folder $work, and what is wanted. A test ends with: exit "$failed"
#
# SPDX-License-Identifier: GPL-2.0-or-later

work=$(mktemp -d "${TMPDIR:-/tmp}/gt06-test.XXXXXX")
# shellcheck disable=SC2034 # for the tests
failed=0 code=0
trap 'rm -rf "$work"' EXIT

# want NAME COMMAND...: the command must be true; else what programs wrote to $work is shown.
want() {
    local name=$1
    shift
    if "$@"; then
        echo "ok: $name"
    else
        echo "FAILED: $name"
        tail -n 20 "$work"/{out,err,serve} 2>/dev/null || true
        # shellcheck disable=SC2034 # for the tests
        failed=1
    fi
}

# What a program left in $code, $work/out and $work/err.
is_code() { ((code == $1)); }
says() { grep -q -- "$1" "$work/out"; }
complains() { grep -q -- "$1" "$work/err"; }
no_parts() { [[ -z $(find "$1" -name '*.part') ]]; }
