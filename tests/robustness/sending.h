/* sending.h
 * Ways to send a unit's bytes: in which segments or datagrams, and in what order.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_SENDING_H
#define GT06_TEST_SENDING_H

#include "packets.h"
#include "units.h"

/* Where the pieces of a unit go. */
typedef struct {
    gt06_packets *packets;
    const gt06_carrier *carrier;
    const gt06_unit *unit;
    unsigned number; /* of the conversation */
    size_t before;   /* bytes that this side sent before */
    bool waits;      /* the last bytes of these may wait for the first of the unit */
    size_t cut;      /* where gt06_send_in_two splits */
    GRand *dice;     /* of those that choose */
} gt06_sender;

typedef void gt06_sending(const gt06_sender *to);

gt06_sending gt06_send_messages;       /* each in a packet of its own */
gt06_sending gt06_send_whole;          /* all in one packet */
gt06_sending gt06_send_in_two;         /* split at `cut` */
gt06_sending gt06_send_in_three;       /* split at two random places */
gt06_sending gt06_send_bytes;          /* a byte a packet */
gt06_sending gt06_send_out_of_order;   /* of three pieces, the middle one comes last */
gt06_sending gt06_send_twice;          /* each of two pieces comes again, later */
gt06_sending gt06_send_overlapping;    /* the later piece has bytes of the one before */
gt06_sending gt06_send_behind_garbage; /* all in one packet, which begins with other bytes */

#endif
