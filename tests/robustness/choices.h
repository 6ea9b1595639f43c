/* choices.h
 * What a program chooses at random, and how long it goes on.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_CHOICES_H
#define GT06_TEST_CHOICES_H

#include <glib.h>
#include <stdbool.h>

/*
 * Reads the command line [long] and prints the seed: 1 in the short form, another each time in the
 * long one, and what GT06_SEED says in both.
 */
GRand *gt06_dice(int count, char **words);

/* Was the long form asked for? */
bool gt06_is_long(void);

#endif
