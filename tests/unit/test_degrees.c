/* test_degrees.c
 * Degrees as text.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <cmocka.h>

#include <glib.h>

#include "protocol/degrees.h"

static void expect_as_printf(double degrees)
{
    char text[GT06_DEGREES_ROOM];
    char expected[40];

    g_snprintf(expected, sizeof expected, "%.6f", degrees);
    assert_string_equal(gt06_write_degrees(degrees, text), expected);
}

/* Degrees of the wire are 1/1800000 (core 3.2): steps prime to that meet every remainder. */
static void degrees_of_the_wire_look_as_printf_has_them(void **state)
{
    (void)state;
    for (uint64_t raw = 0; raw <= UINT32_MAX; raw += 49999) {
        expect_as_printf((double)raw / 1800000);
        expect_as_printf(-(double)raw / 1800000);
    }
}

static void degrees_of_texts_look_as_printf_has_them(void **state)
{
    static const double told[] = { 0, -0.0, 0.0000004, -0.0000004, 54.739332, -25.27372, 180,
                                   -179.999999, 99.9999999, 9999.5 };

    (void)state;
    for (size_t i = 0; i < G_N_ELEMENTS(told); i++)
        expect_as_printf(told[i]);
}

static void what_is_no_place_fits_all_the_same(void **state)
{
    char text[GT06_DEGREES_ROOM];

    (void)state;
    assert_string_equal(gt06_write_degrees(-1.5e300, text), "-1.5e+300");
    assert_string_equal(gt06_write_degrees(10000, text), "10000");
    assert_string_equal(gt06_write_degrees(G_MAXDOUBLE, text), "1.79769e+308");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(degrees_of_the_wire_look_as_printf_has_them),
        cmocka_unit_test(degrees_of_texts_look_as_printf_has_them),
        cmocka_unit_test(what_is_no_place_fits_all_the_same),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
