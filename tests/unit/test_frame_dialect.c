/* test_frame_dialect.c
 * Cutting the dialect without serial number and CRC.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame_streams.h"

#include <string.h>

static void test_dialect_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(dialect_frames); i++) {
        assert_worked(&dialect_frames[i], &open_stream);
        assert_worked(&dialect_frames[i], &closed_stream);
        assert_worked(&dialect_frames[i], &open_dialect);
    }
}

static void test_dialect_by_memory(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(late_dialect_frames); i++) {
        const worked_frame *frame = &late_dialect_frames[i];
        const gt06_cut unknown = cut_hex(frame->hex, &open_stream);
        assert_worked(frame, &open_dialect);
        assert_int_equal(unknown.kind, GT06_CUT_FRAME);
        /* the clock says one less than it should: it never looks like GT06 */
        assert_int_equal(unknown.form, frame->number == 0x30 ? GT06_DIALECT : GT06_SHORT);
        assert_false(unknown.crc_good);
    }
}

/* What the dialect needs no memory for, and what it must not take. */
static void test_dialect_rules(void **state)
{
    const gt06_cut_context server = { .from_server = true };

    (void)state;
    /* an echo with the length byte of the request, from a known server only */
    assert_frame(cut_hex("78780969170928113413 0D0A", &server), GT06_DIALECT, 0x69, 6, 12);
    assert_cut(cut_hex("78780969170928113413 0D0A", &open_stream), GT06_CUT_WAIT, 14);
    /* a bare acknowledgement with a bad CRC is no status, and no access point list */
    assert_frame(cut_hex("78780513 0001 FFFF 0D0A", &open_stream), GT06_SHORT, 0x13, 0, 10);
    assert_frame(cut_hex("78780517 0001 1234 0D0A", &open_stream), GT06_SHORT, 0x17, 0, 10);
    assert_frame(cut_hex("78780510 0001 1234 0D0A", &open_stream), GT06_SHORT, 0x10, 0, 10);
    /* ... nor made longer by a stop mark behind it, nor a wide frame by its serial number */
    assert_frame(cut_hex("78780510 0001 1234 0D0A 0D0A", &open_stream), GT06_SHORT, 0x10, 0, 10);
    assert_frame(cut_hex("78780513 9701 1234 0D0A", &open_stream), GT06_SHORT, 0x13, 0, 10);
    /* the high nibble of an IMEI is 0 */
    assert_frame(cut_hex("78780A01 135933907788530800 0D0A", &open_stream), GT06_SHORT, 0x01, 5,
                 15);
    /* a dialect connection has no CRC that could be wrong: rule 6 is not for it */
    assert_cut(cut_hex("78780522 0001 FFFF 0D0A", &open_dialect), GT06_CUT_SKIP, 10);
    /* the printed answer with a position */
    assert_frame(cut_hex("78781669 2B32322E3637363734362C2B3131332E3934303934 0D0A", &open_dialect),
                 GT06_DIALECT, 0x69, 21, 27);
}

/* The dialect takes no row that a GT06 frame still to come may contradict. */
static void test_dialect_waits(void **state)
{
    GByteArray *stream = g_byte_array_new();
    uint8_t lying_ack[] = { 0x78, 0x78, 0x01, 0x10, 0, 1, 0, 0, 0x0D, 0x0A, 0x0D, 0x0A };
    const uint16_t crc = gt06_crc(lying_ack + 2, 4);

    (void)state;
    /* a stop mark where a time echo would end: at once only if nothing has come behind it */
    append_frame(stream, GT06_SHORT, 0x10, "0000000000000D0A00000000000000000000", 1);
    assert_frame(cut_copy(stream->data, 12, &open_stream), GT06_DIALECT, 0x10, 6, 12);
    assert_cut(cut_copy(stream->data, 13, &open_stream), GT06_CUT_WAIT, 28);
    assert_frame(cut_copy(stream->data, 28, &open_stream), GT06_SHORT, 0x10, 18, 28);
    g_byte_array_unref(stream);
    /* such an echo comes before a length that lies */
    lying_ack[6] = (uint8_t)(crc >> 8);
    lying_ack[7] = (uint8_t)crc;
    assert_cut(cut_copy(lying_ack, 10, &open_stream), GT06_CUT_WAIT, 12);
    assert_frame(cut_copy(lying_ack, 12, &open_stream), GT06_DIALECT, 0x10, 6, 12);
    assert_frame(cut_copy(lying_ack, 10, &closed_stream), GT06_SHORT, 0x10, 0, 10);
    /* access points, the first of which begins with a stop mark where a short frame would end */
    stream = from_hex("78780769170928113413 0D0A1122334450 01020304050650 01020304050650"
                      "01020304050650 01020304050650 01020304050650 01020304050650"
                      "02 00CC08 0C4E2FA564 0C4E2FA66E 0D0A");
    for (guint n = 13; n < stream->len; n++)
        assert_int_equal(cut_copy(stream->data, n, &open_stream).kind, GT06_CUT_WAIT);
    assert_frame(cut_copy(stream->data, stream->len, &open_stream), GT06_DIALECT, 0x69, 69, 75);
    g_byte_array_unref(stream);
}

