/* test_verdict.c
 * The verdict on a terminal, and the quantiles that statistics show.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <cmocka.h>

#include "protocol/distance.h"
#include "protocol/quantile.h"
#include "protocol/verdict.h"

static void expect_verdict(gt06_evidence evidence, const char *finding_1, const char *finding_2,
                           const char *expected)
{
    char text[60];

    if (finding_1 != NULL)
        gt06_add_evidence(&evidence, finding_1);
    if (finding_2 != NULL)
        gt06_add_evidence(&evidence, finding_2);
    gt06_tell_verdict(&evidence, text, sizeof text);
    assert_string_equal(text, expected);
}

static void the_cause_is_told_before_what_follows(void **state)
{
    const gt06_evidence both = { .asked = 3, .answered = 1, .terminal_seen = true,
                                 .server_seen = true, .closed_after = -1 };
    gt06_evidence closed = both;

    (void)state;
    closed.closed_after = 0x94;
    expect_verdict(both, NULL, NULL, "healthy");
    expect_verdict(both, "serial_gap", "no_fix", "healthy");
    expect_verdict(both, "login_repeated", "answer_wrong_serial", "answers carry the wrong serial");
    expect_verdict(both, "not_answered", NULL, "server does not answer");
    expect_verdict(both, "clock_zone", NULL, "wrong time zone?");
    expect_verdict(closed, "login_repeated", "closed_by_server", "closed by server after 0x94");
}

static void silence_is_told_only_of_who_was_heard(void **state)
{
    gt06_evidence evidence = { .asked = 3, .terminal_seen = true, .server_seen = true,
                               .closed_after = -1 };

    (void)state;
    expect_verdict(evidence, "not_answered", NULL, "server never answers");
    expect_verdict(evidence, "login_repeated", NULL, "server never answers");
    expect_verdict(evidence, "answer_wrong_serial", "not_answered",
                   "answers carry the wrong serial");
    expect_verdict(evidence, NULL, NULL, "no answer seen");
    evidence.server_seen = false;
    expect_verdict(evidence, "not_answered", NULL, "server's side not seen");
    expect_verdict(evidence, NULL, NULL, "server's side not seen");
    evidence.terminal_seen = false;
    expect_verdict(evidence, NULL, NULL, "terminal's side not seen");
}

static void every_place_has_words(void **state)
{
    (void)state;
    assert_int_equal(gt06_verdict_place("serial_gap"), GT06_NO_VERDICT);
    assert_string_equal(gt06_verdict_words(GT06_NO_VERDICT), "healthy");
    assert_string_equal(gt06_verdict_words(gt06_verdict_place("clock_zone")), "wrong time zone?");
    assert_string_equal(gt06_verdict_words(1000), "healthy");
}

static int compare(const void *a, const void *b)
{
    int32_t x = *(const int32_t *)a;
    int32_t y = *(const int32_t *)b;

    return (x > y) - (x < y);
}

/* After every value it is the one that sorting finds at the nearest rank. */
static void quantiles_are_those_of_the_sorted_values(void **state)
{
    static const unsigned percents[] = { 1, 50, 95, 99, 100 };

    (void)state;
    for (size_t p = 0; p < sizeof percents / sizeof *percents; p++) {
        int32_t values[400];
        gt06_quantile quantile;
        uint32_t seed = 1;

        gt06_quantile_begin(&quantile, percents[p]);
        assert_int_equal(gt06_quantile_value(&quantile), 0);
        for (unsigned n = 1; n <= 400; n++) {
            seed = seed * 1664525 + 1013904223;
            values[n - 1] = (int32_t)(seed >> 24) - 128;
            gt06_quantile_add(&quantile, values[n - 1]);
            qsort(values, n, sizeof *values, compare);
            assert_int_equal(gt06_quantile_count(&quantile), n);
            assert_int_equal(gt06_quantile_value(&quantile),
                             values[(n * percents[p] + 99) / 100 - 1]);
        }
        gt06_quantile_end(&quantile);
    }
}

static void a_degree_of_latitude_is_111_kilometres(void **state)
{
    (void)state;
    assert_int_equal(gt06_distance(10, 20, 11, 20) / 100, 1111);
    assert_int_equal(gt06_distance(0, 179.5, 0, -179.5) / 100, 1111);
    assert_int_equal(gt06_distance(-24, -8, -24, -8), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_cause_is_told_before_what_follows),
        cmocka_unit_test(silence_is_told_only_of_who_was_heard),
        cmocka_unit_test(every_place_has_words),
        cmocka_unit_test(quantiles_are_those_of_the_sorted_values),
        cmocka_unit_test(a_degree_of_latitude_is_111_kilometres),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
