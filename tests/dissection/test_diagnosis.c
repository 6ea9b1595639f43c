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
    { "end_not_seen", { "-2" } },
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

/* Of two connections of a terminal the later one stands in front, in a capture put together so. */
static void an_earlier_login_is_no_repetition(void **state G_GNUC_UNUSED)
{
    char *capture = capture_of("login_repeated");
    char *later = g_strdup(gt06_test_file("later.pcapng"));
    char *closed = g_strdup(gt06_test_file("closed.pcapng"));
    char *earlier = g_strdup(gt06_test_file("earlier.pcapng"));
    char *both = g_strdup(gt06_test_file("both.pcapng"));

    gt06_run((const char *const[]){ "tshark", "-r", capture, "-Y", "tcp.port == 40010", "-w", later,
                                    NULL });
    gt06_run((const char *const[]){ "tshark", "-r", capture, "-Y", "tcp.port == 40009", "-w", closed,
                                    NULL });
    gt06_run((const char *const[]){ "editcap", "-t", "-300", closed, earlier, NULL });
    gt06_run((const char *const[]){ "mergecap", "-a", "-w", both, later, earlier, NULL });
    assert_int_equal(count_packets(both, "login_repeated", NULL, NULL), 0);
    gt06_run((const char *const[]){ "mergecap", "-w", both, later, earlier, NULL });
    assert_int_equal(count_packets(both, "login_repeated", NULL, NULL), 1);
    g_free(both);
    g_free(earlier);
    g_free(closed);
    g_free(later);
    g_free(capture);
}

