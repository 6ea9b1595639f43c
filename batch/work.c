/* work.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* strsignal */
#include "work.h"

#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "columns.h"
#include "summary.h"

/* A file that appears under its name when it is whole. */
typedef struct {
    char *path;
    char *part;
    FILE *file;
} output;

/* A group while it is read. */
typedef struct {
    const gt06_task *task;
    const char *name;
    const char *file;     /* the one that is read ... */
    char *file_name;      /* ... and its name */
    output rows;
    gt06_row_text row;
    GHashTable *accounts; /* key -> gt06_account */
    uint64_t messages;
} work;

/* ---- names ---- */

/* A file's path, below the base if it is there; a group has that of its first file. */
static char *name_file(const gt06_task *task, const char *file)
{
    char *path = g_canonicalize_filename(file, NULL);
    const size_t size = strlen(task->base);
    const bool below = strncmp(path, task->base, size) == 0 && path[size] == '/';
    char *name = g_strdup(path + (below ? size + 1 : 1));

    g_free(path);
    return name;
}

static char *name_output(const gt06_task *task, const char *name, const char *ending)
{
    return g_strconcat(task->output, "/", name, ending, NULL);
}

static const char *rows_ending(const gt06_task *task)
{
    return task->as_json ? ".jsonl" : ".csv";
}

/* Machines may share the folder. */
static char *name_part(const char *path, pid_t writer)
{
    return g_strdup_printf("%s.%s.%d.part", path, g_get_host_name(), (int)writer);
}

/* The files as they are now, and how they are to be read. */
static char *make_key(const gt06_task *task, char **files)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    char *key;

    g_checksum_update(sum, (const guchar *)task->signature, -1);
    for (; *files != NULL; files++) {
        struct stat status = { 0 };
        char *name = name_file(task, *files);
        char *line;

        if (stat(*files, &status) != 0)
            status.st_size = -1;
        line = g_strdup_printf("%s\t%" PRId64 "\t%" PRId64 ".%ld\n", name, (int64_t)status.st_size,
                               (int64_t)status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
        g_checksum_update(sum, (const guchar *)line, -1);
        g_free(line);
        g_free(name);
    }
    key = g_strdup(g_checksum_get_string(sum));
    g_checksum_free(sum);
    return key;
}

/* ---- files ---- */

static bool cannot_write(const char *path)
{
    gt06_say(GT06_EXIT_BROKEN, "%s cannot be written: %s.", path, g_strerror(errno));
    return false;
}

static bool open_output(output *o, char *path)
{
    char *folder = g_path_get_dirname(path);

    o->path = path;
    o->part = name_part(path, getpid());
    if (g_mkdir_with_parents(folder, 0777) == 0)
        o->file = fopen(o->part, "w");
    g_free(folder);
    return o->file != NULL || cannot_write(o->part);
}

/* Gives the file its name, if all of it could be written; else removes it. */
static bool close_output(output *o, bool good)
{
    if (o->file != NULL) {
        good = !ferror(o->file) && good;
        good = fclose(o->file) == 0 && good;
        good = (good && rename(o->part, o->path) == 0) || cannot_write(o->path);
        if (!good)
            unlink(o->part);
    }
    g_free(o->path);
    g_free(o->part);
    return good;
}

/* ---- messages ---- */

static void free_account(gpointer account)
{
    gt06_account_end(account);
    g_free(account);
}

static gt06_account *find_account(work *w, const gt06_seen *seen)
{
    char key[GT06_LONGEST_PARTY + 20];
    gt06_account *account;

    gt06_account_key(key, sizeof key, seen->record, &seen->parties);
    account = g_hash_table_lookup(w->accounts, key);
    if (account == NULL) {
        account = g_new0(gt06_account, 1);
        gt06_account_begin(account);
        g_hash_table_insert(w->accounts, g_strdup(key), account);
    }
    return account;
}

static const char *name_present_file(work *w, const char *file)
{
    if (w->file != file) {
        g_free(w->file_name);
        w->file_name = name_file(w->task, file);
        w->file = file;
    }
    return w->file_name;
}

static void take(const gt06_seen *seen, void *data)
{
    work *w = data;

    gt06_account_add(find_account(w, seen), seen->pinfo, seen->record, &seen->parties);
    if (seen->record->end != GT06_NO_END)
        return;
    w->messages++;
    if (w->rows.file == NULL)
        return;
    gt06_begin_row(&w->row);
    gt06_add_columns(&w->row, seen, w->name, name_present_file(w, seen->file));
    if (w->task->fields != NULL)
        gt06_add_fields(&w->row, w->task->fields, seen);
    gt06_end_row(&w->row);
    fwrite(w->row.text->str, 1, w->row.text->len, w->rows.file);
}

static void tick(uint64_t bytes, void *data)
{
    gt06_show_progress(((work *)data)->task->progress, bytes);
}

