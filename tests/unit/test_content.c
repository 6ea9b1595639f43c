/* test_content.c
 * What conditions ask about a content, and who sent it.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <glib.h>

#include "protocol/content.h"

/* A content of which all bytes are at hand. */
static gt06_content content_of(const uint8_t *bytes, size_t size)
{
    return (gt06_content){ .bytes = bytes, .captured = size, .size = size };
}

#define CONTENT(...)                                                                               \
    content_of((const uint8_t[]){ __VA_ARGS__ }, sizeof((const uint8_t[]){ __VA_ARGS__ }))

static gt06_content text(const char *string)
{
    return content_of((const uint8_t *)string, strlen(string));
}

static void test_bytes(void **state)
{
    const gt06_content c = CONTENT(0x81, 0x02, 0x7F);

    (void)state;
    assert_int_equal(gt06_byte(&c, 2), 0x7F);
    assert_int_equal(gt06_byte(&c, 3), 0);
    assert_int_equal(gt06_byte(&c, SIZE_MAX), 0);
    assert_int_equal(gt06_u16(&c, 0), 0x8102);
    assert_int_equal(gt06_u16(&c, 2), 0x7F00);
    assert_int_equal(gt06_mnc2(&c, 0), 1);
    assert_int_equal(gt06_mnc2(&c, 1), 0);
    assert_int_equal(gt06_mnc2(&c, 3), 0);
}

static void test_date(void **state)
{
    static const uint8_t wrong[][6] = {
        { 100, 1, 1, 0, 0, 0 }, { 0, 0, 1, 0, 0, 0 },  { 0, 13, 1, 0, 0, 0 }, { 0, 1, 0, 0, 0, 0 },
        { 0, 1, 32, 0, 0, 0 },  { 0, 1, 1, 24, 0, 0 }, { 0, 1, 1, 0, 60, 0 }, { 0, 1, 1, 0, 0, 60 },
    };
    const gt06_content least = CONTENT(0, 1, 1, 0, 0, 0);
    const gt06_content most = CONTENT(0xFF, 99, 12, 31, 23, 59, 59);

    (void)state;
    assert_true(gt06_is_date(&least, 0));
    assert_true(gt06_is_date(&most, 1));
    assert_false(gt06_is_date(&most, 0));
    assert_false(gt06_is_date(&most, 2)); /* five bytes are left */
    assert_false(gt06_is_date(&most, SIZE_MAX));
    for (size_t i = 0; i < G_N_ELEMENTS(wrong); i++) {
        const gt06_content c = content_of(wrong[i], sizeof wrong[i]);
        assert_false(gt06_is_date(&c, 0));
    }
}

static void test_digits_and_zeros(void **state)
{
    const gt06_content c = CONTENT(0x00, 0x00, 0x19, 0x99, 0x9A, 0xA9);

    (void)state;
    assert_true(gt06_is_bcd(&c, 0, 4));
    assert_false(gt06_is_bcd(&c, 0, 5));
    assert_false(gt06_is_bcd(&c, 5, 1));
    assert_false(gt06_is_bcd(&c, 3, 4)); /* beyond the end */
    assert_true(gt06_is_zero(&c, 0, 2));
    assert_false(gt06_is_zero(&c, 0, 3));
    assert_false(gt06_is_zero(&c, 6, 1));
    assert_false(gt06_is_zero(&c, 1, SIZE_MAX));
    assert_true(gt06_is_zero(&c, 6, 0));
}

static void test_begins_with_date(void **state)
{
    const gt06_content date = CONTENT(24, 2, 29, 12, 0, 0, 0xFF);
    const gt06_content unset = CONTENT(0, 0, 0, 0, 0, 0, 0xFF);
    const gt06_content neither = CONTENT(0, 0, 0, 0, 0, 1, 0xFF);

    (void)state;
    assert_true(gt06_begins_with_date(&date));
    assert_true(gt06_begins_with_date(&unset));
    assert_false(gt06_begins_with_date(&neither));
}

