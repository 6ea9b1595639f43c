#!/usr/bin/env bash
# test_components.sh BUILD
#
# Everything that is installed from the folder BUILD is in a Debian package, and in one only; the
# programs are where programs are looked for.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

build=$1
stage=$(mktemp -d "${TMPDIR:-/tmp}/gt06-components.XXXXXX")
trap 'rm -rf "$stage"' EXIT
failed=0
fail() {
    printf 'FAILED: %s\n' "$1"
    failed=1
}

if [[ ! -e $build/CPackConfig.cmake ]]; then
    echo "skipped: no packages are made of this build."
    exit 77
fi
components=$(sed -n 's/^set(CPACK_COMPONENTS_ALL "\(.*\)")$/\1/p' "$build/CPackConfig.cmake" | tr ';' ' ')

# put FOLDER [OPTION...]: installs below it, and prints the files.
put() {
    local folder=$1
    shift
    mkdir "$stage/$folder"
    DESTDIR=$stage/$folder cmake --install "$build" --prefix /usr "$@" >/dev/null
    (cd "$stage/$folder" && find . ! -type d | sort)
}
whole=$(put whole)
parts=$(for component in $components; do put "$component" --component "$component"; done)
missing=$(comm -23 <(echo "$whole") <(sort -u <<<"$parts"))
twice=$(sort <<<"$parts" | uniq -d)
[[ -z $missing ]] || fail "in no package: $missing"
[[ -z $twice ]] || fail "in several packages: $twice"

# Of the programs that were built, each has a package.
for program in gt06-replay gt06-batch; do
    if [[ -x $build/${program#gt06-}/$program ]]; then
        [[ -x $stage/${program#gt06-}/usr/bin/$program ]] || fail "$program is in no package"
    fi
done
# Both of gt06-batch: it makes rows that the others read.
if [[ -d $stage/batch ]]; then
    [[ -x $stage/batch/usr/bin/gt06-parquet ]] || fail "gt06-parquet is not beside gt06-batch"
    [[ -e $stage/batch/usr/share/gt06/elastic/mapping.jq ]] || fail "the filters for jq are missing"
fi
printf '%d files in packages: %s\n' "$(wc -l <<<"$parts")" "$components"
exit "$failed"
