/* layout.c
 * Walks a layout over the content: calls each element's reader, shows what is left or missing.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "cursor.h"
#include <wsutil/str_util.h>

static const gt06_reader *readers[GT06_ELEMENT_COUNT];

static int hf_undecoded;
static int hf_unfinished;
static int hf_reserved;
static int hf_extension_length;
static int hf_extension;

uint64_t gt06_peek(const gt06_cursor *cursor, int size)
{
    const uint8_t *bytes = tvb_get_ptr(cursor->tvb, cursor->offset, size);
    uint64_t value = 0;

    for (int i = 0; i < size; i++)
        value = value << 8 | bytes[i];
    return value;
}

bool gt06_need(gt06_cursor *cursor, int size, const char *what)
{
    const gt06_reading *reading = cursor->reading;

    if (gt06_left(cursor) >= size)
        return true;
    if (reading->content.captured < reading->content.size)
        return false; /* the message as a whole says that it was cut off */
    gt06_found(reading->pinfo, reading->item, GT06_F_content_missing,
               "The content ends before the %s: %d byte%s needed, %d left", what, size,
               plurality(size, "", "s"), gt06_left(cursor));
    return false;
}

/* Bytes behind the cursor's end that were sent, but are not at hand. */
static int missing_behind(const gt06_cursor *cursor)
{
    const gt06_content *content = &cursor->reading->content;

    return cursor->end == (int)content->captured ? (int)(content->size - content->captured) : 0;
}

int gt06_extent(gt06_cursor *cursor, const char *what)
{
    int left = gt06_left(cursor);

    if (!cursor->counted) {
        const int behind = MAX(cursor->room - missing_behind(cursor), 0);

        return left > behind ? left - behind : 0;
    }
    if (cursor->count <= (unsigned)left)
        return (int)cursor->count;
    gt06_need(cursor, (int)cursor->count, what);
    return left;
}

void gt06_read_field(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);

    if (cursor->width != 0)
        proto_tree_add_uint(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                            (uint32_t)gt06_peek(cursor, size));
    else
        proto_tree_add_item(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                            ENC_BIG_ENDIAN);
    cursor->offset += size;
}

void gt06_read_count(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->count = (unsigned)gt06_peek(cursor, gt06_elements[reader->element].size);
    gt06_read_field(cursor, reader);
}

static void add_double(gt06_cursor *cursor, const gt06_reader *reader, double value)
{
    int size = gt06_width(cursor, reader);

    proto_tree_add_double(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                          reader->scale != 0 ? value / reader->scale : value);
    cursor->offset += size;
}

void gt06_read_scaled(gt06_cursor *cursor, const gt06_reader *reader)
{
    add_double(cursor, reader, (double)gt06_peek(cursor, gt06_width(cursor, reader)));
}

void gt06_read_signed(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_width(cursor, reader);
    uint64_t sign = (uint64_t)1 << (8 * size - 1);
    uint64_t value = gt06_peek(cursor, size);

    add_double(cursor, reader, (double)(int64_t)((value ^ sign) - sign));
}

void gt06_read_bytes(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;

    if (size == 0)
        size = gt06_extent(cursor, gt06_elements[reader->element].name);
    if (size > 0)
        proto_tree_add_item(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, ENC_NA);
    cursor->offset += size;
}

void gt06_read_ascii(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);

    if (size > 0)
        proto_tree_add_item(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                            ENC_ASCII | ENC_NA);
    cursor->offset += size;
}

/*
 * A layout with an unknown tail is taken where no other fits: a content that ends in front of the
 * tail is too short for all of them. An empty content has no layout to be too short for.
 */
static void say_no_tail(const gt06_cursor *cursor)
{
    const gt06_reading *reading = cursor->reading;
    const unsigned size = (unsigned)reading->content.size;

    if (size == 0 || reading->content.captured < reading->content.size)
        return;
    gt06_found(reading->pinfo, reading->item, GT06_F_undecoded,
               "No known layout of this message fits its content of %u byte%s", size,
               plurality(size, "", "s"));
}

/* Bytes whose meaning no document tells, where a layout has a place for them. */
static void read_unknown(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;
    gt06_cursor part = *cursor;

    if (size == 0)
        size = gt06_extent(cursor, gt06_elements[reader->element].name);
    if (size == 0)
        say_no_tail(cursor);
    part.end = cursor->offset + size;
    gt06_read_undecoded(&part);
    cursor->offset += size;
}

void gt06_read_undecoded(gt06_cursor *cursor)
{
    int left = gt06_left(cursor);
    proto_item *item;

    if (left <= 0)
        return;
    item = proto_tree_add_item(cursor->tree, hf_undecoded, cursor->tvb, cursor->offset, left,
                               ENC_NA);
    gt06_found(cursor->reading->pinfo, item, GT06_F_undecoded,
               "%d byte%s that no known layout explains", left, plurality(left, "", "s"));
    cursor->offset = cursor->end;
}

/* Does the open element at hand ask for more bytes than there are? */
static bool is_promised_more(const gt06_cursor *cursor)
{
    return cursor->counted && cursor->count > (unsigned)gt06_left(cursor);
}

