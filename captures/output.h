/* output.h
 * What a program writes: a file appears under its name when it is whole, and standard output is
 * looked at in the end.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_CAPTURE_OUTPUT_H
#define GT06_CAPTURE_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>
#include <sys/types.h>

/* A file while it is written. Its owner is who calls begin and end. */
typedef struct {
    char *path; /* the name it gets; behind symbolic links, so that they stay */
    char *part; /* the name it has until then; NULL for a pipe, a device, "-" */
} gt06_output_file;

/*
 * Names the file to be written. Should a signal end the program before gt06_output_end(), that file
 * is removed; of several at a time the one that was begun last.
 *
 * path     the name that it shall have in the end; what lies there stays until then
 * returns  the name to open, which lives until gt06_output_end()
 */
const char *gt06_output_begin(gt06_output_file *output, const char *path);

/* Does gt06_output_begin() and opens the file, with a lock by which gt06_output_sweep() knows that
   its writer lives; NULL with errno. */
FILE *gt06_output_open(gt06_output_file *output, const char *path);

/*
 * Gives the closed file its name if it is good, else removes it.
 *
 * returns  false if it was not good, or with errno if it cannot get its name
 */
bool gt06_output_end(gt06_output_file *output, bool good);

/*
 * Writes a text as a whole file.
 *
 * returns  false with errno
 */
bool gt06_output_text(const char *path, const char *text);

/* The name that a file has while the process `writer` of this machine writes it, for g_free(). */
char *gt06_output_part(const char *path, pid_t writer);

/*
 * Removes the parts in a folder whose writers are surely no more: processes of this machine that
 * were killed. Those of other machines may live.
 */
void gt06_output_sweep(const char *folder);

/* Are these two names of one regular file? Whoever writes the one would destroy the other. */
bool gt06_is_same_file(const char *one, const char *other);

/*
 * Everything on standard output until now must have been taken.
 *
 * returns  false after saying that it was not
 */
bool gt06_stdout_is_whole(void);

/* At its end the program looks whether standard output is whole, and exits with `code` if not. To
   be called before any file is opened: no file shall take the place of a closed standard stream. */
void gt06_watch_stdout(int code);

#endif
