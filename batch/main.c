/* main.c
 * gt06-batch: many captures in, one row per message and one per terminal out.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include <locale.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "../captures/output.h"
#include "command.h"

static const struct {
    const char *name;
    gt06_exit (*run)(int argc, char **argv);
} commands[] = {
    { "read", gt06_command_read },
    { "list", gt06_command_list },
    { "report", gt06_command_report },
    { "columns", gt06_command_columns },
};

static const char help[] =
    "Usage: gt06-batch COMMAND [OPTION...] ...\n"
    "\n"
    "  read CAPTURE|FOLDER... -o FOLDER   one row per message, and a summary, of each capture\n"
    "  list CAPTURE|FOLDER...             a manifest: what is to be read, a group on each line\n"
    "  report FOLDER...                   one row per terminal, over all captures that were read\n"
    "  columns                            what the columns of the rows are\n"
    "\n"
    "gt06-batch COMMAND --help tells the options of a command.\n"
    "\n"
    "Exit code: 0 all well; 1 done, but a capture is damaged, cannot be read, is refused or is\n"
    "left out; 2 bad usage or input; 3 the environment is broken: a disk that is full, a folder\n"
    "that cannot be written.\n";

gt06_exit gt06_say(gt06_exit code, const char *format, ...)
{
    va_list arguments;

    fflush(stdout);
    va_start(arguments, format);
    vfprintf(stderr, format, arguments);
    va_end(arguments);
    fputc('\n', stderr);
    return code;
}

bool gt06_read_options(int *argc, char ***argv, const GOptionEntry *entries,
                       const gt06_usage *usage)
{
    GOptionContext *context = g_option_context_new(usage->parameters);
    GError *reason = NULL;
    bool good;

    g_option_context_set_summary(context, usage->summary);
    g_option_context_set_description(context, usage->description);
    g_option_context_add_main_entries(context, entries, NULL);
    good = g_option_context_parse(context, argc, argv, &reason);
    g_option_context_free(context);
    if (!good) {
        gt06_say(GT06_EXIT_INPUT, "%s; see gt06-batch %s --help.", reason->message, (*argv)[0]);
        g_error_free(reason);
        return false;
    }
    if (*argc > 1 && strcmp((*argv)[1], "--") == 0) {
        memmove(*argv + 1, *argv + 2, sizeof(char *) * (size_t)(*argc - 1));
        --*argc;
    }
    return true;
}

bool gt06_read_format(const char *word, bool *as_json)
{
    *as_json = word != NULL && strcmp(word, "jsonl") == 0;
    if (word == NULL || *as_json || strcmp(word, "csv") == 0)
        return true;
    gt06_say(GT06_EXIT_INPUT, "There is no format \"%s\": it is csv or jsonl.", word);
    return false;
}

int main(int argc, char **argv)
{
    char *program;

    setlocale(LC_ALL, "");
    setlocale(LC_NUMERIC, "C"); /* numbers are for programs */
    setvbuf(stdout, NULL, _IOLBF, 0);
    gt06_watch_stdout(GT06_EXIT_BROKEN);
    if (argc < 2 || strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
        fputs(help, argc < 2 ? stderr : stdout);
        return argc < 2 ? GT06_EXIT_INPUT : GT06_EXIT_WELL;
    }
    if (strcmp(argv[1], "--version") == 0) {
        puts("gt06-batch " GT06_VERSION);
        return GT06_EXIT_WELL;
    }
    for (size_t i = 0; i < G_N_ELEMENTS(commands); i++) {
        if (strcmp(argv[1], commands[i].name) == 0) {
            program = g_strdup_printf("gt06-batch %s", commands[i].name);
            g_set_prgname(program);
            g_free(program);
            return (int)commands[i].run(argc - 1, argv + 1);
        }
    }
    return (int)gt06_say(GT06_EXIT_INPUT, "There is no command %s; see gt06-batch --help.",
                         argv[1]);
}
