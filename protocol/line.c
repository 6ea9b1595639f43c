/* line.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "line.h"

#include <stdarg.h>
#include <string.h>
#include <wsutil/to_str.h>

enum { DIGITS_ROOM = 21 };

void gt06_line_begin(gt06_line *line, const char *text)
{
    line->size = 0;
    line->full = false;
    gt06_line_add(line, text);
}

void gt06_line_add(gt06_line *line, const char *text)
{
    const size_t room = line->full ? 0 : GT06_LINE_ROOM - 1 - line->size;
    size_t size = strlen(text);

    if (size > room) {
        line->full = true;
        size = room;
        while (size > 0 && (text[size] & 0xC0) == 0x80)
            size--; /* the rest of a character */
    }
    memcpy(line->text + line->size, text, size);
    line->size += size;
    line->text[line->size] = '\0';
}

void gt06_line_add_number(gt06_line *line, const char *before, uint64_t number)
{
    char digits[DIGITS_ROOM];

    digits[DIGITS_ROOM - 1] = '\0';
    gt06_line_add(line, before);
    gt06_line_add(line, uint64_to_str_back(digits + DIGITS_ROOM - 1, number));
}

void gt06_line_add_format(gt06_line *line, const char *format, ...)
{
    va_list arguments;
    char *text;

    va_start(arguments, format);
    text = g_strdup_vprintf(format, arguments);
    va_end(arguments);
    gt06_line_add(line, text);
    g_free(text);
}
