/* session.h
 * libwireshark with our dissector inside a program of ours, started the same way by all of them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_SESSION_H
#define GT06_SESSION_H

#include <stdbool.h>

#include <wireshark.h>
#include <epan/epan_dissect.h>

#include "../captures/record.h"

/*
 * Finds Wireshark's folders, and looks who we are; before anything else. From here on libwireshark
 * knows where its data are.
 *
 * program  path of this program
 */
void gt06_session_look(const char *program);

/*
 * Starts libwireshark with its settings, without names for addresses; once, after
 * gt06_session_look().
 *
 * returns  false if it does not start
 */
bool gt06_session_start(void);

/* Takes it down. */
void gt06_session_end(void);

/* Dissects a packet, as the present release wants to be asked; `taps`: for the listeners, too. */
void gt06_session_dissect(epan_dissect_t *dissection, int file_type, gt06_wtap_record *record,
                          frame_data *frame, bool taps);

#endif
