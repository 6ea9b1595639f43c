/* report.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <json-glib/json-glib.h>

#include "../captures/output.h"
#include "failure.h"

enum { SEEN_IN_TEXT = 5 };

/* A ready display filter for one finding. */
static char *filter_of(const gt06_finding_row *row, const gt06_seen *seen)
{
    return g_strdup_printf("frame.number == %u && %s", seen->frame, row->filter);
}

static bool is_failure(const gt06_verdict *verdict, const gt06_finding_row *row)
{
    return row->severity >= verdict->limit;
}

static const gt06_finding_row *finding(const gt06_verdict *verdict, unsigned i)
{
    return verdict->findings->pdata[i];
}

static const gt06_expectation *expectation(const gt06_verdict *verdict, unsigned i)
{
    return verdict->expectations->pdata[i];
}

static unsigned expectation_count(const gt06_verdict *verdict)
{
    return verdict->expectations ? verdict->expectations->len : 0;
}

static const char *sign_of(char comparison)
{
    static const struct {
        char comparison;
        const char *sign;
    } signs[] = { { '<', "below " },
                  { '>', "above " },
                  { 'l', "at most " },
                  { 'g', "at least " },
                  { '!', "not " } };

    for (size_t i = 0; i < G_N_ELEMENTS(signs); i++) {
        if (signs[i].comparison == comparison)
            return signs[i].sign;
    }
    return "";
}

static char *expectation_words(const gt06_expectation *e)
{
    return g_strdup_printf("%u %s, wanted %s%u", e->found, e->messages ? "messages" : "packets",
                           sign_of(e->comparison), e->wanted);
}

/* ---- text ---- */

static void add_seen(GString *text, const gt06_finding_row *row, unsigned most)
{
    for (unsigned i = 0; i < MIN(row->seen->len, most); i++) {
        const gt06_seen *seen = &g_array_index(row->seen, gt06_seen, i);
        g_string_append_printf(text, "    frame %u%s%s%s%s: %s\n", seen->frame,
                               *seen->imei ? ", " : "", seen->imei, *seen->message ? ", " : "",
                               seen->message, seen->sentence);
    }
    if (row->count > most)
        g_string_append_printf(text, "    ... and %u more\n", row->count - most);
}

char *gt06_report_text(const gt06_verdict *verdict)
{
    GString *text = g_string_new(NULL);

    g_string_append_printf(
        text, "%u messages in %u packets: %u from terminals, %u from the server\n",
        verdict->messages, verdict->packets, verdict->from_terminals, verdict->from_server);
    for (unsigned i = 0; i < MIN(verdict->terminals->len, 50); i++) {
        const gt06_terminal_row *t = verdict->terminals->pdata[i];
        g_string_append_printf(text, "  %-15s  %s\n", t->name, t->verdict);
    }
    if (verdict->terminals->len > 50)
        g_string_append_printf(text, "  ... and %u terminals more\n", verdict->terminals->len - 50);
    for (unsigned i = 0; i < verdict->findings->len; i++) {
        const gt06_finding_row *row = finding(verdict, i);
        g_string_append_printf(text, "%s, %u times: %s\n", gt06_severity_names[row->severity],
                               row->count, row->filter);
        add_seen(text, row, is_failure(verdict, row) ? SEEN_IN_TEXT : 1);
    }
    for (unsigned i = 0; i < expectation_count(verdict); i++) {
        const gt06_expectation *e = expectation(verdict, i);
        char *words = expectation_words(e);
        g_string_append_printf(text, "%s: %s (%s)", e->met ? "as expected" : "NOT as expected",
                               e->filter, words);
        if (!e->met && e->first_frame)
            g_string_append_printf(text, ", the first in frame %u", e->first_frame);
        g_string_append_c(text, '\n');
        g_free(words);
    }
    if (verdict->messages == 0)
        g_string_append(text, "There is no GT06 message.\n");
    g_string_append(text, verdict->passed ? "Verdict: well.\n" : "Verdict: failed.\n");
    return g_string_free(text, FALSE);
}

