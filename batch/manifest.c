/* manifest.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* getline */
#include "manifest.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* A capture and its place in a rotation. */
typedef struct {
    char *path;
    char *series; /* the path without number and time; the path itself outside of a rotation */
    char *time;   /* "20260301080000", "" outside of a rotation */
    uint64_t number;
} capture;

/* A list while it is written. */
typedef struct {
    FILE *to;
    bool alone;        /* each file is a group of its own */
    unsigned captures; /* in it so far */
} listing;

static void free_capture(gpointer data)
{
    capture *c = data;

    g_free(c->path);
    g_free(c->series);
    g_free(c->time);
    g_free(c);
}

/* NAME_00001_20260301080000.pcapng of dumpcap, or with number and time the other way round. */
static void read_rotation(capture *c)
{
    static const char *const patterns[] = {
        "^(?<a>.*)_(?<number>[0-9]{5,13})_(?<time>[0-9]{14})(?<b>\\.[^/]*)?$",
        "^(?<a>.*)_(?<time>[0-9]{14})_(?<number>[0-9]{5,13})(?<b>\\.[^/]*)?$",
    };
    GMatchInfo *match = NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(patterns) && *c->time == '\0'; i++) {
        GRegex *pattern = g_regex_new(patterns[i], G_REGEX_RAW, 0, NULL);

        if (g_regex_match(pattern, c->path, 0, &match)) {
            char *number = g_match_info_fetch_named(match, "number");
            char *before = g_match_info_fetch_named(match, "a");
            char *behind = g_match_info_fetch_named(match, "b");

            g_free(c->series);
            g_free(c->time);
            c->series = g_strconcat(before, "\t", behind, NULL);
            c->time = g_match_info_fetch_named(match, "time");
            c->number = g_ascii_strtoull(number, NULL, 10);
            g_free(number);
            g_free(before);
            g_free(behind);
        }
        g_match_info_free(match);
        g_regex_unref(pattern);
    }
}

static void add_capture(GPtrArray *captures, const char *path, bool alone)
{
    capture *c = g_new0(capture, 1);

    c->path = g_strdup(path);
    c->series = g_strdup(path);
    c->time = g_strdup("");
    if (!alone)
        read_rotation(c);
    g_ptr_array_add(captures, c);
}

static int compare_captures(gconstpointer a, gconstpointer b)
{
    const capture *one = *(capture *const *)a, *two = *(capture *const *)b;
    int order = strcmp(one->series, two->series);

    if (order == 0)
        order = strcmp(one->time, two->time);
    if (order == 0)
        order = one->number < two->number ? -1 : one->number > two->number;
    return order;
}

/* A rotation that begins again at a lower number is another one. */
static bool goes_on(const capture *before, const capture *c)
{
    return before != NULL && *c->time != '\0' && c->number > before->number &&
           strcmp(before->series, c->series) == 0;
}

static void write_groups(GPtrArray *captures, listing *list)
{
    const capture *before = NULL;

    g_ptr_array_sort(captures, compare_captures);
    for (unsigned i = 0; i < captures->len; i++) {
        const capture *c = captures->pdata[i];

        if (i > 0)
            fputc(goes_on(before, c) ? '\t' : '\n', list->to);
        fputs(c->path, list->to);
        before = c;
    }
    if (captures->len > 0)
        fputc('\n', list->to);
    list->captures += captures->len;
}

static bool is_capture(const char *name)
{
    static const char *const compressed[] = { ".gz", ".zst", ".lz4" };
    static const char *const endings[] = { ".pcapng", ".pcap", ".cap" };
    size_t size = strlen(name);

    for (size_t i = 0; i < G_N_ELEMENTS(compressed); i++) {
        const size_t ending = strlen(compressed[i]);

        if (size > ending && g_ascii_strcasecmp(name + size - ending, compressed[i]) == 0) {
            size -= ending;
            break;
        }
    }
    for (size_t i = 0; i < G_N_ELEMENTS(endings); i++) {
        size_t ending = strlen(endings[i]);

        if (size > ending && g_ascii_strncasecmp(name + size - ending, endings[i], ending) == 0)
            return true;
    }
    return false;
}

static bool can_be_listed(const char *path)
{
    if (strpbrk(path, "\t\r\n") == NULL && *path != '#')
        return true;
    gt06_say(GT06_EXIT_INPUT,
             "\"%s\" has a tab or a line's end in its name, or begins with #; "
             "please rename it.",
             path);
    return false;
}