static void test_text(void **state)
{
    const gt06_content c = CONTENT(0x1F, ' ', '~', '\r', '\n', 'A');
    const gt06_content not_ascii = CONTENT('A', 0x7F);
    const gt06_content utf8 = CONTENT('A', 0xC3, 0xA9);

    (void)state;
    assert_true(gt06_is_ascii(&c, 1, 2));
    assert_false(gt06_is_ascii(&c, 0, 2));
    assert_false(gt06_is_ascii(&c, 1, 3)); /* CR */
    assert_false(gt06_is_ascii(&c, 5, 2)); /* beyond the end */
    assert_true(gt06_is_printable(&c, 1));
    assert_false(gt06_is_printable(&c, 0));
    assert_true(gt06_is_printable(&c, 6));
    assert_true(gt06_is_printable(&c, 7));
    assert_false(gt06_is_printable(&not_ascii, 0));
    assert_false(gt06_is_printable(&utf8, 0));
}

static void test_tag(void **state)
{
    const gt06_content query = text("12345ADDRESS&&");
    const gt06_content alarm = text("123456ALARMSMS");
    const gt06_content cut_off = text("12345ADDRES");

    (void)state;
    assert_true(gt06_is_tag(&query, 5));
    assert_false(gt06_is_tag(&query, 4));
    assert_true(gt06_is_tag(&alarm, 6));
    assert_false(gt06_is_tag(&alarm, 5));
    assert_false(gt06_is_tag(&cut_off, 5));
    assert_false(gt06_is_tag(&cut_off, 12));
}

static void test_model(void **state)
{
    gt06_content c = { .model = NULL };

    (void)state;
    assert_false(gt06_is_model(&c, "GT06A"));
    assert_false(gt06_is_model(&c, "*"));
    c.model = "lw4g-6a";
    assert_true(gt06_is_model(&c, "LW*"));
    assert_true(gt06_is_model(&c, "LW4G-6A"));
    assert_true(gt06_is_model(&c, "*"));
    assert_false(gt06_is_model(&c, "LW4G"));
    assert_false(gt06_is_model(&c, "LW5*"));
    c.model = "L";
    assert_false(gt06_is_model(&c, "LW*"));
    c.model = "";
    assert_false(gt06_is_model(&c, "R11"));
}

static void test_modules(void **state)
{
    const gt06_content two = CONTENT(0xFF, 0x00, 0x33, 0x02, 1, 2, 0x00, 0x34, 0x00);
    gt06_content cut_off = two;

    (void)state;
    assert_true(gt06_is_modules(&two, 1));
    assert_true(gt06_is_modules(&two, 6));
    assert_true(gt06_is_modules(&two, 9)); /* none */
    assert_false(gt06_is_modules(&two, 0));
    assert_false(gt06_is_modules(&two, 7));
    assert_false(gt06_is_modules(&two, 10));
    cut_off.captured = 8; /* the last length is not at hand */
    assert_false(gt06_is_modules(&cut_off, 1));
    cut_off.size = cut_off.captured = 5; /* the value is longer than the content */
    assert_false(gt06_is_modules(&cut_off, 1));
    cut_off.size = 6;
    cut_off.captured = 4; /* its length is known, its bytes need not be */
    assert_true(gt06_is_modules(&cut_off, 1));
}

static void test_ssid_list(void **state)
{
    const gt06_content two = CONTENT(2, 1, 1, 1, 1, 1, 1, 0x50, 1, 'A', /* the second */
                                     2, 2, 2, 2, 2, 2, 0x51, 0);
    const gt06_content none = CONTENT(9, 0);
    const gt06_content more = CONTENT(1, 1, 1, 1, 1, 1, 1, 0x50, 1, 'A', 'B');
    const gt06_content less = CONTENT(2, 1, 1, 1, 1, 1, 1, 0x50, 1, 'A');

    (void)state;
    assert_true(gt06_is_ssid_list(&two, 0));
    assert_false(gt06_is_ssid_list(&two, 1));
    assert_false(gt06_is_ssid_list(&two, 18));
    assert_true(gt06_is_ssid_list(&none, 1));
    assert_false(gt06_is_ssid_list(&none, 0));
    assert_false(gt06_is_ssid_list(&none, 2));
    assert_false(gt06_is_ssid_list(&more, 0));
    assert_false(gt06_is_ssid_list(&less, 0));
}

/* ---- direction ---- */

