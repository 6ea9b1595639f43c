/* manifest.h
 * What is to be read: groups of captures, one on each line, the files of a group with tabs between
 * them. A group is read in order as one capture; its name is that of its first file.
 *
 * Groups are read from a file one by one, so that a million of them need no memory.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_MANIFEST_H
#define GT06_BATCH_MANIFEST_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "command.h"

typedef struct {
    unsigned groups;
    uint64_t bytes; /* of all files that are there */
} gt06_totals;

/*
 * Writes the groups of captures and folders to `to`. Folders are searched for names that end as
 * those of captures do. The files of one rotation, as dumpcap -b names them, are one group.
 *
 * alone    each file is a group of its own, whatever its name
 * returns  GT06_EXIT_WELL; after saying what is wrong, GT06_EXIT_FAILED where something in a folder
 *          could not be listed, and GT06_EXIT_INPUT where something that was named cannot be
 */
gt06_exit gt06_list_groups(char **names, bool alone, FILE *to);

/* Copies a manifest ("-": standard input) without comments and empty lines. */
gt06_exit gt06_copy_manifest(const char *name, FILE *to);

/* Counts groups and their bytes. */
void gt06_count_groups(FILE *manifest, gt06_totals *totals);

/*
 * Reads the next group.
 *
 * returns  its files, for g_strfreev(); NULL at the end
 */
char **gt06_next_group(FILE *manifest);

/* Bytes of a group's files; what is missing counts for nothing. */
uint64_t gt06_group_bytes(char **files);

#endif
