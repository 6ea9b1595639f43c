/* tree_fields.h
 * Any other display-filter field as a column, read from the packet's tree: a tree costs time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_TREE_FIELDS_H
#define GT06_BATCH_TREE_FIELDS_H

#include "engine.h"
#include "row.h"

typedef struct gt06_tree_fields gt06_tree_fields;

/*
 * Looks the fields up; the engine must have been started.
 *
 * names    "gt06.undecoded,ip.ttl"
 * returns  NULL after saying which field there is not
 */
gt06_tree_fields *gt06_find_fields(const char *names);

/* What the engine has to prime. */
const GArray *gt06_primed_fields(const gt06_tree_fields *fields);

void gt06_add_field_names(gt06_row_text *row, const gt06_tree_fields *fields);

/*
 * Adds the values as tshark -T fields shows them: of fields of GT06 and of expert information those
 * of this message, of any other those of the packet; several have commas between them.
 */
void gt06_add_fields(gt06_row_text *row, const gt06_tree_fields *fields, const gt06_seen *seen);

void gt06_free_fields(gt06_tree_fields *fields);

#endif
