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

/* "core n" and "ext n" in the comments name the chapter n of the two protocol documents. */

enum {
    MARK_SIZE = 2,          /* start marks and stop marks alike */
    LENGTH_BYTE = 2,        /* where the length field begins, in every form */
    SHORT_NUMBER = 3,       /* where the protocol number stands behind a one-byte length */
    LONG_NUMBER = 4,        /* ... and behind a two-byte length */
    SHORT_AROUND = 5,       /* bytes of a short frame that its length field does not count */
    LONG_AROUND = 6,        /* ... and of a long or wide one */
    DIALECT_AROUND = 6,     /* bytes of a dialect frame besides its content: the smallest one */
    SERIAL_CRC_STOP = 6,    /* what follows the content where there is a serial number */
    LAST_STOP_SOUGHT = 300, /* offset of the last stop mark that core 10, 1e and 2b look at */
    REACH_OF_LYING_LENGTH = LAST_STOP_SOUGHT + MARK_SIZE,
    LARGEST_SHORT_CONTENT = 250,
    LARGEST_LONG_CONTENT = 65530,
    LARGEST_DIALECT_CONTENT = 254,
    CRC_WORK = 4, /* how often a search may sum the bytes it looks through */
    FAR = 2048    /* failed starts before a proven frame as far off are skipped at once */
};

/* The bytes at hand, and whether anything may follow them. */
typedef struct {
    const uint8_t *bytes;
    size_t size;
    bool closed; /* what comes behind `size` does not count: the end, or a proven frame */
    const gt06_cut_context *context;
} run;

static unsigned be16(const uint8_t *bytes)
{
    return (unsigned)bytes[0] << 8 | bytes[1];
}

static bool is_start(const uint8_t *bytes)
{
    const unsigned mark = be16(bytes);

    return mark == GT06_START_SHORT || mark == GT06_START_LONG;
}

/* Half a start mark? */
static bool is_half_start(uint8_t byte)
{
    return byte == GT06_START_SHORT >> 8 || byte == GT06_START_LONG >> 8;
}

static bool is_stop(const uint8_t *bytes)
{
    return be16(bytes) == GT06_STOP;
}

/* "ends(n)" of ext 26.1: are n bytes there, and are the last two the stop mark? */
static bool ends(const run *r, size_t n)
{
    return n >= MARK_SIZE && n <= r->size && is_stop(r->bytes + n - MARK_SIZE);
}

/* Must more bytes come before `reach` bytes can be judged? */
static bool is_short_of(const run *r, size_t reach)
{
    return !r->closed && r->size < reach;
}

/* "S" of core 10: does a short frame's stop mark stand where the length byte says? */
static bool has_short_stop(const run *r)
{
    const size_t length = r->bytes[LENGTH_BYTE];

    return length >= GT06_ENVELOPE && ends(r, length + SHORT_AROUND);
}

/*
 * Size of the wide frame that a short start may be (core 2.7, core 10 1b), 0 if it cannot be one.
 * Only the address replies are sent so, and only without a stop mark at the one-byte length.
 */
static size_t wide_size(const run *r)
{
    if (r->size <= LONG_NUMBER || has_short_stop(r))
        return 0;
    const uint8_t number = r->bytes[LONG_NUMBER];
    const unsigned length = be16(r->bytes + LENGTH_BYTE);

    if (length < GT06_ENVELOPE || (number != 0x96 && number != 0x97 && number != 0x9A))
        return 0;
    return length + LONG_AROUND;
}

/* The look-alike of ext 26.1: a little-endian length of 53 before the type 30. Never a frame. */
static bool is_anytrek(const run *r)
{
    static const uint8_t head[] = { 0x78, 0x78, 0x35, 0x00, 0x30 };

    return r->size >= sizeof head && memcmp(r->bytes, head, sizeof head) == 0;
}

/* ---- answers ---- */

/* Where the protocol number stands in a form. */
static size_t number_offset(gt06_form form)
{
    return form == GT06_LONG || form == GT06_WIDE ? LONG_NUMBER : SHORT_NUMBER;
}

