#!/usr/bin/env bash
# test_links.sh SOURCES
#
# Every link of the documents leads to a file that is there and, where it names one, to a heading;
# every document is in the index docs/README.md, and every picture is shown by one.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

cd "$1"
failed=0
fail() {
    printf 'FAILED: %s\n' "$1"
    failed=1
}

# The anchors of a page, as GitHub makes them of its headings.
anchors() {
    sed -n '/^    /d; s/^##* //p' "$1" | tr '[:upper:]' '[:lower:]' |
        sed 's/[^a-z0-9 _-]//g; s/ /-/g'
}

shopt -s nullglob
for page in README.md docs/*.md captures/README.md; do
    while read -r link; do
        target=${link%%#*}
        file=$page
        [[ -z $target ]] || file=$(dirname "$page")/$target
        if [[ ! -e $file ]]; then
            fail "$page links to $link, which is not there"
        elif [[ $link == *'#'* ]] && ! grep -q -x -F -e "${link#*#}" <<<"$(anchors "$file")"; then
            fail "$page links to $link, a heading that is not there"
        fi
    done < <(grep -o -E '\]\([^)]+\)' "$page" | sed 's/^](//; s/)$//' | grep -v '^http' || true)
done
for page in docs/*.md; do
    page=$(basename "$page")
    [[ $page == README.md ]] || grep -q -F "]($page)" docs/README.md ||
        fail "docs/README.md does not know $page"
done
for picture in docs/images/*; do
    grep -q -F "(images/$(basename "$picture"))" docs/*.md || fail "nobody shows $picture"
done
exit "$failed"
