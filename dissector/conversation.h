/* conversation.h
 * What is remembered of a conversation: who is the terminal, its logins, the dialect.
 *
 * Written on the first pass only; every entry carries the moment it became known, so that later
 * passes see of it what the first one saw.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CONVERSATION_H
#define GT06_CONVERSATION_H

#include "record.h"
#include <epan/packet.h>
#include <epan/conversation.h>

/* One message's place in the capture: packet number, and ordinal of the message in its packet. */
typedef struct {
    uint32_t frame;
    uint32_t ordinal;
} gt06_moment;

/* A login: what it said is known of every message behind it. */
typedef struct {
    gt06_moment moment;
    const char *imei;     /* wmem_file_scope */
    uint16_t device_type;
    int16_t zone;         /* minutes east of UTC */
    bool zone_known;
} gt06_login;

typedef struct {
    gt06_moment known;     /* the first message that was recognised */
    gt06_moment dialect;   /* the first login in the dialect; frame 0: none */
    wmem_array_t *logins;  /* gt06_login, in order of their moments */
    address terminal;      /* the side that logged in first */
    uint32_t terminal_port;
    gt06_moment terminal_known; /* frame 0: no login yet */
} gt06_conversation;

/* The conversation's memory, NULL if nothing of it was recognised yet. */
gt06_conversation *gt06_find_conversation(packet_info *pinfo);

/* The conversation's memory, made if need be; call it only for a message that is recognised. */
gt06_conversation *gt06_remember_conversation(packet_info *pinfo, gt06_moment moment);

/* Is `moment` at or before `now`? A moment of frame 0 never came. */
bool gt06_is_past(gt06_moment moment, gt06_moment now);

/* The last login before or at `now`, NULL if there was none. */
const gt06_login *gt06_login_at(const gt06_conversation *conversation, gt06_moment now);

/* Notes a login on the first pass: the record of its message has the values. */
void gt06_note_login(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                     const gt06_record *record);

#endif
