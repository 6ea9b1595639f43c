/* test_frame.c
 * Cutting runs of bytes into messages, and building messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "frame_streams.h"

#include <string.h>

static void test_worked_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(worked_frames); i++) {
        assert_worked(&worked_frames[i], &open_stream);
        assert_worked(&worked_frames[i], &closed_stream);
    }
}

static void test_odd_frames(void **state)
{
    static const char *const broken[] = {
        "787808134b040300010011061f0d0a",
        "78780a1300000000000e0d0a",
        "787822220f0c1d023305c9027ac8180c4658604c150001cc00287d001f71",
        "78782da01a02010e02118a",
        "78780517010203",
        "78780513140504010008b50d0a",
        "787807130403011234000100c5d50d0a",
        "78780313000001abcd0d0a",
        "78781101035933907093757780044d014e00015ed00d0a",
        "7878058a00010003870d0a",
        "78780a804d4f44452c31230081a1b20d0a",
        "78780d010123456789012345678901234567890d0a",
        "787805990123450d0a",
        "7979005bfd",
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(broken); i++) {
        assert_cut(cut_hex(broken[i], &closed_stream), GT06_CUT_SKIP, strlen(broken[i]) / 2);
        assert_int_equal(cut_hex(broken[i], &open_stream).kind, GT06_CUT_WAIT);
    }
    /* a long frame with the two length bytes swapped: the CRC covers them as sent */
    const gt06_cut swapped = cut_hex("7979090094fd097a000f692a0d0a", &closed_stream);
    assert_frame(swapped, GT06_LONG, 0x94, 3, 14);
    assert_true(swapped.length_wrong);
}

static void test_other_protocols(void **state)
{
    static const char *const strangers[] = {
        "6868150000035889905895258400831c07415045584f4b210d0a", /* GT02 */
        "68682500000123456789012345000110010101010101026b3f3e026b3f3e000000000000000000010d0a",
        "54681a0d0a",
        "676714001500035f74a2940201360104591100a7160122250400", /* Eelink */
        "454c0027e753035254407167747167670100180002035254407167747100200205020500010432000086bd",
        "676701000c007b03525440717505180104",
        "474554202f20485454502f312e310d0a", /* GET / HTTP/1.1 */
        "16030100c8010000c40303",           /* TLS */
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(strangers); i++) {
        const size_t size = strlen(strangers[i]) / 2;
        assert_cut(cut_hex(strangers[i], &closed_stream), GT06_CUT_SKIP, size);
        assert_cut(cut_hex(strangers[i], &open_stream), GT06_CUT_SKIP, size);
        assert_cut(cut_hex(strangers[i], &open_dialect), GT06_CUT_SKIP, size);
    }
}

static void assert_relative(gt06_cut cut, size_t size)
{
    assert_cut(cut, GT06_CUT_SKIP, size);
    assert_true(cut.relative);
}

/* `size` bytes like those of Anytrek: 78 78, a little-endian length, 30, zeros, stop mark. */
static void put_relative(uint8_t *bytes, size_t size)
{
    memset(bytes, 0, size);
    bytes[0] = bytes[1] = 0x78;
    bytes[2] = (uint8_t)(size - 6);
    bytes[3] = (uint8_t)((size - 6) >> 8);
    bytes[4] = 0x30;
    bytes[size - 2] = 0x0D;
    bytes[size - 1] = 0x0A;
}

