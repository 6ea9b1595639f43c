/* frame_streams.h
 * Bytes, frames and streams of them for the tests of protocol/frame.h.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_FRAME_STREAMS_H
#define GT06_TEST_FRAME_STREAMS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <glib.h>

#include "protocol/frame.h"
#include "worked_frames.h"

static const gt06_cut_context open_stream = { .ended = false };
static const gt06_cut_context closed_stream = { .ended = true };
static const gt06_cut_context open_dialect = { .dialect = true };

/* Appends what a hex string says; blanks are for the eye. */
void append_hex(GByteArray *bytes, const char *hex);

/* What a hex string says. */
GByteArray *from_hex(const char *hex);

/* Appends a frame of our own. */
void append_frame(GByteArray *stream, gt06_form form, uint8_t number, const char *content,
                  uint16_t serial);

/* Cuts from a copy of exactly that size, so that the sanitizers see a read beyond it. */
gt06_cut cut_copy(const uint8_t *bytes, size_t size, const gt06_cut_context *context);

/* The same of what a hex string says. */
gt06_cut cut_hex(const char *hex, const gt06_cut_context *context);

/* It is this frame. */
void assert_frame(gt06_cut cut, gt06_form form, uint8_t number, size_t content, size_t size);

/* It is a cut of this kind and size. */
void assert_cut(gt06_cut cut, gt06_cut_kind kind, size_t size);

typedef struct {
    size_t offset;
    gt06_cut cut;
} found_frame;

/* A receiver: the bytes it still holds, and the frames it has found. */
typedef struct {
    GByteArray *held;
    size_t offset; /* of the first byte held in the stream */
    gt06_cut_context context;
    GArray *frames;
} receiver;

/* The frames of a stream that comes in pieces, which end at the given places and at its end. */
void receive_pieces(receiver *r, const GByteArray *stream, const size_t *ends, size_t count,
                    const gt06_cut_context *context);

/* Did both find the same? */
void assert_same_frames(const receiver *one, const receiver *other);

/* The frames of a stream, all at once; `ended` tells whether its end is known from the start. */
void receive_whole(receiver *r, const GByteArray *stream, bool ended);

/* Frees what a receiver holds. */
void receiver_clear(receiver *r);

/* Receives the stream in pieces that end at the given places, and compares with `whole`. */
void assert_pieces_agree(const GByteArray *stream, const size_t *ends, size_t count,
                         const receiver *whole);

/* Each single cut, and a byte a piece, give so many frames, the same ones. Takes the stream. */
void assert_stream(GByteArray *stream, size_t frames);

/* Cut alone, it is what the table says. */
void assert_worked(const worked_frame *frame, const gt06_cut_context *context);

#endif
