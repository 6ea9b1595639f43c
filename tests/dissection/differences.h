/* differences.h
 * Where a vector's reading and the document differ: the file that says who is right and why.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_DIFFERENCES_H
#define GT06_TEST_DIFFERENCES_H

#include <stdbool.h>

/*
 * Is this difference known? Marks it as used.
 *
 * The file vectors/differences.tsv has a line for each: the frame in hex, the field, who is right
 * (document or server), why.
 */
bool gt06_is_known_difference(const char *frame, const char *field);

/*
 * Lines of these fields that the program did not use: differences that are gone. Returns their
 * number and prints them. `fields` ends in NULL.
 */
unsigned gt06_unused_differences(const char *const *fields);

#endif
