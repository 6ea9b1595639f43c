/* connections.h
 * Whole connections: those of the captures over TCP, and the sessions of the vectors.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_CONNECTIONS_H
#define GT06_TEST_CONNECTIONS_H

#include "units.h"

typedef struct {
    char *name;       /* where it is from */
    GPtrArray *turns; /* of gt06_unit: what one side sent before the other one did */
    unsigned found;   /* the first turn with a packet that begins with a proven message */
    size_t longest;   /* bytes of a turn */
    bool has_gap;     /* a packet is missing or comes late */
    bool late;        /* ten bytes of nobody or more stand before the first message's packet */
    bool in_digits;   /* a packet has hexadecimal digits, which only whole ones are read from */
} gt06_connection;

/*
 * All but those with a gap or digits or a late beginning, and those with a turn of more than
 * `longest` bytes; how many these are goes to `left_out`.
 */
GPtrArray *gt06_all_connections(size_t longest, unsigned *left_out);

#endif
