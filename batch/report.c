/* report.c
 * report: one row for each terminal, over all groups that were read.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#include "columns.h"
#include "command.h"
#include "summary.h"
#include "../protocol/models.h"

/* The report while it is made. */
typedef struct {
    GHashTable *totals;
    GHashTable *names; /* of groups that were added */
    unsigned not_whole;
} report;

static gt06_exit add_file(report *r, const char *path)
{
    FILE *from = fopen(path, "r");
    gt06_summary summary = { 0 };
    gt06_exit code = GT06_EXIT_WELL;

    if (from == NULL)
        return gt06_say(GT06_EXIT_INPUT, "%s: %s.", path, g_strerror(errno));
    if (!gt06_read_summary(from, &summary)) {
        code = gt06_say(GT06_EXIT_INPUT,
                        "%s is no summary of this version of gt06-batch; "
                        "please read its capture again.",
                        path);
    } else if (g_hash_table_contains(r->names, summary.name)) {
        code = gt06_say(GT06_EXIT_INPUT,
                        "%s: %s was added before, from another folder; counted "
                        "twice, the report would be wrong.",
                        path, summary.name);
    } else {
        r->not_whole += summary.state != GT06_WHOLE;
        g_hash_table_add(r->names, g_strdup(summary.name));
        if (!gt06_add_summary(r->totals, from, &summary))
            code = gt06_say(GT06_EXIT_INPUT, "%s is damaged; please read its capture again.", path);
    }
    gt06_free_summary(&summary);
    fclose(from);
    return code;
}

/* Links to folders are not followed, as those to captures are not by gt06-batch list: a loop would
   not end, and what is in two places counts once. */
