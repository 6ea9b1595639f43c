/* stream.h
 * The loop over the messages of a segment, a datagram or a list.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_STREAM_H
#define GT06_STREAM_H

#include "compat.h"
#include <epan/packet.h>

/* How a packet came to us. */
typedef enum {
    GT06_BY_TCP_PORT,
    GT06_BY_UDP_PORT,
    GT06_BY_TCP_CONVERSATION, /* a heuristic recognised its conversation */
    GT06_BY_UDP_CONVERSATION,
    GT06_BY_NAME              /* a bare list of messages */
} gt06_entry;

/*
 * Dissects all messages of the data, and asks TCP for more where the last one goes on.
 * returns the bytes taken; 0 to decline, then nothing was added, stored or asked for
 */
int gt06_dissect_data(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, gt06_entry entry);

/* What can be said only when a packet has been dissected as a whole. */
void gt06_finish_packet(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

void gt06_register_stream(int protocol);

#endif
