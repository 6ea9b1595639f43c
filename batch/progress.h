/* progress.h
 * How far the work is, in memory that the process that reads and the one that watches it share.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_PROGRESS_H
#define GT06_BATCH_PROGRESS_H

#include <stdbool.h>
#include <stdint.h>

#include "manifest.h"

typedef struct {
    gt06_totals totals;
    long line;          /* offset of the present group in the manifest */
    long next;          /* and of the one behind it */
    unsigned groups;    /* done, in this run or before */
    unsigned kept;      /* of these, done before */
    unsigned not_whole; /* of these, damaged, unreadable, refused or fatal to the reader */
    uint64_t bytes;     /* of the groups that are done */
    uint64_t kept_bytes;
    uint64_t packets; /* in this run, as the next */
    uint64_t messages;
    int64_t started; /* microseconds */
    int64_t shown;
    bool wanted;      /* show it now and then */
    bool on_terminal; /* in one line that is written over */
} gt06_progress;

/* Memory for it that children share; NULL if there is none. */
gt06_progress *gt06_new_progress(bool wanted);

/* Shows it on standard error, at most once a second; `partly`: bytes of the present group. */
void gt06_show_progress(gt06_progress *progress, uint64_t partly);

/* Shows what was done, at the end. */
void gt06_show_end(const gt06_progress *progress);

#endif
