#!/usr/bin/env bash
# test_packages.sh FOLDER
#
# Installs the Debian packages in FOLDER on a Debian that has neither a compiler nor Wireshark's
# development files, uses each of them, and purges them: does all work, and does nothing stay?
# As root, and in a root folder or container of its own: it installs and removes packages.
#
# FOLDER also holds demo.pcapng, a capture to use them on.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

folder=$(readlink -f "${1:?usage: test_packages.sh FOLDER}")
names=(wireshark-plugin-gt06 gt06-replay gt06-batch wireshark-profile-gt06)
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8
failed=0

fail() {
    printf 'FAILED: %s\n' "$1"
    failed=1
}

# want SENTENCE COMMAND...
want() {
    local sentence=$1 output
    shift
    if output=$("$@" 2>&1 </dev/null); then
        printf 'passed: %s\n' "$sentence"
    else
        fail "$sentence"
        printf '%s\n' "$output"
    fi
}

# Wireshark loads no plugins for root.
# shellcheck disable=SC2317 # called by want
as_user() {
    setpriv --reuid=65534 --regid=65534 --clear-groups -- env HOME="$home" "$@"
}

# says TEXT COMMAND...
# shellcheck disable=SC2317 # called by want
says() {
    local text=$1
    shift
    "$@" | grep -F -e "$text"
}

installed() {
    dpkg-query -W -f '${db:Status-Status}\n' "$1" 2>/dev/null | grep -q -x installed
}

((${#names[@]} == $(find "$folder" -name '*.deb' | wc -l))) ||
    fail "there are other packages in $folder than ${names[*]}"
for name in "${names[@]}" gcc wireshark-dev; do
    ! installed "$name" || {
        fail "$name is installed already: this is no clean Debian"
        exit 1
    }
done

apt-get -q update >/tmp/gt06-apt 2>&1 || true
if ! apt-get -q -y --no-install-recommends install "$folder"/*.deb >>/tmp/gt06-apt 2>&1; then
    cat /tmp/gt06-apt
    fail 'apt does not install the packages'
    exit 1
fi

files=$(dpkg-query -L "${names[@]}" | sort -u | while IFS= read -r file; do
    [[ -d $file && ! -L $file ]] || printf '%s\n' "$file"
done)
for deb in "$folder"/*.deb; do
    want "nothing is missing of $(basename "$deb")" \
        dpkg --verify "$(dpkg-deb --field "$deb" Package)"
done

home=$(mktemp -d /tmp/gt06-packages.XXXXXX)
cp "$folder/demo.pcapng" "$home/"
chmod -R a+rX "$home"
chown 65534:65534 "$home"
trap 'rm -rf "$home" /tmp/gt06-apt' EXIT
cd "$home"

plugin=$folder/$(cd "$folder" && echo wireshark-plugin-gt06_*.deb)
version=$(dpkg-deb --field "$plugin" Version)
depends=$(dpkg-deb --field "$plugin" Depends)
library=$(grep -o 'libwireshark[0-9a-z]* (= [^)]*)' <<<"$depends" || true)
want "the plugin depends on one libwireshark: $library" test "$library" = \
    "$(dpkg-query -W -f '${Package} (= ${Version})' 'libwireshark[0-9]*' 2>/dev/null)"
batch=$folder/$(cd "$folder" && echo gt06-batch_*.deb)
want 'gt06-batch depends on the same' says "$library" dpkg-deb --field "$batch" Depends
want 'tshark loads the plugin, and it is this version' says "$version" \
    as_user sh -c 'tshark -G plugins | grep ^gt06.so'
want 'tshark reads a capture' says 'GT06' as_user tshark -r demo.pcapng
want 'and complains of nothing' test -z "$(as_user tshark -r demo.pcapng 2>&1 >/dev/null)"
want 'gt06-replay is this version' says "gt06-replay $version" as_user gt06-replay --version
want 'gt06-replay judges a capture' says 'gt06.protocol == 1' \
    as_user gt06-replay check demo.pcapng --fail-on none --expect 'gt06.protocol == 1 ::m >= 1' \
    --report json:-
want 'gt06-batch is this version' says "gt06-batch $version" as_user gt06-batch --version
want 'gt06-batch reads a capture' says '123456789012347,' as_user sh -c \
    "gt06-batch read demo.pcapng -o rows && gt06-batch report rows"
want 'gt06-parquet and the filters for jq come with it' \
    test -x /usr/bin/gt06-parquet -a -e /usr/share/gt06/elastic/mapping.jq
want 'Wireshark finds its capture interfaces' says 'gt06-listen' as_user tshark -D
want 'the profile is chosen' says 'GT06' as_user tshark -C GT06 -r demo.pcapng
for file in man1/gt06-{replay,batch,parquet}.1 man7/gt06-fields.7 completions/gt06-{replay,batch}; do
    want "$file belongs to a package" says "$file" echo "$files"
done

apt-get -q -y purge "${names[@]}" >/tmp/gt06-apt 2>&1 || {
    cat /tmp/gt06-apt
    fail 'apt does not purge the packages'
}
for name in "${names[@]}"; do
    want "$name is not known any more" test -z \
        "$(dpkg-query -W -f '${db:Status-Status}' "$name" 2>/dev/null | grep -v not-installed)"
done
while IFS= read -r file; do
    [[ ! -e $file && ! -L $file ]] || fail "$file has stayed"
done <<<"$files"
# Folders that only the packages had.
left=$(find /usr /etc /var/lib -xdev -name '*gt06*' -not -path '/var/lib/dpkg/*' \
    -not -name 90gt06 2>/dev/null || true)
[[ -z $left ]] || fail "after the purge there is still: $left"

((failed)) || printf 'passed\n'
exit "$failed"
