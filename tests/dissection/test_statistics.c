/* test_statistics.c
 * What tshark -q -z prints of captures whose numbers are known, in one pass and in two.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "reading.h"
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <stdio.h>
#include <string.h>

/* Runs of blanks are one: releases set their columns differently. */
static char *squeeze(char *text)
{
    char *to = text;

    for (const char *from = text; *from != '\0'; from++) {
        if (*from != ' ' || (to > text && to[-1] != ' '))
            *to++ = *from;
    }
    *to = '\0';
    return text;
}

static char *statistics(const char *capture, const char *which, const char *filter, bool twice)
{
    char *path = g_strdup_printf("%s/%s.pcapng", GT06_CAPTURES, capture);
    char *words = filter != NULL ? g_strconcat(which, ",", filter, NULL) : g_strdup(which);
    const char *options[] = { "-q", "-z", words, twice ? "-2" : NULL, NULL };
    char *output = squeeze(gt06_tshark(path, options));

    g_free(words);
    g_free(path);
    return output;
}

/* Each capture, what is asked of it, and what the answer has to contain. */
static const struct {
    const char *capture;
    const char *which;
    const char *filter;
    const char *lines[4];
} expectations[] = {
    { "healthy/truck-reconnect", "gt06,terminals", NULL,
      { "\n123456789070048 |healthy |TCP |198.51.100.45:41044 |203.0.113.10:8888 "
        "|2026-03-03 10:00:01 |2026-03-03 11:10:00 |2 |2 |2 |34 |7 |0 |0 |0 |0 |0:00:00 "
        "|90.4 |\n" } },
    { "healthy/trailer-udp", "gt06,terminals", NULL, { "|UDP |", "|healthy |" } },
    { "diagnosis/serial_gap", "gt06,terminals", NULL, { "|1 |1 |1 |2 |0 |0 |0 |4 |0 |" } },
    { "diagnosis/duplicate", "gt06,terminals", NULL, { "|1 |1 |1 |2 |0 |0 |0 |0 |1 |" } },
    { "diagnosis/clock_zone", "gt06,terminals", NULL,
      { "|8:00:00 ahead |0.0 |\n", "|wrong time zone? |" } },
    { "diagnosis/closed_by_server", "gt06,terminals", NULL, { "|closed by server after 0x94 |" } },
    { "diagnosis/answer_bad_crc", "gt06,terminals", NULL, { "|answers carry a wrong CRC |" } },
    { "diagnosis/reset", "gt06,terminals", NULL, { "|connection reset |" } },
    { "diagnosis/ascii_hex", "gt06,terminals", NULL,
      { "|sends hexadecimal digits instead of bytes |" } },
    { "diagnosis/ascii_hex", "gt06,tree", NULL, { "\n ascii_hex 2 " } },
    { "exchanges/dialect-wrong", "gt06,servers", NULL, { "/tcp |4 |0 |0 |- |0 |0 |0 |" } },
    { "framing/midstream", "gt06,terminals", NULL,
      { "\nno login seen, 198.51.100.7:40001 |healthy |TCP |" } },
    { "statistics/constant-serial", "gt06,terminals", NULL,
      { "|1 |3 |0 |0 |0 |0 |0 |0 |0 |not seen |0.0 |\n", "|answers carry the wrong serial |" } },
    { "statistics/constant-serial", "gt06,servers", NULL,
      { "\n203.0.113.10:8888/tcp |3 |3 |0 |0.0 |3 |2 |0 |not seen |not seen |not seen |\n" } },
    { "statistics/silent-server", "gt06,terminals", NULL,
      { "|3 |3 |0 |0 |0 |0 |0 |0 |0 |not seen |0.0 |\n", "|server never answers |" } },
    { "statistics/silent-server", "gt06,servers", NULL, { "/tcp |3 |3 |0 |0.0 |0 |0 |0 |not seen" } },
    { "statistics/one-direction", "gt06,terminals", NULL,
      { "\nno login seen, 198.51.100.7:40001 |server's side not seen |TCP "
        "|198.51.100.7:40001 |203.0.113.10:8888 |2026-03-01 08:00:00 |2026-03-01 08:02:00 |1 "
        "|0 |0 |0 |3 |0 |0 |0 |0 |not seen |0.0 |\n",
        "\n123456789010366 |server's side not seen |UDP |198.51.100.8:40002 "
        "|203.0.113.10:8888 |2026-03-01 08:02:01 |2026-03-01 08:03:01 |1 |1 |0 |0 |1 |0 |0 "
        "|0 |0 |not seen |0.0 |\n" } },
    { "statistics/one-direction", "gt06,servers", NULL,
      { "/tcp |3 |3 |0 |not seen |", "/udp |2 |2 |0 |not seen |" } },
    { "statistics/shared-address", "gt06,terminals", NULL,
      { "\n123456789012347 |healthy |TCP |198.51.100.7:40001 |203.0.113.10:8888 "
        "|2026-03-01 08:00:01 |2026-03-01 08:00:17 |1 |1 |1 |0 |2 |0 |0 |2 |0 |not seen |0.0 "
        "|\n",
        "\n123456789010366 |healthy |TCP |198.51.100.7:40002 |203.0.113.10:8888 "
        "|2026-03-01 08:00:03 |2026-03-01 08:00:05 |1 |1 |1 |0 |1 |0 |0 |0 |0 |not seen |0.0 "
        "|\n",
        "\n123456789010374 |healthy |TCP |198.51.100.7:40002 |203.0.113.10:8888 "
        "|2026-03-01 08:00:15 |2026-03-01 08:00:16 |1 |1 |1 |0 |1 |0 |0 |0 |0 |not seen |0.0 "
        "|\n" } },
    { "statistics/shared-address", "gt06,srt", NULL,
      { " 1 Login (0x01) 3 0.100000 0.100000 0.100000 0.300000\n",
        " 19 Heartbeat (0x13) 4 0.100000 0.100000 0.100000 0.400000\n" } },
    { "statistics/shared-address", "conv,gt06", NULL,
      { "\n123456789012347 <-> 123456789012347 3 192 bytes 3 214 bytes 6 406 bytes" } },
    { "statistics/shared-address", "endpoints,gt06", NULL,
      { "\n123456789012347 6 406 3 214 3 192", "\n123456789010374 4 273 2 145 2 128" } },
    { "statistics/evidence", "gt06,terminals", NULL,
      { "\nno login seen, 198.51.100.7:40001 |healthy |TCP |198.51.100.7:40001 "
        "|203.0.113.10:8888 |2026-03-01 08:00:00 |2026-03-01 08:00:00 |1 |0 |0 |0 |1 |0 |0 "
        "|0 |0 |not seen |0.0 |\n",
        "|2026-03-01 08:01:31 |1 |1 |1 |0 |1 |0 |0 |1 |0 |not seen |0.0 |\n",
        "|2026-03-01 08:03:03 |1 |1 |1 |0 |3 |0 |0 |0 |1 |not seen |0.0 |\n",
        "|2026-03-01 08:04:11 |1 |1 |1 |1 |1 |0 |0 |0 |0 |0:00:01 behind |0.0 |\n" } },
    { "statistics/evidence", "gt06,terminals", NULL,
      { "\n123456789010366 |healthy |", "\n123456789010374 |healthy |",
        "\n123456789010382 |healthy |", "\n123456789010390 |healthy |" } },
    { "statistics/evidence", "gt06,servers", NULL,
      { "/tcp |10 |6 |6 |100.0 |0 |0 |0 |200.000 |200.000 |200.000 |\n",
        "/udp |4 |3 |3 |100.0 |0 |0 |0 |100.000 |200.000 |200.000 |\n" } },
    { "exchanges/repeats", "gt06,servers", NULL, { "/tcp |11 |6 |6 |100.0 |0 |0 |0 |" } },
    { "exchanges/endings", "gt06,terminals", NULL,
      { "\nno login seen, 198.51.100.7:40001 |ended inside a message |TCP |" } },
    { "statistics/late-positions", "gt06,terminals", NULL,
      { "|1 |1 |1 |5 |0 |0 |0 |0 |0 |0:00:02 behind |", "|1 |1 |1 |3 |0 |0 |0 |0 |0 |3:00:01 behind |",
        "|1 |1 |1 |3 |0 |0 |0 |0 |0 |not seen |", "\n123456789010374 |healthy |" } },
    { "statistics/answer-times", "gt06,servers", NULL,
      { "|21 |21 |21 |100.0 |0 |0 |0 |1000.000 |1900.000 |2000.000 |" } },
    { "statistics/answer-times", "gt06,srt", NULL,
      { " 19 Heartbeat (0x13) 20 0.100000 2.000000 1.050000 21.000000\n" } },
    { "statistics/answer-times", "gt06,servers", "gt06.protocol == 0x01",
      { "|1 |1 |1 |100.0 |0 |0 |0 |100.000 |100.000 |100.000 |" } },
    { "healthy/truck-reconnect", "gt06,tree", NULL,
      { "\nMessages 52 ", "\n Terminal to server 43 ", "\n 0x22 Position (UTC) 34 ",
        "\n triple + mileage 34 " } },
    { "framing/unknown-number", "gt06,tree", NULL, { "---\nUnknown numbers " } },
    { "statistics/constant-serial", "gt06,tree", NULL, { "\n answer_wrong_serial 3 " } },
};

