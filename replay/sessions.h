/* sessions.h
 * The conversations of a capture, as tshark sees them: who sent which bytes when, and which of them
 * are messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_SESSIONS_H
#define GT06_REPLAY_SESSIONS_H

#include "pdml.h"
#include "../protocol/frame.h"

/* A date and time inside a message. */
typedef struct {
    uint16_t offset; /* from the frame's first byte */
    uint16_t size;   /* 6: date and time; 4: seconds since 1970 */
    int32_t zone;    /* seconds that the bytes are ahead of UTC */
} gt06_time_spot;

enum { GT06_MOST_TIME_SPOTS = 4 };

/* A message, or a run of bytes that belong to none. */
typedef struct {
    GBytes *bytes;
    int64_t time; /* of the packet that completed it, in microseconds since 1970 */
    unsigned frame;
    bool from_server;
    bool is_message; /* the rest is set for messages only */
    bool crc_good;
    bool answer_due;      /* tshark knows the right answer to it */
    unsigned response_to; /* the frame whose message it answers, as tshark says; 0: none */
    bool is_login;
    uint8_t number;
    bool has_serial;
    uint16_t serial;
    const char *label; /* interned: as tshark names it */
    gt06_time_spot times[GT06_MOST_TIME_SPOTS];
    unsigned time_count;
} gt06_piece;

/* Bytes as a packet carried them. */
typedef struct {
    GBytes *bytes;
    int64_t time;
    bool from_server;
    size_t lost; /* so many bytes at the end were not captured: zeros stand for them */
    bool unseen; /* none of them was */
} gt06_chunk;

typedef struct {
    const char *address; /* interned */
    uint16_t port;
} gt06_peer;

typedef struct {
    const char *key; /* interned: tshark's number of the conversation, "t0", "u0" */
    bool tcp;
    gt06_peer client, server;
    const char *imei; /* interned: the last that was seen; NULL for none */
    GArray *chunks;   /* of gt06_chunk, in the order of the capture */
    GArray *pieces;   /* of gt06_piece, by time */
    int64_t begin;
    bool closed, closed_by_server, reset;
    int64_t close_time;
} gt06_session;

/* Which sessions are wanted. */
typedef struct {
    const char *imei;   /* NULL: any */
    const char *filter; /* display filter that a packet of the session must match; NULL: none */
} gt06_selection;

/* The key of a packet's conversation, to be released with g_free(); NULL if it has none. */
char *gt06_session_key(const gt06_packet *packet);

/*
 * The IMEI of a message, which the conversation of its packet is then known by; of the packet as a
 * whole, for message -1: one in it, or the last of its conversation. "" if there is none.
 *
 * imeis  what gt06_imeis_new() made, and earlier calls have filled
 */
GHashTable *gt06_imeis_new(void);
const char *gt06_packet_imei(GHashTable *imeis, const gt06_packet *packet, int message);

/*
 * Reads a capture.
 *
 * returns  an array of gt06_session, to be released with g_ptr_array_unref(); NULL with an error,
 *          among them GT06_EXIT_INPUT for a capture without any bytes of the kind
 */
GPtrArray *gt06_read_sessions(gt06_tshark *tshark, const char *capture,
                              const gt06_selection *selection, GError **error);

#endif
