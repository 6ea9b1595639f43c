/* random_check.h
 * Sends random messages through tshark and compares what it finds in them.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_RANDOM_CHECK_H
#define GT06_TEST_RANDOM_CHECK_H

#include "random_message.h"

/*
 * Makes `count` messages of the kinds that need this model (NULL: of those that need none), each
 * kind as often as the others, and has tshark read them. Fails the test if a value differs; the
 * first wrong message of each kind is printed.
 *
 * kinds    pointers to random_kind
 * returns  how many values were compared
 */
unsigned random_check(GPtrArray *kinds, const char *model, unsigned count, uint32_t seed);

#endif
