/* frame_streams.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame_streams.h"

#include <string.h>

void append_hex(GByteArray *bytes, const char *hex)
{
    for (; *hex != '\0'; hex++) {
        if (*hex == ' ')
            continue;
        const uint8_t byte =
            (uint8_t)(g_ascii_xdigit_value(hex[0]) << 4 | g_ascii_xdigit_value(hex[1]));
        g_byte_array_append(bytes, &byte, 1);
        hex++;
    }
}

GByteArray *from_hex(const char *hex)
{
    GByteArray *bytes = g_byte_array_new();

    append_hex(bytes, hex);
    return bytes;
}

void append_frame(GByteArray *stream, gt06_form form, uint8_t number, const char *content,
                  uint16_t serial)
{
    GByteArray *bytes = from_hex(content);
    uint8_t *out = g_malloc(bytes->len + 11);
    const size_t size = gt06_build_frame(out, form, number, bytes->data, bytes->len, serial);

    g_byte_array_append(stream, out, (guint)size);
    g_free(out);
    g_byte_array_unref(bytes);
}

gt06_cut cut_copy(const uint8_t *bytes, size_t size, const gt06_cut_context *context)
{
    uint8_t *copy = g_memdup2(bytes, size);
    const gt06_cut cut = gt06_cut_next(copy, size, context);

    g_free(copy);
    if (cut.kind == GT06_CUT_WAIT) {
        assert_false(context->ended);
        assert_true(cut.size == 0 || (cut.size > size && cut.size <= GT06_LARGEST_FRAME));
    } else {
        assert_true(cut.size >= 1 && cut.size <= size);
    }
    return cut;
}

gt06_cut cut_hex(const char *hex, const gt06_cut_context *context)
{
    GByteArray *bytes = from_hex(hex);
    const gt06_cut cut = cut_copy(bytes->data, bytes->len, context);

    g_byte_array_unref(bytes);
    return cut;
}

void assert_frame(gt06_cut cut, gt06_form form, uint8_t number, size_t content, size_t size)
{
    assert_int_equal(cut.kind, GT06_CUT_FRAME);
    assert_int_equal(cut.form, form);
    assert_int_equal(cut.number, number);
    assert_int_equal(cut.content_size, content);
    assert_int_equal(cut.size, size);
    if (form == GT06_DIALECT_BLOCK)
        assert_int_equal(cut.content_offset, 2);
    else
        assert_int_equal(cut.content_offset, form == GT06_LONG || form == GT06_WIDE ? 5 : 4);
}

void assert_cut(gt06_cut cut, gt06_cut_kind kind, size_t size)
{
    assert_int_equal(cut.kind, kind);
    assert_int_equal(cut.size, size);
}

static void receiver_init(receiver *r)
{
    *r = (receiver){ .held = g_byte_array_new(),
                     .frames = g_array_new(FALSE, FALSE, sizeof(found_frame)) };
}

void receiver_clear(receiver *r)
{
    g_byte_array_unref(r->held);
    g_array_unref(r->frames);
}

static bool is_dialect_login(const gt06_cut *cut)
{
    return cut->form == GT06_DIALECT && cut->number == 0x01 && cut->content_size == 9;
}

/* Takes off everything that can be told, as the dissector does. */
static void receiver_cut(receiver *r)
{
    size_t at = 0;

    while (at < r->held->len) {
        const gt06_cut cut = cut_copy(r->held->data + at, r->held->len - at, &r->context);
        if (cut.kind == GT06_CUT_WAIT)
            break;
        if (cut.kind == GT06_CUT_FRAME) {
            const found_frame frame = { .offset = r->offset + at, .cut = cut };
            g_array_append_val(r->frames, frame);
            if (is_dialect_login(&cut))
                r->context.dialect = true;
        }
        at += cut.size;
    }
    r->offset += at;
    g_byte_array_remove_range(r->held, 0, (guint)at);
    assert_true(r->held->len < GT06_LARGEST_FRAME);
}

static void receive(receiver *r, const uint8_t *bytes, size_t size)
{
    g_byte_array_append(r->held, bytes, (guint)size);
    receiver_cut(r);
}

static void receive_end(receiver *r)
{
    r->context.ended = true;
    receiver_cut(r);
    assert_int_equal(r->held->len, 0);
}

void receive_pieces(receiver *r, const GByteArray *stream, const size_t *ends, size_t count,
                    const gt06_cut_context *context)
{
    size_t at = 0;

    receiver_init(r);
    r->context = *context;
    for (size_t i = 0; i < count; i++) {
        receive(r, stream->data + at, ends[i] - at);
        at = ends[i];
    }
    receive(r, stream->data + at, stream->len - at);
    receive_end(r);
}

void assert_same_frames(const receiver *one, const receiver *other)
{
    assert_int_equal(one->frames->len, other->frames->len);
    for (guint i = 0; i < one->frames->len; i++) {
        const found_frame *a = &g_array_index(one->frames, found_frame, i);
        const found_frame *b = &g_array_index(other->frames, found_frame, i);
        assert_int_equal(a->offset, b->offset);
        assert_frame(a->cut, b->cut.form, b->cut.number, b->cut.content_size, b->cut.size);
        assert_int_equal(a->cut.crc_good, b->cut.crc_good);
        assert_int_equal(a->cut.length_wrong, b->cut.length_wrong);
    }
}

void assert_pieces_agree(const GByteArray *stream, const size_t *ends, size_t count,
                         const receiver *whole)
{
    receiver r;

    receive_pieces(&r, stream, ends, count, &open_stream);
    assert_same_frames(&r, whole);
    receiver_clear(&r);
}

void receive_whole(receiver *r, const GByteArray *stream, bool ended)
{
    receive_pieces(r, stream, NULL, 0, ended ? &closed_stream : &open_stream);
}

/* Cuts the stream at each single point, and after every byte. */
static void assert_cuts_agree(const GByteArray *stream, size_t expected_frames)
{
    receiver whole, ended;
    size_t *ends = g_new(size_t, stream->len);

    receive_whole(&whole, stream, false);
    assert_int_equal(whole.frames->len, expected_frames);
    receive_whole(&ended, stream, true);
    assert_same_frames(&ended, &whole);
    for (size_t i = 1; i < stream->len; i++)
        assert_pieces_agree(stream, &i, 1, &whole);
    for (size_t i = 0; i < stream->len; i++)
        ends[i] = i + 1;
    assert_pieces_agree(stream, ends, stream->len, &whole);
    g_free(ends);
    receiver_clear(&ended);
    receiver_clear(&whole);
}

void assert_stream(GByteArray *stream, size_t frames)
{
    assert_cuts_agree(stream, frames);
    g_byte_array_unref(stream);
}

void assert_worked(const worked_frame *frame, const gt06_cut_context *context)
{
    GByteArray *bytes = from_hex(frame->hex);
    const gt06_cut cut = cut_copy(bytes->data, bytes->len, context);

    assert_frame(cut, frame->form, frame->number, frame->content, bytes->len);
    assert_int_equal(cut.crc_good, frame->crc_good);
    assert_int_equal(cut.length_wrong, frame->length_wrong);
    g_byte_array_unref(bytes);
}
