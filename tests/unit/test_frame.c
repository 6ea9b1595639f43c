/* test_frame.c
 * Cutting runs of bytes into messages, and building messages.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>
#include <glib.h>

#include "protocol/frame.h"

static const gt06_cut_context open_stream = { .ended = false };
static const gt06_cut_context closed_stream = { .ended = true };
static const gt06_cut_context open_dialect = { .dialect = true };

/* ---- bytes ---- */

/* Appends what a hex string says; blanks are for the eye. */
static void append_hex(GByteArray *bytes, const char *hex)
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

static GByteArray *from_hex(const char *hex)
{
    GByteArray *bytes = g_byte_array_new();

    append_hex(bytes, hex);
    return bytes;
}

/* Appends a frame of our own. */
static void append_frame(GByteArray *stream, gt06_form form, uint8_t number, const char *content,
                         uint16_t serial)
{
    GByteArray *bytes = from_hex(content);
    uint8_t *out = g_malloc(bytes->len + 11);
    const size_t size = gt06_build_frame(out, form, number, bytes->data, bytes->len, serial);

    g_byte_array_append(stream, out, (guint)size);
    g_free(out);
    g_byte_array_unref(bytes);
}

/* Cuts from a copy of exactly that size, so that the sanitizers see a read beyond it. */
static gt06_cut cut_copy(const uint8_t *bytes, size_t size, const gt06_cut_context *context)
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

static gt06_cut cut_hex(const char *hex, const gt06_cut_context *context)
{
    GByteArray *bytes = from_hex(hex);
    const gt06_cut cut = cut_copy(bytes->data, bytes->len, context);

    g_byte_array_unref(bytes);
    return cut;
}

static void assert_frame(gt06_cut cut, gt06_form form, uint8_t number, size_t content, size_t size)
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

static void assert_cut(gt06_cut cut, gt06_cut_kind kind, size_t size)
{
    assert_int_equal(cut.kind, kind);
    assert_int_equal(cut.size, size);
}

/* ---- streams ---- */

typedef struct {
    size_t offset;
    gt06_cut cut;
} found_frame;

/* A receiver: the bytes it still holds, and the frames it has found. */
typedef struct {
    GByteArray *held;
    size_t offset; /* of the first byte held in the stream */
    gt06_cut_context context;
    GArray *frames;
} receiver;

static void receiver_init(receiver *r)
{
    *r = (receiver){ .held = g_byte_array_new(),
                     .frames = g_array_new(FALSE, FALSE, sizeof(found_frame)) };
}

static void receiver_clear(receiver *r)
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
            r->context.dialect |= is_dialect_login(&cut);
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

static void assert_same_frames(const receiver *one, const receiver *other)
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

/* Receives the stream in pieces that end at the given places, and compares with `whole`. */
static void assert_pieces_agree(const GByteArray *stream, const size_t *ends, size_t count,
                                const receiver *whole)
{
    receiver r;
    size_t at = 0;

    receiver_init(&r);
    for (size_t i = 0; i < count; i++) {
        receive(&r, stream->data + at, ends[i] - at);
        at = ends[i];
    }
    receive(&r, stream->data + at, stream->len - at);
    receive_end(&r);
    assert_same_frames(&r, whole);
    receiver_clear(&r);
}

