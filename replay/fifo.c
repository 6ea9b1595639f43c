/* fifo.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "fifo.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

gt06_fifo gt06_fifo_watch(const char *path)
{
    const int fd = open(path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

    return (gt06_fifo){ fd, getppid(), fd < 0 && errno == ENXIO };
}

bool gt06_fifo_is_read(const gt06_fifo *fifo)
{
    struct pollfd end = { .fd = fifo->fd };

    if (fifo->fd < 0)
        return !fifo->was_left;
    return getppid() == fifo->parent && !(poll(&end, 1, 0) > 0 && end.revents & POLLERR);
}

void gt06_fifo_close(gt06_fifo *fifo)
{
    if (fifo->fd >= 0)
        close(fifo->fd);
    fifo->fd = -1;
}
