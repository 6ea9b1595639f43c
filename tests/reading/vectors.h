/* vectors.h
 * Reads the vectors, and writes them into captures.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_VECTORS_H
#define GT06_TEST_VECTORS_H

#include <glib.h>
#include <json-glib/json-glib.h>

#include "captures/writer.h"

/* The objects of a file of JSON lines in the folder of vectors; fails the test if there is none. */
GPtrArray *gt06_read_vectors(const char *name);

/* A text of a vector, or `otherwise` where it has none (or null). */
const char *gt06_text(JsonObject *vector, const char *key, const char *otherwise);

/*
 * Writes vectors into a capture, each as the only payload of a conversation of its own.
 *
 * vectors    JsonObjects with `hex` and perhaps `dir`
 * transport  GT06_OVER_TCP without a handshake, or GT06_OVER_UDP
 * port       of the server
 * returns    the capture's path
 */
const char *gt06_capture_vectors(GPtrArray *vectors, const char *name, gt06_transport transport,
                                 uint16_t port);

/*
 * Writes sessions into a capture, each as a TCP connection to port 8888 that the capture found
 * under way, an event a segment, one second apart.
 *
 * sessions  JsonObjects with `events`, a list of vectors
 * returns   the capture's path
 */
const char *gt06_capture_sessions(GPtrArray *sessions, const char *name);

#endif
