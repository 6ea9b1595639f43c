/* plan.h
 * What the trackers of a capture send, and when.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_PLAN_H
#define GT06_REPLAY_PLAN_H

#include "sessions.h"

/* What becomes of dates and times inside messages. */
typedef enum {
    GT06_TIMES_CAPTURED, /* they stay */
    GT06_TIMES_SHIFTED,  /* the first becomes now, the others keep their distance */
    GT06_TIMES_NOW       /* each becomes the moment of sending */
} gt06_times;

typedef struct {
    double speed;    /* 1: as captured; 0: as fast as answers allow */
    double most_gap; /* seconds; 0: any */
    bool verbatim;   /* the bytes and pieces of the capture */
} gt06_pace;

/* One thing to be sent. */
typedef struct {
    GBytes *bytes;           /* not owned */
    const gt06_piece *piece; /* NULL: bytes that are sent as they are */
    int64_t due;             /* microseconds after the plan's beginning */
} gt06_step;

/* What the terminal of one session sends. */
typedef struct {
    const gt06_session *session;
    GArray *steps; /* of gt06_step */
    int64_t start; /* microseconds after the first session's start */
    unsigned messages;
    unsigned logins; /* steps at the beginning that log in */
} gt06_plan;

/* Plans for all sessions with anything to send; to be released with g_ptr_array_unref(). */
GPtrArray *gt06_make_plans(GPtrArray *sessions, const gt06_pace *pace);

/* How one device differs from the one that was captured. */
typedef struct {
    const char *from, *to; /* IMEIs; from == NULL: none */
    uint16_t serial_shift; /* added to serial numbers */
    gt06_times times;
    int64_t shift;       /* seconds, for GT06_TIMES_SHIFTED */
    const uint8_t *flag; /* server flag of the last command, 4 bytes; NULL: none */
} gt06_guise;

/* The step's bytes as this device sends them, CRC made anew; to be released with g_free(). */
uint8_t *gt06_dress(const gt06_step *step, const gt06_guise *guise, size_t *size);

#endif
