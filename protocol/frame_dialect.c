/* frame_dialect.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame_dialect.h"

#include <string.h>

#include <glib.h>

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

bool gt06_is_dialect_only(uint8_t number)
{
    return number == 0x08 || number == 0x09 || (number >= 0x41 && number <= 0x43);
}

/*
 * May Wi-Fi + cells stand here? Where a short frame's stop mark stands too, only a length byte that
 * no GT06 message of these numbers has, and a BCD date, speak for it: a damaged frame of theirs
 * must not wait for access points that never come.
 */
static bool may_be_wifi(const gt06_stretch *r)
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
static size_t wifi_cells(const gt06_stretch *r)
{
    return WIFI_ENTRIES + (size_t)WIFI_ENTRY * r->bytes[LENGTH_BYTE];
}

/* How many bytes may tell whether Wi-Fi + cells stand here. */
static size_t wifi_reach(const gt06_stretch *r)
{
    const size_t cells = wifi_cells(r);

    if (r->size <= cells)
        return cells + 1;
    return cells + WIFI_CELLS_HEAD + (size_t)WIFI_WIDE_CELL * r->bytes[cells] + 1 + MARK_SIZE;
}

/* Ext 26.1 rule 3 with the four sizes of ext 14, in its order; 0 if none ends there. */
static size_t wifi_row(const gt06_stretch *r)
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

static size_t fixed_row(const gt06_stretch *r)
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
static size_t wifi_echo_row(const gt06_stretch *r)
{
    const bool may_be = r->bytes[LENGTH_BYTE] < GT06_ENVELOPE || r->context->from_server;

    return is_wifi_number(r->bytes[SHORT_NUMBER]) && may_be && ends(r, TIME_ECHO_SIZE)
               ? TIME_ECHO_SIZE
               : 0;
}

/* Rule 5: a login without CRC; an IMEI has 15 digits, so the first of its 16 is 0. */
static size_t login_row(const gt06_stretch *r)
{
    const uint8_t length = r->bytes[LENGTH_BYTE];
    const bool fits = r->bytes[SHORT_NUMBER] == 0x01 && (length == 0x0A || length == 0x0D) &&
                      ends(r, LOGIN_SIZE) && r->bytes[SHORT_NUMBER + 1] >> 4 == 0;

    return fits ? LOGIN_SIZE : 0;
}

size_t gt06_leading_row(const gt06_stretch *r)
{
    size_t (*const small[])(const gt06_stretch *) = { fixed_row, wifi_echo_row, login_row };
    const size_t most = has_short_stop(r) ? r->bytes[LENGTH_BYTE] + (size_t)SHORT_AROUND : r->size;

    for (size_t i = 0; i < G_N_ELEMENTS(small); i++) {
        const size_t size = small[i](r);
        if (size > 0 && size <= most)
            return size;
    }
    return wifi_row(r);
}

/* 65 with the name of a sent file: its length byte is always 1 (ext 26.2, ext 31.6). */
static bool may_be_file_name(const gt06_stretch *r)
{
    static const uint8_t head[] = { 0x01, 0x65 };

    return memcmp(r->bytes + LENGTH_BYTE, head, sizeof head) == 0;
}

/* Size up to the stop mark behind a printable name, 0 if none stands there. */
static size_t file_name_row(const gt06_stretch *r)
{
    const size_t from = SHORT_NUMBER + 1;
    const size_t size = MIN(r->size, (size_t)LARGEST_DIALECT_CONTENT + DIALECT_AROUND);
    const size_t stop = gt06_find_stop(r->bytes, size, from);
    const gt06_content name = as_content(r->bytes + from, stop - from);

    return stop < size && stop >= from + MARK_SIZE && gt06_is_printable(&name, 0) ? stop + MARK_SIZE
                                                                                  : 0;
}

size_t gt06_trailing_row(const gt06_stretch *r)
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
static size_t file_name_reach(const gt06_stretch *r)
{
    const size_t from = SHORT_NUMBER + 1;
    const gt06_content name = as_content(r->bytes + from, r->size - MIN(r->size, from + 1));

    if (file_name_row(r) > 0 || (r->size > from + 1 && !gt06_is_printable(&name, 0)))
        return from + MARK_SIZE;
    return (size_t)LARGEST_DIALECT_CONTENT + DIALECT_AROUND;
}

size_t gt06_dialect_reach(const gt06_stretch *r)
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

gt06_cut gt06_early_row_or_wait(const gt06_stretch *r, size_t reach)
{
    if (r->size >= DIALECT_AROUND) {
        size_t size = gt06_leading_row(r);
        if (size == 0)
            size = gt06_trailing_row(r);
        if (size == r->size)
            return gt06_answer_frame(r, GT06_DIALECT, size);
    }
    return gt06_answer_wait(reach);
}

enum { BLOCK_TOTAL = 2, BLOCK_INDEX = 3, BLOCK_LENGTH = 4, BLOCK_HEAD = 6, LARGEST_BLOCK = 1024 };

bool gt06_may_be_block(const gt06_stretch *r)
{
    return r->context->dialect && r->bytes[0] == GT06_START_BLOCK >> 8 &&
           (r->size < MARK_SIZE || be16(r->bytes) == GT06_START_BLOCK);
}

/* What follows a block begins with a mark; GT02, which begins with 68 68 too, does not fit so. */
static bool begins_again(const uint8_t *bytes)
{
    return is_start(bytes) || be16(bytes) == GT06_START_BLOCK;
}

gt06_cut gt06_cut_block(const gt06_stretch *r)
{
    size_t size = BLOCK_HEAD;

    if (r->size >= BLOCK_HEAD) {
        const unsigned length = be16(r->bytes + BLOCK_LENGTH);
        if (length > LARGEST_BLOCK || r->bytes[BLOCK_INDEX] > r->bytes[BLOCK_TOTAL])
            return gt06_answer_skip(r);
        size += r->context->from_server ? 0 : length;
    }
    if (r->size < size)
        return r->closed ? gt06_answer_skip(r) : gt06_answer_wait(size);
    if (r->size >= size + MARK_SIZE && !begins_again(r->bytes + size))
        return gt06_answer_skip(r);
    return (gt06_cut){ .kind = GT06_CUT_FRAME,
                       .size = size,
                       .form = GT06_DIALECT_BLOCK,
                       .number = 0x65,
                       .content_offset = MARK_SIZE,
                       .content_size = size - MARK_SIZE };
}

gt06_cut gt06_cut_damaged_dialect(const gt06_stretch *r)
{
    const gt06_cut cut = gt06_answer_skip(r);
    const bool at_mark = ends(r, cut.size) || cut.size + MARK_SIZE <= r->size;

    return !at_mark && is_short_of(r, REACH_OF_LYING_LENGTH)
               ? gt06_answer_wait(REACH_OF_LYING_LENGTH)
               : cut;
}
