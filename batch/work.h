/* work.h
 * One group of captures: what was made of it before, what is made of it now.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_WORK_H
#define GT06_BATCH_WORK_H

#include <sys/types.h>

#include "progress.h"
#include "tree_fields.h"

typedef struct {
    char *output; /* folder */
    char *base;   /* names of groups begin below it; absolute */
    bool rows;    /* write them */
    bool as_json;
    bool again;               /* read also what was read before */
    gt06_tree_fields *fields; /* NULL: none */
    char *signature;          /* of all that rows depend on, apart from the captures */
    GHashTable *namesakes;    /* gt06_find_namesakes() */
    GHashTable *swept;        /* folders of results that were looked through for parts */
    gt06_progress *progress;
} gt06_task;

/*
 * Reads a group and writes its rows and its summary, unless they are there; prints its status.
 *
 * returns  GT06_EXIT_WELL, GT06_EXIT_FAILED if the group is not whole or not read, GT06_EXIT_BROKEN
 * after saying why nothing can be written, GT06_EXIT_INPUT after saying what of others it would
 *          have replaced
 */
gt06_exit gt06_work_on(const gt06_task *task, char **files);

/* Prints the status of a group that the process `reader` did not survive, and removes its rest. */
void gt06_give_up(const gt06_task *task, char **files, pid_t reader, int signal);

#endif