static void test_relatives(void **state)
{
    enum { SIZE = 59, SHORTEST = 7, LONGEST = 261 };
    static const char *const real[] = {
        "78783500300086428703204121160085015111050c0a0d20c6fd24a102ff8eac0c01001404000000ffffffff13"
        "1702210000000000000000000d0a",
        "787835003000867279033457792c009801001209080a3408c81b2a7d0305b88b0c00001ccb0000000f00000002"
        "b90174f30b000000000000000d0a",
    };
    static const size_t sizes[] = { SHORTEST, SIZE, LONGEST };
    uint8_t bytes[2 * LONGEST];

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(real); i++) {
        assert_relative(cut_hex(real[i], &closed_stream), SIZE);
        assert_relative(cut_hex(real[i], &open_stream), SIZE);
        assert_relative(cut_hex(real[i], &open_dialect), SIZE);
    }
    for (size_t i = 0; i < G_N_ELEMENTS(sizes); i++) {
        put_relative(bytes, sizes[i]);
        put_relative(bytes + sizes[i], sizes[i]);
        assert_relative(cut_copy(bytes, 2 * sizes[i], &open_stream), sizes[i]);
        assert_relative(cut_copy(bytes, sizes[i], &open_stream), sizes[i]);
        for (size_t size = 1; size < sizes[i]; size++) {
            assert_int_equal(cut_copy(bytes, size, &open_stream).kind, GT06_CUT_WAIT);
            assert_false(cut_copy(bytes, size, &closed_stream).relative);
        }
    }
    put_relative(bytes, LONGEST + 1);
    assert_false(cut_copy(bytes, LONGEST + 1, &closed_stream).relative);
    put_relative(bytes, SIZE);
    bytes[SIZE - 1] = 0;
    assert_false(cut_copy(bytes, SIZE, &closed_stream).relative);
    /* a damaged one keeps nothing waiting */
    put_relative(bytes + SIZE, SIZE);
    assert_cut(cut_copy(bytes, 2 * SIZE, &open_stream), GT06_CUT_SKIP, SIZE);
    put_relative(bytes + SIZE / 2, SIZE);
    assert_cut(cut_copy(bytes, SIZE / 2 + SIZE, &open_stream), GT06_CUT_SKIP, SIZE / 2);
}

/* What proves itself is no relative's, and ends a relative's message that it stands in. */
static void test_relatives_and_proof(void **state)
{
    enum { SIZE = 59, INSIDE = 20 };
    uint8_t bytes[GT06_LARGEST_FRAME];
    const uint8_t content[0x30] = { 0x30 };
    const size_t size = gt06_build_frame(bytes, GT06_SHORT, 0x00, content, sizeof content, 1);

    (void)state;
    assert_frame(cut_copy(bytes, size, &open_stream), GT06_SHORT, 0x00, sizeof content, size);
    put_relative(bytes, SIZE);
    gt06_build_frame(bytes + INSIDE, GT06_SHORT, 0x13, content, 5, 1);
    assert_cut(cut_copy(bytes, SIZE, &open_stream), GT06_CUT_SKIP, INSIDE);
    assert_cut(cut_copy(bytes, SIZE - 1, &open_stream), GT06_CUT_SKIP, INSIDE);
}

/* ---- building ---- */

static void test_crc(void **state)
{
    static const uint8_t login[] = { 0x0D, 0x01, 0x01, 0x23, 0x45, 0x67,
                                     0x89, 0x01, 0x23, 0x45, 0x00, 0x01 };

    (void)state;
    assert_int_equal(gt06_crc((const uint8_t *)"123456789", 9), 0x906E);
    assert_int_equal(gt06_crc(login, sizeof login), 0x8CDD);
    assert_int_equal(gt06_crc(login, 0), 0);
}

static void test_build_worked(void **state)
{
    static const uint8_t imei[] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0x01, 0x23, 0x45 };
    static const uint8_t interval[] = { 0x05 };
    uint8_t out[32];
    GByteArray *login = from_hex("78780D01012345678901234500018CDD0D0A");
    GByteArray *answer = from_hex("79790005840016BB1A0D0A");
    GByteArray *dialect = from_hex("78780213050D0A");

    (void)state;
    assert_int_equal(gt06_build_frame(out, GT06_SHORT, 0x01, imei, sizeof imei, 1), login->len);
    assert_memory_equal(out, login->data, login->len);
    assert_int_equal(gt06_build_frame(out, GT06_LONG, 0x84, NULL, 0, 0x16), answer->len);
    assert_memory_equal(out, answer->data, answer->len);
    assert_int_equal(gt06_build_frame(out, GT06_DIALECT, 0x13, interval, 1, 0), dialect->len);
    assert_memory_equal(out, dialect->data, dialect->len);
    g_byte_array_unref(dialect);
    g_byte_array_unref(answer);
    g_byte_array_unref(login);
}

