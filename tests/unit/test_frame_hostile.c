/* test_frame_hostile.c
 * Damaged, random and hostile bytes: the same frames however they come, and in time.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame_streams.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

/* Any frame of the tables. */
static const char *any_frame(GRand *random)
{
    const size_t of_gt06 = G_N_ELEMENTS(worked_frames);
    const size_t of_dialect = G_N_ELEMENTS(dialect_frames);
    const size_t i = (size_t)g_rand_int_range(random, 0, (gint32)(of_gt06 + of_dialect));

    return i < of_gt06 ? worked_frames[i].hex : dialect_frames[i - of_gt06].hex;
}

/* Frames in a row, some of their bytes changed, lost or doubled. */
static GByteArray *damaged_stream(GRand *random)
{
    static const uint8_t likely[] = { 0x78, 0x79, 0x0D, 0x0A, 0x00, 0x05, 0x10, 0x13, 0x17, 0xFF };
    GByteArray *stream = g_byte_array_new();

    for (int i = g_rand_int_range(random, 1, 8); i > 0; i--)
        append_hex(stream, any_frame(random));
    for (int i = g_rand_int_range(random, 0, 6); i > 0; i--) {
        const guint at = (guint)g_rand_int_range(random, 0, (gint32)stream->len);
        if (g_rand_int_range(random, 0, 3) == 0)
            g_byte_array_remove_range(stream, at, 1);
        else
            stream->data[at] = likely[g_rand_int_range(random, 0, G_N_ELEMENTS(likely))];
    }
    return stream;
}

/* Three cuts anywhere. */
static void random_ends(GRand *random, size_t size, size_t ends[3])
{
    size_t least = 0;

    for (size_t i = 0; i < 3; i++) {
        ends[i] = (size_t)g_rand_int_range(random, (gint32)least, (gint32)size + 1);
        least = ends[i];
    }
}

static void test_damaged_streams(void **state)
{
    GRand *random = g_rand_new_with_seed(6);

    (void)state;
    for (int i = 0; i < 20000; i++) {
        GByteArray *stream = damaged_stream(random);
        receiver whole;
        size_t ends[3];

        receive_whole(&whole, stream, false);
        random_ends(random, stream->len, ends);
        assert_pieces_agree(stream, ends, G_N_ELEMENTS(ends), &whole);
        receiver_clear(&whole);
        g_byte_array_unref(stream);
    }
    g_rand_free(random);
}

static void fill(GRand *random, uint8_t *bytes, size_t size)
{
    static const uint8_t likely[] = { 0x78, 0x79, 0x0D, 0x0A, 0x00, 0x01, 0x05, 0x06,
                                      0x07, 0x08, 0x0A, 0x10, 0x13, 0x17, 0x69, 0x97 };

    for (size_t i = 0; i < size; i++) {
        bytes[i] = g_rand_boolean(random)
                       ? (uint8_t)g_rand_int(random)
                       : likely[g_rand_int_range(random, 0, G_N_ELEMENTS(likely))];
    }
    if (size > 1 && g_rand_boolean(random))
        bytes[0] = bytes[1] = g_rand_boolean(random) ? 0x78 : 0x79;
    if (size > 3 && g_rand_boolean(random)) {
        bytes[size - 2] = 0x0D;
        bytes[size - 1] = 0x0A;
    }
}

/* ---- frames that overlap and lie, with right CRCs ---- */

/* Where a frame was put. */
typedef struct {
    size_t begin, end;
} place;

static int compare_ends(const void *a, const void *b)
{
    const place *one = a, *two = b;

    return (one->end > two->end) - (one->end < two->end);
}

/* A start mark, a number that matters to some rule, and a length that may be anything. */
static void put_head(GRand *random, uint8_t *frame, size_t size)
{
    static const uint8_t numbers[] = { 0x01, 0x10, 0x12, 0x13, 0x17, 0x40, 0x57, 0x65, 0x69, 0x98 };
    const bool is_long = g_rand_int_range(random, 0, 3) == 0;
    const bool is_wide = !is_long && g_rand_int_range(random, 0, 4) == 0;
    const bool is_right = g_rand_boolean(random);
    const bool has_two = is_long || is_wide; /* bytes of length */
    const uint8_t length =
        (uint8_t)(is_right ? size - (has_two ? 6 : 5) : (size_t)g_rand_int_range(random, 0, 200));

    frame[0] = frame[1] = is_long ? 0x79 : 0x78;
    frame[2] = 0;
    frame[has_two ? 3 : 2] = length;
    frame[has_two ? 4 : 3] =
        is_wide ? 0x97 : numbers[g_rand_int_range(random, 0, G_N_ELEMENTS(numbers))];
}