/* ---- JSON ---- */

static void add_string(JsonBuilder *json, const char *name, const char *value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_string_value(json, value);
}

static void add_int(JsonBuilder *json, const char *name, gint64 value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_int_value(json, value);
}

static void add_bool(JsonBuilder *json, const char *name, bool value)
{
    json_builder_set_member_name(json, name);
    json_builder_add_boolean_value(json, value);
}

static void json_terminals(JsonBuilder *json, const gt06_verdict *verdict)
{
    json_builder_set_member_name(json, "terminals");
    json_builder_begin_array(json);
    for (unsigned i = 0; i < verdict->terminals->len; i++) {
        const gt06_terminal_row *t = verdict->terminals->pdata[i];
        json_builder_begin_object(json);
        add_string(json, "imei", t->imei);
        add_string(json, "address", t->address);
        add_string(json, "verdict", t->verdict);
        add_int(json, "messages", t->messages);
        add_int(json, "logins", t->logins);
        add_int(json, "answers", t->answers);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void json_seen(JsonBuilder *json, const gt06_finding_row *row)
{
    json_builder_set_member_name(json, "where");
    json_builder_begin_array(json);
    for (unsigned i = 0; i < row->seen->len; i++) {
        const gt06_seen *seen = &g_array_index(row->seen, gt06_seen, i);
        char *filter = filter_of(row, seen);
        json_builder_begin_object(json);
        add_int(json, "frame", seen->frame);
        add_string(json, "filter", filter);
        add_string(json, "imei", seen->imei);
        add_string(json, "message", seen->message);
        add_string(json, "sentence", seen->sentence);
        json_builder_end_object(json);
        g_free(filter);
    }
    json_builder_end_array(json);
}

static void json_findings(JsonBuilder *json, const gt06_verdict *verdict)
{
    json_builder_set_member_name(json, "findings");
    json_builder_begin_array(json);
    for (unsigned i = 0; i < verdict->findings->len; i++) {
        const gt06_finding_row *row = finding(verdict, i);
        json_builder_begin_object(json);
        add_string(json, "name", row->name);
        add_string(json, "filter", row->filter);
        add_string(json, "severity", gt06_severity_names[row->severity]);
        add_bool(json, "failure", is_failure(verdict, row));
        add_int(json, "count", row->count);
        json_seen(json, row);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static void json_expectations(JsonBuilder *json, const gt06_verdict *verdict)
{
    json_builder_set_member_name(json, "expectations");
    json_builder_begin_array(json);
    for (unsigned i = 0; i < expectation_count(verdict); i++) {
        const gt06_expectation *e = expectation(verdict, i);
        json_builder_begin_object(json);
        add_string(json, "expectation", e->text);
        add_string(json, "filter", e->filter);
        add_string(json, "counts", e->messages ? "messages" : "packets");
        add_int(json, "found", e->found);
        add_int(json, "first_frame", e->first_frame);
        add_bool(json, "met", e->met);
        json_builder_end_object(json);
    }
    json_builder_end_array(json);
}

static char *report_json(const gt06_verdict *verdict)
{
    JsonBuilder *json = json_builder_new();
    JsonNode *root;
    char *text, *lines;

    json_builder_begin_object(json);
    add_int(json, "schema", GT06_REPORT_SCHEMA);
    add_string(json, "verdict", verdict->passed ? "well" : "failed");
    add_string(json, "capture", verdict->capture);
    add_int(json, "packets", verdict->packets);
    add_int(json, "messages", verdict->messages);
    add_int(json, "from_terminals", verdict->from_terminals);
    add_int(json, "from_server", verdict->from_server);
    json_terminals(json, verdict);
    json_findings(json, verdict);
    json_expectations(json, verdict);
    json_builder_end_object(json);
    root = json_builder_get_root(json);
    text = json_to_string(root, TRUE);
    lines = g_strconcat(text, "\n", NULL);
    g_free(text);
    json_node_unref(root);
    g_object_unref(json);
    return lines;
}

/* ---- test reports: a test per finding and per expectation ---- */

typedef struct {
    char *name;
    bool good;
    char *reason; /* "" when good */
} test_case;

static void clear_test(gpointer data)
{
    test_case *test = data;

    g_free(test->name);
    g_free(test->reason);
}

static test_case finding_test(const gt06_verdict *verdict, const gt06_finding_row *row)
{
    test_case test = { g_strdup_printf("no %s", row->name), !is_failure(verdict, row), NULL };
    GString *reason = g_string_new(NULL);

    for (unsigned i = 0; !test.good && i < MIN(row->seen->len, SEEN_IN_TEXT); i++) {
        const gt06_seen *seen = &g_array_index(row->seen, gt06_seen, i);
        char *filter = filter_of(row, seen);
        g_string_append_printf(reason, "frame %u: %s [%s]\n", seen->frame, seen->sentence, filter);
        g_free(filter);
    }
    test.reason = g_string_free(reason, FALSE);
    return test;
}

static GArray *make_tests(const gt06_verdict *verdict)
{
    GArray *tests = g_array_new(FALSE, FALSE, sizeof(test_case));
    test_case test = { g_strdup("there are GT06 messages"), verdict->messages > 0,
                       g_strdup(verdict->messages > 0 ? "" : "there is none") };

    g_array_set_clear_func(tests, clear_test);
    g_array_append_val(tests, test);
    for (unsigned i = 0; i < verdict->findings->len; i++) {
        test = finding_test(verdict, finding(verdict, i));
        g_array_append_val(tests, test);
    }
    for (unsigned i = 0; i < expectation_count(verdict); i++) {
        const gt06_expectation *e = expectation(verdict, i);
        char *words = expectation_words(e);
        char *first = e->first_frame ? g_strdup_printf("frame %u: ", e->first_frame) : NULL;
        test = (test_case){ g_strdup(e->text), e->met, NULL };
        test.reason = g_strdup("");
        if (!e->met) {
            g_free(test.reason);
            test.reason = g_strdup_printf("%s%s [%s]", first ? first : "", words, e->filter);
        }
        g_free(first);
        g_array_append_val(tests, test);
        g_free(words);
    }
    return tests;
}

static char *report_junit(const gt06_verdict *verdict)
{
    GArray *tests = make_tests(verdict);
    GString *text = g_string_new(NULL);
    unsigned failures = 0;

    for (unsigned i = 0; i < tests->len; i++) {
        const test_case *test = &g_array_index(tests, test_case, i);
        char *name = g_markup_escape_text(test->name, -1);
        char *reason = g_markup_escape_text(test->reason, -1);
        g_string_append_printf(text, "  <testcase classname=\"gt06-replay\" name=\"%s\"", name);
        if (test->good)
            g_string_append(text, "/>\n");
        else
            g_string_append_printf(text, "><failure>%s</failure></testcase>\n", reason);
        failures += !test->good;
        g_free(name);
        g_free(reason);
    }
    char *head = g_strdup_printf("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite "
                                 "name=\"gt06-replay\" tests=\"%u\" failures=\"%u\">\n",
                                 tests->len, failures);
    g_string_prepend(text, head);
    g_string_append(text, "</testsuite>\n");
    g_free(head);
    g_array_unref(tests);
    return g_string_free(text, FALSE);
}

/* A number sign would begin a directive, such as "# SKIP". */
static void add_tap_name(GString *text, const char *name)
{
    for (; *name; name++) {
        if (*name == '#' || *name == '\\')
            g_string_append_c(text, '\\');
        g_string_append_c(text, *name == '\n' ? ' ' : *name);
    }
    g_string_append_c(text, '\n');
}

static char *report_tap(const gt06_verdict *verdict)
{
    GArray *tests = make_tests(verdict);
    GString *text = g_string_new("TAP version 13\n");

    g_string_append_printf(text, "1..%u\n", tests->len);
    for (unsigned i = 0; i < tests->len; i++) {
        const test_case *test = &g_array_index(tests, test_case, i);
        char **lines = g_strsplit(test->reason, "\n", -1);
        g_string_append_printf(text, "%sok %u - ", test->good ? "" : "not ", i + 1);
        add_tap_name(text, test->name);
        for (char **line = lines; *line; line++) {
            if (**line)
                g_string_append_printf(text, "# %s\n", *line);
        }
        g_strfreev(lines);
    }
    g_array_unref(tests);
    return g_string_free(text, FALSE);
}

static char *report_markdown(const gt06_verdict *verdict)
{
    GString *text = g_string_new(NULL);

    g_string_append_printf(text,
                           "# %s\n\n%u messages in %u packets: %u from terminals, %u from "
                           "the server.\n\n| terminal | verdict | messages |\n|---|---|---|\n",
                           verdict->passed ? "Well" : "Failed", verdict->messages, verdict->packets,
                           verdict->from_terminals, verdict->from_server);
    for (unsigned i = 0; i < verdict->terminals->len; i++) {
        const gt06_terminal_row *t = verdict->terminals->pdata[i];
        g_string_append_printf(text, "| %s | %s | %u |\n", t->name, t->verdict, t->messages);
    }
    g_string_append(text, "\n| finding | severity | times | first | filter |\n"
                          "|---|---|---|---|---|\n");
    for (unsigned i = 0; i < verdict->findings->len; i++) {
        const gt06_finding_row *row = finding(verdict, i);
        const gt06_seen *seen = &g_array_index(row->seen, gt06_seen, 0);
        g_string_append_printf(text, "| %s | %s | %u | frame %u | `%s` |\n", seen->sentence,
                               gt06_severity_names[row->severity], row->count, seen->frame,
                               row->filter);
    }
    for (unsigned i = 0; i < expectation_count(verdict); i++) {
        const gt06_expectation *e = expectation(verdict, i);
        char *words = expectation_words(e);
        g_string_append_printf(text, "\n%s: `%s` (%s)", e->met ? "As expected" : "**Not met**",
                               e->text, words);
        if (!e->met && e->first_frame)
            g_string_append_printf(text, ", the first in frame %u", e->first_frame);
        g_string_append_c(text, '\n');
        g_free(words);
    }
    return g_string_free(text, FALSE);
}

static const struct {
    const char *name;
    char *(*make)(const gt06_verdict *verdict);
} forms[] = {
    { "text:", gt06_report_text }, { "json:", report_json },   { "junit:", report_junit },
    { "tap:", report_tap },        { "md:", report_markdown },
};

bool gt06_report_check(const char *wanted, GError **error)
{
    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (g_str_has_prefix(wanted, forms[i].name) && wanted[strlen(forms[i].name)])
            return true;
    }
    return gt06_fail(error, GT06_EXIT_INPUT,
                     "\"%s\" is no report: json:FILE, junit:FILE, tap:FILE, md:FILE or text:FILE.",
                     wanted);
}

const char *gt06_report_file(const char *wanted)
{
    return strchr(wanted, ':') + 1;
}

bool gt06_report_write(const gt06_verdict *verdict, const char *wanted, FILE *output,
                       GError **error)
{
    const char *file = gt06_report_file(wanted);
    char *text = NULL;
    bool good;

    for (size_t i = 0; i < G_N_ELEMENTS(forms); i++) {
        if (g_str_has_prefix(wanted, forms[i].name))
            text = forms[i].make(verdict);
    }
    g_assert(text); /* gt06_report_check() was asked */
    if (strcmp(file, "-") == 0)
        good = fputs(text, output) >= 0 && fflush(output) == 0;
    else
        good = gt06_output_text(file, text);
    if (!good)
        gt06_fail(error, gt06_write_exit(errno), "The report %s cannot be written: %s.", wanted,
                  g_strerror(errno));
    g_free(text);
    return good;
}
