/* run.h
 * A run of serve, send or loop from its options to its verdict: what they have in common.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_RUN_H
#define GT06_REPLAY_RUN_H

#include <stdio.h>

#include "failure.h"
#include "judge.h"
#include "live.h"
#include "platform.h"
#include "wire.h"

typedef struct {
    gt06_bench bench;
    gt06_tshark *tshark; /* NULL: neither a live view nor a verdict is wanted */
    gt06_live *live;     /* NULL: none */
    GPtrArray *expectations;
    gt06_severity limit;
    uv_signal_t signals[3];
    unsigned watched; /* of them */
    uv_timer_t deadline, progress;
    bool stopped; /* by a signal, or since the time is up */
    bool started;
    bool bare;       /* record bare payloads */
    bool leave_open; /* connections that are open at the end end without record */
    bool live_cut;   /* the live tshark has not told everything */
    FILE *output;    /* what standard output was, where it is for a report alone; else NULL */

    /* options */
    char *write, *fifo, *fail_on;
    char **reports, **expects, **settings, **faults;
    gboolean no_live, no_judge, quiet;
    double seconds;
} gt06_run;

/* The options of all runs; to be released with g_free(). */
GOptionEntry *gt06_run_entries(gt06_run *run);

/* Does the run want tshark: for lines, for a verdict? */
bool gt06_run_wants_tshark(const gt06_run *run);

/*
 * Reads the options' values, finds tshark if it is needed. To be called before any socket.
 *
 * capture  what is read, and must not be written; NULL: nothing
 */
bool gt06_run_prepare(gt06_run *run, const char *capture, GError **error);

/* Opens the recording, the live view and the loop. `port` is the server's. */
bool gt06_run_start(gt06_run *run, unsigned port, GError **error);

/* Runs until stopped: by gt06_run_stop(), a signal, or after the seconds of the option. */
void gt06_run_loop(gt06_run *run);
void gt06_run_stop(gt06_run *run);

/* Ends all connections and completes the recording; false if it misses something. */
bool gt06_run_hang_up(gt06_run *run);

/* Ends all connections, closes the recording, judges it and reports. */
gt06_exit gt06_run_finish(gt06_run *run, GError **error);

/* Releases everything; to be called after any failure, too. */
void gt06_run_clear(gt06_run *run);

/* Prints a line for a message where tshark does not. */
void gt06_run_print(const gt06_run *run, const gt06_wire *wire, const gt06_reading *reading);

/* Judges a capture and tells the verdict; for runs and for check. */
gt06_exit gt06_run_judge(gt06_run *run, const char *capture, GError **error);

/* Allows as many descriptors as the system lets us have; returns how many. */
unsigned long gt06_raise_descriptor_limit(void);

#endif