/* The frames of a stream, all at once; `ended` tells whether its end is known from the start. */
static void receive_whole(receiver *r, const GByteArray *stream, bool ended)
{
    receiver_init(r);
    r->context.ended = ended;
    receive(r, stream->data, stream->len);
    receive_end(r);
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

/* ---- worked frames ---- */

typedef struct {
    const char *hex;
    gt06_form form;
    uint8_t number;
    size_t content;
    bool crc_good;
    bool length_wrong;
} worked_frame;

#define ADDRESS_REPLY                                                                              \
    "787800E99700E2000000014144445245535326260050007200650063006900730065006C00790020004C006F0063" \
    "006100740069006E0067003A0031003053F7002000590075006E007300680061006E002000570065007300740020" \
    "00520064002C004800750069006300680065006E0067002C004800750069007A0068006F0075002C004700750061" \
    "006E00670064006F006E0067002C0035003100360030003000330028004E00320033002E00310031003100370037" \
    "002C0045003100310034002E003400300039003200320029262636363336360003000400000000000000000000"   \
    "000023230001AF4D0D0A"

/* Of the GT06 forms: core 2.3, 2.7, 6.96; extended 25.1, 28. */
static const worked_frame worked_frames[] = {
    { "78780D01012345678901234500018CDD0D0A", GT06_SHORT, 0x01, 8, true, false },
    { "787805010001D9DC0D0A", GT06_SHORT, 0x01, 0, true, false },
    { "78780A134401040001000508450D0A", GT06_SHORT, 0x13, 5, true, false },
    { "787805130005AFD50D0A", GT06_SHORT, 0x13, 0, true, false },
    { "7878058A000688290D0A", GT06_SHORT, 0x8A, 0, true, false },
    { "797900262100000000020043006f006d006d0061006e00640020006500720072006f0072002100236e850d0a",
      GT06_LONG, 0x21, 33, true, false },
    { "79790005840016BB1A0D0A", GT06_LONG, 0x84, 0, true, false },
    { "79790005410001ec030d0a", GT06_LONG, 0x41, 0, true, false },
    { "78780F3620E3ACD30000000004000000 02BA 0D0A", GT06_SHORT, 0x36, 10, true, false },
    { "787808134B04030011061F0D0A", GT06_SHORT, 0x13, 3, true, false },
    /* the length byte is two too small */
    { "7878081346060200 02044DC5050D0A", GT06_SHORT, 0x13, 5, true, true },
    { ADDRESS_REPLY, GT06_WIDE, 0x97, 228, true, false },
};

/* Of the dialect: core 8, extended 14 and 26, and frames of terminals (length bytes that lie). */
static const worked_frame dialect_frames[] = {
    { "78780d0103593390778853084d0d0a", GT06_DIALECT, 0x01, 9, false, false },
    { "787801080D0A", GT06_DIALECT, 0x08, 0, false, false },
    { "787801300d0a", GT06_DIALECT, 0x30, 0, false, false },
    { "787801570d0a", GT06_DIALECT, 0x57, 0, false, false },
    { "787801940d0a", GT06_DIALECT, 0x94, 0, false, false },
    { "787801990d0a", GT06_DIALECT, 0x99, 0, false, false },
    { "78780613552308030d0a", GT06_DIALECT, 0x13, 4, false, false },
    { "78780713514d0819640d0a", GT06_DIALECT, 0x13, 5, false, false },
    { "7878121011091c0b1b2999058508040097a89e0034520d0a", GT06_DIALECT, 0x10, 18, false, false },
    { "78781511170103100e1f9904efe30400a97f88003410ffdd000d0a", GT06_DIALECT, 0x11, 21, false,
      false },
    { "78781510120b05030d2498038077200be2078f0034000102030d0a", GT06_DIALECT, 0x10, 21, false,
      false },
    { "7878200813081a0733211608c8d1710ded1d1608dffb710e06d51039050100286489000d0a", GT06_DIALECT,
      0x08, 31, false, false },
    { "787800171710231108290200cc080c4e2fa5640c4e2fa5640d0a", GT06_DIALECT, 0x17, 20, false,
      false },
    { "7878006921120412565802010601071e4a9764071e4a9864010d0a", GT06_DIALECT, 0x69, 21, false,
      false }, /* with alarm bits */
    { "787803181604130318491475905bd30e25001e10bbf7635d14759006e626560401cc00000028660090df425f0000"
      "28660090df576c00002866009487566700002866009ca15667000d0a",
      GT06_DIALECT, 0x18, 68, false, false }, /* 32-bit cells and alarm bits */
    { "78780869170928113413ac9e17b30808514494fcf6e148596cb0ce2c67bd4a6eb0ce2c67bd4b0018e7d4333e55ec"
      "086be7f2df5fe48d8c94fc6657e48d8cb8f378510600cc0400d37a3d4600d37a3c5000d37a3b6400d376716400d3"
      "05ac6400d393506e0d0a",
      GT06_DIALECT, 0x69, 96, false, false }, /* eight access points */
    { "78780c4131333533333333333333330d0a", GT06_DIALECT, 0x41, 11, false, false },
    { "7878024101 0D0A", GT06_DIALECT, 0x41, 1, false, false },
    { "7878001017 01 03 10 0e 1f 0D0A", GT06_DIALECT, 0x10, 6, false, false }, /* time echoes */
    { "78780069171023110850 0D0A", GT06_DIALECT, 0x69, 6, false, false },
    { "78780101 01 0D0A", GT06_DIALECT, 0x01, 1, false, false }, /* login answers */
    { "78780D01 01 0D0A", GT06_DIALECT, 0x01, 1, false, false },
    { "78780101 0D0A", GT06_DIALECT, 0x01, 0, false, false },
    { "78780144 0D0A", GT06_DIALECT, 0x44, 0, false, false },
    { "78780213 05 0D0A", GT06_DIALECT, 0x13, 1, false, false }, /* status answers */
    { "78780113 0D0A", GT06_DIALECT, 0x13, 0, false, false },
};

/* These look like GT06 with a bad CRC until a login has told the dialect. */
static const worked_frame late_dialect_frames[] = {
    { "78780a13424008196400041f000d0a", GT06_DIALECT, 0x13, 9, false, false },
    { "78780a132827010063000000000d0a", GT06_DIALECT, 0x13, 9, false, false },
    { "78780730 07E00705053718 0D0A", GT06_DIALECT, 0x30, 7, false, false },
    { "78780E34 01010800120001010700012200 0D0A", GT06_DIALECT, 0x34, 13, false, false },
    { "78780766 0A000001 1F90 0D0A", GT06_DIALECT, 0x66, 6, false, false },
};

static void assert_worked(const worked_frame *frame, const gt06_cut_context *context)
{
    GByteArray *bytes = from_hex(frame->hex);
    const gt06_cut cut = cut_copy(bytes->data, bytes->len, context);

    assert_frame(cut, frame->form, frame->number, frame->content, bytes->len);
    assert_int_equal(cut.crc_good, frame->crc_good);
    assert_int_equal(cut.length_wrong, frame->length_wrong);
    g_byte_array_unref(bytes);
}

static void test_worked_frames(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(worked_frames); i++) {
        assert_worked(&worked_frames[i], &open_stream);
        assert_worked(&worked_frames[i], &closed_stream);
    }
}

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
        "78783500300086428703204121160085015111050c0a0d20c6fd24a102ff8eac0c01001404000000ffffffff13"
        "1702210000000000000000000d0a", /* Anytrek */
        "787835003000867279033457792c009801001209080a3408c81b2a7d0305b88b0c00001ccb0000000f00000002"
        "b90174f30b000000000000000d0a",
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
    /* not even with all that makes a frame */
    uint8_t frame[GT06_LARGEST_FRAME];
    uint8_t content[0x30] = { 0x30 };
    const size_t size = gt06_build_frame(frame, GT06_SHORT, 0x00, content, sizeof content, 1);
    assert_false(gt06_frame_is_proven(frame, size, NULL));
    assert_int_equal(cut_copy(frame, size, &closed_stream).kind, GT06_CUT_SKIP);
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

