/* test_encoding.c
 * Encodings of texts that do not say theirs.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "protocol/encoding.h"

/* Texts as terminals answer, and as addresses are. */
static const char *const texts[] = {
    "设备状态: 正常",
    "电量:4.16V,正常; 网络:已连接; GPS:定位成功",
    "广东省深圳市南山区科技园",
    "经度:113.95,纬度:22.54",
    "车辆已断油断电",
    "Успешно",
    "已恢复油电!",
    "北京市朝阳区建国门外大街1号",
};

static gt06_encoding guess_converted(const char *text, const char *charset)
{
    gsize size = 0;
    char *bytes = g_convert(text, -1, charset, "UTF-8", NULL, &size, NULL);
    gt06_encoding encoding;

    assert_non_null(bytes);
    encoding = gt06_guess_encoding((const uint8_t *)bytes, size);
    g_free(bytes);
    return encoding;
}

static void test_texts(void **state)
{
    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(texts); i++) {
        assert_int_equal(guess_converted(texts[i], "UTF-8"), GT06_ENCODING_UTF_8);
        assert_int_equal(guess_converted(texts[i], "UTF-16BE"), GT06_ENCODING_UTF_16);
        assert_int_equal(guess_converted(texts[i], "GBK"), GT06_ENCODING_GBK);
    }
}

static gt06_encoding guess(const char *bytes, size_t size)
{
    return gt06_guess_encoding((const uint8_t *)bytes, size);
}

#define GUESS(literal) guess(literal, sizeof(literal) - 1)

static void test_ascii(void **state)
{
    (void)state;
    assert_int_equal(GUESS(""), GT06_ENCODING_ASCII);
    assert_int_equal(GUESS("STATUS#"), GT06_ENCODING_ASCII);
    assert_int_equal(GUESS("IMEI:123456789012347\r\nACC:ON\r\n"), GT06_ENCODING_ASCII);
    assert_int_equal(GUESS("SOS1:555\0\0\0\0\0\0\0\0\0\0\0"), GT06_ENCODING_ASCII);
    assert_int_equal(GUESS("\0\0\0\0"), GT06_ENCODING_ASCII);
    /* Chinese too, if one wants it so. */
    assert_int_equal(GUESS("O`Y}"), GT06_ENCODING_ASCII);
}

static void test_padding(void **state)
{
    (void)state;
    assert_int_equal(GUESS("\0O\0K"), GT06_ENCODING_UTF_16);
    assert_int_equal(GUESS("\0O\0K\0\0\0\0"), GT06_ENCODING_UTF_16);
    assert_int_equal(GUESS("\x8F\x66\x8F\x86\0\0\0\0"), GT06_ENCODING_UTF_16);
    assert_int_equal(GUESS("\xE8\xBD\xA6\0\0"), GT06_ENCODING_UTF_8);
    assert_int_equal(GUESS("\xB3\xB5\xC1\xBE\0\0\0"), GT06_ENCODING_GBK);
}

static void test_no_text(void **state)
{
    (void)state;
    assert_int_equal(GUESS("\x01"), GT06_ENCODING_UNKNOWN);
    assert_int_equal(GUESS("OK\xFF"), GT06_ENCODING_UNKNOWN);
    assert_int_equal(GUESS("OK\xC4"), GT06_ENCODING_UNKNOWN);
    assert_int_equal(GUESS("\x12\x02\xFF\x00\x10\x80\x81"), GT06_ENCODING_UNKNOWN);
}

static void test_latin_1(void **state)
{
    (void)state;
    assert_int_equal(GUESS("Posici\xF3n: 1"), GT06_ENCODING_UNKNOWN);
    assert_int_equal(GUESS("Conex\xE3o n\xE3o"), GT06_ENCODING_UNKNOWN);
    /* One character of GBK that is not of GB 2312, among others that are. */
    assert_int_equal(GUESS("\xB3\xB5\xC1\xBE\x95\x41"), GT06_ENCODING_GBK);
    assert_int_equal(GUESS("\xB3\xB5\x95\x41"), GT06_ENCODING_UNKNOWN);
}

static void test_utf16(void **state)
{
    (void)state;
    assert_int_equal(guess_converted("车辆🚗", "UTF-16BE"), GT06_ENCODING_UTF_16);
    assert_int_equal(guess_converted("🚗", "UTF-16BE"), GT06_ENCODING_UTF_16);
    assert_int_equal(guess_converted("𠮷野", "UTF-16BE"), GT06_ENCODING_UTF_16);
    assert_int_equal(guess_converted("ﻣﻮﻗﻊ ﷲ", "UTF-16BE"), GT06_ENCODING_UTF_16);
    /* Halves of a pair, at the end and in the wrong order. */
    assert_int_equal(GUESS("\x8F\x66\xD8\x3D"), GT06_ENCODING_UNKNOWN);
    assert_int_equal(GUESS("\xDE\x97\xD8\x3D"), GT06_ENCODING_UNKNOWN);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_texts),
        cmocka_unit_test(test_ascii),
        cmocka_unit_test(test_padding),
        cmocka_unit_test(test_no_text),
        cmocka_unit_test(test_latin_1),
        cmocka_unit_test(test_utf16),
    };

    return cmocka_run_group_tests_name("encoding", tests, NULL, NULL);
}
