/* names.h
 * What the results of a group are called: as its first file.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_NAMES_H
#define GT06_BATCH_NAMES_H

#include <stdio.h>

#include <glib.h>

/*
 * The name of a file: its path below `base`, else its whole path without the slash that it begins
 * with.
 *
 * base     a folder, absolute
 * returns  it, for g_free()
 */
char *gt06_name_file(const char *base, const char *file);

/* The same, but with that slash: no two captures have it. For g_free(). */
char *gt06_place_file(const char *base, const char *file);

/*
 * Finds the groups of a manifest that would be called as another one before them.
 *
 * returns  offset of the group's line, as a pointer -> first file of the other one; the table is
 * for g_hash_table_destroy()
 */
GHashTable *gt06_find_namesakes(FILE *manifest, const char *base);

#endif
