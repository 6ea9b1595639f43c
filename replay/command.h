/* command.h
 * The subcommands of gt06-replay.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_COMMAND_H
#define GT06_REPLAY_COMMAND_H

#include <stdbool.h>
#include <stdint.h>

#include <glib.h>

#include "failure.h"

/* Each gets its own name and its arguments, as a program would. */
gt06_exit gt06_command_serve(int argc, char **argv);
gt06_exit gt06_command_send(int argc, char **argv);
gt06_exit gt06_command_check(int argc, char **argv);
gt06_exit gt06_command_loop(int argc, char **argv);
gt06_exit gt06_command_import(int argc, char **argv);
gt06_exit gt06_command_mask(int argc, char **argv);

/* The call that Wireshark makes of an extcap program. */
gt06_exit gt06_command_extcap(int argc, char **argv);

/* Is this such a call, and does it ask for packets? */
bool gt06_is_extcap_call(int argc, char **argv);
bool gt06_extcap_captures(int argc, char **argv);

/* What a subcommand takes. */
typedef struct {
    const GOptionEntry *common; /* more options, NULL for none */
    const char *parameters;     /* after the options, as the help shows them: "CAPTURE HOST:PORT" */
    const char *summary;        /* what it does */
    const char *description;    /* text below the options, NULL for none */
    int least, most;            /* number of parameters */
} gt06_usage;

/*
 * Reads the options of a subcommand and takes them out of the arguments.
 *
 * returns  false with GT06_EXIT_INPUT
 */
bool gt06_read_options(int *argc, char ***argv, const GOptionEntry *entries,
                       const gt06_usage *usage, GError **error);

#endif
