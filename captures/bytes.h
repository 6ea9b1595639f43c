/* bytes.h
 * Bytes written for the human eye: hexadecimal digits, quoted texts and macros.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_BYTES_H
#define GT06_CAPTURE_BYTES_H

#include <stdbool.h>

#include <glib.h>

/*
 * Appends the bytes that a text describes:
 *
 *   01 23AB    hexadecimal digits, two a byte, blanks between bytes as you like
 *   "text"     ASCII
 *   u"text"    UTF-16, high byte first
 *   {name ...} what the macro gives (macros.h)
 *
 * Inside quotes \" \\ \n \r \t and \0 have their usual meaning.
 *
 * returns  false with GT06_CAPTURE_ERROR_REQUEST; `out` may then hold the first part
 */
bool gt06_bytes_parse(const char *text, GByteArray *out, GError **error);

/*
 * Reads a quoted text.
 *
 * cursor   stands on the opening quote; afterwards behind the closing one
 * text     receives what stands between, escapes resolved
 * returns  false with GT06_CAPTURE_ERROR_REQUEST if there is no quote or it is not closed
 */
bool gt06_quoted_read(const char **cursor, GString *text, GError **error);

#endif
