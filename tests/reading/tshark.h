/* tshark.h
 * Runs tshark with the plugin under test and reads what it prints.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_TSHARK_H
#define GT06_TEST_TSHARK_H

#include <glib.h>
#include <stdbool.h>
#include <stdint.h>

/*
 * Runs tshark on a capture; fails the test if it does not end well or complains.
 *
 * options  further words of the command line, NULL at the end
 * returns  its standard output
 */
char *gt06_tshark(const char *capture, const char *const *options);

/*
 * Runs tshark -T fields; values of one field in one packet are separated by ';'.
 *
 * options  further words, NULL at the end
 * fields   names, NULL at the end
 * returns  a row for every packet: a GStrv of the fields in their order
 */
GPtrArray *gt06_tshark_fields(const char *capture, const char *const *options,
                              const char *const *fields);

/* Does one of the values that ';' separates equal `value`? */
bool gt06_has_value(const char *values, const char *value);

/* Does one of the values that ';' separates differ from `number` by at most `tolerance`? */
bool gt06_has_number(const char *values, double number, double tolerance);

/* Does one of the times that ';' separates equal this time (ISO 8601, UTC)? */
bool gt06_has_time(const char *values, const char *iso);

/* Is this text a time as one of the releases prints it, and which (seconds since 1970)? */
bool gt06_time_of(const char *text, int64_t *seconds);

/* Removes a folder with the files in it; without a word if there is none. */
void gt06_remove_folder(const char *name);

/* A new file name for the test's own use, in a folder that is removed at the end. */
const char *gt06_test_file(const char *name);

/* Runs a program, by its name and words, NULL at the end; the test fails if it does. */
void gt06_run(const char *const *words);

/* Bytes of a text in hex; blanks are passed over. */
GByteArray *gt06_bytes(const char *hex);

#endif
