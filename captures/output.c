/* output.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <glib.h>

/* Of the output that was begun last, for the signal's sake; NULL: none. */
static char *volatile present;

/* As if nobody had caught the signal, but without the part. */
static void on_signal(int number)
{
    if (present != NULL)
        unlink(present);
    raise(number);
}

/* Whoever catches a signal otherwise comes to gt06_output_end() himself. */
static void catch_signals(void)
{
    static const int numbers[] = { SIGINT, SIGTERM, SIGHUP, SIGPIPE };
    const struct sigaction action = { .sa_handler = on_signal,
                                      .sa_flags = (int)(SA_RESETHAND | SA_NODEFER) };

    for (size_t i = 0; i < G_N_ELEMENTS(numbers); i++) {
        struct sigaction before;

        if (sigaction(numbers[i], NULL, &before) == 0 && before.sa_handler == SIG_DFL)
            sigaction(numbers[i], &action, NULL);
    }
}

bool gt06_is_same_file(const char *one, const char *other)
{
    struct stat a, b;

    return stat(one, &a) == 0 && stat(other, &b) == 0 && S_ISREG(a.st_mode) &&
           a.st_dev == b.st_dev && a.st_ino == b.st_ino;
}

/* Other machines may share the folder. */
char *gt06_output_part(const char *path, pid_t writer)
{
    return g_strdup_printf("%s.%s.%d.part", path, g_get_host_name(), (int)writer);
}

const char *gt06_output_begin(gt06_output_file *output, const char *path)
{
    char *real = realpath(path, NULL);
    const bool is_there = access(path, F_OK) == 0;
    /* A file behind /proc/self/fd may have no name any more. */
    const bool is_stream =
        strcmp(path, "-") == 0 || (is_there && (real == NULL || !gt06_is_same_file(path, real)));

    output->path = g_strdup(real != NULL ? real : path);
    output->part = is_stream ? NULL : gt06_output_part(output->path, getpid());
    free(real);
    if (output->part == NULL)
        return path;
    present = output->part;
    catch_signals();
    return output->part;
}

bool gt06_output_end(gt06_output_file *output, bool good)
{
    int reason = errno;

    if (output->part != NULL && good) {
        good = rename(output->part, output->path) == 0;
        reason = errno;
    }
    if (output->part != NULL && !good)
        unlink(output->part);
    if (present == output->part)
        present = NULL;
    g_free(output->path);
    g_free(output->part);
    *output = (gt06_output_file){ 0 };
    errno = reason;
    return good;
}

bool gt06_output_text(const char *path, const char *text)
{
    gt06_output_file output;
    FILE *file = fopen(gt06_output_begin(&output, path), "w");
    bool good = file != NULL && fputs(text, file) >= 0;

    if (file != NULL)
        good = fclose(file) == 0 && good;
    return gt06_output_end(&output, good);
}

bool gt06_stdout_is_whole(void)
{
    const bool flushed = fflush(stdout) == 0;

    if (flushed && !ferror(stdout))
        return true;
    fprintf(stderr, "Standard output is not whole: %s.\n",
            flushed ? "something could not be written" : g_strerror(errno));
    return false;
}

static int code_if_cut;

static void look_at_stdout(void)
{
    if (!gt06_stdout_is_whole())
        _exit(code_if_cut);
}

/* Where a standard stream is closed, the next file that is opened would take its place, and what is
   said would go into that file. So its place is taken by one that cannot be written. */
static void fill_closed_streams(void)
{
    int place;

    do
        place = open("/dev/null", O_RDONLY);
    while (place >= 0 && place <= STDERR_FILENO);
    if (place >= 0)
        close(place);
}

void gt06_watch_stdout(int code)
{
    fill_closed_streams();
    code_if_cut = code;
    atexit(look_at_stdout);
}
