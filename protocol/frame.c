/* frame.c
 * Where a GT06 message begins and ends in a run of bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame.h"

#include <string.h>

#include <glib.h>
#include <wsutil/crc16.h>

#include "content.h"
#include "frame_dialect.h"
#include "frame_run.h"

enum {
    LARGEST_SHORT_CONTENT = 250,
    LARGEST_LONG_CONTENT = 65530,
    CRC_WORK = 4, /* how often a search may sum the bytes it looks through */
    FAR = 2048    /* failed starts before a proven frame as far off are skipped at once */
};

/* Only the address replies are sent wide. */
static bool is_sent_wide(uint8_t number)
{
    return number == 0x96 || number == 0x97 || number == 0x9A;
}

/*
 * Size of the wide frame that a short start may be (core 2.7, core 10 1b), 0 if it cannot be one.
 * That takes the number of one, and no stop mark at the one-byte length.
 */
static size_t wide_size(const gt06_stretch *r)
{
    if (r->size <= LONG_NUMBER || has_short_stop(r))
        return 0;
    const unsigned length = be16(r->bytes + LENGTH_BYTE);

    if (length < GT06_ENVELOPE || !is_sent_wide(r->bytes[LONG_NUMBER]))
        return 0;
    return length + LONG_AROUND;
}

bool gt06_is_wide_head(const uint8_t *bytes, size_t size, size_t sent)
{
    const gt06_stretch r = { .bytes = bytes, .size = size, .closed = true };

    if (size <= LONG_NUMBER || be16(bytes) != GT06_START_SHORT || wide_size(&r) == 0)
        return false;
    if (bytes[LENGTH_BYTE] < GT06_ENVELOPE)
        return true;
    return size >= bytes[LENGTH_BYTE] + (size_t)SHORT_AROUND && sent >= wide_size(&r);
}

/*
 * What a relative's message asks for whose head stands at the beginning (ext 26.1, end), 0 if none
 * does: a little-endian length, of which all known ones have one byte, and the type 30.
 */
static size_t relative_size(const gt06_stretch *r)
{
    enum { TYPE = 4, TYPE_OF_ALL = 0x30 };

    if (r->size <= TYPE || be16(r->bytes) != GT06_START_SHORT || r->bytes[LENGTH_BYTE] == 0 ||
        r->bytes[LENGTH_BYTE + 1] != 0 || r->bytes[TYPE] != TYPE_OF_ALL || has_short_stop(r))
        return 0;
    return r->bytes[LENGTH_BYTE] + (size_t)LONG_AROUND;
}

bool gt06_is_relative_head(const uint8_t *bytes, size_t size)
{
    const gt06_stretch r = { .bytes = bytes, .size = size, .closed = true };

    return relative_size(&r) > 0;
}

/* ---- proof by CRC ---- */

uint16_t gt06_crc(const uint8_t *bytes, size_t size)
{
    return crc16_ccitt(bytes, (unsigned)size);
}

/* Do `size` bytes from the start mark to the stop mark carry the right CRC? */
static bool is_crc_good(const uint8_t *bytes, size_t size)
{
    const size_t crc = size - MARK_SIZE - sizeof(uint16_t);

    return gt06_crc(bytes + LENGTH_BYTE, crc - LENGTH_BYTE) == be16(bytes + crc);
}

/* Size and form of the frame that start mark, length and stop mark agree on; 0 if they do not. */
static size_t whole_size(const gt06_stretch *r, gt06_form *form)
{
    if (r->size < GT06_SMALLEST_FRAME)
        return 0;
    size_t size = 0;

    if (be16(r->bytes) == GT06_START_LONG) {
        const unsigned length = be16(r->bytes + LENGTH_BYTE);
        *form = GT06_LONG;
        size = length >= GT06_ENVELOPE ? length + LONG_AROUND : 0;
    } else if (be16(r->bytes) == GT06_START_SHORT && has_short_stop(r)) {
        *form = GT06_SHORT;
        size = r->bytes[LENGTH_BYTE] + SHORT_AROUND;
    } else if (be16(r->bytes) == GT06_START_SHORT) {
        *form = GT06_WIDE;
        size = wide_size(r);
    }
    return ends(r, size) ? size : 0;
}

