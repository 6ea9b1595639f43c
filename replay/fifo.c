/* fifo.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fifo.h"

#include <fcntl.h>
#include <poll.h>
#include <stddef.h>

int gt06_fifo_watch(const char *path)
{
    return open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);
}

bool gt06_fifo_is_read(int fd)
{
    struct pollfd end = { .fd = fd };

    return fd < 0 || poll(&end, 1, 0) <= 0 || !(end.revents & POLLERR);
}
