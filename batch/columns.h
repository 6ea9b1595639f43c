/* columns.h
 * The columns of a row: what the tap record says of a message. Those that are display-filter fields
 * have their names.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_COLUMNS_H
#define GT06_BATCH_COLUMNS_H

#include "engine.h"
#include "row.h"

/* Is there a column of this name? */
bool gt06_is_column(const char *name);

/* Adds the names of all columns as a line. */
void gt06_add_column_names(gt06_row_text *row);

/* Adds a message's values, in the same order; `capture` is the group's name, `file` the file's. */
void gt06_add_columns(gt06_row_text *row, const gt06_seen *seen, const char *capture,
                      const char *file);

/* Adds a moment as "2026-03-01 08:00:00.123456", UTC. */
void gt06_put_moment(GString *out, const nstime_t *time);

#endif
