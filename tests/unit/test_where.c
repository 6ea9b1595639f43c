/* test_where.c
 * Positions written as text, and numbers in such a text that are none.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include "protocol/where.h"

static void a_whole_text_is_read(void **state)
{
    gt06_where where;

    (void)state;
    assert_true(gt06_read_where("Current position! Lat:S24.5,Lon:W7.25,Course:126.53,Speed:12.5000,"
                                "DateTime:2017-05-26  10:27:47",
                                &where));
    assert_float_equal(where.latitude, -24.5, 1e-9);
    assert_float_equal(where.longitude, -7.25, 1e-9);
    assert_float_equal(where.course, 126.53, 1e-9);
    assert_float_equal(where.speed, 12.5, 1e-9);
    assert_true(where.has_time);
    assert_int_equal(where.year, 2017);
    assert_int_equal(where.second, 47);
}

static void without_a_place_there_is_none(void **state)
{
    static const char *const texts[] = {
        "",
        "Lat:,Lon:,Course:0.00,Speed:0.0000,DateTime:2017-05-26 10:27:47",
        "Lat:N,Lon:E",
        "Lat:N54.7",
        "Lat:X54.7,Lon:E25.2",
        "Lat:N90.1,Lon:E25.2",
        "Lat:N54.7,Lon:E180.1",
        "Lat:N1e99,Lon:E25.2",
        "Lat:Nnan,Lon:E25.2",
        "Lat:N54.7,Lon:Einf",
    };
    gt06_where where;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        assert_false(gt06_read_where(texts[i], &where));
}

static void impossible_speeds_and_courses_are_none(void **state)
{
    static const char *const texts[] = {
        "Lat:N54.7,Lon:E25.2",
        "Lat:N54.7,Lon:E25.2,Course:1e6,Speed:1800000",
        "Lat:N54.7,Lon:E25.2,Course:-1,Speed:-1",
        "Lat:N54.7,Lon:E25.2,Course:nan,Speed:inf",
    };
    gt06_where where;

    (void)state;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        assert_true(gt06_read_where(texts[i], &where));
        assert_true(where.speed == -1);
        assert_true(where.course == -1);
        assert_false(where.has_time);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_whole_text_is_read),
        cmocka_unit_test(without_a_place_there_is_none),
        cmocka_unit_test(impossible_speeds_and_courses_are_none),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
