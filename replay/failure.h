/* failure.h
 * How the program ends, and the errors that say so.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_FAILURE_H
#define GT06_REPLAY_FAILURE_H

#include <glib.h>

/* Exit codes; those of failures are the error codes of the domain, too. */
typedef enum {
    GT06_EXIT_WELL = 0,
    GT06_EXIT_FAILED = 1, /* judged, and not well */
    GT06_EXIT_INPUT = 2,  /* bad usage or input */
    GT06_EXIT_BROKEN = 3  /* the environment: no tshark, no plugin, a disk that is full */
} gt06_exit;

/* The longest time that an option may tell, in seconds: a year. */
enum { GT06_LONGEST = 31536000 };

#define GT06_REPLAY_ERROR (gt06_replay_error_quark())
GQuark gt06_replay_error_quark(void);

/* Sets `error` to a sentence; returns FALSE, so that a caller can return it. */
gboolean gt06_fail(GError **error, gt06_exit code, const char *format, ...) G_GNUC_PRINTF(3, 4);

/*
 * Is the value of an option a number from `least` to `most`? Infinity and what is no number are
 * not.
 *
 * returns  false with GT06_EXIT_INPUT
 */
gboolean gt06_is_between(const char *option, double value, double least, double most,
                         GError **error);

/* Why something cannot be written, by errno: a name that is no good, or a disk that is full. */
gt06_exit gt06_write_exit(int number);

/* Tells the error on standard error, releases it and returns the exit code that belongs to it. */
gt06_exit gt06_tell_failure(GError *error);

#endif