/* An element that has bytes enough; false if its reader did not get along with them. */
static bool read_sized(gt06_cursor *cursor, gt06_element element)
{
    int before = cursor->offset;

    readers[element]->read(cursor, readers[element]);
    return cursor->offset > before ||
           (gt06_elements[element].size == 0 && !is_promised_more(cursor));
}

bool gt06_read_element(gt06_cursor *cursor, gt06_element element)
{
    return gt06_need(cursor, gt06_elements[element].size, gt06_elements[element].name) &&
           read_sized(cursor, element);
}

/* As many of an element as a count promises, and as fit. */
static bool read_counted(gt06_cursor *cursor, gt06_element element)
{
    unsigned promised = cursor->count;

    for (unsigned i = 0; i < promised; i++) {
        if (!gt06_read_element(cursor, element))
            return false;
    }
    return true;
}

/* An element again and again inside exactly as many bytes as the last length said. */
static bool read_within(gt06_cursor *cursor, gt06_element element)
{
    gt06_cursor part = *cursor;
    bool whole = cursor->count <= (unsigned)gt06_left(cursor);

    part.counted = false;
    part.room = 0;
    if (whole)
        part.end = cursor->offset + (int)cursor->count;
    while (gt06_left(&part) > 0 && gt06_left(&part) >= gt06_elements[element].size) {
        if (!read_sized(&part, element))
            break;
    }
    gt06_read_undecoded(&part);
    if (!whole)
        gt06_need(cursor, (int)cursor->count, gt06_elements[element].name);
    cursor->offset = part.end;
    return whole;
}

static bool read_place(gt06_cursor *cursor, gt06_place place)
{
    gt06_element element = GT06_PLACE_ELEMENT(place);
    int size = gt06_elements[element].size;
    unsigned times = GT06_PLACE_TIMES(place);

    if ((place & OPTIONAL) != 0 && gt06_left(cursor) + missing_behind(cursor) < size)
        return true;
    if ((place & WITHIN) != 0)
        return read_within(cursor, element);
    cursor->counted = (place & COUNTED) != 0;
    if (cursor->counted && size != 0)
        return read_counted(cursor, element);
    for (unsigned i = 0; i < MAX(times, 1); i++) {
        if (!gt06_read_element(cursor, element))
            return false;
    }
    return true;
}

bool gt06_read_run(gt06_cursor *cursor, const gt06_place *run)
{
    for (; *run != E_END; run++) {
        if (gt06_elements[GT06_PLACE_ELEMENT(*run)].size == 0)
            cursor->room = (int)gt06_run_needs(run + 1);
        if (!read_place(cursor, *run))
            return false;
    }
    return true;
}

/* Bytes of an element that is not there as a whole; a note tells why already. */
static void add_unfinished(gt06_cursor *cursor)
{
    if (gt06_left(cursor) > 0)
        proto_tree_add_item(cursor->tree, hf_unfinished, cursor->tvb, cursor->offset,
                            gt06_left(cursor), ENC_NA);
    cursor->offset = cursor->end;
}

void gt06_read_content(gt06_cursor *cursor, const gt06_place *run)
{
    if (gt06_read_run(cursor, run))
        gt06_read_undecoded(cursor);
    else
        add_unfinished(cursor);
}

const gt06_reader *gt06_reader_of(gt06_element element)
{
    return readers[element];
}

void gt06_add_readers(const gt06_reader *block, size_t count)
{
    for (size_t i = 0; i < count; i++)
        readers[block[i].element] = &block[i];
}

static const gt06_reader plain_readers[] = {
    { E_UNKNOWN, read_unknown, NULL, 0 },
    { E_UNKNOWN_1, read_unknown, NULL, 0 },
    { E_RESERVED, gt06_read_bytes, &hf_reserved, 0 },
    { E_RESERVED_1, gt06_read_bytes, &hf_reserved, 0 },
    { E_PADDING, gt06_read_bytes, &hf_reserved, 0 },
    { E_EXTENSION_LENGTH, gt06_read_count, &hf_extension_length, 0 },
    { E_EXTENSION, gt06_read_bytes, &hf_extension, 0 },
};

void gt06_check_readers(void)
{
    for (int element = E_END + 1; element < GT06_ELEMENT_COUNT; element++) {
        if (readers[element] == NULL)
            ws_error("GT06: the element %s has no reader", gt06_elements[element].id);
    }
}

void gt06_register_layout(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_undecoded,
          { "Undecoded", "gt06.undecoded", FT_BYTES, BASE_NONE, NULL, 0,
            "Content that no known layout explains", HFILL } },
        { &hf_unfinished,
          { "Unfinished", "gt06.unfinished", FT_BYTES, BASE_NONE, NULL, 0,
            "The beginning of an element whose end is missing", HFILL } },
        { &hf_reserved,
          { "Reserved", "gt06.reserved", FT_BYTES, BASE_NONE, NULL, 0,
            "Reserved or padding bytes that the documents give no meaning", HFILL } },
        { &hf_extension_length,
          { "Extension length", "gt06.extension.length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of the extension that follows (core 6.01, 6.32)", HFILL } },
        { &hf_extension,
          { "Extension", "gt06.extension", FT_BYTES, BASE_NONE, NULL, 0,
            "Extension data without a documented meaning (core 6.01, 6.32)", HFILL } },
    };

    proto_register_field_array(protocol, fields, array_length(fields));
    gt06_add_readers(plain_readers, array_length(plain_readers));
}
