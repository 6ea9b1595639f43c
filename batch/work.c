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

#include "../captures/output.h"
#include "columns.h"
#include "names.h"
#include "summary.h"

/* A group while it is read. */
typedef struct {
    const gt06_task *task;
    const char *name;
    const char *file;        /* the one that is read ... */
    char *file_name;         /* ... and its name */
    gt06_output_file output; /* of the rows ... */
    FILE *rows;              /* ... NULL: none are written */
    gt06_row_text row;
    GHashTable *accounts; /* key -> gt06_account */
    uint64_t messages;
} work;

/* ---- names ---- */

static char *name_output(const gt06_task *task, const char *name, const char *ending)
{
    return g_strconcat(task->output, "/", name, ending, NULL);
}

static const char *rows_ending(const gt06_task *task)
{
    return task->as_json ? ".jsonl" : ".csv";
}

/* The files as they are now, and how they are to be read. */
static char *make_key(const gt06_task *task, char **files)
{
    GChecksum *sum = g_checksum_new(G_CHECKSUM_SHA256);
    char *key;

    g_checksum_update(sum, (const guchar *)task->signature, -1);
    for (; *files != NULL; files++) {
        struct stat status = { 0 };
        char *name = gt06_name_file(task->base, *files);
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

static void find_files(const gt06_task *task, char **files, gt06_summary *summary)
{
    const unsigned count = g_strv_length(files);

    summary->base = g_strdup(task->base);
    summary->files = g_new0(char *, count + 1);
    for (unsigned i = 0; i < count; i++) {
        struct stat status;

        summary->files[i] = gt06_place_file(task->base, files[i]);
        if (stat(files[i], &status) == 0)
            summary->newest = MAX(summary->newest, status.st_mtim.tv_sec * INT64_C(1000000000) +
                                                       status.st_mtim.tv_nsec);
    }
}

/* ---- files ---- */

static bool cannot_write(const char *path)
{
    gt06_say(GT06_EXIT_BROKEN, "%s cannot be written: %s.", path, g_strerror(errno));
    return false;
}

/* Did we write this file, if it is there? A capture may be named as rows are. */
static bool is_ours(const char *path)
{
    static const char *const beginnings[] = { "capture,file,", "{\"capture\":", "gt06-batch\t" };
    char begin[16] = "";
    FILE *file = fopen(path, "r");
    bool ours = file == NULL || fgets(begin, sizeof begin, file) == NULL;

    for (size_t i = 0; i < G_N_ELEMENTS(beginnings); i++)
        ours = ours || g_str_has_prefix(begin, beginnings[i]);
    if (file != NULL)
        fclose(file);
    if (!ours)
        gt06_say(GT06_EXIT_INPUT,
                 "%s is there, and nothing that gt06-batch wrote: it is not "
                 "replaced. Please name another folder with -o.",
                 path);
    return ours;
}

/* Parts of killed runs go, looked for once in a folder. */
static int make_folder(const gt06_task *task, const char *path)
{
    char *folder = g_path_get_dirname(path);
    const int problem = g_mkdir_with_parents(folder, 0777) == 0 ? 0 : errno;

    if (problem == 0 && !g_hash_table_contains(task->swept, folder)) {
        gt06_output_sweep(folder);
        g_hash_table_add(task->swept, g_strdup(folder));
    }
    g_free(folder);
    return problem;
}

/* What keeps a file from having this name, as an errno; 0: nothing. */
static int find_problem(const gt06_task *task, const char *path)
{
    char *part = gt06_output_part(path, getpid());
    int problem = make_folder(task, path);

    if (problem == 0 && g_file_test(path, G_FILE_TEST_IS_DIR))
        problem = EISDIR;
    if (problem == 0 && (access(path, F_OK) != 0 || access(part, F_OK) != 0) &&
        errno == ENAMETOOLONG)
        problem = errno;
    g_free(part);
    return problem;
}

/* Makes a place for a result. A name that this one cannot have is no fault of the environment:
   GT06_EXIT_FAILED and a reason. */
static gt06_exit prepare(const gt06_task *task, const char *path, char **reason)
{
    const int problem = find_problem(task, path);

    if (problem == 0)
        return is_ours(path) ? GT06_EXIT_WELL : GT06_EXIT_INPUT;
    if (problem == EISDIR || problem == ENAMETOOLONG ||
        (problem == ENOTDIR && g_file_test(task->output, G_FILE_TEST_IS_DIR))) {
        *reason = g_strdup_printf("%s cannot be written: %s", path, g_strerror(problem));
        return GT06_EXIT_FAILED;
    }
    errno = problem;
    cannot_write(path);
    return GT06_EXIT_BROKEN;
}

static FILE *open_output(gt06_output_file *o, const char *path)
{
    FILE *file = gt06_output_open(o, path);

    if (file == NULL)
        cannot_write(path);
    return file;
}

/* Gives the file its name, if all of it could be written; else removes it. */
static bool close_output(gt06_output_file *o, FILE *file, const char *path)
{
    bool good = file != NULL && !ferror(file);

    if (file != NULL && fclose(file) != 0)
        good = false;
    return gt06_output_end(o, good) || (file != NULL && cannot_write(path));
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
        w->file_name = gt06_name_file(w->task->base, file);
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
    if (w->rows == NULL)
        return;
    gt06_begin_row(&w->row);
    gt06_add_columns(&w->row, seen, w->name, name_present_file(w, seen->file));
    if (w->task->fields != NULL)
        gt06_add_fields(&w->row, w->task->fields, seen);
    gt06_end_row(&w->row);
    fwrite(w->row.text->str, 1, w->row.text->len, w->rows);
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
    fwrite(w->row.text->str, 1, w->row.text->len, w->rows);
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

/* Reads the summary that is there, if one is. */
static void read_present(const gt06_task *task, gt06_summary *before, const char *name)
{
    char *path = name_output(task, name, ".summary");
    FILE *from = fopen(path, "r");

    if (from != NULL) {
        gt06_read_summary(from, before);
        fclose(from);
    }
    g_free(path);
}

/* Was this group read before, as it is now and in the same way? */
static bool is_settled(const gt06_task *task, const gt06_summary *now, const gt06_summary *before)
{
    char *rows = name_output(task, now->name, rows_ending(task));
    const bool settled = !task->again && before->key != NULL &&
                         strcmp(before->key, now->key) == 0 &&
                         (!task->rows || access(rows, R_OK) == 0);

    g_free(rows);
    return settled;
}

/* Is the summary that is there that of another group? One that changed has its place still. */
static bool is_others(const gt06_summary *now, const gt06_summary *before)
{
    return before->key != NULL && strcmp(before->key, now->key) != 0 &&
           (g_strcmp0(before->files[0], now->files[0]) != 0 || strcmp(before->base, now->base) != 0);
}

/* The capture that has this group's name, in this run or by the summary that is there, if not this
   group's own; for g_free(), or NULL. */
static char *find_namesake(const gt06_task *task, const gt06_summary *now,
                           const gt06_summary *before)
{
    const char *other =
        g_hash_table_lookup(task->namesakes, GSIZE_TO_POINTER(task->progress->line));

    if (other != NULL || !is_others(now, before))
        return g_strdup(other);
    return g_canonicalize_filename(before->files[0], before->base);
}

static bool write_results(const work *w, const char *path, const gt06_summary *summary)
{
    gt06_output_file output;
    FILE *file = open_output(&output, path);

    if (file != NULL)
        gt06_write_summary(file, summary, w->accounts);
    return close_output(&output, file, path);
}

static void read_packets(work *w, char **files, gt06_summary *summary)
{
    const gt06_reader reader = {
        take, tick, w->task->fields != NULL ? gt06_primed_fields(w->task->fields) : NULL, w
    };
    gt06_outcome outcome;

    if (w->rows != NULL && !w->task->as_json)
        write_names(w);
    gt06_engine_read(files, &reader, &outcome);
    summary->state = outcome.state;
    summary->packets = outcome.packets;
    summary->messages = w->messages;
    summary->reason = outcome.reason;
}

/* The rows get their name first: a group whose summary is there is done. */
static gt06_exit write_group(work *w, char **files, gt06_summary *summary, const char *rows,
                             const char *results)
{
    bool good = true;

    if (w->task->rows) {
        w->rows = open_output(&w->output, rows);
        if (w->rows != NULL)
            read_packets(w, files, summary);
        good = close_output(&w->output, w->rows, rows);
    } else {
        read_packets(w, files, summary);
    }
    return good && write_results(w, results, summary) ? GT06_EXIT_WELL : GT06_EXIT_BROKEN;
}

static gt06_exit read_group(work *w, char **files, gt06_summary *summary)
{
    char *rows = name_output(w->task, w->name, rows_ending(w->task));
    char *results = name_output(w->task, w->name, ".summary");
    gt06_exit code = prepare(w->task, results, &summary->reason);

    if (code == GT06_EXIT_WELL && w->task->rows)
        code = prepare(w->task, rows, &summary->reason);
    if (code == GT06_EXIT_WELL)
        code = write_group(w, files, summary, rows, results);
    g_free(results);
    g_free(rows);
    return code;
}

/* Tells of a group that is not read, for the summary's reason. */
static gt06_exit refuse(gt06_summary *summary)
{
    summary->state = GT06_UNREADABLE;
    print_status("refused", summary, "");
    return GT06_EXIT_FAILED;
}

static gt06_exit work_on_new(const gt06_task *task, char **files, gt06_summary *summary)
{
    work w = { .task = task, .name = summary->name };
    gt06_exit code;

    w.row = (gt06_row_text){ .text = g_string_new(NULL), .as_json = task->as_json };
    w.accounts = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, free_account);
    code = read_group(&w, files, summary);
    g_free(w.file_name);
    g_string_free(w.row.text, TRUE);
    g_hash_table_destroy(w.accounts);
    if (code != GT06_EXIT_WELL)
        return code == GT06_EXIT_FAILED ? refuse(summary) : code;
    task->progress->packets += summary->packets;
    task->progress->messages += summary->messages;
    print_status(gt06_state_name(summary->state), summary, "");
    return summary->state == GT06_WHOLE ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
}

static gt06_exit refuse_namesake(gt06_summary *summary, const char *other)
{
    summary->reason = g_strdup_printf("it has the name of another group, that of %s: name another "
                                      "base, or make them one group",
                                      other);
    return refuse(summary);
}

/* Its status is told once more. */
static gt06_exit keep(gt06_summary *summary, const gt06_summary *before)
{
    const bool whole = before->state == GT06_WHOLE;

    summary->state = before->state;
    print_status("kept", before, whole ? "" : gt06_state_name(before->state));
    return whole ? GT06_EXIT_WELL : GT06_EXIT_FAILED;
}

gt06_exit gt06_work_on(const gt06_task *task, char **files)
{
    gt06_summary before = { 0 }, summary = { .name = gt06_name_file(task->base, files[0]),
                                             .key = make_key(task, files) };
    char *other;
    gt06_exit code;
    bool settled;

    find_files(task, files, &summary);
    read_present(task, &before, summary.name);
    other = find_namesake(task, &summary, &before);
    settled = other == NULL && is_settled(task, &summary, &before);
    if (other != NULL)
        code = refuse_namesake(&summary, other);
    else
        code = settled ? keep(&summary, &before) : work_on_new(task, files, &summary);
    if (code <= GT06_EXIT_FAILED)
        count_group(task, files, summary.state, settled);
    g_free(other);
    gt06_free_summary(&before);
    gt06_free_summary(&summary);
    return code;
}

void gt06_give_up(const gt06_task *task, char **files, pid_t reader, int signal)
{
    char *name = gt06_name_file(task->base, files[0]);
    char *rows = name_output(task, name, rows_ending(task));
    char *part = gt06_output_part(rows, reader);
    char *reason = g_strdup_printf("its reader was ended by signal %d, %s; the next run tries "
                                   "again",
                                   signal, strsignal(signal));
    const gt06_summary summary = { .name = name, .reason = reason };

    unlink(part);
    print_status("crashed", &summary, "");
    count_group(task, files, GT06_UNREADABLE, false);
    g_free(reason);
    g_free(part);
    g_free(rows);
    g_free(name);
}