/* Up to three frames, each behind or inside of the one before; most have a right CRC. */
static GByteArray *overlapping_stream(GRand *random)
{
    GByteArray *stream = g_byte_array_new();
    place places[3] = { { 0, 0 } };
    size_t count = 0;
    size_t at = 0;

    g_byte_array_set_size(stream, (guint)g_rand_int_range(random, 40, 160));
    fill(random, stream->data, stream->len);
    for (int i = g_rand_int_range(random, 1, 4); i > 0 && at + 10 <= stream->len; i--) {
        const size_t wanted = (size_t)g_rand_int_range(random, 10, 60);
        const size_t size = MIN(wanted, stream->len - at);

        put_head(random, stream->data + at, size);
        places[count++] = (place){ at, at + size };
        at += g_rand_boolean(random) ? size : (size_t)g_rand_int_range(random, 3, (gint32)size);
    }
    qsort(places, count, sizeof *places, compare_ends);
    for (size_t i = 0; i < count; i++) {
        uint8_t *end = stream->data + places[i].end;
        const size_t summed = places[i].end - places[i].begin - 6;
        const uint16_t crc = gt06_crc(stream->data + places[i].begin + 2, summed);
        if (g_rand_int_range(random, 0, 5) != 0) {
            end[-4] = (uint8_t)(crc >> 8);
            end[-3] = (uint8_t)crc;
        }
        end[-2] = 0x0D;
        end[-1] = 0x0A;
    }
    return stream;
}

/* Does one of the frames follow a rule that looks at where the bytes end (frame.h)? */
static bool depends_on_pieces(const receiver *r, const uint8_t *bytes)
{
    for (guint i = 0; i < r->frames->len; i++) {
        const found_frame *frame = &g_array_index(r->frames, found_frame, i);
        const uint8_t *begin = bytes + frame->offset;

        if (gt06_is_dialect(frame->cut.form) ||
            gt06_find_proven_frame(begin, frame->cut.size, 1) < frame->cut.size)
            return true;
        for (size_t n = GT06_SMALLEST_FRAME; n < frame->cut.size; n++) {
            if (begin[n - 2] == 0x0D && begin[n - 1] == 0x0A &&
                gt06_cut_next(begin, n, &open_stream).crc_good)
                return true;
        }
    }
    return false;
}

static void test_overlapping_streams(void **state)
{
    GRand *random = g_rand_new_with_seed(8);
    unsigned compared = 0;

    (void)state;
    for (int i = 0; i < 100000; i++) {
        GByteArray *stream = overlapping_stream(random);
        const gt06_cut_context context = { .dialect = g_rand_boolean(random),
                                           .from_server = g_rand_boolean(random) };
        receiver whole, pieces;
        size_t ends[3];

        random_ends(random, stream->len, ends);
        receive_pieces(&whole, stream, NULL, 0, &context);
        receive_pieces(&pieces, stream, ends, G_N_ELEMENTS(ends), &context);
        if (!depends_on_pieces(&whole, stream->data) && !depends_on_pieces(&pieces, stream->data)) {
            assert_same_frames(&pieces, &whole);
            compared++;
        }
        receiver_clear(&whole);
        receiver_clear(&pieces);
        g_byte_array_unref(stream);
    }
    assert_true(compared > 50000);
    g_rand_free(random);
}

/* ---- hostile bytes ---- */

static void test_random_bytes(void **state)
{
    GRand *random = g_rand_new_with_seed(7);
    uint8_t bytes[400];

    (void)state;
    for (int i = 0; i < 100000; i++) {
        const size_t size = (size_t)g_rand_int_range(random, 1, i % 100 == 0 ? 401 : 41);
        const gt06_cut_context context = { .ended = g_rand_boolean(random),
                                           .dialect = g_rand_boolean(random),
                                           .from_server = g_rand_boolean(random) };
        fill(random, bytes, size);
        const gt06_cut cut = cut_copy(bytes, size, &context);
        if (cut.kind == GT06_CUT_FRAME)
            assert_true(cut.content_offset + cut.content_size + 2 <= cut.size);
    }
    g_rand_free(random);
}

