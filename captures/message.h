/* message.h
 * One message of a capture's text source.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_MESSAGE_H
#define GT06_CAPTURE_MESSAGE_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/*
 * Appends the bytes of one message.
 *
 *   FORM NUMBER [serial=XXXX] [length=XX] [crc=XXXX] [stop=XXXX] CONTENT
 *   raw BYTES
 *
 * FORM is short, long, wide or dialect; all numbers are hexadecimal. length= writes another length
 * than the true one, with the CRC that then belongs to it; crc= and stop= write others than due.
 * CONTENT and BYTES are read by gt06_bytes_parse().
 *
 * text     the message as above
 * serial   the information serial number if the message gives none; afterwards the one used
 * returns  false with GT06_CAPTURE_ERROR_REQUEST
 */
bool gt06_message_build(const char *text, uint16_t *serial, GByteArray *out, GError **error);

#endif
