/* fifo.h
 * Wireshark's end of the pipe that an extcap program writes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_FIFO_H
#define GT06_REPLAY_FIFO_H

#include <stdbool.h>

/* Opens a pipe that is being read, to watch its reader; to be closed with close(). */
int gt06_fifo_watch(const char *path);

/* Is its reader still there? One that has crashed is told by nothing else until we write. */
bool gt06_fifo_is_read(int fd);

#endif
