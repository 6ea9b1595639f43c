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

/* For stat_tap_table_ui.stat_tap_reset_table_cb. */
void gt06_empty_table(stat_tap_table *table);

/* For stat_tap_table_ui.stat_tap_free_table_item_cb. */
void gt06_free_cell(stat_tap_table *table, unsigned row, unsigned column,
                    stat_tap_table_item_type *cell);

void gt06_show_count(gt06_row *row, unsigned column, unsigned count);
void gt06_show_number(gt06_row *row, unsigned column, double number);

/* Shows a copy of the text. */
void gt06_show_text(gt06_row *row, unsigned column, const char *text);

#endif
