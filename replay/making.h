/* making.h
 * A capture that is made out of others, or of logs: it appears when it is whole, and never in place
 * of what it is made of.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_MAKING_H
#define GT06_REPLAY_MAKING_H

#include <stdbool.h>

#include <glib.h>

#include "../captures/output.h"
#include "../captures/writer.h"

typedef struct {
    gt06_output_file output;
    gt06_writer *writer;
} gt06_making;

/*
 * Must not one file be what is read and what is written?
 *
 * output   what shall be written; NULL: nothing
 * input    what is read; NULL: nothing
 * returns  true if they are two; false with GT06_EXIT_INPUT
 */
bool gt06_is_other_file(const char *output, const char *input, GError **error);

/*
 * Begins a capture of Ethernet packets.
 *
 * origin   its comment
 * returns  what writes it, until gt06_making_end(); NULL with an error
 */
gt06_writer *gt06_making_begin(gt06_making *making, const char *path, const char *origin,
                               GError **error);

/*
 * Completes a capture, and gives it its name if all went well; else nothing is left of it.
 *
 * returns  false if it was not good, or with an error of its own
 */
bool gt06_making_end(gt06_making *making, bool good, GError **error);

#endif