/* NOLINTNEXTLINE(misc-no-recursion): no deeper than the folders */
static gt06_exit add_folder(report *r, const char *folder)
{
    GError *error = NULL;
    GDir *entries = g_dir_open(folder, 0, &error);
    gt06_exit code = GT06_EXIT_WELL;
    const char *name;

    if (entries == NULL) {
        code = gt06_say(GT06_EXIT_INPUT, "%s", error->message);
        g_error_free(error);
        return code;
    }
    while (code == GT06_EXIT_WELL && (name = g_dir_read_name(entries)) != NULL) {
        char *path = g_build_filename(folder, name, NULL);

        if (g_str_has_suffix(name, ".summary"))
            code = add_file(r, path);
        else if (g_file_test(path, G_FILE_TEST_IS_DIR) &&
                 !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            code = add_folder(r, path);
        g_free(path);
    }
    g_dir_close(entries);
    return code;
}

/* ---- rows ---- */

static void add_number(gt06_row_text *row, const char *name, int64_t number)
{
    char text[24];

    snprintf(text, sizeof text, "%" PRId64, number);
    gt06_add_value(row, name, GT06_NUMBER, text);
}

static void add_moment(gt06_row_text *row, const char *name, const nstime_t *time)
{
    GString *text = g_string_new(NULL);

    gt06_put_moment(text, time);
    gt06_add_value(row, name, GT06_MOMENT, text->str);
    g_string_free(text, TRUE);
}

static const char *const counts[GT06_COUNTS] = {
    [GT06_COUNT_CONNECTIONS] = "connections",  [GT06_COUNT_LOGINS] = "logins",
    [GT06_COUNT_ANSWERED] = "logins_answered", [GT06_COUNT_POSITIONS] = "positions",
    [GT06_COUNT_HEARTBEATS] = "heartbeats",    [GT06_COUNT_ALARMS] = "alarms",
    [GT06_COUNT_CRC_ERRORS] = "crc_errors",    [GT06_COUNT_LOST] = "serials_not_seen",
    [GT06_COUNT_DUPLICATES] = "duplicates",
};

static void add_numbers(gt06_row_text *row, const gt06_total *total)
{
    char kilometres[40];
    int32_t seconds;

    add_number(row, "captures", total->groups);
    for (unsigned i = 0; i < GT06_COUNTS; i++)
        add_number(row, counts[i], (int64_t)total->counts[i]);
    add_number(row, "answers_due", total->evidence.asked);
    add_number(row, "answers", total->evidence.answered);
    if (gt06_median_clock(total, &seconds))
        add_number(row, "clock_offset", seconds);
    else
        gt06_add_value(row, "clock_offset", GT06_NUMBER, NULL);
    snprintf(kilometres, sizeof kilometres, "%" PRId64 ".%03d", total->millimetres / 1000000,
             (int)(total->millimetres / 1000 % 1000));
    gt06_add_value(row, "distance_km", GT06_REAL, kilometres);
}

static void write_total(gt06_row_text *row, const gt06_total *total)
{
    const char *models = gt06_device_type_name(total->device_type);
    char verdict[80];

    gt06_begin_row(row);
    gt06_add_value(row, "terminal", GT06_TEXT, total->key);
    gt06_add_value(row, "models", GT06_TEXT, models);
    gt06_add_value(row, "transport", GT06_TEXT, gt06_transport_names(total->transports));
    gt06_add_value(row, "last_address", GT06_TEXT, total->terminal);
    gt06_add_value(row, "last_server", GT06_TEXT, total->server);
    add_moment(row, "first_seen", &total->first);
    add_moment(row, "last_seen", &total->last);
    add_numbers(row, total);
    gt06_tell_verdict(&total->evidence, verdict, sizeof verdict);
    gt06_add_value(row, "verdict", GT06_TEXT, verdict);
    gt06_end_row(row);
    fputs(row->text->str, stdout);
}

/* The names of what write_total() writes, in that order. */
static void write_header(void)
{
    gt06_row_text row = { .text = g_string_new(NULL), .as_names = true };
    const gt06_total none = { .key = (char *)"", .clock = g_hash_table_new(NULL, NULL) };

    write_total(&row, &none);
    g_hash_table_destroy(none.clock);
    g_string_free(row.text, TRUE);
}

static void write_report(const report *r, bool as_json)
{
    GList *keys =
        g_list_sort(g_hash_table_get_keys(r->totals), (GCompareFunc)(void (*)(void))strcmp);
    gt06_row_text row = { .text = g_string_new(NULL), .as_json = as_json };

    if (!as_json)
        write_header();
    for (GList *key = keys; key != NULL; key = key->next)
        write_total(&row, g_hash_table_lookup(r->totals, key->data));
    g_list_free(keys);
    g_string_free(row.text, TRUE);
}

gt06_exit gt06_command_report(int argc, char **argv)
{
    static char *format;
    static const GOptionEntry entries[] = {
        { "format", 'f', 0, G_OPTION_ARG_STRING, &format, "csv (usual) or jsonl", "FORMAT" },
        { NULL },
    };
    static const gt06_usage usage = {
        "FOLDER...",
        "One row for each terminal over all captures whose summaries are in the folders, with the\n"
        "verdicts of gt06,terminals; the same for any distribution of groups over workers.",
        NULL,
    };
    report r;
    bool as_json;
    gt06_exit code = GT06_EXIT_WELL;

    if (!gt06_read_options(&argc, &argv, entries, &usage) || !gt06_read_format(format, &as_json))
        return GT06_EXIT_INPUT;
    if (argc < 2)
        return gt06_say(GT06_EXIT_INPUT, "Usage: gt06-batch report FOLDER...");
    r = (report){ gt06_new_totals(), g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL),
                  0 };
    setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
    for (int i = 1; i < argc && code == GT06_EXIT_WELL; i++)
        code = add_folder(&r, argv[i]);
    if (code == GT06_EXIT_WELL && g_hash_table_size(r.names) == 0)
        code = gt06_say(GT06_EXIT_INPUT, "There is no summary in what was named: gt06-batch read "
                                         "writes them, NAME.summary.");
    if (code == GT06_EXIT_WELL)
        write_report(&r, as_json);
    if (code == GT06_EXIT_WELL && r.not_whole > 0)
        code = gt06_say(GT06_EXIT_FAILED,
                        "%u of %u captures are not whole: the report has what "
                        "could be read of them.",
                        r.not_whole, g_hash_table_size(r.names));
    g_hash_table_destroy(r.totals);
    g_hash_table_destroy(r.names);
    return code;
}
