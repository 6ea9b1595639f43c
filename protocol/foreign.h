/* foreign.h
 * What a message that is not GT06 looks like, and GT06 written as text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_FOREIGN_H
#define GT06_FOREIGN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names the protocol that bytes begin like, NULL if none is known: "H02", "HTTP" ... */
const char *gt06_foreign_name(const uint8_t *bytes, size_t size);

/*
 * Are the bytes GT06 written in hexadecimal digits, "78780501..." or "\x78\x78..."? Many servers
 * answer like that by mistake.
 *
 * out      receives the bytes that the digits mean; room for size / 2
 * returns  how many, 0 if this is no such text
 */
size_t gt06_read_ascii_hex(const uint8_t *bytes, size_t size, uint8_t *out);

#endif