static void test_dialect_stream(void **state)
{
    GByteArray *stream = g_byte_array_new();
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(dialect_frames); i++, count++)
        append_hex(stream, dialect_frames[i].hex);
    for (size_t i = 0; i < G_N_ELEMENTS(late_dialect_frames); i++, count++)
        append_hex(stream, late_dialect_frames[i].hex);
    append_hex(stream, LOGIN);
    append_hex(stream, dialect_frames[1].hex);
    assert_stream(stream, count + 2);
}

/* A length byte of 1, however long the name: ext 26.2, 65. */
static void a_file_name_ends_at_its_stop_mark(void **state)
{
    static const uint8_t sent[] = {
        0x78, 0x78, 0x01, 0x65, '2', '0', '.', 'a', 'm', 'r', 0x0D, 0x0A
    };
    static const uint8_t other[] = { 0x78, 0x78, 0x01, 0x65, 0x00, 0x01,
                                     0x02, 'a',  'm',  'r',  0x0D, 0x0A };
    const gt06_cut_context open = { .ended = false }, closed = { .ended = true };

    (void)state;
    assert_frame(cut_copy(sent, sizeof sent, &open), GT06_DIALECT, 0x65, 6, sizeof sent);
    for (size_t size = 4; size < sizeof sent; size++) {
        assert_int_equal(cut_copy(sent, size, &open).kind, GT06_CUT_WAIT);
        assert_int_equal(cut_copy(sent, size, &closed).kind, GT06_CUT_SKIP);
    }
    assert_int_equal(cut_copy(other, sizeof other, &closed).kind, GT06_CUT_SKIP);
}

/* Blocks of a recording, extended 26.2: only a known dialect has them. */
static void blocks_belong_to_the_dialect(void **state)
{
    static const uint8_t sent[] = { 0x68, 0x68, 3, 1, 0, 4, 0x78, 0x78, 0x0D, 0x0A, 0x68, 0x68 };
    static const uint8_t absurd[] = { 0x68, 0x68, 1, 2, 0, 2, 0x0D, 0x0A };
    const gt06_cut_context up = { .dialect = true },
                           down = { .dialect = true, .from_server = true };
    const gt06_cut_context gt06 = { .dialect = false }, end = { .dialect = true, .ended = true };

    (void)state;
    assert_frame(cut_copy(sent, sizeof sent, &up), GT06_DIALECT_BLOCK, 0x65, 8, 10);
    assert_frame(cut_copy(sent, sizeof sent, &down), GT06_DIALECT_BLOCK, 0x65, 4, 6);
    assert_int_equal(cut_copy(sent, sizeof sent, &gt06).kind, GT06_CUT_SKIP);
    assert_int_equal(cut_copy(absurd, sizeof absurd, &end).kind, GT06_CUT_SKIP);
    for (size_t size = 1; size < 10; size++) {
        assert_int_equal(cut_copy(sent, size, &up).kind, GT06_CUT_WAIT);
        assert_int_equal(cut_copy(sent, size, &end).kind, GT06_CUT_SKIP);
    }
}

/* Extended 26.1, rules 6 and 8: what is damaged ends at its stop mark, and hides nothing. */
static void damage_in_the_dialect_ends_at_its_stop_mark(void **state)
{
    static const uint8_t damaged[] = { 0x78, 0x78, 0x0E, 0x34, 1, 1, 8,    0,
                                       0x12, 0,    1,    1,    7, 0, 1,    0x22,
                                       0x0D, 0x0A, 0x78, 0x78, 1, 8, 0x0D, 0x0A };
    static const uint8_t short_status[] = { 0x78, 0x78, 7,    0x13, 0xF6, 0x10,
                                            0xB0, 0xBC, 0x1E, 0xF1, 0x0D, 0x0A };
    const gt06_cut_context dialect = { .dialect = true }, gt06 = { .dialect = false };

    (void)state;
    assert_cut(cut_copy(damaged, sizeof damaged, &dialect), GT06_CUT_SKIP, 18);
    assert_frame(cut_copy(damaged + 18, 6, &dialect), GT06_DIALECT, 0x08, 0, 6);
    assert_cut(cut_copy(short_status, sizeof short_status, &dialect), GT06_CUT_SKIP, 12);
    assert_int_equal(cut_copy(short_status, sizeof short_status, &gt06).form, GT06_SHORT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_dialect_frames),
        cmocka_unit_test(test_dialect_by_memory),
        cmocka_unit_test(test_dialect_rules),
        cmocka_unit_test(test_dialect_waits),
        cmocka_unit_test(test_dialect_stream),
        cmocka_unit_test(a_file_name_ends_at_its_stop_mark),
        cmocka_unit_test(blocks_belong_to_the_dialect),
        cmocka_unit_test(damage_in_the_dialect_ends_at_its_stop_mark),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