bool gt06_frame_is_proven(const uint8_t *bytes, size_t size, gt06_cut *cut)
{
    const gt06_stretch r = { .bytes = bytes, .size = size, .closed = true };
    gt06_form form = GT06_SHORT;
    const size_t whole = whole_size(&r, &form);

    if (whole == 0 || !is_crc_good(bytes, whole))
        return false;
    if (cut != NULL) {
        *cut = gt06_answer_frame(&r, form, whole);
        cut->crc_good = true;
    }
    return true;
}

/*
 * Marks that all ask for the same far stop mark would make the search sum the same bytes again and
 * again. Frames that follow each other sum them once, so a small multiple is no loss.
 */
size_t gt06_find_proven_frame(const uint8_t *bytes, size_t size, size_t from)
{
    size_t work = 0;

    for (size_t at = from; at < size && size - at >= GT06_SMALLEST_FRAME; at++) {
        if (!is_start(bytes + at))
            continue;
        const gt06_stretch r = { .bytes = bytes + at, .size = size - at, .closed = true };
        gt06_form form = GT06_SHORT;
        const size_t whole = whole_size(&r, &form);
        if (whole == 0)
            continue;
        if (is_crc_good(r.bytes, whole))
            return at;
        work += whole;
        if (work / CRC_WORK > size)
            break;
    }
    return size;
}

/*
 * Core 10, 1e and 2b: the size at whose end a stop mark stands behind a CRC that is good for it,
 * whatever the length field says; 0 if there is none of at most `most` bytes. The CRC grows from
 * one stop mark to the next.
 */
static size_t size_by_crc(const gt06_stretch *r, gt06_form form, size_t most)
{
    const size_t size = MIN(r->size, most);
    size_t summed = LENGTH_BYTE;
    uint16_t crc = 0; /* of no bytes */

    for (size_t stop = gt06_number_offset(form) + 1 + SERIAL_CRC_STOP - MARK_SIZE;
         (stop = gt06_find_stop(r->bytes, size, stop)) < size; stop++) {
        const size_t end = stop - sizeof crc;
        crc = crc16_ccitt_seed(r->bytes + summed, (unsigned)(end - summed), (uint16_t)~crc);
        summed = end;
        if (crc == be16(r->bytes + end))
            return stop + MARK_SIZE;
    }
    return 0;
}

/* A frame whose length lies, as the CRC of `size` bytes proves. */
static gt06_cut answer_lying(const gt06_stretch *r, gt06_form form, size_t size)
{
    gt06_cut cut = gt06_answer_frame(r, form, size);

    cut.crc_good = true;
    cut.length_wrong = true;
    return cut;
}

/* The last resort at a start mark: a frame whose length lies, or damage. */
static gt06_cut cut_lying_length(const gt06_stretch *r, gt06_form form)
{
    const size_t size = size_by_crc(r, form, REACH_OF_LYING_LENGTH);

    if (size > 0)
        return answer_lying(r, form, size);
    return is_short_of(r, REACH_OF_LYING_LENGTH) ? gt06_answer_wait(REACH_OF_LYING_LENGTH)
                                                 : gt06_answer_skip(r);
}

/* ---- the steps of core 10 where no frame proves itself ---- */

/* How many bytes the length field asks for: in a short start by either of its readings. */
static size_t asked_size(const gt06_stretch *r)
{
    if (be16(r->bytes) == GT06_START_LONG) {
        const unsigned length = be16(r->bytes + LENGTH_BYTE);
        return length >= GT06_ENVELOPE ? length + LONG_AROUND : 0;
    }
    const size_t length = r->bytes[LENGTH_BYTE];
    const size_t asked = length >= GT06_ENVELOPE ? length + SHORT_AROUND : DIALECT_AROUND;

    return r->size < asked ? asked : MAX(asked, wide_size(r));
}

