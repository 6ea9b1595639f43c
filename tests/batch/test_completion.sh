#!/usr/bin/env bash
# test_completion.sh PROGRAM CAPTURES TSHARK
#
# Completion for bash: every command and every option of --help is offered, and no format that the
# program does not know.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

here=$(dirname "$(readlink -f "$0")")
# shellcheck source=tests/batch/common.sh
. "$here/common.sh"
# shellcheck source=tests/completion.sh
. "$here/../completion.sh"

commands_and_options

formats=$(offered read --format '')
same_words 'formats' "$(printf 'csv\njsonl')" "$formats"
same_words 'formats behind =' "$formats" "$(offered read --format =)"
for format in $formats; do
    batch read "$captures/demo.pcapng" -o "$work/rows" -b "$captures" -f "$format"
    want "$format is taken" test "$code" = 0 -a -s "$work/rows/demo.pcapng.$format"
done

touch "$work/a capture.pcapng"
cd "$work"
same_words 'files' 'a capture.pcapng' "$(offered read 'a')"
exit "$failed"
