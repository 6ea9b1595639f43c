#!/usr/bin/env bash
# lint.sh BUILD [TOOL...]
#
# Lets other programs read the sources; BUILD says how each file is compiled, and for fuzz/ the preset
# fuzz, which is configured in BUILD/lint. Without names, all:
#
#   for every C file cppcheck, analyzer (gcc -fanalyzer) and tidy (clang-tidy as .clang-tidy says),
#   for the scripts shellcheck,
#   wireshark: checkAPIs.pl, checkhf.pl, checkfiltername.pl and check_typed_item_calls.py, which
#   Wireshark's own dissectors must please. They are from Debian's source package of Wireshark and
#   kept in BUILD/lint.
#
# A finding that is wrong is put aside where it is made, with a reason. Exits with 1 if there is
# another one, with 3 if a tool is missing.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

build=$(readlink -f "${1:?usage: scripts/lint.sh BUILD [TOOL...]}")
shift
root=$(readlink -f "$(dirname "$(readlink -f "$0")")/..")
cd "$root"
# shellcheck source=scripts/prepare.sh
. scripts/prepare.sh
work=$build/lint
mkdir -p "$work"
jobs=$(nproc)

install_packages shellcheck cppcheck gcc clang clang-tidy python3 perl
[[ -e $build/compile_commands.json ]] || fail "$build is no build folder: cmake --preset check"
cmake --preset fuzz -B "$work/fuzz" >"$work/fuzz.log" 2>&1 ||
    fail "The preset fuzz cannot be configured; $work/fuzz.log says why."

# How each C file is compiled, in one list.
python3 - "$build" "$work/fuzz" "$root/fuzz/" >"$work/compile_commands.json" <<'END'
import json, sys

build, fuzz = (json.load(open(folder + "/compile_commands.json")) for folder in sys.argv[1:3])
json.dump(build + [entry for entry in fuzz if entry["file"].startswith(sys.argv[3])], sys.stdout)
END

# Prints each C file of ours that is compiled, once, and what gcc is told for it; with zeros in between.
commands() {
    python3 - "$work/compile_commands.json" <<'END'
import json, re, sys

seen = {}
for entry in json.load(open(sys.argv[1])):
    command = re.sub(r"^(\S*ccache )?\S+ | -o \S+| -M[DTF]( \S+)?(?= )| -c \S+$| -fsanitize=\S*fuzzer\S*", " ",
                     entry["command"])
    seen.setdefault(entry["file"], command)
for file in sorted(seen):
    print(file, seen[file], sep="\0", end="\0")
END
}

files() {
    commands | awk 'BEGIN { RS = "\0"; ORS = "\0" } NR % 2'
}

lint_shellcheck() {
    grep -r -l -Z -E '^#!.*\b(ba)?sh$|^# shellcheck shell=' --exclude-dir=.git --exclude-dir=build . |
        xargs -0 shellcheck -x -P SCRIPTDIR -e SC2119 # a function need not take arguments
}

lint_cppcheck() {
    # The macros make whole functions. An empty loop that says `continue` is better than a lone semicolon.
    cppcheck --project="$work/compile_commands.json" \
        --enable=warning,style,performance,portability --inline-suppr --std=c11 -j "$jobs" \
        --quiet --error-exitcode=1 --suppress=missingIncludeSystem --suppress=redundantContinue \
        --suppress='*:/usr/*' --library="$root/scripts/lint.cfg"
}

lint_analyzer() {
    # shellcheck disable=SC2016 # for the inner shell; what the compiler is told is quoted for one
    commands | xargs -0 -n 2 -P "$jobs" bash -c \
        'eval "gcc $2 -fanalyzer -Werror" -c \"\$1\" -o /dev/null' analyzer
}

lint_tidy() {
    # shellcheck disable=SC2016 # for the inner shell
    files | xargs -0 -n 1 -P "$jobs" bash -c \
        'clang-tidy -p "$1" --quiet "$2" 2>/dev/null || { printf "%s\n" "$2"; exit 1; }' tidy "$work"
}

