/* runs.h
 * Layouts that users write, and how layouts are written down: "DATE_TIME GPS LBS ?MILEAGE 7*CELL".
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_RUNS_H
#define GT06_RUNS_H

#include <stdbool.h>
#include <stddef.h>
#include "catalogue.h"

/*
 * Reads a layout: names of elements in any case, separated by blanks. In front of a name may stand
 * a number and * (so many), n* (as many as the last count said), ? (only if its bytes are left)
 * or < (inside as many bytes as the last length said).
 *
 * text    the layout
 * run     receives the places, closed by E_END
 * error   on failure receives a sentence for the user, to be released with g_free()
 * returns false if the text makes no sense as a layout
 */
bool gt06_read_run_text(const char *text, gt06_place run[GT06_RUN_LENGTH], char **error);

/* Writes a run in the same form; to be released with g_free(). */
char *gt06_run_text(const gt06_place *run);

#endif
