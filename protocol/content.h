/* content.h
 * The content of one message, as conditions and element readers look at it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CONTENT_H
#define GT06_CONTENT_H

#include "frame.h"

/* Who sent a message: the documents' D (terminal) and S (server). */
typedef enum { GT06_FROM_TERMINAL = 0, GT06_FROM_SERVER = 1 } gt06_direction;

/* One message between number and serial number, with all that may decide on its layout. */
typedef struct {
    const uint8_t *bytes;     /* b[0] .. b[captured - 1] */
    size_t captured;          /* bytes at hand; less than `size` where the snapshot cut it off */
    size_t size;              /* N of the documents */
    uint8_t number;
    gt06_form form;
    gt06_direction direction;
    uint8_t length_byte;      /* as sent; in the dialect the number of access points */
    const char *model;        /* as the user named it, NULL when nobody did */
} gt06_content;

/* Content byte i; 0 outside the content (core 13.1). */
static inline unsigned gt06_byte(const gt06_content *c, size_t i)
{
    return i < c->captured ? c->bytes[i] : 0;
}

/* Content bytes i and i+1, big-endian; 0 for what lies outside. */
static inline unsigned gt06_u16(const gt06_content *c, size_t i)
{
    return gt06_byte(c, i) << 8 | gt06_byte(c, i + 1);
}

/* m(i): the extra byte that a two-byte MNC costs, told by bit 15 of the MCC at i (core 3.3). */
static inline size_t gt06_mnc2(const gt06_content *c, size_t i)
{
    return gt06_byte(c, i) >> 7;
}

/* Is there a date at i: binary, year below 100, all parts in range (core 13.1)? */
bool gt06_is_date(const gt06_content *c, size_t i);

/* Are the n bytes at i made of decimal digits only (BCD)? */
bool gt06_is_bcd(const gt06_content *c, size_t i, size_t n);

/* Are the n bytes at i all zero? */
bool gt06_is_zero(const gt06_content *c, size_t i, size_t n);

/* Are the n bytes at i all printable ASCII, 20 to 7E? */
bool gt06_is_ascii(const gt06_content *c, size_t i, size_t n);

/* Does the content begin with a date, or with the six zeros of a clock that is not set? */
static inline bool gt06_begins_with_date(const gt06_content *c)
{
    return gt06_is_date(c, 0) || gt06_is_zero(c, 0, 6);
}

/* Are all bytes from i to the end printable ASCII, CR or LF (extended 31.1)? True when none is. */
bool gt06_is_printable(const gt06_content *c, size_t i);

/* Does the ASCII tag ADDRESS or ALARMSMS stand at i (core 13.1)? */
bool gt06_is_tag(const gt06_content *c, size_t i);

/* Did the user or the login name this model? A name that ends in * asks for its beginning. */
bool gt06_is_model(const gt06_content *c, const char *name);

/* Does reading {id 2, length 1, value} from i end exactly at the end (extended 31.1)? */
bool gt06_is_modules(const gt06_content *c, size_t i);

/* Does a count at i with as many {6, 1, s = length 1, s bytes} end exactly at the end? */
bool gt06_is_ssid_list(const gt06_content *c, size_t i);

/*
 * Who sent this message, by number and shape alone (core 2.8, third rule; extended where the
 * number is its own)? The caller knows better where a port or a login tells.
 */
gt06_direction gt06_direction_by_shape(const gt06_content *c);

#endif
