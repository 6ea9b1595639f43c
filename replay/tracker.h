/* tracker.h
 * A terminal that plays its part of a capture: sends, waits for answers, tries again, logs in
 * again.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_TRACKER_H
#define GT06_REPLAY_TRACKER_H

#include "listen.h"
#include "plan.h"
#include "platform.h"
#include "samples.h"

typedef struct gt06_tracker gt06_tracker;

/* What all trackers of a run share. */
typedef struct {
    gt06_bench *bench;
    gt06_socket_address peer;
    bool tcp, udp;     /* whatever was captured */
    unsigned timeout;  /* ms to wait for an answer */
    unsigned retries;  /* before logging in again */
    unsigned relogins; /* in a row, before giving up */
    unsigned loops;
    bool goes_on;  /* without an answer to the next message, not to a new login */
    bool tolerant; /* any answer of the right number will do */
    gt06_times times;
    int64_t shift; /* seconds */
    void (*print)(void *data, const gt06_wire *wire, const gt06_reading *reading);
    void (*finished)(void *data);
    void *data;

    uint64_t answered, unanswered, resent, logged_in_again, connected, given_up;
    gt06_samples answer_times; /* from sending to answer */
    gt06_samples lateness;     /* behind the plan */
} gt06_fleet;

/* A tracker, which begins after `start` ms; its IMEI is that of the plan, or another one. */
gt06_tracker *gt06_tracker_new(gt06_fleet *fleet, const gt06_plan *plan, const char *imei,
                               uint64_t start);

/* Releases it after the loop has closed its timer, which gt06_tracker_stop() asks for. */
void gt06_tracker_stop(gt06_tracker *tracker);
void gt06_tracker_free(gpointer tracker);

/* The owner of their wires. */
extern const gt06_wire_owner gt06_tracker_owner;

#endif