#define LOGIN "78780D01012345678901234500018CDD0D0A"
#define ACK "787805130005AFD50D0A"
#define LONG_ACK "79790005840016BB1A0D0A"
#define LYING "787808134606020002044DC5050D0A"
#define UNFINISHED "78781F120B081D112E10CC02"
#define BAD_CRC "78780D01012345678901234500018CDE0D0A"

/* Takes the stream. */
static void assert_stream(GByteArray *stream, size_t frames)
{
    assert_cuts_agree(stream, frames);
    g_byte_array_unref(stream);
}

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
    /* the length asks for two bytes more, but the CRC is good before them: no wait, come what may */
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

/* ---- hostile bytes ---- */

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

/* A length byte of 1, however long the name: ext 26.2, 65. */
static void a_file_name_ends_at_its_stop_mark(void **state)
{
    static const uint8_t sent[] = { 0x78, 0x78, 0x01, 0x65, '2', '0', '.', 'a', 'm', 'r', 0x0D, 0x0A };
    static const uint8_t other[] = { 0x78, 0x78, 0x01, 0x65, 0x00, 0x01, 0x02, 'a', 'm', 'r', 0x0D, 0x0A };
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
    const gt06_cut_context up = { .dialect = true }, down = { .dialect = true, .from_server = true };
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
    static const uint8_t damaged[] = { 0x78, 0x78, 0x0E, 0x34, 1,    1,    8, 0, 0x12, 0,    1,   1,
                                       7,    0,    1,    0x22, 0x0D, 0x0A, 0x78, 0x78, 1, 8, 0x0D, 0x0A };
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
        cmocka_unit_test(damage_in_the_dialect_ends_at_its_stop_mark),
        cmocka_unit_test(blocks_belong_to_the_dialect),
        cmocka_unit_test(a_file_name_ends_at_its_stop_mark),
        cmocka_unit_test(test_crc),
        cmocka_unit_test(test_build_worked),
        cmocka_unit_test(test_sizes),
        cmocka_unit_test(test_too_large),
        cmocka_unit_test(test_worked_frames),
        cmocka_unit_test(test_dialect_frames),
        cmocka_unit_test(test_dialect_by_memory),
        cmocka_unit_test(test_dialect_rules),
        cmocka_unit_test(test_dialect_waits),
        cmocka_unit_test(test_odd_frames),
        cmocka_unit_test(test_other_protocols),
        cmocka_unit_test(test_garbage),
        cmocka_unit_test(test_resynchronisation),
        cmocka_unit_test(test_lying_lengths),
        cmocka_unit_test(test_dialect_stream),
        cmocka_unit_test(test_stop_marks_inside),
        cmocka_unit_test(test_inner_frames),
        cmocka_unit_test(test_find_proven),
        cmocka_unit_test(test_prefixes),
        cmocka_unit_test(test_every_cut),
        cmocka_unit_test(test_damaged_streams),
        cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_hostile_patterns),
        cmocka_unit_test(test_hostile_starts),
        cmocka_unit_test(test_frame_behind_failed_starts),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
