/* encoding.h
 * In which encoding is a text that does not say it? The documents know ASCII and UTF-16BE; some
 * terminals put UTF-16BE or GBK where ASCII is due (core 3.10), and clones UTF-8.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ENCODING_H
#define GT06_ENCODING_H

#include <stddef.h>
#include <stdint.h>

typedef enum {
    GT06_ENCODING_ASCII,
    GT06_ENCODING_UTF_16, /* big endian */
    GT06_ENCODING_UTF_8,
    GT06_ENCODING_GBK,
    GT06_ENCODING_UNKNOWN, /* no text at all, or in an encoding that nobody told us of */
    GT06_ENCODINGS
} gt06_encoding;

/*
 * Guesses the encoding of `size` bytes, NULs anywhere among them. A text that can be ASCII is
 * ASCII, even if two of its bytes at a time would be Chinese too.
 */
gt06_encoding gt06_guess_encoding(const uint8_t *bytes, size_t size);

#endif
