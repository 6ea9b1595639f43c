/* recording.h
 * What went over our sockets, written as captures: packets synthesised around the bytes.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REPLAY_RECORDING_H
#define GT06_REPLAY_RECORDING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/socket.h>

#include <glib.h>

typedef struct gt06_recording gt06_recording;

/* A connection, or two ends that exchange datagrams, in all outputs of a recording. */
typedef struct gt06_recorded gt06_recorded;

/* A recording without outputs yet; `bare`: payloads without any headers, as link type USER0. */
gt06_recording *gt06_recording_new(bool bare);

/* Adds a file that must hold everything; false with GT06_EXIT_INPUT if it cannot be created. */
bool gt06_recording_add_file(gt06_recording *recording, const char *path, GError **error);

/*
 * Adds a pipe that is given up, with a sentence, as soon as its reader cannot keep up or is gone.
 * The recording does not own the descriptor.
 */
bool gt06_recording_add_pipe(gt06_recording *recording, int fd, GError **error);

/* Adds a named pipe that is written at the reader's pace (Wireshark's extcap). */
bool gt06_recording_add_fifo(gt06_recording *recording, const char *path, GError **error);

/* Begins a connection now. Both addresses are of one family. */
gt06_recorded *gt06_recording_begin(gt06_recording *recording, bool tcp,
                                    const struct sockaddr *client, const struct sockaddr *server);

/* Bytes that have just been sent or received. `recorded` may be NULL, then nothing is done. */
void gt06_recording_bytes(gt06_recording *recording, gt06_recorded *recorded, bool from_server,
                          const uint8_t *bytes, size_t size);

/* The next bytes were not captured: the last `lost` of them, or none is to be seen at all. */
void gt06_recording_next(gt06_recording *recording, size_t lost, bool unseen);

/* The end of a connection, which is a packet in TCP; `recorded` is released. */
void gt06_recording_end(gt06_recording *recording, gt06_recorded *recorded, bool by_server,
                        bool reset);

/* Hands everything to the operating system; to be called now and then. */
void gt06_recording_flush(gt06_recording *recording);

/* Is there an output that still takes bytes? */
bool gt06_recording_is_whole(const gt06_recording *recording);

/* Completes all outputs and releases them; false if a file misses something. May be NULL. */
bool gt06_recording_close(gt06_recording *recording);

#endif
