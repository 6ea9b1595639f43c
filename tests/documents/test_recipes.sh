#!/usr/bin/env bash
# test_recipes.sh TSHARK DOCS CAPTURES PROFILE
#
# Runs every recipe of docs/recipes.md: it must print or write what recipes.expect says of it, complain
# of nothing, and end with 0. The capture is one that has something of everything; what it has not, because its
# connections hide each other's faults, is found in one of a few others.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

tshark=$1
docs=$2
captures=$3
profile=$4
scripts=$(dirname "$(readlink -f "$0")")/../../scripts

# Back as an ordinary user: tshark loads the plugin then, and may read what was prepared.
if [[ ${5-} != run ]]; then
    stage=$(mktemp -d /tmp/gt06-recipes.XXXXXX)
    trap 'rm -rf "$stage"' EXIT
    mkdir -p "$stage/config/wireshark/profiles" "$stage/bin"
    cp -r "$profile" "$stage/config/wireshark/profiles/GT06"
    mergecap -a -w "$stage/everything.pcapng" "$captures"/{demo,healthy/*,diagnosis/*,statistics/*}.pcapng \
        "$captures"/messages/{media,lte-cells}.pcapng
    cp "$captures"/diagnosis/{no_response_seen,answer_wrong_serial,crc_wrong,password}.pcapng \
        "$captures"/framing/unknown-number.pcapng "$stage/"
    # What came with the recipes is also what runs them.
    cp "$docs/recipes.md" "$(dirname "$0")/recipes.expect" "$0" "$stage/"
    ln -s "$(type -P "$tshark")" "$stage/bin/tshark"
    chmod 755 "$stage"
    chmod -R a+rX "$stage"
    (($(id -u) != 0)) || chown -R 65534:65534 "$stage"
    PATH=$stage/bin:$PATH "$scripts/unprivileged.sh" env XDG_CONFIG_HOME="$stage/config" \
        bash "$stage/test_recipes.sh" tshark "$stage" "$stage" "$stage" run
    exit
fi

cd "$docs"
failed=0
count=0

# is_as_expected RECIPE <OUTPUT: is it what recipes.expect says of the recipe?
is_as_expected() {
    local quantity words
    read -r quantity words < <(grep -A 1 -x -F -e "$1" recipes.expect | tail -n 1)
    case $quantity in
    some) grep -q -E -e "$words" ;;
    all) ! grep -v -E -e "$words" ;;
    *) return 2 ;;
    esac
}

# What a recipe wrote: the packets of a capture, the names of exported objects.
show_written() {
    if [[ -d out ]]; then ls out; else tshark -r out 2>/dev/null; fi
}

# try CAPTURE RECIPE: why the recipe is none on this capture, or nothing.
try() {
    local line=${2//FILE/$1} code=0
    rm -rf out
    bash -c "set -o pipefail; ${line//OUT/out}" >output 2>errors </dev/null || code=$?
    if ((code != 0)) || [[ -s errors ]]; then
        printf 'it ends with %d: ' "$code"
        head -n 5 errors
    elif [[ $2 == *OUT* && ! -s out ]]; then
        printf 'it writes nothing\n'
    elif [[ $2 != *OUT* ]] && ! grep -q '[0-9a-z]' output; then
        printf 'it prints nothing\n'
    elif ! is_as_expected "$2" < <(if [[ $2 == *OUT* ]]; then show_written; else cat output; fi); then
        printf 'there is nothing of what recipes.expect tells in:\n'
        head -n 5 output
    fi
}

while IFS= read -r recipe; do
    count=$((count + 1))
    for capture in everything *.pcapng; do
        reason=$(try "${capture%.pcapng}.pcapng" "$recipe")
        [[ $reason == *nothing* ]] || break
    done
    if [[ -n $reason ]]; then
        printf 'FAILED: %s\n%s\n' "$recipe" "$reason"
        failed=1
    fi
done < <(grep -E '^    ' recipes.md | sed 's/^    //')

# A line that does not begin like a recipe would otherwise be run by nobody's wish.
if grep -E '^    ' recipes.md | grep -v -E '^    (tshark|cat FILE \| tshark) '; then
    printf 'FAILED: these are no recipes\n'
    failed=1
fi
printf '%d recipes\n' "$count"
((count > 0)) || failed=1
exit "$failed"
