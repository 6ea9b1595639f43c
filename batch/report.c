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

/* What a group of captures gave. */
typedef struct {
    char *path;
    gt06_summary summary;
} result;

/* The report while it is made. */
typedef struct {
    GHashTable *totals;
    GPtrArray *results;
    GHashTable *names; /* of results -> themselves */
    GHashTable *files; /* that are counted -> their results */
    unsigned not_whole;
    unsigned left_out;
} report;

static void free_result(gpointer data)
{
    result *one = data;

    g_free(one->path);
    gt06_free_summary(&one->summary);
    g_free(one);
}

static report new_report(void)
{
    return (report){ .totals = gt06_new_totals(),
                     .results = g_ptr_array_new_with_free_func(free_result),
                     .names = g_hash_table_new(g_str_hash, g_str_equal),
                     .files = g_hash_table_new(g_str_hash, g_str_equal) };
}

static void free_report(report *r)
{
    g_hash_table_destroy(r->totals);
    g_hash_table_destroy(r->names);
    g_hash_table_destroy(r->files);
    g_ptr_array_free(r->results, TRUE);
}

/* ---- results ---- */

static gt06_exit add_file(report *r, const char *path)
{
    FILE *from = fopen(path, "r");
    result *one;
    bool good;

    if (from == NULL)
        return gt06_say(GT06_EXIT_INPUT, "%s: %s.", path, g_strerror(errno));
    one = g_new0(result, 1);
    one->path = g_strdup(path);
    g_ptr_array_add(r->results, one);
    good = gt06_read_summary(from, &one->summary);
    fclose(from);
    if (!good)
        return gt06_say(GT06_EXIT_INPUT,
                        "%s is no summary of this version of gt06-batch; "
                        "please read its capture again.",
                        path);
    if (!g_hash_table_insert(r->names, one->summary.name, one))
        return gt06_say(GT06_EXIT_INPUT,
                        "%s: %s was added before, from another folder; counted "
                        "twice, the report would be wrong.",
                        path, one->summary.name);
    return GT06_EXIT_WELL;
}

/* The newest first; of the same age that with the most files. */
static int compare_results(gconstpointer a, gconstpointer b)
{
    const gt06_summary *one = &(*(result *const *)a)->summary;
    const gt06_summary *two = &(*(result *const *)b)->summary;
    const unsigned files = g_strv_length(one->files), others = g_strv_length(two->files);

    if (one->newest != two->newest)
        return one->newest > two->newest ? -1 : 1;
    if (files != others)
        return files > others ? -1 : 1;
    return strcmp(one->name, two->name);
}

/* Is a file of it counted already? A ring buffer gives up files, and what is left of it is another
   group. */
static bool is_left_out(const report *r, const result *one)
{
    for (char **file = one->summary.files; *file != NULL; file++) {
        const result *other = g_hash_table_lookup(r->files, *file);

        if (other != NULL) {
            gt06_say(GT06_EXIT_FAILED,
                     "%s is left out: %s is in %s, too, and would count "
                     "twice. Please delete the summary and the rows of what is out of date.",
                     one->path, *file, other->path);
            return true;
        }
    }
    return false;
}

static gt06_exit count_result(report *r, result *one)
{
    FILE *from = fopen(one->path, "r");
    gt06_summary again = { 0 };
    const bool good = from != NULL && gt06_read_summary(from, &again) &&
                      strcmp(again.key, one->summary.key) == 0 &&
                      gt06_add_summary(r->totals, from, &one->summary);

    for (char **file = one->summary.files; *file != NULL; file++)
        g_hash_table_insert(r->files, *file, one);
    r->not_whole += one->summary.state != GT06_WHOLE;
    gt06_free_summary(&again);
    if (from != NULL)
        fclose(from);
    return good ? GT06_EXIT_WELL
                : gt06_say(GT06_EXIT_INPUT,
                           "%s is damaged, or was written anew meanwhile; please read its "
                           "capture again, or report again.",
                           one->path);
}

static gt06_exit count_results(report *r)
{
    gt06_exit code = GT06_EXIT_WELL;

    g_ptr_array_sort(r->results, compare_results);
    for (unsigned i = 0; i < r->results->len && code == GT06_EXIT_WELL; i++) {
        result *one = r->results->pdata[i];

        if (is_left_out(r, one))
            r->left_out++;
        else
            code = count_result(r, one);
    }
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

static gt06_exit make_report(report *r, bool as_json)
{
    gt06_exit code;

    if (r->results->len == 0)
        return gt06_say(GT06_EXIT_INPUT, "There is no summary in what was named: gt06-batch read "
                                         "writes them, NAME.summary.");
    code = count_results(r);
    if (code != GT06_EXIT_WELL)
        return code;
    write_report(r, as_json);
    if (r->not_whole > 0)
        gt06_say(GT06_EXIT_FAILED,
                 "%u of %u captures are not whole: the report has what could be read of them.",
                 r->not_whole, r->results->len - r->left_out);
    return r->not_whole + r->left_out > 0 ? GT06_EXIT_FAILED : GT06_EXIT_WELL;
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
        "Of groups that have a file in common, as a ring buffer gives, the newest one counts;\n"
        "what is left out is told.\n"
        "\n"
        "Exit code: 0 all captures are whole; 1 some are not, or are left out; 2 bad usage or\n"
        "input.",
    };
    report r;
    bool as_json;
    gt06_exit code = GT06_EXIT_WELL;

    if (!gt06_read_options(&argc, &argv, entries, &usage) || !gt06_read_format(format, &as_json))
        return GT06_EXIT_INPUT;
    if (argc < 2)
        return gt06_say(GT06_EXIT_INPUT, "Usage: gt06-batch report FOLDER...");
    r = new_report();
    setvbuf(stdout, NULL, _IOFBF, BUFSIZ);
    for (int i = 1; i < argc && code == GT06_EXIT_WELL; i++)
        code = add_folder(&r, argv[i]);
    if (code == GT06_EXIT_WELL)
        code = make_report(&r, as_json);
    free_report(&r);
    return code;
}
