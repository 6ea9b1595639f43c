/* table_rows.h
 * A statistics table whose rows are found by a key: what stat_tap_ui.h leaves to us.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TABLE_ROWS_H
#define GT06_TABLE_ROWS_H

#include "compat.h"
#include <epan/stat_tap_ui.h>

/* A statistic's own row begins with this. */
typedef struct {
    stat_tap_table_item_type *cells;
} gt06_row;

/* What a row is, apart from its cells. */
typedef struct {
    size_t size;                  /* of the statistic's own row */
    void (*begin)(gt06_row *row); /* the rest of it is zeros */
    void (*end)(gt06_row *row);   /* frees what it holds */
} gt06_row_kind;

/* Makes the table, or empties the one that is there: the window was opened again. */
void gt06_open_table(stat_tap_table_ui *ui, const gt06_row_kind *kind);

/* The row for a key, made if need be. `data` is what the tap's function receives. */
gt06_row *gt06_find_row(void *data, const char *key);

/*
 * Registers a table of such rows: ui has its title, words, columns and the functions that begin it
 * and take a record; the rest is set here. It lives on.
 */
void gt06_register_table(stat_tap_table_ui *ui);

void gt06_show_count(gt06_row *row, unsigned column, unsigned count);
void gt06_show_number(gt06_row *row, unsigned column, double number);

/* Shows a copy of the text. */
void gt06_show_text(gt06_row *row, unsigned column, const char *text);

#endif