/* Endpoint tables of later releases say "406 bytes". */
static char *without_units(char *text, const char *which)
{
    char **parts;

    if (!g_str_has_prefix(which, "endpoints"))
        return text;
    parts = g_strsplit(text, " bytes", -1);
    g_free(text);
    text = g_strjoinv("", parts);
    g_strfreev(parts);
    return text;
}

/* Conversation tables of later releases have other columns. */
static bool is_for_this_release(const char *which, const char *output)
{
    return !g_str_has_prefix(which, "conv") || strstr(output, "Frames Bytes") != NULL;
}

static unsigned count_missing(size_t which, bool twice)
{
    char *output = statistics(expectations[which].capture, expectations[which].which,
                              expectations[which].filter, twice);
    unsigned missing = 0;

    output = without_units(output, expectations[which].which);
    for (unsigned i = 0; i < 4 && expectations[which].lines[i] != NULL; i++) {
        const char *line = expectations[which].lines[i];

        if (strstr(output, line) == NULL && is_for_this_release(expectations[which].which, output)) {
            printf("%s -z %s%s: no \"%s\" in\n%s\n", expectations[which].capture,
                   expectations[which].which, twice ? " -2" : "", line, output);
            missing++;
        }
    }
    g_free(output);
    return missing;
}

static void the_numbers_are_those_of_the_capture(void **state G_GNUC_UNUSED)
{
    unsigned missing = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(expectations); i++)
        missing += count_missing(i, false) + count_missing(i, true);
    assert_int_equal(missing, 0);
}