/* Who sent a message with this content? What is left of it is 0. */
static void assert_sender(gt06_direction expected, gt06_form form, uint8_t number, size_t size,
                          const char *begin)
{
    uint8_t *bytes = g_malloc0(size + strlen(begin) + 1);
    gt06_content c = { .bytes = bytes, .captured = size, .size = size };

    memcpy(bytes, begin, strlen(begin));
    c.form = form;
    c.number = number;
    assert_int_equal(gt06_direction_by_shape(&c), expected);
    g_free(bytes);
}

static void from_server(gt06_form form, uint8_t number, size_t size, const char *begin)
{
    assert_sender(GT06_FROM_SERVER, form, number, size, begin);
}

static void from_terminal(gt06_form form, uint8_t number, size_t size, const char *begin)
{
    assert_sender(GT06_FROM_TERMINAL, form, number, size, begin);
}

static void test_empty(void **state)
{
    (void)state;
    for (unsigned number = 0; number <= UINT8_MAX; number++) {
        const bool asks = number == 0x8A || number == 0x84;
        assert_sender(asks ? GT06_FROM_TERMINAL : GT06_FROM_SERVER, GT06_SHORT, (uint8_t)number, 0,
                      "");
        assert_sender(asks ? GT06_FROM_TERMINAL : GT06_FROM_SERVER, GT06_LONG, (uint8_t)number, 0,
                      "");
    }
}

static void test_one_way_numbers(void **state)
{
    static const uint8_t servers[] = { 0x80, 0x82, 0x8F, 0x90, 0x96, 0x97 };
    static const uint8_t terminals[] = { 0x12, 0x13, 0x15, 0x21, 0x22, 0x81, 0x8B, 0x8D, 0x94 };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(servers); i++)
        from_server(GT06_SHORT, servers[i], 30, "");
    for (size_t i = 0; i < G_N_ELEMENTS(terminals); i++)
        from_terminal(GT06_LONG, terminals[i], 30, "");
}

/* A block of a recording that has no data asks for one. */
static void test_blocks_of_the_dialect(void **state)
{
    (void)state;
    from_server(GT06_DIALECT_BLOCK, 0, 4, "");
    from_terminal(GT06_DIALECT_BLOCK, 0, 5, "");
}

static void test_two_way_numbers(void **state)
{
    (void)state;
    from_server(GT06_LONG, 0x9A, 40, "12345ADDRESS");
    from_server(GT06_LONG, 0x9A, 40, "123456ALARMSMS");
    from_terminal(GT06_LONG, 0x9A, 40, "1234567ADDRESS");
    from_server(GT06_SHORT, 0x17, 40, "12345ADDRESS");
    from_server(GT06_SHORT, 0x1A, 40, "12345ALARMSMS");
    from_terminal(GT06_SHORT, 0x17, 40, "123456ADDRESS");
    from_terminal(GT06_SHORT, 0x1A, 41, "");
    from_server(GT06_SHORT, 0x8A, 6, "");
    from_server(GT06_SHORT, 0x1F, 6, "");
    from_terminal(GT06_SHORT, 0x1F, 8, "");
    from_terminal(GT06_SHORT, 0x8A, 8, "");
    from_terminal(GT06_SHORT, 0x01, 8, "\x03\x59");
    from_terminal(GT06_SHORT, 0x01, 12, "\x03\x59");
    from_server(GT06_SHORT, 0x01, 7, "");                               /* clock not set */
    from_server(GT06_SHORT, 0x01, 7, "\x18\x02\x1D\x0C\x01\x01");       /* a date */
    from_server(GT06_SHORT, 0x01, 9, "\x18\x02\x1D\x0C\x01\x01\x02");   /* and two bytes */
    from_terminal(GT06_SHORT, 0x01, 8, "\x18\x02\x1D\x0C\x01\x01\x02"); /* one is missing */
    from_terminal(GT06_SHORT, 0x01, 7, "\x63\x63\x63");                 /* no date */
    from_terminal(GT06_SHORT, 0x01, 6, "");
}

