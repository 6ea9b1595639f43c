#!/usr/bin/env bash
# GNU Parallel over machines: two sshd on loopback, with keys and settings of their own.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=common.sh
. "$here/common.sh"
cd "$work"

skip() {
    echo "Skipped: $1"
    exit 77
}

for word in parallel ssh ssh-keygen rsync; do
    command -v "$word" >/dev/null || skip "$word is missing (apt-get install parallel openssh-client rsync)."
done
sshd=$(command -v sshd || echo /usr/sbin/sshd)
[[ -x $sshd ]] || skip "sshd is missing (apt-get install openssh-server)."
(($(id -u) != 0)) || mkdir -p /run/sshd

# ---- two machines ----

chmod 700 "$work"
ssh-keygen -q -t ed25519 -N '' -f key
ssh-keygen -q -t ed25519 -N '' -f host
cp key.pub authorized
servers=()
trap '((${#servers[@]} == 0)) || kill "${servers[@]}" 2>/dev/null; rm -rf "$work"' EXIT

# start_machine NAME: an sshd on a free port, and its line for ssh.
start_machine() {
    local name=$1 port server
    for port in $(shuf -i 20000-60000 -n 20); do
        "$sshd" -D -e -f /dev/null -p "$port" -h "$work/host" -o ListenAddress=127.0.0.1 \
            -o AuthorizedKeysFile="$work/authorized" -o StrictModes=no -o PidFile=none \
            -o PermitRootLogin=yes -o PasswordAuthentication=no -o UsePAM=no \
            >"$name.log" 2>&1 &
        server=$!
        for _ in {1..50}; do
            ! grep -q 'Server listening' "$name.log" || break
            kill -0 "$server" 2>/dev/null || break
            sleep 0.1
        done
        grep -q 'Server listening' "$name.log" || continue
        servers+=("$server")
        cat >>ssh.conf <<CONF
Host $name
    HostName 127.0.0.1
    Port $port
    User $(id -un)
    IdentityFile $work/key
    IdentitiesOnly yes
    StrictHostKeyChecking no
    UserKnownHostsFile /dev/null
    LogLevel ERROR
CONF
        return
    done
    cat "$name.log"
    skip "sshd does not start here."
}
start_machine one
start_machine two
for name in one two; do
    ssh -F ssh.conf "$name" true 2>err || {
        cat err "$name.log"
        skip "this machine lets nobody in by ssh."
    }
done

export PARALLEL_HOME=$work/parallel PARALLEL_SSH="ssh -F $work/ssh.conf"
mkdir "$PARALLEL_HOME"
touch "$PARALLEL_HOME/will-cite"

hosts() { awk 'NR > 1 { print $2 }' "$1" | sort -u | tr '\n' ' '; }

# ---- machines that share a folder ----

"$program" list "$captures" >all
"$program" read -b "$captures" -m all -o whole --no-rows >/dev/null
# shellcheck disable=SC2094 # a word, and a file of the same name
"$program" report whole >report
mkdir parts
split -n r/4 all parts/
code=0
parallel -S 1/one,1/two --workdir "$work" --bar --joblog shared.log --resume-failed \
    "$program" read -b "$captures" -o shared -m {} ::: parts/* >out 2>err || code=$?
want "two machines with a folder in common" is_code 0
want "both have worked" test "$(hosts shared.log)" = "one two "
batch report shared
want "the report is that of one machine" same report out

# ---- machines that share nothing ----

mkdir -p sent/captures machine
(cd "$captures" && find . -name '*.pcapng' -path './statistics/[as]*' -exec cp --parents -t "$work/sent/captures" {} +)
"$program" read -b sent sent/captures -o here >/dev/null
cd sent
code=0
find captures -name '*.pcapng' | parallel -S 1/one,1/two --workdir "$work/machine" \
    --transferfile {} --return {}.csv --return {}.summary --cleanup --joblog ../sent.log \
    "$program" read -o . {} >../out 2>../err || code=$?
cd ..
want "two machines with nothing in common" is_code 0
want "both have worked" test "$(hosts sent.log)" = "one two "
want "nothing stays on them" test -z "$(find . -path './machine/*' -type f)"
find sent -name '*.pcapng' -delete
batch report here
cp out report
batch report sent
want "the report is that of one machine" same report out
# shellcheck disable=SC2317 # called by want
same_rows() {
    local file
    for file in $(cd here && find . -name '*.csv'); do
        cmp "here/$file" "sent/$file" || return 1
    done
}
want "and so are the rows" same_rows
exit "$failed"
