/* units.h
 * What is sent: every message of the vectors and of the captures.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_UNITS_H
#define GT06_TEST_UNITS_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/* Messages that one side sends one behind the other, in a conversation of their own. */
typedef struct {
    GByteArray *bytes;
    GArray *ends;       /* of unsigned: where each message ends */
    bool down;          /* from the server */
    bool proven;        /* each message proves itself by start mark, length, CRC and stop mark */
    bool holds_another; /* a message has such a one inside */
    bool needs_end; /* the last one is taken because the segment ends behind it (limits.md) ... */
    bool lacks_end; /* ... and one was, with another behind it that does not prove itself */
} gt06_unit;

/* One without messages; gt06_unit_free() frees it. */
gt06_unit *gt06_unit_new(bool down);

/* One message more; also what is none, but came in one packet. */
void gt06_unit_append(gt06_unit *unit, const uint8_t *bytes, size_t size);

void gt06_unit_free(void *data);

/* Every message alone, each sequence of bytes once. Those that fit no segment are left out. */
GPtrArray *gt06_all_units(void);

/* `count` of them in a row, from random places; those of one direction. */
GPtrArray *gt06_groups(GPtrArray *units, GRand *random, unsigned count);

#endif
