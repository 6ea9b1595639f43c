/* message.h
 * One message: its envelope, its content, what it says.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_MESSAGE_H
#define GT06_MESSAGE_H

#include "conversation.h"
#include "../protocol/line.h"
#include "../protocol/frame.h"

/* What a message's tree is headed with: the protocol's name. */
#define GT06_TITLE "GT06 vehicle tracker"

/* How a message came here. */
typedef struct {
    gt06_conversation *conversation; /* NULL for a bare list of messages */
    uint32_t server_port;            /* the port by which the packet was ours; 0: not by a port */
    gt06_moment moment;
    bool ascii_hex;                  /* it was written in hexadecimal digits */
} gt06_origin;

/*
 * Dissects one message.
 *
 * tvb       the message's bytes: its captured length is less than its reported one where the
 *           snapshot cut it off
 * missing   bytes that were never sent: the data end inside the message
 * returns   the message's tree
 */
proto_tree *gt06_dissect_message(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                                 const gt06_cut *cut, size_t missing, const gt06_origin *origin);

/* Names a whole message of Anytrek, which only looks like GT06; its content stays undecoded. */
void gt06_dissect_relative(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, int offset,
                           int size);

/*
 * Queues the record of a connection's end.
 *
 * from_terminal  the terminal ended it
 */
void gt06_tap_end(packet_info *pinfo, const gt06_conversation *conversation, const gt06_note *note,
                  const char *imei, bool from_terminal, bool reset);

/* Enters the number of messages in the packet, generated, below its first message. */
void gt06_add_count(proto_tree *tree, tvbuff_t *tvb, unsigned count);

/* The value of gt06.variant; in `scope` where it is made anew. */
const char *gt06_variant_name(wmem_allocator_t *scope, const gt06_record *record);

/* Appends what the message says, in a line, as the Info column and the tree show it. */
void gt06_summarise(gt06_line *line, const gt06_record *record);

/* Registers the envelope's fields. */
void gt06_register_message(int protocol);

#endif
