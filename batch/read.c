/* read.c
 * read: the rows and summaries of captures.
 *
 * The captures are read by a child of a process that has started libwireshark. Should one of them
 * be the child's end, the parent says so and forks another, as warm as the first, for the rest.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* prctl */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <epan/epan.h>

#include "../captures/output.h"
#include "command.h"
#include "names.h"
#include "work.h"

static struct {
    char *output;
    char *manifest;
    char *base;
    char *format;
    char *fields;
    char **preferences;
    gboolean alone;
    gboolean again;
    gboolean progress;
    gboolean no_rows;
} options;

static const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &options.output,
      "where rows and summaries go: NAME.csv and NAME.summary", "FOLDER" },
    { "manifest", 'm', 0, G_OPTION_ARG_FILENAME, &options.manifest,
      "read what gt06-batch list wrote; - is standard input", "FILE" },
    { "base", 'b', 0, G_OPTION_ARG_FILENAME, &options.base,
      "a capture's NAME is its path below this folder (usual: the present one)", "FOLDER" },
    { "format", 'f', 0, G_OPTION_ARG_STRING, &options.format, "csv (usual) or jsonl", "FORMAT" },
    { "fields", 'F', 0, G_OPTION_ARG_STRING, &options.fields,
      "more columns, any display-filter fields; slower: they need the packet's tree",
      "NAME,NAME..." },
    { "preference", 'p', 0, G_OPTION_ARG_STRING_ARRAY, &options.preferences,
      "a preference, as for tshark -o; may be repeated", "NAME:VALUE" },
    { "alone", 0, 0, G_OPTION_ARG_NONE, &options.alone,
      "files named as those of a rotation do not belong together", NULL },
    { "no-rows", 0, 0, G_OPTION_ARG_NONE, &options.no_rows, "write summaries only", NULL },
    { "again", 0, 0, G_OPTION_ARG_NONE, &options.again,
      "read also what was read before and has not changed", NULL },
    { "progress", 0, 0, G_OPTION_ARG_NONE, &options.progress,
      "tell the progress every ten seconds where standard error is no terminal", NULL },
    { NULL },
};

static const gt06_usage usage = {
    "CAPTURE|FOLDER... | --manifest FILE",
    "One row per message, and a summary of each capture for gt06-batch report.",
    "A status line per capture, with tabs: state, name, packets, messages, reason. States: read,\n"
    "damaged (rows of what could be read), unreadable, refused (its results cannot have its\n"
    "name, or another group has it), crashed, kept (read before).\n"
    "\n"
    "Files appear when they are whole. A run that was broken off goes on where it was. Files of\n"
    "one rotation (dumpcap -b), as their names tell, are read in order as one capture.\n"
    "\n"
    "Exit code: 0 all captures are whole; 1 some are not, or are refused; 2 bad usage or input;\n"
    "3 the environment is broken: a disk that is full, a folder that cannot be written.",
};

/* All that rows depend on, apart from the captures. */
static char *make_signature(const gt06_task *task)
{
    char *preferences =
        options.preferences != NULL ? g_strjoinv("\n", options.preferences) : g_strdup("");
    char *signature = g_strdup_printf("%s\n%s\n%d\n%s\n%s\n%s\n", GT06_VERSION, epan_get_version(),
                                      options.no_rows, task->as_json ? "jsonl" : "csv",
                                      options.fields != NULL ? options.fields : "", preferences);

    g_free(preferences);
    return signature;
}

/* The work of the child: from the next group in the manifest to the last one. */
static gt06_exit read_rest(const gt06_task *task, FILE *manifest)
{
    gt06_progress *progress = task->progress;
    gt06_exit code = GT06_EXIT_WELL;
    char **files;

    fseek(manifest, progress->next, SEEK_SET);
    while (code <= GT06_EXIT_FAILED && (files = gt06_next_group(manifest)) != NULL) {
        progress->line = progress->next;
        progress->next = ftell(manifest);
        code = gt06_work_on(task, files);
        g_strfreev(files);
        gt06_show_progress(progress, 0);
    }
    return code <= GT06_EXIT_FAILED ? GT06_EXIT_WELL : code;
}

static void name_the_fatal_one(const gt06_task *task, FILE *manifest, pid_t reader, int signal)
{
    char **files;

    fseek(manifest, task->progress->line, SEEK_SET);
    files = gt06_next_group(manifest);
    gt06_give_up(task, files, reader, signal);
    g_strfreev(files);
}

