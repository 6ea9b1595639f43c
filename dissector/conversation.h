/* conversation.h
 * What is remembered of a conversation and of a terminal across its conversations.
 *
 * Written on the first pass only. What a message means by it carries the moment it became known, so
 * that later passes see of it what the first one saw; what is said of a conversation's end or of a
 * missing answer they take as it stands in the end.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CONVERSATION_H
#define GT06_CONVERSATION_H

#include "lateness.h"
#include "notes.h"
#include "record.h"
#include "waiting.h"
#include <epan/packet.h>
#include <epan/conversation.h>

/* A login: what it said is known of every message behind it. */
typedef struct {
    gt06_moment moment;
    const char *imei;     /* wmem_file_scope */
    unsigned terminal;    /* number of that terminal, from 0 in the order of first logins */
    uint16_t device_type;
    int16_t zone;         /* minutes east of UTC */
    bool zone_known;
    bool damaged;         /* its CRC was wrong, and no login with a right one has named the terminal */
} gt06_login;

/* How the last login of a terminal fared; first pass only. */
typedef enum {
    GT06_LOGIN_UNANSWERED,
    GT06_LOGIN_ANSWERED,
    GT06_LOGIN_ANSWERED_LATE,
    GT06_LOGIN_WRONG_SERIAL,
    GT06_LOGIN_WRONG_NUMBER,
    GT06_LOGIN_BAD_CRC
} gt06_login_fate;

/* A terminal across its conversations; first pass only. */
typedef struct gt06_terminal_state {
    const char *imei;
    unsigned number;          /* from 0 in the order of first logins */
    unsigned logins;          /* in quick succession */
    uint32_t login_frame;     /* of the last one */
    nstime_t login_time;
    uint16_t login_crc;       /* it stands for its content and serial number; 0: it had none */
    nstime_t first_of_series; /* of the logins in quick succession */
    gt06_login_fate fate;
    const char *closed_after; /* what the server closed the last connection after, NULL: it did not */
    bool has_position;
    double latitude;          /* degrees */
    double longitude;
    nstime_t position_time;
    uint32_t position_frame;
    nstime_t last_time;       /* gt06.time of the last live message */
    nstime_t last_captured;
    unsigned same_time;       /* live messages with the same gt06.time in a row */
    bool epoch_judged;        /* of each was complained about: once is enough */
    bool zone_judged;
    bool clock_judged;
    gt06_lateness lateness;   /* of the last live message */
} gt06_terminal_state;

enum { GT06_RECENT = 8 };

/* A message that was seen lately, to know it again; first pass only. */
typedef struct {
    uint32_t frame;
    uint16_t serial;
    uint16_t crc;
    uint16_t size;
    uint8_t number;
} gt06_recent;

/* How the terminal counts its messages; servers do not count (core 2.4). First pass only. */
typedef struct {
    bool counting;             /* `last_serial` is that of the message before */
    uint16_t last_serial;
    uint32_t last_frame;
    uint16_t damaged;          /* messages with a wrong CRC since then: each had some number */
    uint16_t missed;           /* the first serial number of the last gap ... */
    uint16_t missed_count;     /* ... how many are missing; 0: there was no gap ... */
    nstime_t missed_time;      /* ... and when that was seen */
    unsigned counted;          /* the last of them are `recent`, a ring */
    gt06_recent recent[GT06_RECENT];
} gt06_order;

/* One direction of a conversation; first pass only. */
typedef struct {
    unsigned messages;
    unsigned unfinished;       /* bytes of a message that goes on in the next segment ... */
    uint8_t unfinished_number; /* ... and its number, if `unfinished_head` */
    bool unfinished_head;
    uint32_t unfinished_frame;
} gt06_side;

/* What every message asks for stands in front: memory of many conversations is slow to reach. */
typedef struct {
    gt06_login login;           /* that which was asked for last: a mere cache, of any pass ... */
    gt06_moment login_until;    /* ... and the next one behind it; frame 0: none */
    gt06_moment known;          /* the first message recognised; frame 0: only a beginning */
    gt06_moment dialect;        /* the first login in the dialect; frame 0: none */
    gt06_moment terminal_known; /* frame 0: no login yet */
    conversation_t *conversation; /* Wireshark's own, found once for a packet */
    gt06_side sides[2];         /* by gt06_direction */
    nstime_t last_time;         /* of the last message, in either direction, or of the end ... */
    nstime_t first_time;        /* ... and of the first message */
    wmem_array_t *logins;       /* gt06_login, all, in order of their moments; NULL: none yet */
    address terminal;           /* the side that logged in first */
    uint32_t terminal_port;
    gt06_queue pending;         /* what waits for an answer, commands aside */
    gt06_queue commands;        /* texts of the server: a terminal may answer them hours later */
    gt06_order order;           /* of the terminal's messages */
    gt06_terminal_state *state; /* of the terminal that logged in last; NULL: none */
    uint32_t last_up_frame;     /* the last message of the terminal ... */
    const char *last_up_name;
    nstime_t last_up_time;
    address terminal_end;       /* the terminal's side, login or not, by the last message */
    uint32_t terminal_end_port;
    bool serials_cut;           /* a message was seen whose serial number was not captured */
    bool endpoint_judged;
    const struct tcp_analysis *tcp; /* TCP's own memory; NULL: it was not looked for yet */
    unsigned completeness;      /* of TCP, as last seen */
    bool closing_seen;
    uint8_t last_up_number;     /* of the message `last_up_frame` */
    uint8_t closing_number;     /* the terminal's last message before the end */
} gt06_conversation;

/* Was any conversation of the file recognised yet? Cheaper than to look for one. */
bool gt06_any_conversation(void);

/* The conversation's memory, NULL if nothing of it was recognised yet. */
gt06_conversation *gt06_find_conversation(packet_info *pinfo);

/*
 * The conversation's memory, made if need be. `moment` is that of a message that is recognised, or
 * of frame 0 for the beginning of one.
 */
gt06_conversation *gt06_remember_conversation(packet_info *pinfo, gt06_moment moment);

/* The last login before `now`, NULL if there was none; it is valid until the next question. */
const gt06_login *gt06_login_at(gt06_conversation *conversation, gt06_moment now);

/* The login that is known at the end of a packet, NULL if there was none. */
const gt06_login *gt06_login_of_packet(packet_info *pinfo);

/* Notes a login on the first pass: the record of its message has the values. */
void gt06_note_login(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                     const gt06_record *record);

/* Remembers which side is the terminal's, by the direction of a packet; first pass only. */
void gt06_note_terminal_end(gt06_conversation *conversation, const packet_info *pinfo,
                            gt06_direction direction);

/* Does the packet come from the terminal's side, by the last message? */
bool gt06_is_from_terminal_end(const gt06_conversation *conversation, const packet_info *pinfo);

/* The state of a terminal, made if need be; first pass only. */
gt06_terminal_state *gt06_terminal_state_of(const char *imei);

void gt06_register_conversation(void);

#endif