/* One finding of each kind: of a field, a checksum, an order, a wait, an end, foreign data. */
static const char *const muted[] = { "unknown_number", "date_invalid", "crc_wrong", "crc_kind",
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

/* An address of version 6 stands in brackets. One of the servers has another port than 8888. */
static void expected_endpoints_may_be_of_version_6(void **state G_GNUC_UNUSED)
{
    const char *capture = GT06_CAPTURES "/framing/ipv6.pcapng";

    assert_int_equal(count_packets(capture, "endpoint_unexpected", "-o",
                                   "gt06.endpoints:[2001:db8:10::10]:8888"), 1);
    assert_int_equal(count_packets(capture, "endpoint_unexpected", "-o",
                                   "gt06.endpoints:[2001:db8:10::10]"), 0);
    assert_int_not_equal(count_packets(capture, "endpoint_unexpected", "-o",
                                       "gt06.endpoints:[2001:db8:10::99]:8888"), 0);
    assert_int_not_equal(count_packets(capture, "endpoint_unexpected", "-o",
                                       "gt06.endpoints:[2001:db8:10::10]:9999"), 0);
}

/* The IMEIs of the packets that a filter leaves, a line each. */
static char *terminals_of(const char *capture, const char *filter, const char *option,
                          const char *value)
{
    const char *options[] = { "-T", "fields", "-e",   "gt06.imei",
                              "-Y", filter,   option, value,
                              "-o", "gt06.endpoints:d.example.com:8888/tcp", NULL };

    return gt06_tshark(capture, options);
}

static void names_come_from_the_capture(void **state G_GNUC_UNUSED)
{
    char *capture = capture_of("endpoint_named");
    char *wrong = terminals_of(capture, "gt06.expert.endpoint_unexpected", "-N", "d");
    char *unknown = terminals_of(capture, "gt06.expert.endpoint_unknown", "-N", "d");

    assert_string_equal(wrong, "123456789010374\n123456789010382\n");
    assert_string_equal(unknown, "123456789010366\n");
    g_free(wrong);
    g_free(unknown);
    g_free(capture);
}

static void names_come_from_a_hosts_file(void **state G_GNUC_UNUSED)
{
    const char *hosts = gt06_test_file("hosts");
    char *capture = capture_of("endpoint_unknown");
    char *unknown;

    assert_true(g_file_set_contents(hosts, "203.0.113.10 d.example.com\n", -1, NULL));
    unknown = terminals_of(capture, "gt06.expert.endpoint_unknown", "-H", hosts);
    assert_string_equal(unknown, "");
    g_free(unknown);
    g_free(capture);
}

/* Which packets bear a finding or field, and what answers which: "packet, what it answers". */
static const struct {
    const char *capture;
    const char *filter;
    const char *packets;
} exchanges[] = {
    { "exchanges/damaged", "gt06.expert.answer_to_damaged", "15\t\n16\t\n" },
    { "exchanges/damaged", "gt06.expert.answer_to_damaged && gt06.cause == 13", "15\t\n" },
    { "exchanges/damaged", "gt06.expert.answer_repeated", "9\t\n11\t\n" },
    { "exchanges/damaged", "gt06.expert.answer_unasked", "12\t\n" },
    { "exchanges/repeats", "gt06.response_to",
      "5\t4\n7\t6\n9\t8\n11\t10\n14\t13\n17\t16\n19\t18\n22\t21\n" },
    { "exchanges/repeats", "gt06.response_in == 17", "15\t\n16\t\n" },
    { "exchanges/repeats", "gt06.expert.answer_late", "22\t21\n" },
    { "exchanges/repeats", "gt06.expert.not_answered", "13\t\n" },
    { "exchanges/repeats", "gt06.expert.no_response_seen", "12\t\n" },
    { "exchanges/commands", "gt06.response_to && gt06.text",
      "9\t6\n13\t10\n16\t14\n17\t15\n20\t19\n" },
    { "exchanges/commands", "gt06.expert.answer_late", "" },
    { "exchanges/commands", "gt06.expert.answer_unasked", "" },
    { "exchanges/commands", "gt06.expert.command_unanswered", "7\t\n19\t\n" },
    { "exchanges/damaged-answers", "gt06.expert.no_response_seen", "4\t\n8\t\n" },
    { "exchanges/damaged-answers", "gt06.expert.answer_bad_crc", "5\t4\n9\t8\n" },
    { "exchanges/damaged-answers", "gt06.response_in", "6\t\n10\t\n" },
    { "exchanges/damaged-answers", "gt06.expert.command_refused", "" },
    { "exchanges/endings",
      "_ws.expert.message contains \"ended inside a login\" && "
      "_ws.expert.message contains \"The terminal closed\"", "5\t\n" },
    { "exchanges/endings", "gt06.expert.unfinished_at_end", "5\t\n" },
    { "exchanges/endings", "_ws.expert.message contains \"The server closed\"", "13\t\n" },
    { "exchanges/endings", "gt06.expert.closed", "5\t\n13\t\n22\t\n" },
    { "exchanges/endings", "gt06.expert.reset", "37\t\n" },
    { "exchanges/addresses", "gt06.protocol == 0x97 || gt06.protocol == 0x21",
      "8\t7\n9\t6\n12\t11\n24\t20\n25\t22\n27\t\n31\t30\n39\t38\n49\t47\n"
      "50\t48\n" },
    { "exchanges/addresses", "gt06.expert.not_answered", "13\t\n28\t\n40\t\n" },
    { "exchanges/addresses", "gt06.expert.answer_repeated", "" },
    { "exchanges/answer-again", "gt06.expert.answer_repeated", "6\t\n14\t13,13\n" },
    { "exchanges/answer-again", "gt06.expert.answer_wrong_serial", "" },
    { "exchanges/sleeping", "gt06.protocol == 0x21",
      "10\t6\n11\t7\n22\t17\n23\t18\n24\t19\n" },
    { "exchanges/captured-twice", "gt06.expert.login_repeated", "" },
    { "exchanges/comes-back", "gt06.expert.login_repeated", "11\t\n21\t\n" },
    { "exchanges/comes-back", "gt06.expert.not_answered", "27\t\n34\t\n43\t\n" },
    { "exchanges/comes-back", "gt06.expert.no_response_seen", "42\t\n" },
    { "exchanges/flag-zero", "gt06.protocol == 0x21",
      "9\t6\n10\t7\n11\t8\n22\t19\n23\t20\n35\t34\n" },
    { "exchanges/flag-zero", "gt06.protocol == 0x15", "36\t\n43\t42\n44\t43\n57\t\n58\t57\n" },
    { "exchanges/flag-zero",
      "gt06.expert.answer_late || gt06.expert.answer_unasked || gt06.expert.answer_wrong_number",
      "" },
    { "exchanges/clocks", "gt06.expert.clock_zone", "7\t\n15\t\n" },
    { "exchanges/not-seen", "gt06.expert.answer_wrong_serial", "" },
    { "exchanges/not-seen", "gt06.response_to && gt06.protocol == 0x30",
      "17\t16\n19\t18\n21\t20\n" },
    { "exchanges/not-seen", "gt06.expert.one_answer_for_several", "39\t\n" },
    { "exchanges/damaged-stray", "gt06.expert.answer_bad_crc", "7\t6\n9\t8\n" },
    { "exchanges/damaged-stray",
      "gt06.expert.answer_wrong_serial || gt06.expert.answer_wrong_number", "" },
    { "exchanges/constant-serial", "gt06.expert.answer_wrong_serial", "9\t\n11\t\n" },
    { "exchanges/logins-again", "gt06.expert.duplicate", "5\t\n" },
    { "exchanges/logins-again", "gt06.expert.no_response_seen", "7\t\n" },
    { "exchanges/logins-again", "_ws.expert.message contains \"no answer to it\"", "" },
    { "exchanges/damaged-login", "gt06.protocol == 0x13 && gt06.imei == \"123456789012347\"",
      "6\t\n7\t6\n9\t\n10\t9\n24\t\n25\t24\n" },
    { "exchanges/damaged-login", "gt06.expert.login_repeated", "15\t\n22\t\n" },
    { "framing/unfinished-elsewhere", "_ws.expert.message contains \"message of the terminal\"",
      "4\t\n9\t\n" },
    { "framing/dialect-cut-off", "gt06.crc || gt06.serial", "" },
};

static void everybody_is_held_to_his_own_answer(void **state G_GNUC_UNUSED)
{
    unsigned wrong = 0;

    for (size_t i = 0; i < G_N_ELEMENTS(exchanges); i++) {
        const char *options[] = { "-2",           "-Y", exchanges[i].filter, "-T", "fields", "-e",
                                  "frame.number", "-e", "gt06.response_to",  NULL };
        char *capture = g_strdup_printf("%s/%s.pcapng", GT06_CAPTURES, exchanges[i].capture);
        char *output = gt06_tshark(capture, options);

        if (strcmp(output, exchanges[i].packets) != 0) {
            printf("%s, %s: packets\n%swhere these are due:\n%s", exchanges[i].capture,
                   exchanges[i].filter, output, exchanges[i].packets);
            wrong++;
        }
        g_free(output);
        g_free(capture);
    }
    assert_int_equal(wrong, 0);
}

/* What a capture does not show is nobody's fault. */
static void nobody_is_accused_without_evidence(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = {
        "-2", "-Y",
        "gt06.expert.not_answered || gt06.expert.no_response_seen || gt06.expert.clock_zone || "
        "gt06.expert.answer_wrong_serial || gt06.expert.answer_wrong_number || "
        "gt06.expert.one_answer_for_several || gt06.expert.login_repeated || "
        "gt06.expert.closed_by_server || gt06.expert.clock_wrong", NULL
    };
    static const char *const captures[] = { GT06_CAPTURES "/statistics/evidence.pcapng",
                                            GT06_CAPTURES "/statistics/one-direction.pcapng" };

    for (size_t i = 0; i < G_N_ELEMENTS(captures); i++) {
        char *output = gt06_tshark(captures[i], options);

        assert_string_equal(output, "");
        g_free(output);
    }
}

/* Every text there is: list, tree, JSON, one field, statistics. */
static void passwords_can_be_hidden(void **state G_GNUC_UNUSED)
{
    static const char *const hidden = "gt06.hide_passwords:TRUE";
    static const struct {
        const char *options[9];
        bool has_commands;
    } texts[] = {
        { { "-P", "-V" }, true },
        { { "-T", "json" }, true },
        { { "-T", "fields", "-e", "gt06.command", "-e", "gt06.command.password" }, true },
        { { "-q", "-z", "gt06,tree", "-z", "gt06,terminals", "-z", "expert" }, false },
    };

    static const char *const captures[] = { GT06_CAPTURES "/objects/tracks.pcapng",
                                            GT06_CAPTURES "/exchanges/passwords.pcapng" };

    for (size_t i = 0; i < G_N_ELEMENTS(texts) * G_N_ELEMENTS(captures); i++) {
        const size_t which = i / G_N_ELEMENTS(captures);
        const char *options[11] = { "-o", hidden };
        char *output;

        memcpy(options + 2, texts[which].options, sizeof texts[which].options);
        output = gt06_tshark(captures[i % G_N_ELEMENTS(captures)], options);
        assert_null(strstr(output, "654321"));
        assert_true(!texts[which].has_commands || strstr(output, "PASSWORD,******,******#") != NULL);
        g_free(output);
    }
}

/* The field has the bytes of the password, whatever the width of its characters. */
static void passwords_stand_where_they_are(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = { "-T", "pdml", "-Y", "gt06.command.password", NULL };
    static const char *const values[] = { "value=\"363534333231\"", "value=\"37363534333231\"",
                                          "value=\"003600350034003300320031\"" };
    char *output = gt06_tshark(GT06_CAPTURES "/exchanges/passwords.pcapng", options);
    unsigned passwords = 0;

    for (const char *at = output; (at = strstr(at, "gt06.command.password")) != NULL; at++)
        passwords++;
    assert_int_equal(passwords, 7);
    for (size_t i = 0; i < G_N_ELEMENTS(values); i++)
        assert_non_null(strstr(output, values[i]));
    g_free(output);
}

/* What is misspelt would do nothing, and nobody would know. */
static void wrong_lines_of_the_tables_are_refused(void **state G_GNUC_UNUSED)
{
    static const struct {
        const char *line;
        const char *complaint; /* NULL: it is accepted */
    } lines[] = {
        { "uat:gt06_terminals:\"35\",\"SEEWORLD\",\"\",\"\"", NULL },
        { "uat:gt06_terminals:\"35\",\"GT06D\",\"\",\"\"", NULL },
        { "uat:gt06_terminals:\"35\",\"\",\"+08:00\",\"\"", NULL },
        { "uat:gt06_terminals:\"35\",\"SEWORLD\",\"\",\"\"", "SEEWORLD*" },
        { "uat:gt06_terminals:\"x\",\"\",\"\",\"\"", "\"x\" is not an IMEI" },
        { "uat:gt06_terminals:\"35\",\"\",\"nowhere\",\"\"", "\"nowhere\" is not a time zone" },
        { "uat:gt06_numbers:\"D5\",\"Cold box\",\"DATE_TIME GPS LBS\"", NULL },
        { "uat:gt06_numbers:\"zz\",\"Cold box\",\"\"", "\"zz\" is not a protocol number" },
        { "uat:gt06_numbers:\"13\",\"Cold box\",\"\"", "0x13 is a number of GT06 already" },
        { "uat:gt06_numbers:\"D5\",\"\",\"\"", "Please give the number a name" },
        { "uat:gt06_numbers:\"D5\",\"Cold box\",\"NIX\"", "\"NIX\" is not the name of an element" },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(lines); i++) {
        char *words[] = { (char *)GT06_TSHARK, (char *)"-o", (char *)lines[i].line, (char *)"-r",
                          (char *)GT06_CAPTURES "/demo.pcapng", NULL };
        char *errors = NULL;
        int status = 0;

        assert_true(g_spawn_sync(NULL, words, NULL, G_SPAWN_STDOUT_TO_DEV_NULL, NULL, NULL, NULL,
                                 &errors, &status, NULL));
        assert_int_equal(status == 0, lines[i].complaint == NULL);
        assert_true(lines[i].complaint == NULL || strstr(errors, lines[i].complaint) != NULL);
        g_free(errors);
    }
}

/* What one capture says with a line of a table. */
static char *fields_with(const char *capture, const char *line, const char *filter,
                         const char *field)
{
    const char *options[] = { "-o", line, "-Y", filter, "-T", "fields", "-e", field, NULL };

    return gt06_tshark(capture, options);
}

static void a_line_names_a_terminal_and_its_zone(void **state G_GNUC_UNUSED)
{
    static const char line[] = "uat:gt06_terminals:\"1234\",\"\",\"+02:00\",\"the boat\"";
    const char *capture = GT06_CAPTURES "/demo.pcapng";
    char *labels = fields_with(capture, line, "gt06.label", "gt06.label");

    assert_true(g_str_has_prefix(labels, "the boat\nthe boat\n"));
    g_free(labels);
}

/* Without a layout the content stays as it is; the first of two lines counts. */
static void a_line_names_a_number(void **state G_GNUC_UNUSED)
{
    static const char *const options[] = { "-o", "uat:gt06_numbers:\"D5\",\"Cold box\",\"\"",
                                           "-o", "uat:gt06_numbers:\"D5\",\"Hot box\",\"\"",
                                           NULL };
    char *capture = capture_of("unknown_number");
    char *output = gt06_tshark(capture, options);

    assert_non_null(strstr(output, "Cold box"));
    assert_null(strstr(output, "Hot box"));
    g_free(output);
    g_free(capture);
    output = fields_with(GT06_CAPTURES "/framing/unknown-number.pcapng",
                         "uat:gt06_numbers:\"02\",\"Cold box\",\"DATE_TIME\"",
                         "gt06.protocol == 2", "_ws.col.Info");
    assert_non_null(strstr(output, "Cold box"));
    g_free(output);
}

/* Which object a block belongs to is said in front of it; a user's layout may leave that out. */
static void a_block_may_stand_alone(void **state G_GNUC_UNUSED)
{
    static const char *const blocks[] = { "PICTURE_BLOCK", "MEDIA_BLOCK", "RECORDING_BLOCK",
                                          "VOICE_BLOCK" };
    char *capture = capture_of("unknown_number");

    for (size_t i = 0; i < G_N_ELEMENTS(blocks); i++) {
        char *line = g_strdup_printf("uat:gt06_numbers:\"D5\",\"Cold box\",\"%s\"", blocks[i]);
        char *data = fields_with(capture, line, "gt06.crc.status == 1 && gt06.protocol == 0xd5",
                                 "gt06.block.data");

        assert_string_equal(data, "010203\n");
        g_free(data);
        g_free(line);
    }
    g_free(capture);
}

static void passwords_are_shown(void **state G_GNUC_UNUSED)
{
    char *output = gt06_tshark(GT06_CAPTURES "/objects/tracks.pcapng", NULL);

    assert_non_null(strstr(output, "PASSWORD,123456,654321#"));
    g_free(output);
}

static void the_password_of_a_lock_can_be_hidden(void **state G_GNUC_UNUSED)
{
    static const char *const fields[] = { "-Y", "gt06.lock.password", "-T", "fields", "-e",
                                          "gt06.lock.password", NULL };
    static const char *const hidden[] = { "-Y", "gt06.lock.password", "-T", "fields", "-e",
                                          "gt06.lock.password", "-o", "gt06.hide_passwords:TRUE",
                                          NULL };
    char *shown = gt06_tshark(GT06_CAPTURES "/messages/lte-modules.pcapng", fields);
    char *stars = gt06_tshark(GT06_CAPTURES "/messages/lte-modules.pcapng", hidden);

    assert_true(g_ascii_isdigit(*shown));
    assert_true(g_str_has_prefix(stars, "******"));
    g_free(stars);
    g_free(shown);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_finding_is_triggered_by_its_capture),
        cmocka_unit_test(healthy_captures_trigger_none),
        cmocka_unit_test(muted_findings_are_not_shown),
        cmocka_unit_test(an_earlier_login_is_no_repetition),
        cmocka_unit_test(findings_of_every_kind_can_be_muted),
        cmocka_unit_test(foreign_data_can_be_muted),
        cmocka_unit_test(expected_endpoints_are_not_complained_about),
        cmocka_unit_test(expected_endpoints_may_be_of_version_6),
        cmocka_unit_test(names_come_from_the_capture),
        cmocka_unit_test(names_come_from_a_hosts_file),
        cmocka_unit_test(everybody_is_held_to_his_own_answer),
        cmocka_unit_test(nobody_is_accused_without_evidence),
        cmocka_unit_test(passwords_can_be_hidden),
        cmocka_unit_test(passwords_are_shown),
        cmocka_unit_test(passwords_stand_where_they_are),
        cmocka_unit_test(wrong_lines_of_the_tables_are_refused),
        cmocka_unit_test(a_line_names_a_terminal_and_its_zone),
        cmocka_unit_test(a_line_names_a_number),
        cmocka_unit_test(a_block_may_stand_alone),
        cmocka_unit_test(the_password_of_a_lock_can_be_hidden),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