/* Builds a frame of each size named and cuts it again. */
static void assert_built(gt06_form form, uint8_t number, size_t content_size)
{
    const size_t around = form == GT06_LONG || form == GT06_WIDE ? 11 : 10;
    uint8_t *content = g_malloc0(content_size + 1);
    uint8_t *out = g_malloc(content_size + 11);
    gt06_cut proven;

    memset(content, 0x31, content_size);
    const size_t size = gt06_build_frame(out, form, number, content, content_size, 0x1234);
    assert_int_equal(size, content_size + around);
    const gt06_cut cut = cut_copy(out, size, &open_stream);
    assert_frame(cut, form, number, content_size, size);
    assert_true(cut.crc_good);
    assert_false(cut.length_wrong);
    assert_memory_equal(out + cut.content_offset, content, content_size);
    assert_true(gt06_frame_is_proven(out, size, &proven));
    assert_frame(proven, form, number, content_size, size);
    assert_false(gt06_frame_is_proven(out, size - 1, &proven));
    assert_int_equal(cut_copy(out, size - 1, &open_stream).kind, GT06_CUT_WAIT);
    g_free(out);
    g_free(content);
}

static void test_sizes(void **state)
{
    (void)state;
    for (size_t n = 0; n <= 250; n++)
        assert_built(GT06_SHORT, 0x15, n);
    for (size_t n = 0; n <= 600; n++) {
        assert_built(GT06_LONG, 0x21, n);
        assert_built(GT06_WIDE, 0x97, n);
    }
    assert_built(GT06_LONG, 0x8D, 65530);
    assert_built(GT06_WIDE, 0x96, 65530);
    assert_built(GT06_WIDE, 0x9A, 1300); /* a length whose high byte a short frame might have */
    for (unsigned number = 0; number <= UINT8_MAX; number++) {
        assert_built(GT06_SHORT, (uint8_t)number, 0);
        assert_built(GT06_SHORT, (uint8_t)number, 250);
        assert_built(GT06_LONG, (uint8_t)number, 0);
        assert_built(GT06_LONG, (uint8_t)number, 300);
    }
}

static void test_too_large(void **state)
{
    static const uint8_t content[65531];
    uint8_t *out = g_malloc(sizeof content + 11);

    (void)state;
    assert_int_equal(gt06_build_frame(out, GT06_SHORT, 0x15, content, 251, 1), 0);
    assert_int_equal(gt06_build_frame(out, GT06_LONG, 0x21, content, 65531, 1), 0);
    assert_int_equal(gt06_build_frame(out, GT06_WIDE, 0x97, content, 65531, 1), 0);
    assert_int_equal(gt06_build_frame(out, GT06_DIALECT, 0x65, content, 255, 1), 0);
    assert_int_equal(gt06_build_frame(out, GT06_DIALECT, 0x65, content, 254, 1), 260);
    assert_frame(cut_copy(out, 260, &open_dialect), GT06_DIALECT, 0x65, 254, 260);
    g_free(out);
}

/* ---- the way back into step ---- */

static void test_garbage(void **state)
{
    (void)state;
    assert_cut(cut_hex("00 01 0D0A 02", &open_stream), GT06_CUT_SKIP, 4);
    assert_cut(cut_hex("00 01 7878", &open_stream), GT06_CUT_SKIP, 2);
    assert_cut(cut_hex("00 01 7979 0D0A", &open_stream), GT06_CUT_SKIP, 2);
    assert_cut(cut_hex("0D0A", &open_stream), GT06_CUT_SKIP, 2);
    assert_cut(cut_hex("00 78", &open_stream), GT06_CUT_SKIP, 1);
    assert_cut(cut_hex("00 79", &open_stream), GT06_CUT_SKIP, 1);
    assert_cut(cut_hex("00 78", &closed_stream), GT06_CUT_SKIP, 2);
    assert_cut(cut_hex("78", &open_stream), GT06_CUT_WAIT, 0);
    assert_cut(cut_hex("79", &open_stream), GT06_CUT_WAIT, 0);
    assert_cut(cut_hex("78", &closed_stream), GT06_CUT_SKIP, 1);
    assert_cut(cut_hex("7879", &open_stream), GT06_CUT_SKIP, 1);
    assert_cut(cut_hex("7878", &open_stream), GT06_CUT_WAIT, 0);
    assert_cut(cut_hex("7979 00", &open_stream), GT06_CUT_WAIT, 0);
    assert_cut(cut_hex("7979 0005", &open_stream), GT06_CUT_WAIT, 11);
    assert_cut(cut_hex("7878 05", &open_stream), GT06_CUT_WAIT, 10);
    assert_cut(cut_hex("7878 05", &closed_stream), GT06_CUT_SKIP, 3);
    assert_cut(cut_hex("7878 0D0A", &closed_stream), GT06_CUT_SKIP, 4);
    /* the second byte of a failed mark may begin the right one */
    assert_cut(cut_hex("7878 7805130005AFD50D0A", &open_stream), GT06_CUT_SKIP, 1);
    assert_cut(cut_hex("7979 790005840016BB1A0D0A", &open_stream), GT06_CUT_SKIP, 1);
}

