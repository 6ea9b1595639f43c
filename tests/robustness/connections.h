/* connections.h
 * Whole connections: those of the captures over TCP, and the sessions of the vectors.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_CONNECTIONS_H
#define GT06_TEST_CONNECTIONS_H

#include "units.h"

/*
 * Why a connection may be read otherwise when its bytes come in other packets (limits.md). As
 * packets like those that were captured all can be sent but the first.
 */
typedef enum {
    GT06_COMPARABLE,
    GT06_HAS_GAP,       /* a packet is missing or comes late */
    GT06_TOO_LONG,      /* a turn has too many bytes: of the test's own choice */
    GT06_BEGINS_LATE,   /* a word or ten bytes of nobody stand in front of the first start mark */
    GT06_IN_DIGITS,     /* a packet has hexadecimal digits, which only whole ones are read from */
    GT06_HOLDS_ANOTHER, /* a message has a whole one inside, which may be there before it */
    GT06_HOLDS_BACK,    /* damage in a turn with more bytes than are held back for it */
    GT06_REASONS
} gt06_reason;

typedef struct {
    char *name;       /* where it is from */
    GPtrArray *turns; /* of gt06_unit: what one side sent before the other one did */
    unsigned found;   /* the first turn with a packet that begins with a proven message */
    size_t longest;   /* bytes of a turn */
    gt06_reason reason;
} gt06_connection;

/*
 * All that have no gap. `longest` bytes are the most that a turn of a comparable one has.
 *
 * reasons  how many there are for each reason, those with a gap, too
 */
GPtrArray *gt06_all_connections(size_t longest, unsigned reasons[GT06_REASONS]);

#endif
