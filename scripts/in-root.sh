#!/usr/bin/env bash
# in-root.sh [-u] [-n NAME] RELEASE COMMAND [ARGUMENT...]
#
# Runs a command of this project in a fresh Debian of another release, to see what other releases
# of Wireshark make of it (as root):
#
#   scripts/in-root.sh trixie ./check      Debian 13, Wireshark 4.4
#   scripts/in-root.sh sid ./check         Debian unstable
#   scripts/in-root.sh -u trixie ./run     as an ordinary user
#   scripts/in-root.sh -n clean trixie ls  in another Debian of that release, of that name
#
# The Debian lies in ${GT06_ROOTS:-/var/tmp/gt06-roots}/RELEASE (or RELEASE-NAME) and is made with
# debootstrap when it is missing. The sources, with all that is not yet committed, are copied to its
# /src/gt06; what was built there stays for the next time.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit 3
}

user=root
name=
while getopts un: option; do
    case $option in
    u) user=gt06 ;;
    n) name=-$OPTARG ;;
    *) exit 3 ;;
    esac
done
shift $((OPTIND - 1))
(($# >= 2)) || fail "Usage: scripts/in-root.sh [-u] [-n NAME] RELEASE COMMAND [ARGUMENT...]"
(($(id -u) == 0)) || fail "Only root can enter another root folder."

release=$1
shift
here=$(dirname "$(readlink -f "$0")")/..
target=${GT06_ROOTS:-/var/tmp/gt06-roots}/$release$name

if [[ ! -e $target/etc/debian_version ]]; then
    command -v debootstrap >/dev/null ||
        fail "debootstrap is missing; please run: apt-get install debootstrap"
    # What was interrupted is no Debian: it gets its name when it is whole.
    rm -rf --one-file-system "$target.part"
    mkdir -p "$target.part"
    debootstrap --variant=minbase --include=ca-certificates "$release" "$target.part" >&2 ||
        fail "Debian $release could not be put in $target.part; the reason is above."
    [[ ! -d $target ]] || rmdir "$target" || fail "There is a $target that is no Debian."
    mv "$target.part" "$target"
fi
# A mirror that stands still, so that its lists are past their date, is good enough to test with.
printf 'Acquire::Check-Valid-Until "false";\n' >"$target/etc/apt/apt.conf.d/90gt06"
# What can be made again need not be written safely, which takes most of the time.
printf 'force-unsafe-io\n' >"$target/etc/dpkg/dpkg.cfg.d/90gt06"
cp --remove-destination -L /etc/resolv.conf "$target/etc/resolv.conf"
if [[ $user != root ]] && ! grep -q "^$user:" "$target/etc/passwd"; then
    chroot "$target" useradd --create-home "$user"
fi

# sums: a line for each file of the copy
sums() {
    (cd "$copy" && find . -path ./build -prune -o -type f -print0 | xargs -0 -r sha256sum) | sort
}

# A copy that is like a clone, except for what was built in it.
copy=$target/src/gt06
mkdir -p "$copy"
before=$(sums)
find "$copy" -mindepth 1 -maxdepth 1 ! -name build -exec rm -rf {} +
cd "$here"
git -c safe.directory='*' ls-files -z --cached --others --exclude-standard |
    while IFS= read -r -d '' file; do
        [[ ! -e $file ]] || printf '%s\0' "$file"
    done |
    tar --create --null --files-from=- |
    tar --extract --directory="$copy" --no-same-owner
# What has changed is new, even where it is older than what was built of other sources.
comm -13 <(printf '%s\n' "$before") <(sums) | cut -c 67- | while IFS= read -r file; do
    touch "$copy/$file"
done

# A mount namespace of its own: the mounts end with the command.
# shellcheck disable=SC2016 # expanded by the inner shell
exec unshare --mount --fork bash -c '
    set -euo pipefail
    target=$1 user=$2
    shift 2
    mount -t proc proc "$target/proc"
    mountpoint -q "$target/dev/pts" || mount --bind /dev "$target/dev"
    exec chroot "$target" setpriv --reuid="$user" --regid="$user" --init-groups --reset-env \
        env ${CI:+CI="$CI"} sh -c "cd /src/gt06 && exec \"\$@\"" sh "$@"
' bash "$target" "$user" "$@"