static void test_resynchronisation(void **state)
{
    (void)state;
    assert_stream(from_hex(LOGIN ACK LONG_ACK), 3);
    assert_stream(from_hex("00" LOGIN "010203" ACK "0D0A" LONG_ACK "FF"), 3);
    assert_stream(from_hex("78" LOGIN "79" ACK "7978" LONG_ACK "78"), 3);
    assert_stream(from_hex(UNFINISHED LOGIN "7979FFFF" ACK "7979" LONG_ACK), 3);
    assert_stream(from_hex(UNFINISHED UNFINISHED ACK "787800" LONG_ACK "7878"), 2);
    assert_stream(from_hex(LOGIN "474554202F20485454502F312E310D0A" ACK), 2);
    assert_stream(from_hex("787878787878787878" ACK "79797979797979" LONG_ACK), 2);
    assert_stream(from_hex("7878787878787878" UNFINISHED "7979797979"), 0);
    assert_stream(from_hex(BAD_CRC ACK BAD_CRC BAD_CRC), 4);
    assert_stream(from_hex(ADDRESS_REPLY LOGIN ADDRESS_REPLY), 3);
    assert_stream(from_hex("787800E997000102" LOGIN ACK), 2);
}

static void test_lying_lengths(void **state)
{
    (void)state;
    assert_stream(from_hex(LYING ACK), 2);
    assert_stream(from_hex(ACK LYING LYING LYING), 4);
    assert_stream(from_hex("787808134B04030011061F0D0A" LYING LOGIN), 3);
    /* the length asks for two bytes more, but the CRC is good before them: no wait, come what may
     */
    GByteArray *more = from_hex("78780C13460604000200021CEB0D0A787800");
    for (guint n = 15; n <= more->len; n++)
        assert_cut(cut_copy(more->data, n, &open_stream), GT06_CUT_FRAME, 15);
    g_byte_array_unref(more);
    /* nothing proves it: the stop mark may be as far off as the documents say, and no farther */
    GByteArray *far = from_hex("7878FF13");
    g_byte_array_set_size(far, 301);
    memset(far->data + 4, 0, far->len - 4);
    assert_cut(cut_copy(far->data, far->len, &open_stream), GT06_CUT_WAIT, 302);
    g_byte_array_set_size(far, 302);
    far->data[301] = 0;
    assert_cut(cut_copy(far->data, far->len, &open_stream), GT06_CUT_SKIP, 302);
    g_byte_array_unref(far);
}

/* The serial number that gives such a frame the CRC 0D0A. */
static uint16_t serial_for_stop_mark_crc(gt06_form form, uint8_t number)
{
    uint8_t out[11];

    for (unsigned serial = 0; serial <= UINT16_MAX; serial++) {
        const size_t size = gt06_build_frame(out, form, number, NULL, 0, (uint16_t)serial);
        if (out[size - 4] == 0x0D && out[size - 3] == 0x0A)
            return (uint16_t)serial;
    }
    fail();
    return 0;
}

static void test_stop_marks_inside(void **state)
{
    static const gt06_form forms[] = { GT06_SHORT, GT06_LONG };
    GByteArray *stream = g_byte_array_new();
    size_t count = 0;

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        append_frame(stream, forms[i], 0x15, "0D0A", 1);
        append_frame(stream, forms[i], 0x15, "0D0A0D0A0D0A0D0A0D0A0D0A0D0A", 2);
        append_frame(stream, forms[i], 0x22, "000D0A7878000D0A", 0x0D0A);
        append_frame(stream, forms[i], 0x01, "0359339077885308", 0x0D0A);
        append_frame(stream, forms[i], 0x13, "", 0x0D0A);
        append_frame(stream, forms[i], 0x13, "", serial_for_stop_mark_crc(forms[i], 0x13));
        append_frame(stream, forms[i], 0x10, "", serial_for_stop_mark_crc(forms[i], 0x10));
        append_frame(stream, forms[i], 0x95, "787879797878057979FFFF", 0x7878);
        count += 8;
    }
    assert_stream(stream, count);
}

