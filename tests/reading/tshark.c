/* tshark.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* strptime, timegm */
#include "tshark.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

static char *folder;

void gt06_remove_folder(const char *name)
{
    GDir *dir = g_dir_open(name, 0, NULL);
    const char *entry;

    while (dir != NULL && (entry = g_dir_read_name(dir)) != NULL) {
        char *path = g_build_filename(name, entry, NULL);

        g_unlink(path);
        g_free(path);
    }
    if (dir != NULL)
        g_dir_close(dir);
    g_rmdir(name);
}

static void remove_own_folder(void)
{
    gt06_remove_folder(folder);
    g_free(folder);
}

const char *gt06_test_file(const char *name)
{
    char *path;
    const char *kept;

    if (folder == NULL) {
        folder = g_dir_make_tmp("gt06-test-XXXXXX", NULL);
        assert_non_null(folder);
        atexit(remove_own_folder);
    }
    path = g_build_filename(folder, name, NULL);
    kept = g_intern_string(path);
    g_free(path);
    return kept;
}

/* What tshark may say on standard error without being wrong. */
static bool is_complaint(const char *errors)
{
    return *errors != '\0' && strstr(errors, "Running as user") == NULL;
}

char *gt06_tshark(const char *capture, const char *const *options)
{
    GPtrArray *words = g_ptr_array_new();
    GSubprocess *process;
    GError *error = NULL;
    char *output = NULL;
    char *errors = NULL;

    g_ptr_array_add(words, (gpointer)GT06_TSHARK);
    g_ptr_array_add(words, (gpointer) "-n");
    g_ptr_array_add(words, (gpointer) "-r");
    g_ptr_array_add(words, (gpointer)capture);
    for (; options != NULL && *options != NULL; options++)
        g_ptr_array_add(words, (gpointer)*options);
    g_ptr_array_add(words, NULL);
    process = g_subprocess_newv((const char *const *)words->pdata,
                                G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE,
                                &error);
    if (process == NULL)
        fail_msg("tshark does not start: %s", error->message);
    g_subprocess_communicate_utf8(process, NULL, NULL, &output, &errors, NULL);
    if (!g_subprocess_get_successful(process) || is_complaint(errors))
        fail_msg("tshark on %s: %s", capture, errors);
    g_object_unref(process);
    g_ptr_array_free(words, TRUE);
    g_free(errors);
    return output;
}

GPtrArray *gt06_tshark_fields(const char *capture, const char *const *options,
                              const char *const *fields)
{
    static const char *const format[] = { "-T", "fields", "-E", "separator=/t",
                                          "-E", "aggregator=;", NULL };
    GPtrArray *words = g_ptr_array_new();
    GPtrArray *rows = g_ptr_array_new_with_free_func((GDestroyNotify)g_strfreev);
    char *output;
    char **lines;

    for (const char *const *word = format; *word != NULL; word++)
        g_ptr_array_add(words, (gpointer)*word);
    for (; options != NULL && *options != NULL; options++)
        g_ptr_array_add(words, (gpointer)*options);
    for (; *fields != NULL; fields++) {
        g_ptr_array_add(words, (gpointer) "-e");
        g_ptr_array_add(words, (gpointer)*fields);
    }
    g_ptr_array_add(words, NULL);
    output = gt06_tshark(capture, (const char *const *)words->pdata);
    lines = g_strsplit(output, "\n", -1);
    for (char **line = lines; *line != NULL && (*line)[0] != '\0'; line++)
        g_ptr_array_add(rows, g_strsplit(*line, "\t", -1));
    g_strfreev(lines);
    g_free(output);
    g_ptr_array_free(words, TRUE);
    return rows;
}

/* Asks `is_it` about every value that ';' separates. */
static bool any_value(const char *values, bool (*is_it)(const char *value, const void *data),
                      const void *data)
{
    char **parts = g_strsplit(values, ";", -1);
    bool found = false;

    for (char **part = parts; *part != NULL && !found; part++)
        found = **part != '\0' && is_it(*part, data);
    g_strfreev(parts);
    return found;
}

static bool equals(const char *value, const void *data)
{
    return strcmp(value, (const char *)data) == 0;
}

bool gt06_has_value(const char *values, const char *value)
{
    return any_value(values, equals, value);
}

typedef struct {
    double number;
    double tolerance;
} about;

static bool is_about(const char *value, const void *data)
{
    const about *wanted = (const about *)data;

    return fabs(g_ascii_strtod(value, NULL) - wanted->number) <= wanted->tolerance;
}

bool gt06_has_number(const char *values, double number, double tolerance)
{
    about wanted = { number, tolerance };

    return any_value(values, is_about, &wanted);
}

/* tshark 4.0 prints "Aug 13, 2024 10:02:34.000000000 UTC", later releases ISO 8601. */
bool gt06_time_of(const char *text, int64_t *seconds)
{
    struct tm parts = { 0 };
    GDateTime *time;

    if (strptime(text, "%b %d, %Y %H:%M:%S", &parts) != NULL) {
        *seconds = (int64_t)timegm(&parts);
        return true;
    }
    if (strlen(text) < strlen("2024-08-13T10:02:34Z") || text[4] != '-' || text[7] != '-')
        return false;
    time = g_date_time_new_from_iso8601(text, NULL);
    if (time == NULL)
        return false;
    *seconds = g_date_time_to_unix(time);
    g_date_time_unref(time);
    return true;
}

static bool is_time(const char *value, const void *data)
{
    int64_t seconds = 0;

    return gt06_time_of(value, &seconds) && seconds == *(const int64_t *)data;
}

bool gt06_has_time(const char *values, const char *iso)
{
    int64_t wanted = 0;

    assert_true(gt06_time_of(iso, &wanted));
    return any_value(values, is_time, &wanted);
}

GByteArray *gt06_bytes(const char *hex)
{
    GByteArray *bytes = g_byte_array_new();

    while (*hex != '\0') {
        uint8_t byte;

        if (*hex == ' ') {
            hex++;
            continue;
        }
        byte = (uint8_t)(g_ascii_xdigit_value(hex[0]) << 4 | g_ascii_xdigit_value(hex[1]));
        g_byte_array_append(bytes, &byte, 1);
        hex += 2;
    }
    return bytes;
}

void gt06_run(const char *const *words)
{
    int status;

    assert_true(g_spawn_sync(NULL, (char **)words, NULL,
                             G_SPAWN_SEARCH_PATH | G_SPAWN_STDERR_TO_DEV_NULL, NULL, NULL, NULL,
                             NULL, &status, NULL));
    assert_int_equal(status, 0);
}
