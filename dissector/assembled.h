/* assembled.h
 * Shows pictures and files that are put together.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ASSEMBLED_H
#define GT06_ASSEMBLED_H

#include "assembly.h"
#include <epan/reassemble.h>

/*
 * Shows the blocks of an object at the message that completes it, and what is in it; enters it into
 * the record.
 *
 * head     what Wireshark's reassembly has of it; may be NULL
 * returns  the object's bytes, NULL if there are none
 */
tvbuff_t *gt06_show_assembled(gt06_cursor *cursor, const gt06_object_kind *kind, const char *id,
                              fragment_head *head);

/* Adds a link to the packet that completes the object of a block. */
void gt06_link_assembled(gt06_cursor *cursor, uint32_t frame);

void gt06_register_assembled(int protocol);

#endif