/* Forks a reader, and waits for it. */
static gt06_exit fork_reader(const gt06_task *task, FILE *manifest, bool *ended)
{
    const long before = task->progress->next;
    const pid_t parent = getpid();
    int status;
    pid_t reader;

    fflush(stdout);
    reader = fork();
    if (reader < 0)
        return gt06_say(GT06_EXIT_BROKEN, "No process can be started: %s.", g_strerror(errno));
    if (reader == 0) {
        gt06_exit code = GT06_EXIT_BROKEN;

        prctl(PR_SET_PDEATHSIG, SIGTERM);
        if (getppid() == parent)
            code = read_rest(task, manifest);
        _exit(gt06_stdout_is_whole() ? (int)code : (int)GT06_EXIT_BROKEN);
    }
    while (waitpid(reader, &status, 0) < 0 && errno == EINTR)
        continue;
    *ended = WIFEXITED(status);
    if (*ended)
        return (gt06_exit)WEXITSTATUS(status);
    if (task->progress->next == before)
        return gt06_say(GT06_EXIT_BROKEN, "The reader was ended by signal %d before it began.",
                        WTERMSIG(status));
    name_the_fatal_one(task, manifest, reader, WTERMSIG(status));
    return GT06_EXIT_WELL;
}

static gt06_exit read_all(const gt06_task *task, FILE *manifest)
{
    bool ended = false;
    gt06_exit code = GT06_EXIT_WELL;

    while (!ended && code == GT06_EXIT_WELL)
        code = fork_reader(task, manifest, &ended);
    gt06_show_end(task->progress);
    return code == GT06_EXIT_WELL && task->progress->not_whole > 0 ? GT06_EXIT_FAILED : code;
}

static gt06_exit fill_manifest(FILE *manifest, char **names)
{
    gt06_exit code;

    if (options.manifest != NULL)
        code = gt06_copy_manifest(options.manifest, manifest);
    else
        code = gt06_list_groups(names, options.alone, manifest);
    if (fflush(manifest) != 0 || ferror(manifest))
        code = gt06_say(GT06_EXIT_BROKEN, "The list of captures cannot be kept: %s.",
                        g_strerror(errno));
    return code;
}

static gt06_exit start(gt06_task *task, const char *program)
{
    const gt06_exit code = gt06_engine_start(program, options.preferences);

    if (code != GT06_EXIT_WELL)
        return code;
    if (options.fields != NULL) {
        task->fields = gt06_find_fields(options.fields);
        if (task->fields == NULL)
            return GT06_EXIT_INPUT;
    }
    task->progress = gt06_new_progress(options.progress);
    return task->progress != NULL ? GT06_EXIT_WELL
                                  : gt06_say(GT06_EXIT_BROKEN, "There is no memory.");
}

static gt06_exit read_manifest(FILE *manifest, char **names, const char *program)
{
    gt06_task task = { .output = options.output, .rows = !options.no_rows, .again = options.again };
    gt06_exit listed, code;

    if (!gt06_read_format(options.format, &task.as_json))
        return GT06_EXIT_INPUT;
    listed = fill_manifest(manifest, names);
    code = listed <= GT06_EXIT_FAILED ? start(&task, program) : listed;
    if (code == GT06_EXIT_WELL) {
        task.base = g_canonicalize_filename(options.base != NULL ? options.base : ".", NULL);
        task.signature = make_signature(&task);
        task.namesakes = gt06_find_namesakes(manifest, task.base);
        task.swept = g_hash_table_new_full(g_str_hash, g_str_equal, g_free, NULL);
        gt06_count_groups(manifest, &task.progress->totals);
        code = read_all(&task, manifest);
        code = MAX(code, listed);
    }
    if (task.fields != NULL)
        gt06_free_fields(task.fields);
    return code;
}

gt06_exit gt06_command_read(int argc, char **argv)
{
    FILE *manifest;
    gt06_exit code;

    if (!gt06_read_options(&argc, &argv, entries, &usage))
        return GT06_EXIT_INPUT;
    if ((argc > 1) == (options.manifest != NULL))
        return gt06_say(GT06_EXIT_INPUT, "Usage: gt06-batch read -o FOLDER %s", usage.parameters);
    if (options.output == NULL || *options.output == '\0')
        return gt06_say(GT06_EXIT_INPUT, "Where do the rows go? Please name a folder: -o FOLDER.");
    manifest = tmpfile();
    if (manifest == NULL)
        return gt06_say(GT06_EXIT_BROKEN, "There is no place for temporary files: %s.",
                        g_strerror(errno));
    code = read_manifest(manifest, argv + 1, argv[0]);
    fclose(manifest);
    return code;
}
