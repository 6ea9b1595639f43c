/* row.h
 * A row of a table as CSV or as a JSON object, value by value.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_ROW_H
#define GT06_BATCH_ROW_H

#include <stdbool.h>

#include <glib.h>

/* What a column holds, by the names of DuckDB. */
typedef enum {
    GT06_TEXT,
    GT06_MOMENT, /* "2026-03-01 08:00:00.123456", UTC */
    GT06_NUMBER, /* without a fraction */
    GT06_REAL,
    GT06_TRUTH
} gt06_kind;

/* "VARCHAR" for GT06_TEXT. */
const char *gt06_kind_name(gt06_kind kind);

typedef struct {
    GString *text;
    bool as_json;
    bool as_names; /* the names of values, in their places */
    bool begun;    /* something stands in it */
} gt06_row_text;

/* Empties the row. */
void gt06_begin_row(gt06_row_text *row);

/* Adds a value; NULL is none: nothing in CSV, no member in JSON. */
void gt06_add_value(gt06_row_text *row, const char *name, gt06_kind kind, const char *value);

/* Ends the line. */
void gt06_end_row(gt06_row_text *row);

#endif