static void write_names(work *w)
{
    gt06_begin_row(&w->row);
    gt06_add_column_names(&w->row);
    if (w->task->fields != NULL)
        gt06_add_field_names(&w->row, w->task->fields);
    gt06_end_row(&w->row);
    fwrite(w->row.text->str, 1, w->row.text->len, w->rows.file);
}

/* ---- groups ---- */

static void print_status(const char *state, const gt06_summary *summary, const char *before)
{
    printf("%s\t%s\t%" PRIu64 "\t%" PRIu64 "\t%s%s\n", state, summary->name, summary->packets,
           summary->messages, before, summary->reason);
}

static void count_group(const gt06_task *task, char **files, gt06_state state, bool kept)
{
    gt06_progress *progress = task->progress;
    const uint64_t bytes = gt06_group_bytes(files);

    progress->groups++;
    progress->not_whole += state != GT06_WHOLE;
    progress->bytes += bytes;
    progress->kept += kept;
    progress->kept_bytes += kept ? bytes : 0;
}

/* Was this group read before, as it is now and in the same way? Its status is told once more. */
static bool is_settled(const gt06_task *task, const char *name, const char *key,
                       gt06_summary *summary)
{
    char *path = name_output(task, name, ".summary");
    char *rows = name_output(task, name, rows_ending(task));
    FILE *from = task->again ? NULL : fopen(path, "r");
    const bool settled = from != NULL && gt06_read_summary(from, summary) &&
                         strcmp(summary->key, key) == 0 &&
                         (!task->rows || access(rows, R_OK) == 0);

    if (from != NULL)
        fclose(from);
    g_free(path);
    g_free(rows);
    return settled;
}

static bool write_results(work *w, const gt06_summary *summary)
{
    output o = { 0 };
    bool good = open_output(&o, name_output(w->task, w->name, ".summary"));

    if (good)
        gt06_write_summary(o.file, summary, w->accounts);
    return close_output(&o, good);
}

/* The rows get their name first: a group whose summary is there is done. */
static bool read_group(work *w, char **files, gt06_summary *summary)
{
    const gt06_reader reader = { take, tick,
                                 w->task->fields != NULL ? gt06_primed_fields(w->task->fields)
                                                         : NULL, w };
    gt06_outcome outcome;

    if (w->task->rows &&
        !open_output(&w->rows, name_output(w->task, w->name, rows_ending(w->task))))
        return close_output(&w->rows, false);
    if (w->task->rows && !w->task->as_json)
        write_names(w);
    gt06_engine_read(files, &reader, &outcome);
    summary->state = outcome.state;
    summary->packets = outcome.packets;
    summary->messages = w->messages;
    summary->reason = outcome.reason;
    return close_output(&w->rows, true) && write_results(w, summary);
}

static gt06_exit work_on_new(const gt06_task *task, char **files, gt06_summary *summary)
{
    work w = { .task = task, .name = summary->name };
    bool good;

    w.row = (gt06_row_text){ .text = g_string_new(NULL), .as_json = task->as_json };
    w.accounts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_account);
    good = read_group(&w, files, summary);
    g_free(w.file_name);
    g_string_free(w.row.text, TRUE);
    g_hash_table_destroy(w.accounts);
    if (!good)
        return GT06_EXIT_BROKEN;
    task->progress->packets += summary->packets;
    task->progress->messages += summary->messages;
    print_status(gt06_state_name(summary->state), summary, "");
    return summary->state == GT06_WHOLE ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
}

gt06_exit gt06_work_on(const gt06_task *task, char **files)
{
    char *name = name_file(task, files[0]);
    char *key = make_key(task, files);
    gt06_summary summary = { 0 };
    gt06_exit code;
    bool settled = is_settled(task, name, key, &summary);

    if (settled) {
        print_status("kept", &summary,
                     summary.state == GT06_WHOLE ? "" : gt06_state_name(summary.state));
        code = summary.state == GT06_WHOLE ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
    } else {
        gt06_free_summary(&summary);
        summary = (gt06_summary){ .name = g_strdup(name), .key = g_strdup(key) };
        code = work_on_new(task, files, &summary);
    }
    if (code != GT06_EXIT_BROKEN)
        count_group(task, files, summary.state, settled);
    gt06_free_summary(&summary);
    g_free(name);
    g_free(key);
    return code;
}

void gt06_give_up(const gt06_task *task, char **files, pid_t reader, int signal)
{
    char *name = name_file(task, files[0]);
    char *rows = name_output(task, name, rows_ending(task));
    char *part = name_part(rows, reader);
    char *reason = g_strdup_printf("its reader was ended by signal %d, %s; the next run tries "
                                   "again", signal, strsignal(signal));
    const gt06_summary summary = { .name = name, .reason = reason };

    unlink(part);
    print_status("crashed", &summary, "");
    count_group(task, files, GT06_UNREADABLE, false);
    g_free(reason);
    g_free(part);
    g_free(rows);
    g_free(name);
}
