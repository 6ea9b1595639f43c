/* test_captures.c
 * Every capture reads as its golden text says, in one pass and in two; every layout of the
 * catalogue is in one of them.
 *
 * With GT06_GOLDEN set to a folder the golden texts are written there instead of compared; see
 * scripts/golden.sh.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "reading.h"
#include "tshark.h"
#include "vectors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <cmocka.h>

#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>

#include "protocol/catalogue.h"

enum { GT06_PORT = 8888 };

static GPtrArray *captures;
static GPtrArray *readings; /* one pass, in the order of `captures` */

static char *read_with(const char *path, bool twice)
{
    GPtrArray *options = gt06_capture_options(path);
    char *reading;

    if (twice) {
        g_ptr_array_add(options, (gpointer) "-2");
        g_ptr_array_add(options, (gpointer) "-o");
        g_ptr_array_add(options, (gpointer) "gt06.mute:no_response_seen");
    }
    g_ptr_array_add(options, NULL);
    reading = gt06_read_capture(path, (const char *const *)options->pdata);
    g_ptr_array_free(options, TRUE);
    return reading;
}

/* The vectors that have no readings to compare with are kept as they are read today. */
static void add_vectors(const char *file, gt06_transport transport, const char *name)
{
    GPtrArray *vectors = gt06_read_vectors(file);

    g_ptr_array_add(captures, g_strdup(gt06_capture_vectors(vectors, name, transport, GT06_PORT)));
    g_ptr_array_unref(vectors);
}

static void add_sessions(void)
{
    GPtrArray *sessions = gt06_read_vectors("sessions.jsonl");

    g_ptr_array_add(captures, g_strdup(gt06_capture_sessions(sessions, "sessions.pcapng")));
    g_ptr_array_unref(sessions);
}

static int read_all(void **state G_GNUC_UNUSED)
{
    captures = gt06_all_captures();
    add_vectors("odd-frames.jsonl", GT06_OVER_TCP, "odd-frames-tcp.pcapng");
    add_vectors("odd-frames.jsonl", GT06_OVER_UDP, "odd-frames-udp.pcapng");
    add_vectors("relatives.jsonl", GT06_OVER_TCP, "relatives.pcapng");
    add_sessions();
    readings = g_ptr_array_new_with_free_func(g_free);
    for (unsigned i = 0; i < captures->len; i++)
        g_ptr_array_add(readings, read_with((const char *)captures->pdata[i], false));
    return 0;
}

static int forget_all(void **state G_GNUC_UNUSED)
{
    g_ptr_array_unref(captures);
    g_ptr_array_unref(readings);
    return 0;
}

/* Prints the first line that differs; a golden text is long. */
static void show_difference(const char *name, const char *golden, const char *reading)
{
    char **a = g_strsplit(golden, "\n", -1);
    char **b = g_strsplit(reading, "\n", -1);
    unsigned line = 0;

    while (a[line] != NULL && b[line] != NULL && strcmp(a[line], b[line]) == 0)
        line++;
    printf("%s, line %u:\n  golden: %s\n  now:    %s\n", name, line + 1,
           a[line] != NULL ? a[line] : "(ends)", b[line] != NULL ? b[line] : "(ends)");
    g_strfreev(a);
    g_strfreev(b);
}

static void write_golden(const char *path, const char *reading)
{
    char *folder = g_path_get_dirname(path);

    assert_int_equal(g_mkdir_with_parents(folder, 0777), 0);
    assert_true(g_file_set_contents(path, reading, -1, NULL));
    g_free(folder);
}

static unsigned compare_golden(const char *path, const char *name, const char *reading)
{
    char *golden = NULL;
    unsigned wrong = 0;

    if (!g_file_get_contents(path, &golden, NULL, NULL)) {
        printf("%s has no golden text; scripts/golden.sh makes it\n", name);
        return 1;
    }
    if (strcmp(golden, reading) != 0) {
        show_difference(name, golden, reading);
        wrong = 1;
    }
    g_free(golden);
    return wrong;
}

