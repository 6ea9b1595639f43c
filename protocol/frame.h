/* frame.h
 * Where a GT06 message begins and ends in a run of bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FRAME_H
#define GT06_FRAME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * short:    78 78 | length 1 | number | content | serial 2 | CRC 2 | 0D 0A      core 2.1
 * long:     79 79 | length 2 | number | content | serial 2 | CRC 2 | 0D 0A      core 2.2
 * wide:     78 78 | length 2 | number | content | serial 2 | CRC 2 | 0D 0A      core 2.7
 * dialect:  78 78 | length 1 | number | content | 0D 0A                         extended 26
 * block:    68 68 | content: total 1, index 1, length 2, data                   extended 26.2, 65
 */
typedef enum { GT06_SHORT, GT06_LONG, GT06_WIDE, GT06_DIALECT, GT06_DIALECT_BLOCK } gt06_form;

/* Has it neither serial number nor CRC? */
static inline bool gt06_is_dialect(gt06_form form)
{
    return form >= GT06_DIALECT;
}

enum {
    GT06_START_SHORT = 0x7878,
    GT06_START_LONG = 0x7979,
    GT06_START_BLOCK = 0x6868,
    GT06_STOP = 0x0D0A,
    GT06_SMALLEST_FRAME = 10,   /* an empty short one */
    GT06_LARGEST_FRAME = 65541, /* a long one whose length field says 65535 */
    GT06_ENVELOPE = 5           /* what the length field counts besides the content */
};

typedef enum {
    GT06_CUT_FRAME, /* a message of `size` bytes stands at the beginning */
    GT06_CUT_SKIP,  /* the first `size` bytes belong to no message */
    GT06_CUT_WAIT   /* only more bytes can tell; never answered when `ended` */
} gt06_cut_kind;

/* What stands at the beginning of a run of bytes. */
typedef struct {
    gt06_cut_kind kind;
    size_t size;           /* bytes of the frame, or bytes to skip; in GT06_CUT_WAIT how many bytes
                              are asked for: more than there are, 0 if the length field has not
                              arrived */
    bool relative;         /* of a skip: it is a whole message of a protocol that only looks like GT06,
                              by Anytrek: 78 78, a little-endian length, type 30, stop mark (extended
                              26.1, end) */
    /* the rest is set for GT06_CUT_FRAME only */
    gt06_form form;
    uint8_t number;        /* protocol number; a block, which bears none, has 0x65's */
    size_t content_offset; /* from the frame's first byte */
    size_t content_size;   /* N of the documents: as found, whatever the length field says */
    bool crc_good;         /* false for the dialect, which has none */
    bool length_wrong;     /* the CRC proves another size than the length field (core 10, 1e 2b) */
} gt06_cut;

/*
 * Do the bytes begin with the head of a wide frame, whose start mark is a short one's (core 2.7)? Told
 * also where its end was not captured: by the number, and because no short frame has so small a length,
 * or none ends where the one-byte length says, and as many bytes were sent as the two-byte one asks for.
 *
 * sent  bytes that were sent, captured or not; SIZE_MAX if it may go on
 */
bool gt06_is_wide_head(const uint8_t *bytes, size_t size, size_t sent);

/* Do the bytes begin like a relative's message (extended 26.1, end)? It is no message of ours. */
bool gt06_is_relative_head(const uint8_t *bytes, size_t size);

/* What the cutting of a stream may know besides the bytes. */
typedef struct {
    bool ended;       /* no byte will ever follow: a datagram, the last captured byte of a segment */
    bool dialect;     /* the conversation logged in in the dialect without CRC (extended 26.1, 5) */
    bool from_server; /* the sender is known to be the server (extended 26.1, 2) */
    size_t unproven;  /* no proven frame begins before this offset but at 0; 0: not known */
} gt06_cut_context;

/*
 * Cuts one message, or the bytes that belong to none, off the beginning of `bytes`.
 *
 * Implements chapter 10 of the core document with 26.1 of the extended one as its dialect step.
 * The answer does not depend on how a stream was split into calls: it waits until it cannot change.
 * But there are three waits that would cost more than they give, and what a call ends with is taken:
 * - where a CRC disproves the length, for what the length asks for. Of a whole frame inside of which a
 *   stop mark stands behind a CRC that is good by chance, once in 65536 such marks, only the beginning
 *   is found if a call ends between the two;
 * - in the dialect, whose length often asks for more than is ever sent, behind a row that fits;
 * - behind a whole block of the dialect, for the mark that would follow it.
 * A later frame that proves itself by length, stop mark and CRC ends every wait, and no frame with a
 * bad CRC may hold such a frame inside. A skip ends before the next start mark; only a long run of
 * failed starts before a proven frame is skipped in one piece.
 *
 * bytes    the bytes since the last boundary
 * size     how many there are, at least 1
 * context  what is known besides
 * returns  the cut; its size is at least 1 and at most `size` for frames and skips
 */
gt06_cut gt06_cut_next(const uint8_t *bytes, size_t size, const gt06_cut_context *context);

/*
 * Does a whole frame stand at the beginning whose start mark, length, stop mark and CRC agree
 * (short, long or wide)? This is the heuristic's question; the dialect never proves itself.
 *
 * cut      set if so; may be NULL
 */
bool gt06_frame_is_proven(const uint8_t *bytes, size_t size, gt06_cut *cut);

/*
 * Looks for the first proven frame that begins at or after `from`.
 * returns its offset, or `size` if there is none
 */
size_t gt06_find_proven_frame(const uint8_t *bytes, size_t size, size_t from);

/* CRC-ITU (CRC-16/X-25) over `size` bytes: length field to serial number (core 2.3). */
uint16_t gt06_crc(const uint8_t *bytes, size_t size);

/*
 * Builds a frame around a content: start mark, length, number, serial, CRC and stop mark.
 *
 * out      room for size + 11 bytes
 * form     GT06_SHORT (content up to 250 bytes), GT06_LONG or GT06_WIDE (up to 65530), or
 *          GT06_DIALECT (no serial, no CRC; length byte = content size + 1)
 * returns  the frame's size, 0 if the content does not fit the form
 */
size_t gt06_build_frame(uint8_t *out, gt06_form form, uint8_t number, const uint8_t *content,
                        size_t size, uint16_t serial);

#endif
