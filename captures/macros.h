/* macros.h
 * The blocks GT06 messages are made of, written in the units of people.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_MACROS_H
#define GT06_CAPTURE_MACROS_H

#include <stdbool.h>

#include <glib.h>

/*
 * Appends the bytes of one macro. README.md lists them; the table in macros.c is the authority.
 *
 * body     what stands between the braces: a name and its arguments
 * returns  false with GT06_CAPTURE_ERROR_REQUEST, whose text shows how the macro is written
 */
bool gt06_macro_expand(const char *body, GByteArray *out, GError **error);

#endif
