/* report.h
 * The verdict for people and machines.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_REPORT_H
#define GT06_REPLAY_REPORT_H

#include <stdio.h>

#include "judge.h"

/* The version of the JSON report's schema, which docs/replay.md describes. */
enum { GT06_REPORT_SCHEMA = 1 };

/* Does "json|junit|tap|md|text:FILE" name a report? FALSE with GT06_EXIT_INPUT. */
bool gt06_report_check(const char *wanted, GError **error);

/* FILE of a report that gt06_report_check() knows. */
const char *gt06_report_file(const char *wanted);

/* Writes a report; a FILE of - is `output`. */
bool gt06_report_write(const gt06_verdict *verdict, const char *wanted, FILE *output,
                       GError **error);

/* The report for the terminal; to be released with g_free(). */
char *gt06_report_text(const gt06_verdict *verdict);

#endif
