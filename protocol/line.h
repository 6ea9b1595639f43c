/* line.h
 * A line of text, put together from pieces: most of what printf does for a message's lines is to
 * read its format, and that would cost more than reading the message.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_LINE_H
#define GT06_LINE_H

#include <glib.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Longer than any line of ours; Wireshark shows 240 bytes of a label. */
enum { GT06_LINE_ROOM = 1024 };

/* A text in UTF-8. What has no room is left out, by whole characters, and all that would follow. */
typedef struct {
    size_t size;
    bool full;
    char text[GT06_LINE_ROOM];
} gt06_line;

/* Begins the line with a text, instead of what was in it. */
void gt06_line_begin(gt06_line *line, const char *text);

/* Appends a text. */
void gt06_line_add(gt06_line *line, const char *text);

/* Appends a text and a number behind it, decimal. */
void gt06_line_add_number(gt06_line *line, const char *before, uint64_t number);

/* Appends what printf makes of it: for what is rare. */
void gt06_line_add_format(gt06_line *line, const char *format, ...) G_GNUC_PRINTF(2, 3);

#endif