/* Findings that look ahead exist in the second pass only: no statistic may depend on them. */
static void compare_passes(const char *capture)
{
    static const char *const once[] = { "-q", "-z", "gt06,terminals", "-z", "gt06,servers",
                                        "-z", "gt06,srt", "-z", "gt06,tree", NULL };
    static const char *const twice[] = { "-2", "-q", "-z", "gt06,terminals", "-z", "gt06,servers",
                                         "-z", "gt06,srt", "-z", "gt06,tree", NULL };
    char *first = gt06_tshark(capture, once);
    char *second = gt06_tshark(capture, twice);

    assert_string_equal(first, second);
    g_free(first);
    g_free(second);
}

static void two_passes_count_what_one_does(void **state G_GNUC_UNUSED)
{
    GPtrArray *captures = gt06_all_captures();

    for (unsigned i = 0; i < captures->len; i++) {
        char *name = gt06_capture_name((const char *)captures->pdata[i]);

        if (g_str_has_prefix(name, "statistics/") || g_str_has_prefix(name, "framing/"))
            compare_passes((const char *)captures->pdata[i]);
        g_free(name);
    }
    g_ptr_array_unref(captures);
}

/* The verdicts of the healthy captures, and no other. */
static void healthy_terminals_are_healthy(void **state G_GNUC_UNUSED)
{
    static const char *const captures[] = { "demo", "healthy/car-2g", "healthy/trailer-udp",
                                            "healthy/truck-reconnect", "healthy/van-4g" };

    for (size_t i = 0; i < G_N_ELEMENTS(captures); i++) {
        char *output = statistics(captures[i], "gt06,terminals", NULL, false);

        assert_non_null(strstr(output, " |healthy |"));
        g_free(output);
    }
}

static unsigned count_messages(const char *output)
{
    unsigned count = 0;

    for (const char *at = output; (at = strstr(at, "0d0a\n")) != NULL; at++)
        count++;
    return count;
}

static void a_terminal_is_followed_to_its_next_connection(void **state G_GNUC_UNUSED)
{
    char *output = statistics("healthy/truck-reconnect", "follow,gt06,raw,0", NULL, false);

    assert_non_null(strstr(output, "Node 0: 198.51.100.44:40044\nNode 1: 203.0.113.10:8888\n"
                                   "78781101012345678907004870030000fff6f7c80d0a\n"
                                   "\t78780501fff6a52c0d0a\n"));
    assert_int_equal(count_messages(output), 52);
    g_free(output);
    output = statistics("statistics/shared-address", "follow,gt06,raw,2", NULL, false);
    assert_int_equal(count_messages(output), 4);
    g_free(output);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_numbers_are_those_of_the_capture),
        cmocka_unit_test(two_passes_count_what_one_does),
        cmocka_unit_test(healthy_terminals_are_healthy),
        cmocka_unit_test(a_terminal_is_followed_to_its_next_connection),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
