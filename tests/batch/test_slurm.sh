#!/usr/bin/env bash
# A Slurm job array: slurmctld, slurmd and munged on this host, with settings of their own.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail
here=$(dirname "$(readlink -f "$0")")
# shellcheck source=common.sh
. "$here/common.sh"
cd "$work"

skip() {
    tail -n 5 ./*.log 2>/dev/null || true
    echo "Skipped: $1"
    exit 77
}

PATH=$PATH:/usr/sbin:/sbin
for word in munged slurmctld slurmd sbatch sinfo; do
    command -v "$word" >/dev/null || skip "$word is missing (apt-get install slurm-wlm munge)."
done

# ---- a cluster of one machine ----

started=()
trap '((${#started[@]} == 0)) || kill "${started[@]}" 2>/dev/null; wait; rm -rf "$work"' EXIT
host=$(hostname -s)
user=$(id -un)
mkdir state spool
head -c 64 /dev/urandom >munge.key
chmod 600 munge.key
munged --force --foreground --key-file="$work/munge.key" --socket="$work/munge.socket" \
    --pid-file="$work/munge.pid" --log-file="$work/munge.log" --seed-file="$work/munge.seed" \
    >munged.log 2>&1 &
started+=($!)

mapfile -t ports < <(shuf -i 20000-60000 -n 2)
cat >slurm.conf <<CONF
ClusterName=gt06
SlurmctldHost=$host(127.0.0.1)
SlurmUser=$user
SlurmdUser=$user
SlurmctldPort=${ports[0]}
SlurmdPort=${ports[1]}
AuthType=auth/munge
AuthInfo=socket=$work/munge.socket
StateSaveLocation=$work/state
SlurmdSpoolDir=$work/spool
SlurmctldPidFile=$work/slurmctld.pid
SlurmdPidFile=$work/slurmd.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerParameters=sched_interval=1
MpiDefault=none
ReturnToService=2
NodeName=$host NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=$host Default=YES State=UP
CONF
export SLURM_CONF=$work/slurm.conf
for _ in {1..50}; do
    [[ ! -S munge.socket ]] || break
    sleep 0.1
done
[[ -S munge.socket ]] || skip "munged does not start here."
slurmctld -D -i >slurmctld.log 2>&1 &
started+=($!)
slurmd -D -N "$host" >slurmd.log 2>&1 &
started+=($!)
for _ in {1..120}; do
    [[ $(sinfo -h -o %t 2>/dev/null) != idle ]] || break
    sleep 0.5
done
[[ $(sinfo -h -o %t 2>/dev/null) == idle ]] || skip "Slurm does not start here."

# ---- the job array ----

"$program" list "$captures" >all
"$program" read -b "$captures" -m all -o whole --no-rows >/dev/null
# shellcheck disable=SC2094 # a word, and a file of the same name
"$program" report whole >report
mkdir parts
split -n r/4 -d -a 3 all parts/
# shellcheck disable=SC2016 # expanded by the job
submit() {
    code=0
    sbatch --wait --array=0-3 --output=job-%a.out --export=ALL,program="$program",captures="$captures" \
        --wrap '"$program" read -b "$captures" -o rows -m "parts/$(printf %03d "$SLURM_ARRAY_TASK_ID")"' \
        >submitted 2>err || code=$?
    cat job-?.out >out
}
submit
want "a job array reads all parts" is_code 0
want "each capture once" has_states "read $(wc -l <all)"
batch report rows
want "the report is that of one process" same report out

mkdir bad
head -c 2000 "$captures/demo.pcapng" >bad/cut.pcapng
echo "$work/bad/cut.pcapng" >>parts/002
submit
want "a damaged capture makes its job fail, and no other" is_code 1
want "nothing is done twice" has_states "damaged 1 kept $(wc -l <all)"
exit "$failed"