static int compare_names(gconstpointer a, gconstpointer b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static gt06_exit list_folder(listing *list, const char *folder);

/* NOLINTBEGIN(misc-no-recursion): no deeper than the folders */

/* The captures of a folder, and then its folders in the order of their names. What cannot be listed
   is told, and does not keep the rest from being read. */
static gt06_exit list_entries(listing *list, GDir *entries, const char *folder)
{
    GPtrArray *captures = g_ptr_array_new_with_free_func(free_capture);
    GPtrArray *folders = g_ptr_array_new_with_free_func(g_free);
    gt06_exit code = GT06_EXIT_WELL;
    const char *name;

    while ((name = g_dir_read_name(entries)) != NULL) {
        char *path = g_build_filename(folder, name, NULL);
        bool is_folder = g_file_test(path, G_FILE_TEST_IS_DIR);

        if (is_folder && !g_file_test(path, G_FILE_TEST_IS_SYMLINK))
            g_ptr_array_add(folders, g_strdup(path));
        else if (!is_folder && is_capture(name) && can_be_listed(path))
            add_capture(captures, path, list->alone);
        else if (!is_folder && is_capture(name))
            code = GT06_EXIT_FAILED;
        g_free(path);
    }
    write_groups(captures, list);
    g_ptr_array_free(captures, TRUE);
    g_ptr_array_sort(folders, compare_names);
    for (unsigned i = 0; i < folders->len; i++) {
        if (list_folder(list, folders->pdata[i]) != GT06_EXIT_WELL)
            code = GT06_EXIT_FAILED;
    }
    g_ptr_array_free(folders, TRUE);
    return code;
}

static gt06_exit list_folder(listing *list, const char *folder)
{
    GError *error = NULL;
    GDir *entries = g_dir_open(folder, 0, &error);
    gt06_exit code;

    if (entries == NULL) {
        code = gt06_say(GT06_EXIT_INPUT, "%s", error->message);
        g_error_free(error);
        return code;
    }
    code = list_entries(list, entries, folder);
    g_dir_close(entries);
    return code;
}

/* NOLINTEND(misc-no-recursion) */

gt06_exit gt06_list_groups(char **names, bool alone, FILE *to)
{
    listing list = { to, alone, 0 };
    GPtrArray *captures = g_ptr_array_new_with_free_func(free_capture);
    gt06_exit code = GT06_EXIT_WELL;

    for (; *names != NULL && code <= GT06_EXIT_FAILED; names++) {
        gt06_exit listed = GT06_EXIT_WELL;
        struct stat status;

        if (stat(*names, &status) != 0)
            listed = gt06_say(GT06_EXIT_INPUT, "%s: %s.", *names, g_strerror(errno));
        else if (!can_be_listed(*names))
            listed = GT06_EXIT_INPUT;
        else if (S_ISDIR(status.st_mode))
            listed = list_folder(&list, *names);
        else
            add_capture(captures, *names, alone);
        code = MAX(code, listed);
    }
    write_groups(captures, &list);
    g_ptr_array_free(captures, TRUE);
    if (code <= GT06_EXIT_FAILED && list.captures == 0)
        code = gt06_say(GT06_EXIT_INPUT, "There is no capture in what was named: no file whose "
                                         "name ends in .pcapng, .pcap or .cap, compressed or not.");
    return code;
}

gt06_exit gt06_copy_manifest(const char *name, FILE *to)
{
    FILE *from = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
    gt06_exit code = GT06_EXIT_WELL;
    char *line = NULL;
    size_t size = 0;

    if (from == NULL)
        return gt06_say(GT06_EXIT_INPUT, "%s: %s.", name, g_strerror(errno));
    while (getline(&line, &size, from) > 0) {
        line[strcspn(line, "\r\n")] = '\0';
        if (*line != '\0' && *line != '#')
            fprintf(to, "%s\n", line);
    }
    if (ferror(from))
        code = gt06_say(GT06_EXIT_INPUT, "%s cannot be read: %s.", name, g_strerror(errno));
    free(line);
    if (from != stdin)
        fclose(from);
    return code;
}

char **gt06_next_group(FILE *manifest)
{
    char *line = NULL;
    size_t size = 0;
    char **files = NULL;

    if (getline(&line, &size, manifest) > 0) {
        line[strcspn(line, "\n")] = '\0';
        files = g_strsplit(line, "\t", -1);
    }
    free(line);
    return files;
}

uint64_t gt06_group_bytes(char **files)
{
    uint64_t bytes = 0;
    struct stat status;

    for (; *files != NULL; files++) {
        if (stat(*files, &status) == 0 && S_ISREG(status.st_mode))
            bytes += (uint64_t)status.st_size;
    }
    return bytes;
}

void gt06_count_groups(FILE *manifest, gt06_totals *totals)
{
    char **files;

    rewind(manifest);
    while ((files = gt06_next_group(manifest)) != NULL) {
        totals->groups++;
        totals->bytes += gt06_group_bytes(files);
        g_strfreev(files);
    }
}