static void test_inner_frames(void **state)
{
    (void)state;
    /* a damaged start whose length ends with the next frame: that one is not swallowed */
    GByteArray *stream = from_hex("7878121200");
    append_hex(stream, "010203");
    append_hex(stream, LOGIN);
    stream->data[2] = (uint8_t)(stream->len - 5);
    assert_stream(stream, 1);
    stream = from_hex("79790015 94 010203040506" ACK LONG_ACK);
    assert_stream(stream, 2);
    /* nor by a row of the dialect, which would have had to wait for it */
    stream = from_hex("7878FF10");
    append_frame(stream, GT06_SHORT, 0x95, "00000D0A", 1);
    for (int i = 0; i < 30; i++)
        append_hex(stream, ACK);
    assert_cut(cut_copy(stream->data, 18, &open_stream), GT06_CUT_SKIP, 4);
    assert_cut(cut_copy(stream->data, stream->len, &open_stream), GT06_CUT_SKIP, 4);
    g_byte_array_unref(stream);
    /* a proven frame keeps what it carries, whole frames too */
    stream = g_byte_array_new();
    append_frame(stream, GT06_SHORT, 0x9B, "03787805130005AFD50D0A", 7);
    const gt06_cut cut = cut_copy(stream->data, stream->len, &open_stream);
    assert_frame(cut, GT06_SHORT, 0x9B, 11, 21);
    g_byte_array_unref(stream);
    /* a start that might be a row of the dialect is not waited for at the end, yet it ends there
     * too */
    assert_stream(from_hex("78784E0101 78780F1A2345678901232F290D0A 787807010D0A7878D9240D0A"
                           "00000000000000000000000000000003"),
                  1);
}

static void test_find_proven(void **state)
{
    GByteArray *stream = from_hex(BAD_CRC "7878" ACK LONG_ACK "787801080D0A");

    (void)state;
    assert_int_equal(gt06_find_proven_frame(stream->data, stream->len, 0), 20);
    assert_int_equal(gt06_find_proven_frame(stream->data, stream->len, 21), 30);
    assert_int_equal(gt06_find_proven_frame(stream->data, stream->len, 31), stream->len);
    assert_int_equal(gt06_find_proven_frame(stream->data, stream->len, stream->len), stream->len);
    assert_int_equal(gt06_find_proven_frame(stream->data, 29, 0), 29);
    g_byte_array_unref(stream);
}

/* ---- how the bytes came ---- */

/* No beginning of a frame is taken for one, nor thrown away while more may come. */
static void assert_prefixes(const worked_frame *frame, const gt06_cut_context *context)
{
    GByteArray *bytes = from_hex(frame->hex);

    for (size_t n = 1; n < bytes->len; n++) {
        const gt06_cut cut = cut_copy(bytes->data, n, context);
        assert_int_equal(cut.kind, GT06_CUT_WAIT);
        assert_int_not_equal(cut_copy(bytes->data, n, &closed_stream).kind, GT06_CUT_FRAME);
    }
    g_byte_array_unref(bytes);
}

static void test_prefixes(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(worked_frames); i++)
        assert_prefixes(&worked_frames[i], &open_stream);
    for (size_t i = 0; i < G_N_ELEMENTS(dialect_frames); i++)
        assert_prefixes(&dialect_frames[i], &open_stream);
    for (size_t i = 0; i < G_N_ELEMENTS(late_dialect_frames); i++)
        assert_prefixes(&late_dialect_frames[i], &open_dialect);
}

static void test_every_cut(void **state)
{
    GByteArray *stream = g_byte_array_new();

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(worked_frames); i++)
        append_hex(stream, worked_frames[i].hex);
    assert_stream(stream, G_N_ELEMENTS(worked_frames));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_worked_frames),     cmocka_unit_test(test_odd_frames),
        cmocka_unit_test(test_other_protocols),   cmocka_unit_test(test_crc),
        cmocka_unit_test(test_relatives),         cmocka_unit_test(test_relatives_and_proof),
        cmocka_unit_test(test_build_worked),      cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_too_large),         cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_resynchronisation), cmocka_unit_test(test_lying_lengths),
        cmocka_unit_test(test_stop_marks_inside), cmocka_unit_test(test_inner_frames),
        cmocka_unit_test(test_find_proven),       cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_every_cut),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
