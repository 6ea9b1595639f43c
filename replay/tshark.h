/* tshark.h
 * Runs tshark with the GT06 plugin: as an ordinary user, with a home folder of its own.
 *
 * tshark ignores plugin folders for root, and the user's own settings must not decide on a verdict.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_TSHARK_H
#define GT06_REPLAY_TSHARK_H

#include <stdbool.h>
#include <sys/types.h>

#include <glib.h>

typedef struct gt06_tshark gt06_tshark;

/*
 * Finds tshark and the plugin, and proves that the one loads the other.
 *
 * tshark is $GT06_TSHARK or the one in PATH; the plugin is looked for in $WIRESHARK_PLUGIN_DIR,
 * beside this program where it was built, and where tshark looks by itself.
 *
 * settings  "NAME:VALUE" preferences for every run, NULL-terminated; may be NULL
 * returns   NULL with GT06_EXIT_BROKEN: what is missing and how to mend it
 */
gt06_tshark *gt06_tshark_find(const char *const *settings, GError **error);

/* Removes the private home folder and all that lies in it; `tshark` may be NULL. */
void gt06_tshark_free(gt06_tshark *tshark);

/* Reads messages on this port as GT06 in every later run, whatever the capture's ports. */
void gt06_tshark_add_port(gt06_tshark *tshark, unsigned port);

/*
 * A name under which tshark can read a file: the file itself, or a copy where only root may.
 * returns  to be released with g_free(); NULL with GT06_EXIT_INPUT if it cannot be read
 */
char *gt06_tshark_reach(gt06_tshark *tshark, const char *path, GError **error);

/* A name for a temporary file in the private home folder; to be released with g_free(). */
char *gt06_tshark_file(const gt06_tshark *tshark, const char *name);

/* A piece of tshark's standard output. Returns false to have it stopped. */
typedef bool (*gt06_output)(const char *text, size_t size, void *data);

/*
 * Runs tshark to its end.
 *
 * arguments  all after the program's name, NULL-terminated; the settings are added
 * output     called for each piece of standard output
 * returns    false with GT06_EXIT_INPUT if tshark complains about its input, GT06_EXIT_BROKEN if it
 *            does not start or dies
 */
bool gt06_tshark_run(gt06_tshark *tshark, const char *const *arguments, gt06_output output,
                     void *data, GError **error);

/* A tshark that goes on running. */
typedef struct {
    GPid pid;
    int input;  /* to write a capture to */
    int output; /* to read from */
} gt06_tshark_process;

/* Starts tshark with pipes on standard input and output; the caller closes them and waits. */
bool gt06_tshark_start(gt06_tshark *tshark, const char *const *arguments,
                       gt06_tshark_process *process, GError **error);

#endif