# Wireshark's tools, from the source package of the release that is installed.
fetch_tools() {
    local folder=$work/apt archive
    [[ ! -e $work/tools/checkAPIs.pl ]] || return 0
    mkdir -p "$folder/lists/partial" "$folder/cache/archives/partial"
    local options=(-q -y -o "Dir::Etc::SourceList=$folder/sources.list" -o Dir::Etc::SourceParts=-
        -o "Dir::State::Lists=$folder/lists" -o "Dir::Cache=$folder/cache" -o APT::Sandbox::User=root)
    # An archive of its own for apt, and one after the other: some have an entry and no files.
    # shellcheck disable=SC2016 # for apt
    apt-get indextargets 'Created-By: Packages' 'Origin: Debian' --format \
        'deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $(REPO_URI) $(RELEASE) $(COMPONENT)' |
        sort -u >"$folder/archives"
    while read -r archive; do
        rm -rf "$work/source"
        mkdir "$work/source"
        printf '%s\n' "$archive" >"$folder/sources.list"
        if apt-get "${options[@]}" update && cd "$work/source" &&
            apt-get "${options[@]}" source --download-only wireshark; then
            break
        fi
    done <"$folder/archives" >"$work/apt.log" 2>&1
    cd "$root"
    rm -rf "$work/tools.new" "$folder"
    mkdir "$work/tools.new"
    tar -xf "$work"/source/wireshark_*.orig.tar.* -C "$work/tools.new" --strip-components=2 \
        --wildcards '*/tools/check*' 2>/dev/null ||
        fail "Wireshark's tools could not be taken from Debian's source package; is there a network? \
apt says: $(grep -E '^(E|Err):' "$work/apt.log" | tail -n 1 || true)"
    rm -rf "$work/source" "$work/tools"
    mv "$work/tools.new" "$work/tools"
}

# expand FILE COMMAND: the file as the preprocessor leaves it, without what it includes. Fields that
# files share are named gt06_hf_*, and the tools look for hf_*.
expand() {
    eval "gcc $2" -E '"$1"' | awk -v root="$root/" '
        /^# [0-9]+ "/ { ours = index($3, root) > 0; next }
        ours' | sed 's/\bgt06_hf_/hf_gt06_/g'
}

lint_wireshark() {
    local file command name said=$work/said
    fetch_tools
    rm -rf "$work/plain" "$work/expanded"
    mkdir "$work/plain" "$work/expanded"

    # They know a dissector by its name, and take it for one file.
    while IFS= read -r -d '' file && IFS= read -r -d '' command; do
        [[ $file == "$root"/dissector/*.c ]] || continue
        name=packet-$(basename "$file")
        cp "$file" "$work/plain/$name"
        expand "$file" "$command" >"$work/expanded/$name"
    done < <(commands)
    cat "$work"/expanded/packet-*.c | sed 's/" "//g' >"$work/packet-gt06.c"

    perl "$work/tools/checkAPIs.pl" -g dissectors-prohibited -g dissectors-restricted \
        dissector/*.c plugin/*.c >"$said" 2>&1 || true
    perl "$work/tools/checkAPIs.pl" protocol/*.c protocol/*/*.c tracks/*.c >>"$said" 2>&1 || true
    # Macros may define and name fields: these two see what is left of them.
    perl "$work/tools/checkhf.pl" "$work"/expanded/*.c >>"$said" 2>&1 || true
    perl "$work/tools/checkfiltername.pl" "$work/packet-gt06.c" >>"$said" 2>&1 || true
    python3 "$work/tools/check_typed_item_calls.py" --folder "$work/plain" --mask --consecutive \
        --missing-items 2>&1 | grep -v -x -E 'Looking for files in .*|Examining:|All dissector modules' \
        >>"$said" || true
    # Bits without a meaning of their own share a field.
    sed -i -E '/filter= gt06\.(alarm_bits|clock_in)\.unknown  - mask with non-contiguous bits/d' "$said"
    sed -i -E '/^[0-9]+ warnings$/d; /^$/d' "$said"
    cat "$said"
    [[ ! -s $said ]]
}

(($#)) || set -- shellcheck cppcheck analyzer tidy wireshark
failed=()
for tool; do
    declare -F "lint_$tool" >/dev/null || fail "There is no tool $tool; see the head of $0." 2
    say "lint: $tool ..."
    "lint_$tool" || failed+=("$tool")
done
((!${#failed[@]})) || fail "There are findings of ${failed[*]}; they are above." 1
say "lint: no findings."