static gt06_cut answer_frame(const run *r, gt06_form form, size_t size)
{
    const size_t number = number_offset(form);
    const size_t behind = form == GT06_DIALECT ? MARK_SIZE : SERIAL_CRC_STOP;

    return (gt06_cut){ .kind = GT06_CUT_FRAME,
                       .size = size,
                       .form = form,
                       .number = r->bytes[number],
                       .content_offset = number + 1,
                       .content_size = size - (number + 1) - behind };
}

static gt06_cut answer_wait(size_t reach)
{
    return (gt06_cut){ .kind = GT06_CUT_WAIT, .size = reach };
}

/*
 * Core 10, 3: up to and including the next stop mark, or up to the next start mark. Half a start
 * mark at the end is kept, since its other half may follow.
 */
static gt06_cut answer_skip(const run *r)
{
    gt06_cut cut = { .kind = GT06_CUT_SKIP, .size = r->size };

    for (size_t at = 0; at + MARK_SIZE <= r->size; at++) {
        if (at > 0 && is_start(r->bytes + at)) {
            cut.size = at;
            return cut;
        }
        if (is_stop(r->bytes + at)) {
            cut.size = at + MARK_SIZE;
            return cut;
        }
    }
    if (!r->closed && is_half_start(r->bytes[r->size - 1]))
        cut.size--;
    return cut;
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
static size_t whole_size(const run *r, gt06_form *form)
{
    if (r->size < GT06_SMALLEST_FRAME || is_anytrek(r))
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
    const run r = { .bytes = bytes, .size = size, .closed = true };
    gt06_form form = GT06_SHORT;
    const size_t whole = whole_size(&r, &form);

    if (whole == 0 || !is_crc_good(bytes, whole))
        return false;
    if (cut != NULL) {
        *cut = answer_frame(&r, form, whole);
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
        const run r = { .bytes = bytes + at, .size = size - at, .closed = true };
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

/* Offset of the first stop mark at or after `from` that ends before `size`, or `size`. */
static size_t find_stop(const uint8_t *bytes, size_t size, size_t from)
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

/*
 * Core 10, 1e and 2b: the size at whose end a stop mark stands behind a CRC that is good for it,
 * whatever the length field says; 0 if there is none. The CRC grows from one stop mark to the next.
 */
static size_t size_by_crc(const run *r, gt06_form form)
{
    const size_t size = MIN(r->size, (size_t)REACH_OF_LYING_LENGTH);
    size_t summed = LENGTH_BYTE;
    uint16_t crc = 0; /* of no bytes */

    for (size_t stop = number_offset(form) + 1 + SERIAL_CRC_STOP - MARK_SIZE;
         (stop = find_stop(r->bytes, size, stop)) < size; stop++) {
        const size_t end = stop - sizeof crc;
        crc = crc16_ccitt_seed(r->bytes + summed, (unsigned)(end - summed), (uint16_t)~crc);
        summed = end;
        if (crc == be16(r->bytes + end))
            return stop + MARK_SIZE;
    }
    return 0;
}

/* A frame whose length lies, as the CRC of `size` bytes proves. */
static gt06_cut answer_lying(const run *r, gt06_form form, size_t size)
{
    gt06_cut cut = answer_frame(r, form, size);

    cut.crc_good = true;
    cut.length_wrong = true;
    return cut;
}

/* The last resort at a start mark: a frame whose length lies, or damage. */
static gt06_cut cut_lying_length(const run *r, gt06_form form)
{
    const size_t size = size_by_crc(r, form);

    if (size > 0)
        return answer_lying(r, form, size);
    return is_short_of(r, REACH_OF_LYING_LENGTH) ? answer_wait(REACH_OF_LYING_LENGTH)
                                                 : answer_skip(r);
}

/* ---- the dialect without serial number and CRC (core 8, ext 26) ---- */

enum {
    LOGIN_ANSWER_SIZE = 7, /* one content byte */
    TIME_ECHO_SIZE = 12,   /* six of them */
    LOGIN_SIZE = 15,       /* nine */
    STATUS_SIZE = 15,      /* nine */
    WIFI_DATE = 4,         /* offset of the BCD date of Wi-Fi + cells */
    WIFI_ENTRIES = 10,     /* offset of the access points */
    WIFI_ENTRY = 7,
    WIFI_NARROW_CELL = 5,
    WIFI_WIDE_CELL = 9,
    WIFI_CELLS_HEAD = 4,     /* cell count, MCC, MNC */
    LEAST_LENGTH_OF_LBS = 18 /* of a GT06 message with these numbers: 19 with N = 13 */
};

/* Content sizes that ext 31.6 and core 8 allow to a number; 13 has a rule of its own. */
typedef struct {
    uint8_t number;
    uint8_t count; /* of the exact sizes */
    uint8_t sizes[4];
    uint8_t at_least; /* any size from here on, 0: none */
    bool is_text;     /* ... if it is printable */
} dialect_sizes;

#define EXACTLY(...) .count = sizeof((const uint8_t[]){ __VA_ARGS__ }), .sizes = { __VA_ARGS__ }

static const dialect_sizes dialect_table[] = {
    { 0x01, EXACTLY(0, 1, 9) },
    { 0x05, EXACTLY(0, 1) },
    { 0x08, EXACTLY(0), .at_least = 25 },
    { 0x09, EXACTLY(0), .at_least = 25 },
    { 0x10, EXACTLY(6, 18, 19, 21) },
    { 0x11, EXACTLY(6, 18, 19, 21) },
    { 0x14, EXACTLY(0) },
    { 0x15, EXACTLY(0) },
    { 0x16, EXACTLY(0, 1) },
    { 0x17, EXACTLY(6) },
    { 0x18, EXACTLY(6) },
    { 0x19, EXACTLY(6) },
    { 0x1A, EXACTLY(6) },
    { 0x30, EXACTLY(0, 7) },
    { 0x33, EXACTLY(0, 1) },
    { 0x34, EXACTLY(0, 13) },
    { 0x40, EXACTLY(0), .at_least = 3, .is_text = true },
    { 0x41, EXACTLY(0, 1), .at_least = 3, .is_text = true },
    { 0x42, EXACTLY(0, 1), .at_least = 3, .is_text = true },
    { 0x43, EXACTLY(0, 1), .at_least = 3, .is_text = true },
    { 0x44, EXACTLY(0) },
    { 0x46, EXACTLY(0, 5) },
    { 0x47, EXACTLY(0, 10) },
    { 0x48, EXACTLY(0, 1) },
    { 0x49, EXACTLY(0, 1) },
    { 0x50, EXACTLY(0, 9) },
    { 0x56, EXACTLY(0, 1) },
    { 0x57, EXACTLY(0), .at_least = 27 },
    { 0x58, EXACTLY(0), .at_least = 1 },
    { 0x61, EXACTLY(0, 1) },
    { 0x64, EXACTLY(0, 1) },
    { 0x65, EXACTLY(0), .at_least = 1 },
    { 0x66, EXACTLY(0, 6) },
    { 0x67, EXACTLY(0, 1) },
    { 0x69, EXACTLY(6), .at_least = 1, .is_text = true },
    { 0x80, EXACTLY(0, 1) },
    { 0x81, EXACTLY(0) },
    { 0x82, EXACTLY(0) },
    { 0x83, EXACTLY(0) },
    { 0x86, EXACTLY(0, 1) },
    { 0x92, EXACTLY(0, 1) },
    { 0x93, EXACTLY(0) },
    { 0x94, EXACTLY(0) },
    { 0x97, EXACTLY(0, 2) },
    { 0x98, EXACTLY(0, 2) },
    { 0x99, EXACTLY(0) },
    { 0xB3, EXACTLY(0), .at_least = 1 },
};

/* So many bytes, to be asked as a content is. */
static gt06_content as_content(const uint8_t *bytes, size_t size)
{
    return (gt06_content){ .bytes = bytes, .captured = size, .size = size };
}

/* Does the dialect know this number with this content? */
static bool is_dialect_content(uint8_t number, const uint8_t *bytes, size_t size)
{
    const gt06_content content = as_content(bytes, size);

    for (size_t i = 0; i < G_N_ELEMENTS(dialect_table); i++) {
        const dialect_sizes *row = &dialect_table[i];
        if (row->number != number)
            continue;
        for (size_t k = 0; k < row->count; k++) {
            if (row->sizes[k] == size)
                return true;
        }
        return row->at_least > 0 && size >= row->at_least &&
               (!row->is_text || gt06_is_printable(&content, 0));
    }
    return false;
}

/* 17, 18, 19, 1A and 69: access points and cells; their length byte counts the access points. */
static bool is_wifi_number(uint8_t number)
{
    return number == 0x69 || (number >= 0x17 && number <= 0x1A);
}

/* Numbers without any meaning in a short GT06 frame (ext 26.1, 6). */
static bool is_dialect_only(uint8_t number)
{
    return number == 0x08 || number == 0x09 || (number >= 0x41 && number <= 0x43);
}

/*
 * May Wi-Fi + cells stand here? Where a short frame's stop mark stands too, only a length byte that
 * no GT06 message of these numbers has, and a BCD date, speak for it: a damaged frame of theirs
 * must not wait for access points that never come.
 */
static bool may_be_wifi(const run *r)
{
    if (!is_wifi_number(r->bytes[SHORT_NUMBER]))
        return false;
    if (!has_short_stop(r))
        return true;
    const gt06_content frame = as_content(r->bytes, r->size);

    return r->bytes[LENGTH_BYTE] < LEAST_LENGTH_OF_LBS &&
           gt06_is_bcd(&frame, WIFI_DATE, WIFI_ENTRIES - WIFI_DATE);
}

/* Offset of the cell count behind the access points. */
static size_t wifi_cells(const run *r)
{
    return WIFI_ENTRIES + (size_t)WIFI_ENTRY * r->bytes[LENGTH_BYTE];
}

/* How many bytes may tell whether Wi-Fi + cells stand here. */
static size_t wifi_reach(const run *r)
{
    const size_t cells = wifi_cells(r);

    if (r->size <= cells)
        return cells + 1;
    return cells + WIFI_CELLS_HEAD + (size_t)WIFI_WIDE_CELL * r->bytes[cells] + 1 + MARK_SIZE;
}

/* Ext 26.1 rule 3 with the four sizes of ext 14, in its order; 0 if none ends there. */
static size_t wifi_row(const run *r)
{
    static const size_t cell_sizes[] = { WIFI_NARROW_CELL, WIFI_WIDE_CELL };
    const size_t cells = wifi_cells(r);

    if (!may_be_wifi(r) || r->size <= cells)
        return 0;
    for (size_t i = 0; i < G_N_ELEMENTS(cell_sizes); i++) {
        const size_t size = cells + WIFI_CELLS_HEAD + cell_sizes[i] * r->bytes[cells] + MARK_SIZE;
        if (ends(r, size))
            return size;
        if (ends(r, size + 1)) /* with alarm bits */
            return size + 1;
    }
    return 0;
}

/* Ext 26.1 rules 2, 4 and 5, which need number and length only. */
typedef struct {
    uint8_t first, last; /* numbers */
    uint8_t length;      /* as sent */
    bool any_length;
    uint8_t size; /* of the frame */
} fixed_size;

static const fixed_size fixed_sizes[] = {
    { 0x10, 0x11, .any_length = true, .size = TIME_ECHO_SIZE },
    { 0x01, 0x01, 0x01, .size = LOGIN_ANSWER_SIZE },
    { 0x01, 0x01, 0x0A, .size = LOGIN_ANSWER_SIZE },
    { 0x01, 0x01, 0x0D, .size = LOGIN_ANSWER_SIZE },
    { 0x13, 0x13, 0x06, .size = 10 }, /* status of four bytes */
    { 0x13, 0x13, 0x07, .size = 11 }, /* with signal */
    { 0x13, 0x13, 0x01, .size = 6 },  /* answers */
    { 0x13, 0x13, 0x02, .size = 7 },
};

static size_t fixed_row(const run *r)
{
    const uint8_t number = r->bytes[SHORT_NUMBER];
    const uint8_t length = r->bytes[LENGTH_BYTE];

    for (size_t i = 0; i < G_N_ELEMENTS(fixed_sizes); i++) {
        const fixed_size *row = &fixed_sizes[i];
        if (number >= row->first && number <= row->last &&
            (row->any_length || length == row->length) && ends(r, row->size))
            return row->size;
    }
    return 0;
}

/* Rule 2 for the Wi-Fi numbers, which GT06 has too: the server's six bytes of time. */
static size_t wifi_echo_row(const run *r)
{
    const bool may_be = r->bytes[LENGTH_BYTE] < GT06_ENVELOPE || r->context->from_server;

    return is_wifi_number(r->bytes[SHORT_NUMBER]) && may_be && ends(r, TIME_ECHO_SIZE)
               ? TIME_ECHO_SIZE
               : 0;
}

/* Rule 5: a login without CRC; an IMEI has 15 digits, so the first of its 16 is 0. */
static size_t login_row(const run *r)
{
    const uint8_t length = r->bytes[LENGTH_BYTE];
    const bool fits = r->bytes[SHORT_NUMBER] == 0x01 && (length == 0x0A || length == 0x0D) &&
                      ends(r, LOGIN_SIZE) && r->bytes[SHORT_NUMBER + 1] >> 4 == 0;

    return fits ? LOGIN_SIZE : 0;
}

/*
 * Ext 26.1 rules 2 to 5, which come before a bad CRC. But a frame that the stop mark ends where its
 * length says is not made longer by them.
 */
static size_t leading_row(const run *r)
{
    size_t (*const small[])(const run *) = { fixed_row, wifi_echo_row, login_row };
    const size_t most = has_short_stop(r) ? r->bytes[LENGTH_BYTE] + (size_t)SHORT_AROUND : r->size;

    for (size_t i = 0; i < G_N_ELEMENTS(small); i++) {
        const size_t size = small[i](r);
        if (size > 0 && size <= most)
            return size;
    }
    return wifi_row(r);
}

/* 65 with the name of a sent file: its length byte is always 1 (ext 26.2, ext 31.6). */
static bool may_be_file_name(const run *r)
{
    static const uint8_t head[] = { 0x01, 0x65 };

    return memcmp(r->bytes + LENGTH_BYTE, head, sizeof head) == 0;
}

/* Size up to the stop mark behind a printable name, 0 if none stands there. */
static size_t file_name_row(const run *r)
{
    const size_t from = SHORT_NUMBER + 1;
    const size_t size = MIN(r->size, (size_t)LARGEST_DIALECT_CONTENT + DIALECT_AROUND);
    const size_t stop = find_stop(r->bytes, size, from);
    const gt06_content name = as_content(r->bytes + from, stop - from);

    return stop < size && stop >= from + MARK_SIZE && gt06_is_printable(&name, 0)
               ? stop + MARK_SIZE
               : 0;
}

/* Ext 26.1 rule 7: the length byte is right, or counts one less or one more than it should. */
static size_t trailing_row(const run *r)
{
    static const size_t around[] = { SHORT_AROUND, SHORT_AROUND + 1, SHORT_AROUND - 1 };
    const uint8_t number = r->bytes[SHORT_NUMBER];
    const uint8_t length = r->bytes[LENGTH_BYTE];

    if (may_be_file_name(r) && file_name_row(r) > 0)
        return file_name_row(r);
    if (number == 0x13) /* status of the newer firmware, which looks like GT06 with a bad CRC */
        return length == 0x0A && r->context->dialect && ends(r, STATUS_SIZE) ? STATUS_SIZE : 0;
    for (size_t i = 0; i < G_N_ELEMENTS(around); i++) {
        const size_t size = length + around[i];
        if (size >= DIALECT_AROUND && ends(r, size) &&
            is_dialect_content(number, r->bytes + SHORT_NUMBER + 1, size - DIALECT_AROUND))
            return size;
    }
    return 0;
}

/* A name goes on as long as its bytes are printable. */
static size_t file_name_reach(const run *r)
{
    const size_t from = SHORT_NUMBER + 1;
    const gt06_content name = as_content(r->bytes + from, r->size - MIN(r->size, from + 1));

    if (file_name_row(r) > 0 || (r->size > from + 1 && !gt06_is_printable(&name, 0)))
        return from + MARK_SIZE;
    return (size_t)LARGEST_DIALECT_CONTENT + DIALECT_AROUND;
}

/* How many bytes the rules of the dialect must see before they may say no. */
static size_t dialect_reach(const run *r)
{
    const uint8_t number = r->bytes[SHORT_NUMBER];

    if (may_be_file_name(r))
        return file_name_reach(r);
    if (may_be_wifi(r))
        return MAX(wifi_reach(r), (size_t)r->bytes[LENGTH_BYTE] + SHORT_AROUND + 1);
    if (has_short_stop(r))
        return 0;
    if (number == 0x10 || number == 0x11)
        return MAX((size_t)TIME_ECHO_SIZE, (size_t)r->bytes[LENGTH_BYTE] + SHORT_AROUND + 1);
    return r->bytes[LENGTH_BYTE] + SHORT_AROUND + 1;
}

/*
 * More bytes may come. The dialect's length byte often asks for more than is ever sent, so a row
 * that ends with the last byte that has arrived is taken at once (core 10).
 */
static gt06_cut early_row_or_wait(const run *r, size_t reach)
{
    if (r->size >= DIALECT_AROUND) {
        size_t size = leading_row(r);
        if (size == 0)
            size = trailing_row(r);
        if (size == r->size)
            return answer_frame(r, GT06_DIALECT, size);
    }
    return answer_wait(reach);
}

/*
 * The blocks in which the dialect sends a recording stand between its frames (ext 26.2, 65). They
 * have no stop mark, so only a conversation that is known to be the dialect may hold them. The
 * server asks for a missing one with the head alone.
 */
enum { BLOCK_TOTAL = 2, BLOCK_INDEX = 3, BLOCK_LENGTH = 4, BLOCK_HEAD = 6, LARGEST_BLOCK = 1024 };

static bool may_be_block(const run *r)
{
    return r->context->dialect && r->bytes[0] == GT06_START_BLOCK >> 8 &&
           (r->size < MARK_SIZE || be16(r->bytes) == GT06_START_BLOCK);
}

/* What follows a block begins with a mark; GT02, which begins with 68 68 too, does not fit so. */
static bool begins_again(const uint8_t *bytes)
{
    return is_start(bytes) || be16(bytes) == GT06_START_BLOCK;
}

static gt06_cut cut_block(const run *r)
{
    size_t size = BLOCK_HEAD;

    if (r->size >= BLOCK_HEAD) {
        const unsigned length = be16(r->bytes + BLOCK_LENGTH);
        if (length > LARGEST_BLOCK || r->bytes[BLOCK_INDEX] > r->bytes[BLOCK_TOTAL])
            return answer_skip(r);
        size += r->context->from_server ? 0 : length;
    }
    if (r->size < size)
        return r->closed ? answer_skip(r) : answer_wait(size);
    if (r->size >= size + MARK_SIZE && !begins_again(r->bytes + size))
        return answer_skip(r);
    return (gt06_cut){ .kind = GT06_CUT_FRAME,
                       .size = size,
                       .form = GT06_DIALECT_BLOCK,
                       .number = 0x65,
                       .content_offset = MARK_SIZE,
                       .content_size = size - MARK_SIZE };
}

/* ---- the steps of core 10 where no frame proves itself ---- */

/* How many bytes the length field asks for: in a short start by either of its readings. */
static size_t asked_size(const run *r)
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
 * The size that a CRC proves where the length asks for more, 0 if there is none: the length lies, and
 * what it asks for may never come. It is taken whether more has come or not, so that the answer does
 * not depend on that.
 */
static size_t size_before_asked(const run *r, gt06_form form)
{
    const size_t size = r->context->dialect ? 0 : size_by_crc(r, form);

    return size < asked_size(r) ? size : 0;
}

/*
 * Ext 26.1 rules 6 and 8: a terminal known to speak the dialect sends no CRC that could be wrong,
 * nor one that could prove a size. What no rule knows goes to the next mark.
 */
static gt06_cut cut_damaged_dialect(const run *r)
{
    const gt06_cut cut = answer_skip(r);
    const bool at_mark = ends(r, cut.size) || cut.size + MARK_SIZE <= r->size;

    return !at_mark && is_short_of(r, REACH_OF_LYING_LENGTH) ? answer_wait(REACH_OF_LYING_LENGTH)
                                                             : cut;
}

static gt06_cut cut_short(const run *r)
{
    size_t reach = asked_size(r);

    if (is_short_of(r, reach))
        return early_row_or_wait(r, reach);
    if (r->size < DIALECT_AROUND)
        return answer_skip(r);
    if (ends(r, wide_size(r)))
        return answer_frame(r, GT06_WIDE, wide_size(r));
    size_t size = leading_row(r);
    if (size > 0)
        return answer_frame(r, GT06_DIALECT, size);

    reach = dialect_reach(r);
    if (is_short_of(r, reach))
        return early_row_or_wait(r, reach);
    if (!has_short_stop(r) || r->context->dialect || is_dialect_only(r->bytes[SHORT_NUMBER])) {
        size = trailing_row(r);
        if (size > 0)
            return answer_frame(r, GT06_DIALECT, size);
    }
    if (r->context->dialect)
        return cut_damaged_dialect(r);
    if (has_short_stop(r))
        return answer_frame(r, GT06_SHORT, r->bytes[LENGTH_BYTE] + (size_t)SHORT_AROUND);
    return cut_lying_length(r, GT06_SHORT);
}

static gt06_cut cut_long(const run *r)
{
    const size_t asked = asked_size(r);

    if (is_short_of(r, asked))
        return answer_wait(asked);
    if (ends(r, asked))
        return answer_frame(r, GT06_LONG, asked);
    return cut_lying_length(r, GT06_LONG);
}

/* Does the length field stand here? */
static bool has_length(const run *r)
{
    const size_t width = be16(r->bytes) == GT06_START_LONG ? 2 : 1;

    return r->size >= LENGTH_BYTE + width;
}

/* What stands at the beginning, if it is no proven frame. */
static gt06_cut cut_unproven(const run *r)
{
    if (may_be_block(r))
        return cut_block(r);
    if (r->size < MARK_SIZE)
        return !r->closed && is_half_start(r->bytes[0]) ? answer_wait(0) : answer_skip(r);
    if (!is_start(r->bytes) || is_anytrek(r))
        return answer_skip(r);
    if (!has_length(r))
        return r->closed ? answer_skip(r) : answer_wait(0);
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
static size_t reach_of_doubt(const run *r, const gt06_cut *cut)
{
    if (cut->kind == GT06_CUT_SKIP)
        return 0; /* it ends before the next start mark */
    if (cut->kind == GT06_CUT_WAIT)
        return r->size;
    if (cut->crc_good)
        return cut->size; /* it never waited */
    const bool may_be_row = be16(r->bytes) == GT06_START_SHORT && r->size >= DIALECT_AROUND;
    const size_t asked = MAX(asked_size(r), may_be_row ? dialect_reach(r) : 0);
    return MIN(r->size, MAX(cut->size, asked));
}

/* The bytes before the next frame, over any number of starts that come to nothing. */
static gt06_cut skip_failed_starts(run r)
{
    gt06_cut cut = { .kind = GT06_CUT_SKIP };

    while (r.size > 0) {
        const gt06_cut next = cut_unproven(&r);
        if (next.kind == GT06_CUT_FRAME)
            break;
        cut.size += next.size;
        r.bytes += next.size;
        r.size -= next.size;
    }
    return cut;
}

gt06_cut gt06_cut_next(const uint8_t *bytes, size_t size, const gt06_cut_context *context)
{
    run r = { .bytes = bytes, .size = size, .closed = context->ended, .context = context };
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
    return cut.kind == GT06_CUT_SKIP && proven > FAR ? skip_failed_starts(r) : cut;
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
    const size_t number_at = number_offset(form);
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

size_t gt06_lookalike_size(const uint8_t *bytes, size_t size)
{
    static const uint8_t type = 0x30;
    size_t whole;

    if (size < 7 || bytes[0] != 0x78 || bytes[1] != 0x78 || bytes[4] != type)
        return 0;
    whole = ((size_t)bytes[3] << 8 | bytes[2]) + 6;
    if (whole > size || bytes[whole - 2] != 0x0D || bytes[whole - 1] != 0x0A)
        return 0;
    return whole;
}
