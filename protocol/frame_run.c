/* frame_run.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame_run.h"

#include <string.h>

size_t gt06_number_offset(gt06_form form)
{
    return form == GT06_LONG || form == GT06_WIDE ? LONG_NUMBER : SHORT_NUMBER;
}

gt06_cut gt06_answer_frame(const gt06_stretch *r, gt06_form form, size_t size)
{
    const size_t number = gt06_number_offset(form);
    const size_t behind = form == GT06_DIALECT ? MARK_SIZE : SERIAL_CRC_STOP;

    return (gt06_cut){ .kind = GT06_CUT_FRAME,
                       .size = size,
                       .form = form,
                       .number = r->bytes[number],
                       .content_offset = number + 1,
                       .content_size = size - (number + 1) - behind };
}

gt06_cut gt06_answer_wait(size_t reach)
{
    return (gt06_cut){ .kind = GT06_CUT_WAIT, .size = reach };
}

/* Does a mark stand here, of a frame or, in the dialect, of a block (ext 26.2, 65)? */
static bool is_mark(const gt06_stretch *r, size_t at)
{
    return is_start(r->bytes + at) ||
           (r->context->dialect && be16(r->bytes + at) == GT06_START_BLOCK);
}

static bool is_half_mark(const gt06_stretch *r, size_t at)
{
    return is_half_start(r->bytes[at]) ||
           (r->context->dialect && r->bytes[at] == GT06_START_BLOCK >> 8);
}

gt06_cut gt06_answer_skip(const gt06_stretch *r)
{
    gt06_cut cut = { .kind = GT06_CUT_SKIP, .size = r->size };

    for (size_t at = 0; at + MARK_SIZE <= r->size; at++) {
        if (at > 0 && is_mark(r, at)) {
            cut.size = at;
            return cut;
        }
        if (is_stop(r->bytes + at)) {
            cut.size = at + MARK_SIZE;
            return cut;
        }
    }
    if (!r->closed && is_half_mark(r, r->size - 1))
        cut.size--;
    return cut;
}

size_t gt06_find_stop(const uint8_t *bytes, size_t size, size_t from)
{
    while (from + MARK_SIZE <= size) {
        const uint8_t *found = memchr(bytes + from, GT06_STOP >> 8, size - 1 - from);
        if (found == NULL)
            return size;
        if (is_stop(found))
            return (size_t)(found - bytes);
        from = (size_t)(found - bytes) + 1;
    }
    return size;
}
