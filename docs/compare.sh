#!/usr/bin/env bash
# compare.sh PROGRAM PAGE WORD...
#
# Is the page what the program writes today?
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

program=$1
page=$2
shift 2
if ! "$program" "$@" | diff -u "$page" -; then
    printf '%s is out of date: build the target docs, and look at what changed.\n' "$page"
    exit 1
fi
