/* progress.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#define _GNU_SOURCE /* MAP_ANONYMOUS */
#include "progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <sys/mman.h>
#include <unistd.h>

gt06_progress *gt06_new_progress(bool wanted)
{
    gt06_progress *progress =
        mmap(NULL, sizeof *progress, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);

    if (progress == MAP_FAILED)
        return NULL;
    progress->started = progress->shown = g_get_monotonic_time();
    progress->on_terminal = isatty(STDERR_FILENO) != 0;
    progress->wanted = wanted || progress->on_terminal;
    return progress;
}

/* Seconds that the rest takes at the pace so far; what was kept cost nothing. */
static double estimate(const gt06_progress *progress, uint64_t bytes, double seconds)
{
    const uint64_t read = bytes - progress->kept_bytes;
    const uint64_t rest = progress->totals.bytes > bytes ? progress->totals.bytes - bytes : 0;

    return read > 0 ? seconds * (double)rest / (double)read : 0;
}

void gt06_show_progress(gt06_progress *progress, uint64_t partly)
{
    enum { ON_TERMINAL = 1, IN_LOG = 10 };
    const int64_t now = g_get_monotonic_time();
    const int pace = progress->on_terminal ? ON_TERMINAL : IN_LOG;
    const double seconds = (double)(now - progress->started) / G_USEC_PER_SEC;
    const uint64_t bytes = progress->bytes + partly;
    unsigned left;

    if (!progress->wanted || now - progress->shown < pace * G_USEC_PER_SEC)
        return;
    progress->shown = now;
    left = (unsigned)estimate(progress, bytes, seconds);
    fprintf(stderr,
            "%s%u of %u captures, %.0f %% of the bytes, %.0f packets/s, about %u:%02u:%02u left%s",
            progress->on_terminal ? "\r" : "", progress->groups, progress->totals.groups,
            progress->totals.bytes > 0 ? 100.0 * (double)bytes / (double)progress->totals.bytes : 0,
            (double)progress->packets / seconds, left / 3600, left / 60 % 60, left % 60,
            progress->on_terminal ? "\x1b[K" : "\n");
}

void gt06_show_end(const gt06_progress *progress)
{
    if (!progress->wanted)
        return;
    fprintf(stderr,
            "%s%u captures in %.1f s: %" PRIu64 " packets, %" PRIu64 " messages; %u were read "
            "before, %u are not whole.\n",
            progress->on_terminal ? "\r\x1b[K" : "", progress->groups,
            (double)(g_get_monotonic_time() - progress->started) / G_USEC_PER_SEC,
            progress->packets, progress->messages, progress->kept, progress->not_whole);
}
