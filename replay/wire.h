/* wire.h
 * A connection to the other side, over TCP or UDP: bytes in are cut into messages, messages out go
 * through the faults, all bytes are recorded.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_WIRE_H
#define GT06_REPLAY_WIRE_H

#include <uv.h>

#include "../protocol/frame.h"
#include "faults.h"
#include "recording.h"

typedef struct gt06_wire gt06_wire;
typedef struct gt06_bench gt06_bench;

/* Why a connection ended. */
typedef enum {
    GT06_END_BY_PEER, /* FIN of the other side */
    GT06_END_RESET,   /* reset by the other side, or it cannot be reached */
    GT06_END_BY_US,
    GT06_END_IDLE,   /* nothing came for too long */
    GT06_END_SLOW,   /* the other side does not read */
    GT06_END_HOSTILE /* an endless message, endless garbage */
} gt06_end;

/* What the owner of connections is told. */
typedef struct {
    /* A whole message came. */
    void (*message)(gt06_wire *wire, const gt06_cut *cut, const uint8_t *frame);
    /* Bytes came that belong to no message; may be NULL. */
    void (*garbage)(gt06_wire *wire, const uint8_t *bytes, size_t size);
    /* Bytes came, whatever they are, before they are cut; may be NULL. */
    void (*bytes)(gt06_wire *wire, const uint8_t *bytes, size_t size);
    /* It is open: both ends may send. May be NULL. */
    void (*opened)(gt06_wire *wire);
    /* It is over. The wire is released after this call. */
    void (*ended)(gt06_wire *wire, gt06_end end);
} gt06_wire_owner;

/* What all connections of a run share. */
struct gt06_bench {
    uv_loop_t loop;
    bool we_are_server;
    bool verbatim; /* no cutting, no faults */
    const gt06_wire_owner *owner;
    gt06_recording *recording; /* NULL: none */
    gt06_faults *faults;       /* NULL: none */
    bool ends_with_recording;  /* the loop ends when nobody takes the recording any more */
    uint64_t idle;             /* ms without a byte after which a connection ends; 0: never */
    GHashTable *wires;         /* set of all open ones */
    uint64_t received, sent;   /* messages */
    uint64_t peak;             /* most connections at once */
    uint64_t total;            /* connections so far */
    GPtrArray *dead;           /* wires to be released */
    uv_timer_t *housekeeping;
    char buffer[65536]; /* for reading, in turn */
};

struct gt06_wire {
    gt06_bench *bench;
    void *data; /* the owner's */
    gt06_recorded *recorded;
    GByteArray *unread;  /* the beginning of a message, NULL if there is none */
    GQueue *outbox;      /* what waits to be sent, NULL if nothing does */
    GByteArray *held;    /* messages that wait for later ones, to go with them */
    GByteArray *swapped; /* a message that waits for the next one, to go behind it */
    uv_timer_t *timer;   /* for the outbox */
    unsigned writes;     /* that the other side has not read yet */
    unsigned hold;       /* messages that are still to be held */
    uint64_t held_since;
    bool is_tcp, is_open, is_closing, is_half, dialect, shares_socket;
    unsigned garbage; /* bytes without a message between them */
    uint64_t heard;   /* when the last byte came, in ms of the loop */
    char imei[16];    /* "" while it is not known */
    union {
        uv_tcp_t tcp;
        uv_udp_t own;
        uv_udp_t *shared; /* the server's socket */
    } socket;
    union {
        struct sockaddr any;
        struct sockaddr_in four;
        struct sockaddr_in6 six;
    } peer, here;
};

/* Prepares, ends all connections of, and releases what they share. */
bool gt06_bench_init(gt06_bench *bench, GError **error);
void gt06_bench_hang_up(gt06_bench *bench);
void gt06_bench_clear(gt06_bench *bench);

/* Takes a connection that waits at a listening socket. NULL: there is none. */
gt06_wire *gt06_wire_accept(gt06_bench *bench, uv_stream_t *listener);

/* A peer that sends datagrams to one of our sockets. */
gt06_wire *gt06_wire_datagrams(gt06_bench *bench, uv_udp_t *socket, const struct sockaddr *peer);

/* Connects. `opened` or `ended` will be called, in TCP never before this returns. */
gt06_wire *gt06_wire_connect(gt06_bench *bench, bool tcp, const struct sockaddr *peer, void *data);

/* Bytes that came for a peer of a shared socket. */
void gt06_wire_take(gt06_wire *wire, const uint8_t *bytes, size_t size);

/* What a message to be sent is; for selectors of faults. */
typedef struct {
    uint8_t number;
    bool is_answer;
    unsigned delay; /* ms */
} gt06_sending;

/* Sends a message, with faults. Returns whether it is held back until others follow. */
bool gt06_wire_send(gt06_wire *wire, const uint8_t *bytes, size_t size, const gt06_sending *what);

/* Sends what is held back for others to follow: none will. */
void gt06_wire_release(gt06_wire *wire);

/* Does something wait for its time to be sent? */
bool gt06_wire_has_more(const gt06_wire *wire);

/* Bytes that were sent and wait for the other side to read, and those that their keeping takes. */
size_t gt06_wire_unsent(const gt06_wire *wire);

/* Ends a connection: with FIN, or with RST. */
void gt06_wire_end(gt06_wire *wire, gt06_end end, bool reset);

#endif
