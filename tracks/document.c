/* document.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "document.h"

#include <string.h>

void gt06_document_begin(gt06_document *document, const char *const *fixed, unsigned parts)
{
    g_assert(parts <= GT06_DOCUMENT_PARTS);
    *document = (gt06_document){ .text = g_string_new(fixed[0]), .parts = parts };
    for (unsigned i = 0; i < parts; i++) {
        document->part[i].start = document->text->len;
        g_string_append(document->text, fixed[i + 1]);
    }
}

/*
 * Sees to it that a part has so many bytes. What stands behind it must move: little behind the last
 * part, which gets no more than it needs, but much behind others, which get a quarter in advance.
 */
static void reserve(gt06_document *document, unsigned part, gsize needed)
{
    gsize end = document->part[part].start + document->part[part].size;
    gsize behind = document->text->len - end;
    gsize more;

    if (needed <= document->part[part].size)
        return;
    if (part + 1 < document->parts)
        needed += needed / 4;
    more = needed - document->part[part].size;
    g_string_set_size(document->text, document->text->len + more);
    memmove(document->text->str + end + more, document->text->str + end, behind);
    memset(document->text->str + end, ' ', more - 1);
    document->text->str[end + more - 1] = '\n';
    document->part[part].size = needed;
    for (unsigned i = part + 1; i < document->parts; i++)
        document->part[i].start += more;
}

void gt06_document_append(gt06_document *document, unsigned part, const GString *text)
{
    gsize used = document->part[part].used;

    reserve(document, part, used + text->len);
    memcpy(document->text->str + document->part[part].start + used, text->str, text->len);
    document->part[part].used = used + text->len;
}

void gt06_document_put(gt06_document *document, unsigned part, gsize cell, const GString *text,
                       gsize width)
{
    gsize end = (cell + 1) * width;
    char *place;

    g_assert(text->len < width);
    reserve(document, part, end);
    place = document->text->str + document->part[part].start + end - width;
    memcpy(place, text->str, text->len);
    memset(place + text->len, ' ', width - text->len - 1);
    place[width - 1] = '\n';
    document->part[part].used = MAX(document->part[part].used, end);
}
