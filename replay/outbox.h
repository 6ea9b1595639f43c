/* outbox.h
 * What a connection sends later: messages that faults delay, cut into pieces, or hold back.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_OUTBOX_H
#define GT06_REPLAY_OUTBOX_H

#include "wire.h"

/* Sends bytes at once, and ends the connection as asked. */
void gt06_wire_put(gt06_wire *wire, const uint8_t *bytes, size_t size, gt06_ending ending);

/* Sends a server's message that has been held back for a second alone: no other has followed. */
void gt06_outbox_look(gt06_wire *wire);

/* Releases everything that waits. */
void gt06_outbox_clear(gt06_wire *wire);

#endif
