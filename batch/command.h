/* command.h
 * The subcommands of gt06-batch, and how they end.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_BATCH_COMMAND_H
#define GT06_BATCH_COMMAND_H

#include <stdbool.h>

#include <glib.h>

/* Exit codes, those of gt06-replay. */
typedef enum {
    GT06_EXIT_WELL = 0,
    GT06_EXIT_FAILED = 1, /* the work was done, but not every capture is whole, or counted */
    GT06_EXIT_INPUT = 2,  /* bad usage or input */
    GT06_EXIT_BROKEN = 3  /* the environment: a disk that is full, a library that does not start */
} gt06_exit;

/* Each gets its own name and its arguments, as a program would. */
gt06_exit gt06_command_read(int argc, char **argv);
gt06_exit gt06_command_list(int argc, char **argv);
gt06_exit gt06_command_report(int argc, char **argv);
gt06_exit gt06_command_columns(int argc, char **argv);

/* What a subcommand takes. */
typedef struct {
    const char *parameters;  /* after the options, as the help shows them */
    const char *summary;     /* what it does */
    const char *description; /* text below the options, NULL for none */
} gt06_usage;

/*
 * Reads the options of a subcommand and takes them out of the arguments.
 *
 * returns  false after saying on standard error what is wrong
 */
bool gt06_read_options(int *argc, char ***argv, const GOptionEntry *entries,
                       const gt06_usage *usage);

/* Says a sentence on standard error; returns `code`, so that a caller can return it. */
gt06_exit gt06_say(gt06_exit code, const char *format, ...) G_GNUC_PRINTF(2, 3);

/* Parses "csv" or "jsonl"; says what is wrong with any other word. */
bool gt06_read_format(const char *word, bool *as_json);

#endif