enum { HOSTILE_SIZE = 65536 };

/* Cuts all that can be cut. */
static void cut_through(const GByteArray *stream, const gt06_cut_context *context)
{
    for (size_t at = 0; at < stream->len;) {
        const gt06_cut cut = gt06_cut_next(stream->data + at, stream->len - at, context);
        if (cut.kind == GT06_CUT_WAIT)
            break;
        at += cut.size;
    }
}

/* Takes the stream, cuts all of it, ended or not, in a time that only bounded work keeps. */
static void assert_bounded(GByteArray *stream)
{
    const clock_t begin = clock();

    cut_through(stream, &open_stream);
    cut_through(stream, &closed_stream);
    assert_true((double)(clock() - begin) / CLOCKS_PER_SEC < 1.0);
    g_byte_array_unref(stream);
}

/* Appends long starts every four bytes, all of which ask for the stop mark of the tail. */
static void append_starts_with_one_end(GByteArray *stream, size_t size, const char *tail)
{
    const size_t end = stream->len + size;
    const size_t tail_size = strlen(tail) / 2;

    while (stream->len + 4 + tail_size <= end) {
        const size_t length = end - stream->len - 6;
        const uint8_t start[] = { 0x79, 0x79, (uint8_t)(length >> 8), (uint8_t)length };
        g_byte_array_append(stream, start, sizeof start);
    }
    append_hex(stream, tail);
}

static GByteArray *repeated(const char *hex, size_t size)
{
    GByteArray *stream = g_byte_array_new();

    while (stream->len < size)
        append_hex(stream, hex);
    return stream;
}

static void test_hostile_patterns(void **state)
{
    static const char *const patterns[] = {
        "7979FFFF", "78",       "79",       "0D",           "0D0A",     "7878",
        "79790D0A", "7878FF13", "78780D0A", "797900060D0A", "78781317", "787896979A",
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(patterns); i++) {
        assert_bounded(repeated(patterns[i], HOSTILE_SIZE));
        GByteArray *stream = repeated(patterns[i], HOSTILE_SIZE);
        append_hex(stream, ACK);
        assert_bounded(stream);
    }
}

/* Nothing proves itself behind the many starts, or a frame that they all hold. */
static void test_hostile_starts(void **state)
{
    static const char *const tails[] = { "000000000000000000000D0A", ACK };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(tails); i++) {
        for (size_t size = 64; size <= HOSTILE_SIZE; size *= 4) {
            GByteArray *stream = g_byte_array_new();
            while (stream->len + size <= HOSTILE_SIZE)
                append_starts_with_one_end(stream, size, tails[i]);
            assert_bounded(stream);
        }
    }
}

/* The last frame of a long run of failed starts is still found. */
static void test_frame_behind_failed_starts(void **state)
{
    GByteArray *stream = repeated("7979FFFF", 8192);
    append_hex(stream, ACK);
    const gt06_cut cut = cut_copy(stream->data, stream->len, &open_stream);

    (void)state;
    assert_cut(cut, GT06_CUT_SKIP, 8192);
    assert_frame(cut_copy(stream->data + cut.size, stream->len - cut.size, &open_stream),
                 GT06_SHORT, 0x13, 0, 10);
    g_byte_array_unref(stream);
    /* so is one without proof among them */
    stream = repeated("7979FFFF", 4096);
    append_hex(stream, BAD_CRC);
    for (int i = 0; i < 1024; i++)
        append_hex(stream, "7979FFFF");
    append_hex(stream, ACK);
    assert_cut(cut_copy(stream->data, stream->len, &open_stream), GT06_CUT_SKIP, 4096);
    assert_frame(cut_copy(stream->data + 4096, stream->len - 4096, &open_stream), GT06_SHORT, 0x01,
                 8, 18);
    g_byte_array_unref(stream);
    /* and a near one start by start */
    stream = repeated("7979FFFF", 64);
    append_hex(stream, ACK);
    assert_cut(cut_copy(stream->data, stream->len, &open_stream), GT06_CUT_SKIP, 4);
    g_byte_array_unref(stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_damaged_streams), cmocka_unit_test(test_overlapping_streams),
        cmocka_unit_test(test_random_bytes),    cmocka_unit_test(test_hostile_patterns),
        cmocka_unit_test(test_hostile_starts),  cmocka_unit_test(test_frame_behind_failed_starts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
