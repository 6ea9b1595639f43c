/* summary.h
 * What a group of captures tells of each terminal, as a file; and many of them added up. All sums
 * are whole numbers and all choices have one answer, so that the order of adding is of no account.
 *
 *   gt06-batch VERSION STATE PACKETS MESSAGES KEY NAME REASON
 *   files NEWEST BASE FILE...                                  of the group
 *   terminal IMEI ...                                          for each
 *   end NUMBER                                                 of terminals: the file is whole
 *
 * with tabs between them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_SUMMARY_H
#define GT06_BATCH_SUMMARY_H

#include <stdio.h>

#include "engine.h"
#include "../dissector/account.h"

/* The first two lines. */
typedef struct {
    gt06_state state;
    uint64_t packets;
    uint64_t messages;
    char *key;      /* of the files as they were, and of how they were read */
    char *name;     /* of the group */
    char *reason;   /* why it is not whole */
    char *base;     /* the folder that the names are below of */
    char **files;   /* gt06_place_file() of each */
    int64_t newest; /* when the last of them was written, in nanoseconds */
} gt06_summary;

/* A terminal over any number of groups. */
typedef struct {
    char *key; /* IMEI, or "no login seen, ..., in GROUP" */
    unsigned groups;
    unsigned transports;
    char *terminal; /* addresses in the group that ends last */
    char *server;
    nstime_t first;
    nstime_t last;
    nstime_t closed; /* last close by the server, if evidence.closed_after */
    nstime_t typed;  /* end of the last group with a device type */
    unsigned device_type;
    int64_t millimetres;
    uint64_t counts[GT06_COUNTS];
    gt06_evidence evidence;
    GHashTable *clock; /* offset in seconds -> how many, both as pointers */
} gt06_total;

/* "read", "damaged" or "unreadable". */
const char *gt06_state_name(gt06_state state);

/*
 * Writes a summary.
 *
 * accounts  key -> gt06_account
 */
void gt06_write_summary(FILE *to, const gt06_summary *summary, GHashTable *accounts);

/*
 * Reads the first two lines of a summary.
 *
 * returns  false if there is none, or one of another version
 */
bool gt06_read_summary(FILE *from, gt06_summary *summary);

/* Frees what a summary that was read holds. */
void gt06_free_summary(gt06_summary *summary);

/* New totals: key -> gt06_total. */
GHashTable *gt06_new_totals(void);

/*
 * Adds the rest of a summary, behind its first two lines.
 *
 * returns  false if the file is cut short or no summary
 */
bool gt06_add_summary(GHashTable *totals, FILE *from, const gt06_summary *summary);

/*
 * The median of a terminal's clock offsets, in seconds.
 *
 * returns  false if there are none
 */
bool gt06_median_clock(const gt06_total *total, int32_t *seconds);

#endif