/*
 * The size that a CRC proves where the length asks for more, 0 if there is none: the length lies,
 * and what it asks for may never come. It is taken whether more has come or not.
 */
static size_t size_before_asked(const gt06_stretch *r, gt06_form form)
{
    const size_t most = MIN(asked_size(r), (size_t)REACH_OF_LYING_LENGTH + 1);

    return r->context->dialect || most == 0 ? 0 : size_by_crc(r, form, most - 1);
}

static gt06_cut cut_short(const gt06_stretch *r)
{
    size_t reach = asked_size(r);

    if (is_short_of(r, reach))
        return gt06_early_row_or_wait(r, reach);
    if (r->size < DIALECT_AROUND)
        return gt06_answer_skip(r);
    if (ends(r, wide_size(r)))
        return gt06_answer_frame(r, GT06_WIDE, wide_size(r));
    size_t size = gt06_leading_row(r);
    if (size > 0)
        return gt06_answer_frame(r, GT06_DIALECT, size);

    reach = gt06_dialect_reach(r);
    if (is_short_of(r, reach))
        return gt06_early_row_or_wait(r, reach);
    if (!has_short_stop(r) || r->context->dialect || gt06_is_dialect_only(r->bytes[SHORT_NUMBER])) {
        size = gt06_trailing_row(r);
        if (size > 0)
            return gt06_answer_frame(r, GT06_DIALECT, size);
    }
    if (r->context->dialect)
        return gt06_cut_damaged_dialect(r);
    if (has_short_stop(r))
        return gt06_answer_frame(r, GT06_SHORT, r->bytes[LENGTH_BYTE] + (size_t)SHORT_AROUND);
    return cut_lying_length(r, GT06_SHORT);
}

static gt06_cut cut_long(const gt06_stretch *r)
{
    const size_t asked = asked_size(r);

    if (is_short_of(r, asked))
        return gt06_answer_wait(asked);
    if (ends(r, asked))
        return gt06_answer_frame(r, GT06_LONG, asked);
    return cut_lying_length(r, GT06_LONG);
}

/* Does the length field stand here? */
static bool has_length(const gt06_stretch *r)
{
    const size_t width = be16(r->bytes) == GT06_START_LONG ? 2 : 1;

    return r->size >= LENGTH_BYTE + width;
}

/* What stands at the beginning, if it is no proven frame. */
static gt06_cut cut_unproven(const gt06_stretch *r)
{
    if (gt06_may_be_block(r))
        return gt06_cut_block(r);
    if (r->size < MARK_SIZE)
        return !r->closed && is_half_start(r->bytes[0]) ? gt06_answer_wait(0) : gt06_answer_skip(r);
    if (!is_start(r->bytes))
        return gt06_answer_skip(r);
    const size_t relative = relative_size(r);
    if (is_short_of(r, relative))
        return gt06_answer_wait(relative);
    if (ends(r, relative))
        return (gt06_cut){ .kind = GT06_CUT_SKIP, .size = relative, .relative = true };
    if (relative > 0)
        return gt06_answer_skip(r);
    if (!has_length(r))
        return r->closed ? gt06_answer_skip(r) : gt06_answer_wait(0);
    const gt06_form form = be16(r->bytes) == GT06_START_LONG ? GT06_LONG : GT06_SHORT;
    const size_t size = size_before_asked(r, form);
    if (size > 0)
        return answer_lying(r, form, size);
    return form == GT06_LONG ? cut_long(r) : cut_short(r);
}

/*
 * How far a proven frame must be looked for before the answer stands: through the bytes of the
 * answer and through those it would have waited for, so that it is the same however they came.
 */
