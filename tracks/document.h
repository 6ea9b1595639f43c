/* document.h
 * A text with parts that grow: whole at any time, blanks where a part has room left.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_DOCUMENT_H
#define GT06_DOCUMENT_H

#include <glib.h>

enum { GT06_DOCUMENT_PARTS = 3 };

typedef struct {
    GString *text;
    unsigned parts;
    struct {
        gsize start; /* in the text */
        gsize used;  /* bytes */
        gsize size;  /* bytes, the blanks behind it included */
    } part[GT06_DOCUMENT_PARTS];
} gt06_document;

/*
 * Begins a document with empty parts.
 *
 * fixed  what stands in front of each part and behind the last: `parts` + 1 texts
 */
void gt06_document_begin(gt06_document *document, const char *const *fixed, unsigned parts);

/* Appends to a part, in amortised linear time. */
void gt06_document_append(gt06_document *document, unsigned part, const GString *text);

/*
 * Writes a cell of a part that has cells of `width` bytes, the last of which is a line feed; blanks
 * fill what the text leaves over.
 */
void gt06_document_put(gt06_document *document, unsigned part, gsize cell, const GString *text,
                       gsize width);

#endif
