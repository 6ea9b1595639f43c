/* reading.h
 * What tshark makes of a capture, in a form that is the same on every release.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_READING_H
#define GT06_TEST_READING_H

#include <glib.h>

/*
 * Dissects a capture and writes down all GT06 fields of all packets, a line each, indented as in
 * the tree, from tshark's JSON. Times are seconds since 1970, whatever form tshark gives them.
 *
 * options  further words for tshark, NULL at the end
 */
char *gt06_read_capture(const char *path, const char *const *options);

/* The captures that the build made, by path, sorted; none is left out. */
GPtrArray *gt06_all_captures(void);

/*
 * A capture's name below the folder of captures, without its ending: "messages/core-text"; one that
 * a test made of vectors is in "vectors/".
 */
char *gt06_capture_name(const char *path);

/* The preferences a capture is to be read with: its name may end in "-model-NAME". */
GPtrArray *gt06_capture_options(const char *path);

#endif
