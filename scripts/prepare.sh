# prepare.sh
#
# What ./run and ./check share: installing what is missing, and building. To be sourced by a
# script that has set `root`, the folder of the sources.
#
# All that these functions say goes to standard error: standard output belongs to tshark.
#
# SPDX-License-Identifier: GPL-2.0-or-later
# shellcheck shell=bash

: "${root:?}"

# What root builds is run by an ordinary user.
(($(id -u) != 0)) || umask 022

# say SENTENCE...: a word on what is going on.
say() {
    printf '%s\n' "$*" >&2
}

# fail SENTENCE [CODE]: the end, with 3 where the environment is to blame.
fail() {
    printf '%s: %s\n' "$(basename "$0")" "$1" >&2
    exit "${2:-3}"
}

# Prints those of the named Debian packages that are not installed and that matter: a compiler,
# CMake or Ninja may come from elsewhere.
missing_packages() {
    local package
    for package; do
        case $package in
        cmake) command -v cmake >/dev/null && continue ;;
        gcc) command -v cc >/dev/null && continue ;;
        ninja-build) command -v ninja >/dev/null && continue ;;
        pkgconf) command -v pkg-config >/dev/null && continue ;;
        tshark) command -v tshark >/dev/null && continue ;;
        nodejs) command -v node >/dev/null && continue ;;
        npm) command -v npm >/dev/null && continue ;;
        esac
        dpkg-query -W -f '${db:Status-Status}\n' "$package" 2>/dev/null | grep -q -x installed ||
            printf '%s\n' "$package"
    done
}

# install_packages PACKAGE...: installs what is missing of them, with apt.
install_packages() {
    local missing apt log
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        for program in cmake ninja cc pkg-config tshark; do
            command -v "$program" >/dev/null || fail "$program is missing, and this is no Debian, \
where it could be installed with apt."
        done
        return 0
    fi
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0

    apt=(env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=300)
    if (($(id -u) != 0)); then
        command -v sudo >/dev/null || fail "Some packages are missing and only root can install \
them; please run as root: apt-get install ${missing[*]}"
        if [[ -t 0 ]]; then
            apt=(sudo "${apt[@]}")
        else
            sudo -n true 2>/dev/null || fail "Some packages are missing and sudo asks for a \
password; please run: sudo apt-get install ${missing[*]}"
            apt=(sudo -n "${apt[@]}")
        fi
    fi

    say "Installing ${missing[*]} ..."
    log=$(mktemp "${TMPDIR:-/tmp}/gt06-apt.XXXXXX")
    # The lists of packages may be missing or old; whether they could be renewed shows next.
    "${apt[@]}" update </dev/null >"$log" 2>&1 || true
    if ! "${apt[@]}" install --no-install-recommends "${missing[@]}" </dev/null >>"$log" 2>&1; then
        local reason
        reason=$(grep -E '^(E|Err):' "$log" | tail -n 1 || true)
        rm -f "$log"
        fail "The packages ${missing[*]} could not be installed; is there a network? \
apt says: ${reason:-nothing}"
    fi
    rm -f "$log"
}

# May an ordinary user enter this folder? Root's tshark runs as one.
open_to_all() {
    (($(id -u) != 0)) ||
        setpriv --reuid=65534 --regid=65534 --clear-groups -- test -x "$1" 2>/dev/null
}

# Prints the folder to build in, for one preset.
#
# It is build/PRESET for the owner of the sources. Everyone else builds in a folder of their own,
# so that what root builds never stands in the way of a user: ~/.cache/gt06, and /var/cache/gt06
# for root. Root builds there too when an ordinary user could not enter the folder of the sources.
build_folder() {
    local preset=$1 folder parent
    folder=$root/build/$preset
    if [[ -O $root && -w $root ]] && open_to_all "$root"; then
        if mkdir -p "$folder" 2>/dev/null && [[ -w $folder ]] && open_to_all "$folder"; then
            printf '%s\n' "$folder"
            return 0
        fi
    fi
    if (($(id -u) == 0)); then
        parent=/var/cache/gt06
    else
        parent=${XDG_CACHE_HOME:-${HOME:-/nonexistent}/.cache}/gt06
    fi
    folder=$parent/$(cksum <<<"$root" | tr ' ' -)/$preset
    if ! mkdir -p "$folder" 2>/dev/null || [[ ! -w $folder ]] || ! open_to_all "$folder"; then
        fail "There is no folder to build in: neither $root/build nor $parent can be used."
    fi
    printf '%s\n' "$folder"
}

# build PRESET FOLDER: configures and builds in a folder from build_folder. Both are quick when
# nothing has changed.
build() {
    local preset=$1 build=$2 log stamp lock
    log=$build/build.log
    exec {lock}>"$build/lock"
    flock "$lock"

    # Configured anew, from the start, when a tool or Wireshark changed or the sources moved.
    stamp=$(
        printf '%s\n' "$root" "$preset"
        cksum <"$root/CMakePresets.json"
        cmake --version
        cc --version
        dpkg-query -W wireshark-dev tshark 2>/dev/null || true
    )
    if [[ ! -e $build/build.ninja || $stamp != "$(cat "$build/stamp" 2>/dev/null)" ]]; then
        say "Building in $build; this takes a moment the first time ..."
        rm -f "$build/stamp"
        if ! cmake --fresh -S "$root" --preset "$preset" -B "$build" >"$log" 2>&1; then
            grep -q '^CMake Error' "$log" || cat "$log" >&2
            sed -n '/^CMake Error/,$p' "$log" >&2
            fail "The build could not be configured; the reason is above."
        fi
        printf '%s\n' "$stamp" >"$build/stamp"
    fi
    if ! cmake --build "$build" >"$log" 2>&1; then
        grep -v '^\[[0-9/]*\] [^F]' "$log" >&2 || true
        fail "The build failed; the reason is above."
    fi
    # Copies keep the permissions of their sources.
    (($(id -u) != 0)) || chmod -R a+rX "$build"
    exec {lock}>&-
}
