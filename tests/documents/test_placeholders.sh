#!/usr/bin/env bash
# test_placeholders.sh SOURCES
#
# No line of a document waits for something: none is a lone word in capital letters.
#
# SPDX-License-Identifier: GPL-2.0-or-later
set -euo pipefail

cd "$1"
if grep -n -E '^ {0,3}[[:upper:]][[:upper:]_ ]{2,}[[:blank:]]*$' \
    README.md docs/*.md docs/man/* captures/README.md; then
    printf 'FAILED: something is to be put in place of these\n'
    exit 1
fi