static void captures_read_as_golden(void **state G_GNUC_UNUSED)
{
    const char *renewed = g_getenv("GT06_GOLDEN");
    const char *folder = renewed != NULL ? renewed : GT06_TEST_DATA "/golden";
    unsigned wrong = 0;

    for (unsigned i = 0; i < captures->len; i++) {
        char *name = gt06_capture_name((const char *)captures->pdata[i]);
        char *path = g_strdup_printf("%s/%s.txt", folder, name);

        if (renewed != NULL)
            write_golden(path, (const char *)readings->pdata[i]);
        else
            wrong += compare_golden(path, name, (const char *)readings->pdata[i]);
        g_free(path);
        g_free(name);
    }
    assert_int_equal(wrong, 0);
}

/* What looks forward exists from the second pass on; no_response_seen does too and is muted. */
static char *without_forward_looks(const char *reading)
{
    char **lines = g_strsplit(reading, "\n", -1);
    GString *kept = g_string_new(NULL);

    for (char **line = lines; *line != NULL; line++) {
        if (strstr(*line, "gt06.response_in") == NULL &&
            strstr(*line, "gt06.reassembled.in") == NULL)
            g_string_append_printf(kept, "%s\n", *line);
    }
    g_strfreev(lines);
    return g_string_free(kept, FALSE);
}

static void two_passes_read_the_same(void **state G_GNUC_UNUSED)
{
    unsigned wrong = 0;

    for (unsigned i = 0; i < captures->len; i++) {
        char *twice = read_with((const char *)captures->pdata[i], true);
        char *second = without_forward_looks(twice);
        char *first = without_forward_looks((const char *)readings->pdata[i]);

        if (strcmp(first, second) != 0) {
            show_difference((const char *)captures->pdata[i], first, second);
            wrong++;
        }
        g_free(first);
        g_free(second);
        g_free(twice);
    }
    assert_int_equal(wrong, 0);
}

/* "number form direction variant" of every message of every capture. */
static GHashTable *seen;

static char *layout_key(unsigned number, bool dialect, unsigned direction, const char *variant)
{
    return g_strdup_printf("%02x %d %u %s", number, dialect, direction, variant);
}

static bool has_prefix(const char *line, const char *name, const char **value)
{
    while (*line == ' ')
        line++;
    if (!g_str_has_prefix(line, name))
        return false;
    *value = line + strlen(name);
    return true;
}

static void note_layouts(const char *reading)
{
    char **lines = g_strsplit(reading, "\n", -1);
    unsigned number = 0;
    unsigned direction = 0;

    for (char **line = lines; *line != NULL; line++) {
        const char *value;

        if (has_prefix(*line, "gt06.protocol: ", &value)) {
            number = (unsigned)g_ascii_strtoull(value, NULL, 0);
        } else if (has_prefix(*line, "gt06.direction: ", &value)) {
            direction = (unsigned)g_ascii_strtoull(value, NULL, 0);
        } else if (has_prefix(*line, "gt06.variant: ", &value)) {
            g_hash_table_add(seen, layout_key(number, g_str_has_prefix(value, "dialect"),
                                              direction, value));
        }
    }
    g_strfreev(lines);
}

static void look_for_layouts(const gt06_message *message, void *data)
{
    bool dialect = gt06_is_dialect_row(message);
    unsigned *missing = (unsigned *)data;

    for (const gt06_layout *layout = message->layouts; layout->variant != NULL; layout++) {
        bool found = false;

        if (!gt06_layout_is_for(layout, message->number))
            continue;
        for (unsigned direction = 0; direction < 2 && !found; direction++) {
            char *key = layout_key(message->number, dialect, direction, layout->variant);

            found = g_hash_table_contains(seen, key);
            g_free(key);
        }
        if (!found) {
            printf("no capture has 0x%02x %s\n", message->number, layout->variant);
            ++*missing;
        }
    }
}

static void every_layout_has_a_capture(void **state G_GNUC_UNUSED)
{
    unsigned missing = 0;

    seen = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
    for (unsigned i = 0; i < readings->len; i++)
        note_layouts((const char *)readings->pdata[i]);
    gt06_for_each_message(look_for_layouts, &missing);
    g_hash_table_unref(seen);
    assert_int_equal(missing, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(captures_read_as_golden),
        cmocka_unit_test(two_passes_read_the_same),
        cmocka_unit_test(every_layout_has_a_capture),
    };

    return cmocka_run_group_tests(tests, read_all, forget_all);
}