static void test_extended_numbers(void **state)
{
    (void)state;
    from_server(GT06_SHORT, 0x36, 10, "");
    from_terminal(GT06_LONG, 0x36, 10, "");
    from_terminal(GT06_SHORT, 0x36, 48, "");
    from_terminal(GT06_SHORT, 0x36, 10, "\x01\x01\x01\x01\x01\x01\x01\x02"); /* a module of two */
    from_server(GT06_LONG, 0x98, 1, "");
    from_terminal(GT06_LONG, 0x98, 70, "");
    from_server(GT06_LONG, 0x9B, 2, "\x02\x01");
    from_terminal(GT06_LONG, 0x9B, 2, "\x03\x01");
    from_terminal(GT06_LONG, 0x9B, 3, "\x02\x01");
    from_server(GT06_SHORT, 0x9C, 1, "");
    from_terminal(GT06_SHORT, 0x9C, 5, "");
    from_server(GT06_LONG, 0x90, 20, "");
    from_terminal(GT06_LONG, 0x90, 8, "");
}

static void test_dialect(void **state)
{
    static const struct {
        uint8_t number;
        uint16_t size;
        gt06_direction sender;
    } rows[] = {
        { 0x01, 9, GT06_FROM_TERMINAL },  { 0x01, 1, GT06_FROM_SERVER },
        { 0x01, 0, GT06_FROM_SERVER },    { 0x05, 1, GT06_FROM_SERVER },
        { 0x08, 0, GT06_FROM_TERMINAL },  { 0x08, 31, GT06_FROM_TERMINAL },
        { 0x10, 18, GT06_FROM_TERMINAL }, { 0x10, 6, GT06_FROM_SERVER },
        { 0x11, 21, GT06_FROM_TERMINAL }, { 0x11, 6, GT06_FROM_SERVER },
        { 0x13, 5, GT06_FROM_TERMINAL },  { 0x13, 1, GT06_FROM_SERVER },
        { 0x13, 0, GT06_FROM_SERVER },    { 0x14, 0, GT06_FROM_TERMINAL },
        { 0x17, 20, GT06_FROM_TERMINAL }, { 0x17, 6, GT06_FROM_SERVER },
        { 0x69, 21, GT06_FROM_TERMINAL }, { 0x69, 6, GT06_FROM_SERVER },
        { 0x30, 0, GT06_FROM_TERMINAL },  { 0x30, 7, GT06_FROM_SERVER },
        { 0x34, 13, GT06_FROM_SERVER },   { 0x41, 11, GT06_FROM_SERVER },
        { 0x41, 1, GT06_FROM_TERMINAL },  { 0x44, 0, GT06_FROM_SERVER },
        { 0x56, 1, GT06_FROM_TERMINAL },  { 0x57, 0, GT06_FROM_TERMINAL },
        { 0x57, 30, GT06_FROM_SERVER },   { 0x58, 0, GT06_FROM_TERMINAL },
        { 0x58, 12, GT06_FROM_SERVER },   { 0x65, 1, GT06_FROM_SERVER },
        { 0x65, 9, GT06_FROM_TERMINAL },  { 0x66, 6, GT06_FROM_SERVER },
        { 0x80, 0, GT06_FROM_SERVER },    { 0x80, 1, GT06_FROM_TERMINAL },
        { 0x97, 2, GT06_FROM_SERVER },    { 0x98, 2, GT06_FROM_TERMINAL },
        { 0x99, 0, GT06_FROM_TERMINAL },  { 0xB3, 20, GT06_FROM_TERMINAL },
    };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(rows); i++)
        assert_sender(rows[i].sender, GT06_DIALECT, rows[i].number, rows[i].size, "");
    from_server(GT06_DIALECT, 0x69, 19, "+22.676746,+113.940"); /* a resolved position */
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_date),
        cmocka_unit_test(test_digits_and_zeros),
        cmocka_unit_test(test_begins_with_date),
        cmocka_unit_test(test_text),
        cmocka_unit_test(test_tag),
        cmocka_unit_test(test_model),
        cmocka_unit_test(test_modules),
        cmocka_unit_test(test_ssid_list),
        cmocka_unit_test(test_empty),
        cmocka_unit_test(test_one_way_numbers),
        cmocka_unit_test(test_blocks_of_the_dialect),
        cmocka_unit_test(test_two_way_numbers),
        cmocka_unit_test(test_extended_numbers),
        cmocka_unit_test(test_dialect),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
