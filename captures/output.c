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
#include <sys/file.h>
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

static const char part_ending[] = ".part";

/* What stands between a name and the process id: other machines may share the folder. */
static char *make_middle(void)
{
    return g_strdup_printf(".%s.", g_get_host_name());
}

/* A long name has its checksum instead: with what is added to it no file could be called so. */
char *gt06_output_part(const char *path, pid_t writer)
{
    enum { LONG = 128 };
    const char *slash = strrchr(path, '/');
    const char *name = slash != NULL ? slash + 1 : path;
    char *sum =
        strlen(name) > LONG ? g_compute_checksum_for_string(G_CHECKSUM_SHA256, name, -1) : NULL;
    char *middle = make_middle();
    char *part = g_strdup_printf("%.*s%s%s%d%s", (int)(name - path), path, sum != NULL ? sum : name,
                                 middle, (int)writer, part_ending);

    g_free(middle);
    g_free(sum);
    return part;
}

/* The process of this machine that gives or gave a part such a name, else 0. */
static pid_t find_writer(const char *name, const char *middle)
{
    char *stem, *dot;
    guint64 writer = 0;

    if (!g_str_has_suffix(name, part_ending))
        return 0;
    stem = g_strndup(name, strlen(name) - strlen(part_ending));
    dot = strrchr(stem, '.');
    if (dot != NULL && g_ascii_string_to_unsigned(dot + 1, 10, 1, G_MAXINT, &writer, NULL)) {
        dot[1] = '\0';
        if (!g_str_has_suffix(stem, middle) || strlen(stem) == strlen(middle))
            writer = 0;
    }
    g_free(stem);
    return (pid_t)writer;
}

/* Did the process end, though nobody may have asked yet how? */
static bool has_ended(pid_t process)
{
    char *path = g_strdup_printf("/proc/%d/stat", (int)process);
    char *status = NULL;
    const char *name_end;
    bool ended = kill(process, 0) != 0 && errno == ESRCH;

    if (!ended && g_file_get_contents(path, &status, NULL, NULL)) {
        name_end = strrchr(status, ')');
        ended = name_end != NULL && g_str_has_prefix(name_end, ") Z");
    }
    g_free(status);
    g_free(path);
    return ended;
}

/* In a container process ids are others, so that one that is unknown here may live there; but a
   lock is of the machine. */
static bool is_abandoned(const char *path, pid_t writer)
{
    int file = has_ended(writer) ? open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC) : -1;
    const bool is_free = file >= 0 && flock(file, LOCK_EX | LOCK_NB) == 0;

    if (file >= 0)
        close(file);
    return is_free;
}

void gt06_output_sweep(const char *folder)
{
    GDir *entries = g_dir_open(folder, 0, NULL);
    char *middle = make_middle();
    const char *name;

    while (entries != NULL && (name = g_dir_read_name(entries)) != NULL) {
        const pid_t writer = find_writer(name, middle);
        char *path = writer > 0 ? g_build_filename(folder, name, NULL) : NULL;

        if (path != NULL && is_abandoned(path, writer))
            unlink(path);
        g_free(path);
    }
    if (entries != NULL)
        g_dir_close(entries);
    g_free(middle);
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

FILE *gt06_output_open(gt06_output_file *output, const char *path)
{
    FILE *file = fopen(gt06_output_begin(output, path), "w");

    if (file != NULL && output->part != NULL)
        flock(fileno(file), LOCK_EX);
    return file;
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
    FILE *file = gt06_output_open(&output, path);
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
   said would go into that file. So its place is taken by one that cannot be used as it should. */
static void fill_closed_streams(void)
{
    static const int wrong_ways[] = { O_WRONLY, O_RDONLY, O_RDONLY };

    for (int stream = 0; stream <= STDERR_FILENO; stream++) {
        if (fcntl(stream, F_GETFD) < 0)
            (void)!open("/dev/null", wrong_ways[stream]); /* takes the lowest number that is free */
    }
}

void gt06_watch_stdout(int code)
{
    fill_closed_streams();
    code_if_cut = code;
    atexit(look_at_stdout);
}
