/* skipped.h
 * What is shown on a packet that is no message: bytes between messages, other protocols, ends.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_SKIPPED_H
#define GT06_SKIPPED_H

#include "notes.h"
#include <epan/packet.h>

/* Shows bytes that belong to no message. */
void gt06_dissect_skipped(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, int offset,
                          int size);

/* Says on a packet without a message of ours that it is none; the filter gt06 does not match it. */
void gt06_dissect_foreign(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree);

/* Shows what was found out about a packet as a whole. */
void gt06_show_packet_note(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree,
                           const gt06_note *note, const char *imei);

/* Says that the capture shows neither the rest of a message, `size` bytes so far, nor an end. */
void gt06_show_missing_end(tvbuff_t *tvb, packet_info *pinfo, proto_tree *tree, const char *imei,
                           unsigned size);

/* Registers the field of skipped bytes. */
void gt06_register_skipped(int protocol);

#endif
