/* script.h
 * The platform's side as a capture shows it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_SCRIPT_H
#define GT06_REPLAY_SCRIPT_H

#include "platform.h"
#include "tshark.h"

/*
 * Reads the platform's side of a capture.
 *
 * learned  which numbers it answered, how and how late; else its messages in their order
 */
gt06_script *gt06_script_read(gt06_tshark *tshark, const char *capture, bool learned,
                              GError **error);
void gt06_script_free(gt06_script *script);

/* Does to a terminal's message what the platform in the capture did. */
void gt06_script_react(gt06_script *script, gt06_wire *wire, gt06_tracker_memory *memory,
                       const gt06_reading *reading);

#endif
