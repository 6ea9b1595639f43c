/* writer.h
 * Writes capture files: conversations around given payloads.
 *
 * The caller says who sends which bytes when; the writer makes the packets that would have carried
 * them, with right headers, sequence numbers and checksums, and writes them as pcapng. The same
 * calls give the same file, byte for byte.
 *
 * A program calls wtap_init(false) of libwiretap once before its first writer and wtap_cleanup()
 * after its last; one that does not set up Wireshark's log calls
 * ws_log_set_level(LOG_LEVEL_WARNING) too, or libwiretap tells its steps on stderr. Writers share
 * nothing with each other; one writer belongs to one thread.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_WRITER_H
#define GT06_CAPTURE_WRITER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <glib.h>

#include <wireshark.h>
#include <wsutil/nstime.h>

typedef struct gt06_writer gt06_writer;
typedef struct gt06_flow gt06_flow;

/* What the packets of a file begin with. */
typedef enum {
    GT06_LINK_ETHERNET,
    GT06_LINK_IP,   /* the IP header */
    GT06_LINK_USER0 /* the payload itself, link type 147 */
} gt06_link;

typedef enum {
    GT06_OVER_TCP,
    GT06_OVER_UDP,
    GT06_OVER_NOTHING /* bare payloads, for GT06_LINK_USER0 only */
} gt06_transport;

typedef enum { GT06_CLIENT, GT06_SERVER } gt06_sender; /* the client is the terminal */

typedef enum {
    GT06_CLOSE_FIN, /* FIN of the one, FIN of the other, acknowledgement */
    GT06_CLOSE_RST  /* a single reset */
} gt06_closing;

typedef struct {
    const char *address; /* "198.51.100.7" or "2001:db8::7" */
    uint16_t port;
} gt06_endpoint;

/* One payload on its way; whatever is left zero has its usual meaning. */
typedef struct {
    gt06_sender sender;
    const uint8_t *bytes;
    size_t size;         /* in bytes; UDP and bare payloads up to 65507, TCP without limit */
    nstime_t time;       /* since 1970-01-01 UTC; written with microseconds */
    const char *comment; /* packet comment in UTF-8, or NULL */
    size_t lost;         /* so many bytes at the payload's end were sent but not captured */
    bool unseen;         /* sent, but not captured at all */
    bool again;          /* captured twice: sent again over TCP, delivered twice over UDP */
} gt06_payload;

/* The domain of all errors of the capture tools. */
#define GT06_CAPTURE_ERROR (gt06_capture_error_quark())
GQuark gt06_capture_error_quark(void);

typedef enum {
    GT06_CAPTURE_ERROR_REQUEST, /* what was asked for makes no sense */
    GT06_CAPTURE_ERROR_FILE     /* a file cannot be read or written */
} gt06_capture_error;

/*
 * Creates a pcapng file, replacing one of that name.
 *
 * path     the file
 * link     what all its packets begin with
 * origin   where the bytes come from, in UTF-8: the comment of the file's section; or NULL
 * returns  the writer, to be released with gt06_writer_close(); NULL with GT06_CAPTURE_ERROR_FILE
 */
gt06_writer *gt06_writer_open(const char *path, gt06_link link, const char *origin, GError **error);

/*
 * Adds a conversation. Nothing is written yet.
 *
 * client, server  the two ends, of the same address family; NULL for GT06_OVER_NOTHING
 * returns         the conversation, which lives as long as the writer if it is not released
 *                 before; NULL with
 *                 GT06_CAPTURE_ERROR_REQUEST if an address is none, the families differ or the
 *                 transport does not go with the file's link type
 */
gt06_flow *gt06_writer_flow(gt06_writer *writer, gt06_transport transport,
                            const gt06_endpoint *client, const gt06_endpoint *server,
                            GError **error);

/* The latest time of all packets written so far; zero if there is none. */
nstime_t gt06_writer_time(const gt06_writer *writer);

/* Hands everything to the operating system; returns false with GT06_CAPTURE_ERROR_FILE. */
bool gt06_writer_flush(gt06_writer *writer, GError **error);

/*
 * Completes the file and releases the writer and its conversations, also on failure.
 *
 * returns  false with GT06_CAPTURE_ERROR_FILE if the file could not be completed
 */
bool gt06_writer_close(gt06_writer *writer, GError **error);

/*
 * Writes the handshake of a TCP connection: three packets, 20 ms apart, the first at `time`.
 * A connection that is not opened is one the capture found under way.
 *
 * comment  for the first packet, or NULL
 * returns  false with GT06_CAPTURE_ERROR_FILE, or _REQUEST if the flow is not TCP or has begun
 */
bool gt06_flow_open(gt06_flow *flow, nstime_t time, const char *comment, GError **error);

/*
 * Writes a payload. Over TCP one that exceeds the segment size becomes several segments; a bare
 * acknowledgement of the other side goes before it when the window would be exceeded.
 *
 * returns  false with GT06_CAPTURE_ERROR_FILE, or _REQUEST if the connection is closed, or the
 *          payload is empty, too large, or smaller than what shall be lost of it
 */
bool gt06_flow_send(gt06_flow *flow, const gt06_payload *payload, GError **error);

/*
 * Ends a TCP connection, the first packet at `time`.
 *
 * who      the side that begins
 * comment  for the first packet, or NULL
 * returns  false with GT06_CAPTURE_ERROR_FILE, or _REQUEST if the flow is not an open TCP one
 */
bool gt06_flow_close(gt06_flow *flow, gt06_sender who, gt06_closing closing, nstime_t time,
                     const char *comment, GError **error);

/* Forgets a conversation of which nothing more will be written; the packets stay. */
void gt06_flow_release(gt06_flow *flow);

#endif
