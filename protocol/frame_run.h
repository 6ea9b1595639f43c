/* frame_run.h
 * What the rules about frames share: the bytes they look at, and the answers they give. For frame.c
 * and frame_dialect.c.
 *
 * "core n" and "ext n" in the comments name the chapter n of the two protocol documents.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FRAME_RUN_H
#define GT06_FRAME_RUN_H

#include "content.h"
#include "frame.h"

enum {
    MARK_SIZE = 2,          /* start marks and stop marks alike */
    LENGTH_BYTE = 2,        /* where the length field begins, in every form */
    SHORT_NUMBER = 3,       /* where the protocol number stands behind a one-byte length */
    LONG_NUMBER = 4,        /* ... and behind a two-byte length */
    SHORT_AROUND = 5,       /* bytes of a short frame that its length field does not count */
    LONG_AROUND = 6,        /* ... and of a long or wide one */
    DIALECT_AROUND = 6,     /* bytes of a dialect frame besides its content: the smallest one */
    SERIAL_CRC_STOP = 6,    /* what follows the content where there is a serial number */
    LAST_STOP_SOUGHT = 300, /* offset of the last stop mark that core 10, 1e and 2b look at */
    REACH_OF_LYING_LENGTH = LAST_STOP_SOUGHT + MARK_SIZE,
    LARGEST_DIALECT_CONTENT = 254
};

/* The bytes at hand, and whether anything may follow them. */
typedef struct {
    const uint8_t *bytes;
    size_t size;
    bool closed; /* what comes behind `size` does not count: the end, or a proven frame */
    const gt06_cut_context *context;
} gt06_stretch;

static inline unsigned be16(const uint8_t *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static inline bool is_start(const uint8_t *bytes)
{
    const unsigned mark = be16(bytes);

    return mark == GT06_START_SHORT || mark == GT06_START_LONG;
}

/* Half a start mark? */
static inline bool is_half_start(uint8_t byte)
{
    return byte == GT06_START_SHORT >> 8 || byte == GT06_START_LONG >> 8;
}

static inline bool is_stop(const uint8_t *bytes)
{
    return be16(bytes) == GT06_STOP;
}

/* "ends(n)" of ext 26.1: are n bytes there, and are the last two the stop mark? */
static inline bool ends(const gt06_stretch *r, size_t n)
{
    return n >= MARK_SIZE && n <= r->size && is_stop(r->bytes + n - MARK_SIZE);
}

/* Must more bytes come before `reach` bytes can be judged? */
static inline bool is_short_of(const gt06_stretch *r, size_t reach)
{
    return !r->closed && r->size < reach;
}

/* "S" of core 10: does a short frame's stop mark stand where the length byte says? */
static inline bool has_short_stop(const gt06_stretch *r)
{
    const size_t length = r->bytes[LENGTH_BYTE];

    return length >= GT06_ENVELOPE && ends(r, length + SHORT_AROUND);
}

/* Offset of the first stop mark at or after `from` that ends before `size`, or `size`. */
size_t gt06_find_stop(const uint8_t *bytes, size_t size, size_t from);

/* Where the protocol number stands in a form. */
size_t gt06_number_offset(gt06_form form);

/* A frame of `size` bytes, whose CRC is not known to be good. */
gt06_cut gt06_answer_frame(const gt06_stretch *r, gt06_form form, size_t size);

/* `reach` bytes are wanted; 0: the length has not come. */
gt06_cut gt06_answer_wait(size_t reach);

/*
 * Core 10, 3: up to and including the next stop mark, or up to the next start mark, which in
 * the dialect may be a block's. Half a mark at the end is kept, since its other half may follow.
 */
gt06_cut gt06_answer_skip(const gt06_stretch *r);

#endif
