/* fifo.h
 * Wireshark's end of the pipe that an extcap program writes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_FIFO_H
#define GT06_REPLAY_FIFO_H

#include <stdbool.h>
#include <sys/types.h>

typedef struct {
    int fd;        /* -1: none is watched */
    pid_t parent;  /* Wireshark */
    bool was_left; /* its reader had gone before it was watched */
} gt06_fifo;

/* Begins to watch the reader of a pipe that is open. */
gt06_fifo gt06_fifo_watch(const char *path);

/*
 * Is Wireshark still there? Nothing else tells that it has crashed until we write: its dumpcap
 * lives on until then, and reads the pipe.
 */
bool gt06_fifo_is_read(const gt06_fifo *fifo);

void gt06_fifo_close(gt06_fifo *fifo);

#endif
