/* source.h
 * The lines of a capture's text source.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_SOURCE_H
#define GT06_CAPTURE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

/* One statement: a line and the indented lines that continue it, comments removed. */
typedef struct {
    guint line;    /* of the file, where it begins, from 1 */
    char *keyword; /* its first word */
    char *rest;    /* what follows, blanks at both ends removed; may be empty */
} gt06_statement;

/*
 * Reads a text source.
 *
 * path     a UTF-8 file
 * returns  the statements in order (gt06_statement *), to be released with g_ptr_array_unref();
 *          NULL with GT06_CAPTURE_ERROR_FILE if it cannot be read, _REQUEST if it is not UTF-8 or
 *          begins with an indented line
 */
GPtrArray *gt06_source_read(const char *path, GError **error);

/* Splits a text at its blanks; returns the words, to be released with g_strfreev(). */
char **gt06_words(const char *text);

/*
 * Reads a number.
 *
 * text     decimal digits, or hexadecimal ones if base is 16, and nothing else
 * largest  the largest number allowed
 * returns  false with GT06_CAPTURE_ERROR_REQUEST, in whose text `what` names the number
 */
bool gt06_number(const char *text, guint base, uint64_t largest, const char *what, uint64_t *number,
                 GError **error);

/* Sets a GT06_CAPTURE_ERROR_REQUEST with a printf-style sentence; returns false. */
bool gt06_refuse(GError **error, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
