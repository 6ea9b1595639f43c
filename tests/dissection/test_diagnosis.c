/* test_diagnosis.c
 * Every finding has a capture in captures/diagnosis that triggers it; healthy captures trigger none.
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

#include "dissector/findings.h"

static const char *const names[] = {
#define FINDING_NAME(id, group, severity, summary) #id,
    GT06_FINDINGS(FINDING_NAME)
#undef FINDING_NAME
};

/* Findings that need a preference, or a second pass. */
static const struct {
    const char *name;
    const char *options[4];
} conditions[] = {
    { "no_response_seen", { "-2" } },
    { "endpoint_unexpected", { "-o", "gt06.endpoints:203.0.113.99:8888/tcp" } },
    { "endpoint_unknown", { "-o", "gt06.endpoints:d.example.com:8888/tcp" } },
};

static char *capture_of(const char *name)
{
    return g_strdup_printf("%s/diagnosis/%s.pcapng", GT06_CAPTURES, name);
}

/* Counts the packets of a capture on which a finding is. */
static unsigned count_packets(const char *capture, const char *finding, const char *more_1,
                              const char *more_2)
{
    char *filter = g_strconcat("gt06.expert.", finding, NULL);
    const char *options[] = { "-Y", filter, more_1, more_2, NULL };
    char *output;
    unsigned count = 0;

    for (unsigned i = 0; more_1 == NULL && i < G_N_ELEMENTS(conditions); i++) {
        if (strcmp(conditions[i].name, finding) == 0) {
            options[2] = conditions[i].options[0];
            options[3] = conditions[i].options[1];
        }
    }
    output = gt06_tshark(capture, options);
    for (const char *line = output; *line != '\0'; line++)
        count += *line == '\n';
    g_free(output);
    g_free(filter);
    return count;
}

static void every_finding_is_triggered_by_its_capture(void **state G_GNUC_UNUSED)
{
    unsigned wrong = 0;

    for (unsigned i = 0; i < G_N_ELEMENTS(names); i++) {
        char *capture = capture_of(names[i]);

        if (!g_file_test(capture, G_FILE_TEST_EXISTS)) {
            printf("captures/diagnosis/%s.txt is missing\n", names[i]);
            wrong++;
        } else if (count_packets(capture, names[i], NULL, NULL) == 0) {
            printf("captures/diagnosis/%s.txt does not trigger gt06.expert.%s\n", names[i],
                   names[i]);
            wrong++;
        }
        g_free(capture);
    }
    assert_int_equal(wrong, 0);
}

/* A chat tells progress; everything above it is a complaint. */
static void healthy_captures_trigger_none(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = { "-2", "-Y",
                                           "gt06 && _ws.expert.severity > 0x00200000", NULL };
    GPtrArray *captures = gt06_all_captures();
    unsigned healthy = 0;

    for (unsigned i = 0; i < captures->len; i++) {
        char *name = gt06_capture_name((const char *)captures->pdata[i]);

        if (strcmp(name, "demo") == 0 || g_str_has_prefix(name, "healthy/")) {
            char *output = gt06_tshark((const char *)captures->pdata[i], options);

            assert_string_equal(output, "");
            g_free(output);
            healthy++;
        }
        g_free(name);
    }
    assert_true(healthy > 0);
    g_ptr_array_unref(captures);
}

static void muted_findings_are_not_shown(void **state G_GNUC_UNUSED)
{
    char *capture = capture_of("serial_gap");

    assert_int_equal(count_packets(capture, "serial_gap", "-o", "gt06.mute:duplicate"), 1);
    assert_int_equal(count_packets(capture, "serial_gap", "-o", "gt06.mute:serial_gap"), 0);
    assert_int_equal(count_packets(capture, "serial_gap", "-o", "gt06.mute:serial_gap@12345"), 0);
    assert_int_equal(count_packets(capture, "serial_gap", "-o", "gt06.mute:serial_gap@99"), 1);
    g_free(capture);
}

/* One finding of each kind: of a field, a checksum, an order, a wait, an end, foreign data. */
static const char *const muted[] = { "unknown_number", "imei_digits", "crc_wrong", "crc_kind",
                                     "duplicate",      "closed",      "skipped",   "password" };

static void findings_of_every_kind_can_be_muted(void **state G_GNUC_UNUSED)
{
    for (size_t i = 0; i < G_N_ELEMENTS(muted); i++) {
        char *capture = capture_of(muted[i]);
        char *all = g_strconcat("gt06.mute:", muted[i], NULL);
        char *some = g_strconcat("gt06.mute:", muted[i], "@12345", NULL);
        char *others = g_strconcat("gt06.mute:", muted[i], "@99", NULL);

        assert_int_equal(count_packets(capture, muted[i], "-o", all), 0);
        assert_int_equal(count_packets(capture, muted[i], "-o", some), 0);
        assert_int_not_equal(count_packets(capture, muted[i], "-o", others), 0);
        g_free(others);
        g_free(some);
        g_free(all);
        g_free(capture);
    }
}

/* Foreign data are nobody's. */
static void foreign_data_can_be_muted(void **state G_GNUC_UNUSED)
{
    char *capture = capture_of("foreign");

    assert_int_equal(count_packets(capture, "foreign", "-o", "gt06.mute:foreign"), 0);
    assert_int_not_equal(count_packets(capture, "foreign", "-o", "gt06.mute:foreign@12345"), 0);
    g_free(capture);
}

static void expected_endpoints_are_not_complained_about(void **state G_GNUC_UNUSED)
{
    static const char *const lists[] = {
        "gt06.endpoints:", "gt06.endpoints:203.0.113.10", "gt06.endpoints:203.0.113.10:8888",
        "gt06.endpoints:203.0.113.99:8888/tcp, 203.0.113.10:8888/tcp",
    };
    char *capture = capture_of("endpoint_unexpected");

    for (unsigned i = 0; i < G_N_ELEMENTS(lists); i++)
        assert_int_equal(count_packets(capture, "endpoint_unexpected", "-o", lists[i]), 0);
    assert_int_equal(count_packets(capture, "endpoint_unexpected", "-o",
                                   "gt06.endpoints:203.0.113.10:8888/udp"), 1);
    g_free(capture);
}

static void passwords_can_be_hidden(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = { "-V", "-o", "gt06.hide_passwords:TRUE", NULL };
    char *capture = capture_of("password");
    char *shown = gt06_tshark(capture, NULL);
    char *hidden = gt06_tshark(capture, options);

    assert_non_null(strstr(shown, "123456"));
    assert_null(strstr(hidden, "Command: DYD,123456"));
    assert_null(strstr(hidden, "Password: 123456"));
    assert_non_null(strstr(hidden, "DYD,******#"));
    g_free(shown);
    g_free(hidden);
    g_free(capture);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding_is_triggered_by_its_capture),
        cmocka_unit_test(healthy_captures_trigger_none),
        cmocka_unit_test(muted_findings_are_not_shown),
        cmocka_unit_test(findings_of_every_kind_can_be_muted),
        cmocka_unit_test(foreign_data_can_be_muted),
        cmocka_unit_test(expected_endpoints_are_not_complained_about),
        cmocka_unit_test(passwords_can_be_hidden),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