static size_t reach_of_doubt(const gt06_stretch *r, const gt06_cut *cut)
{
    if (cut->kind == GT06_CUT_SKIP)
        return cut->relative ? cut->size : 0; /* any other ends before the next start mark */
    if (cut->kind == GT06_CUT_WAIT)
        return r->size;
    size_t asked = asked_size(r);
    if (cut->crc_good && !r->context->dialect && cut->size < asked)
        return cut->size; /* size_before_asked(): it never waited */
    if (be16(r->bytes) == GT06_START_SHORT && r->size >= DIALECT_AROUND && cut->form != GT06_WIDE)
        asked = MAX(asked, gt06_dialect_reach(r));
    return MIN(r->size, MAX(cut->size, asked));
}

/* The bytes before the next frame, over any number of starts that come to nothing. */
static gt06_cut skip_failed_starts(gt06_stretch r)
{
    gt06_cut cut = { .kind = GT06_CUT_SKIP };

    while (r.size > 0) {
        const gt06_cut next = cut_unproven(&r);
        if (next.kind == GT06_CUT_FRAME || next.relative)
            break;
        cut.size += next.size;
        r.bytes += next.size;
        r.size -= next.size;
    }
    return cut;
}

gt06_cut gt06_cut_next(const uint8_t *bytes, size_t size, const gt06_cut_context *context)
{
    gt06_stretch r = { .bytes = bytes, .size = size, .closed = context->ended, .context = context };
    gt06_cut cut;

    if (gt06_frame_is_proven(bytes, size, &cut))
        return cut;
    cut = cut_unproven(&r);
    const size_t doubt = reach_of_doubt(&r, &cut);
    const size_t proven = gt06_find_proven_frame(bytes, doubt, MAX(context->unproven, 1));
    if (proven >= doubt)
        return cut;

    r.size = proven;
    r.closed = true;
    cut = cut_unproven(&r);
    return cut.kind == GT06_CUT_SKIP && !cut.relative && proven > FAR ? skip_failed_starts(r) : cut;
}

/* ---- building ---- */

static void put16(uint8_t *out, unsigned value)
{
    out[0] = (uint8_t)(value >> 8);
    out[1] = (uint8_t)value;
}

/* Largest content of a form. */
static size_t largest_content(gt06_form form)
{
    static const size_t largest[] = { [GT06_SHORT] = LARGEST_SHORT_CONTENT,
                                      [GT06_LONG] = LARGEST_LONG_CONTENT,
                                      [GT06_WIDE] = LARGEST_LONG_CONTENT,
                                      [GT06_DIALECT] = LARGEST_DIALECT_CONTENT,
                                      [GT06_DIALECT_BLOCK] = 0 };

    return largest[form];
}

size_t gt06_build_frame(uint8_t *out, gt06_form form, uint8_t number, const uint8_t *content,
                        size_t size, uint16_t serial)
{
    if (size > largest_content(form) || form == GT06_DIALECT_BLOCK)
        return 0;
    const size_t number_at = gt06_number_offset(form);
    const size_t length = size + (form == GT06_DIALECT ? 1 : GT06_ENVELOPE);
    size_t at = number_at + 1;

    put16(out, form == GT06_LONG ? GT06_START_LONG : GT06_START_SHORT);
    if (number_at == LONG_NUMBER)
        put16(out + LENGTH_BYTE, (unsigned)length);
    else
        out[LENGTH_BYTE] = (uint8_t)length;
    out[number_at] = number;
    if (size > 0)
        memcpy(out + at, content, size);
    at += size;
    if (form != GT06_DIALECT) {
        put16(out + at, serial);
        at += sizeof serial;
        put16(out + at, gt06_crc(out + LENGTH_BYTE, at - LENGTH_BYTE));
        at += sizeof(uint16_t);
    }
    put16(out + at, GT06_STOP);
    return at + MARK_SIZE;
}
