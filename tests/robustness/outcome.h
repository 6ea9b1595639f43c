/* outcome.h
 * What tshark reads in packets, by conversation, in a form that can be compared.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_OUTCOME_H
#define GT06_TEST_OUTCOME_H

#include "packets.h"

/*
 * Reads the packets and gives, for each of `units` conversations, its messages: a GPtrArray of
 * GPtrArrays of texts. A text is a message's tree as tshark prints it, line by line. Left out is
 * what tells of packets: their numbers and times, what is only known on a second pass, and how
 * often a terminal logs in. Bytes that belong to no message are no message.
 *
 * options  further words for tshark, NULL at the end
 */
GPtrArray *gt06_read_units(gt06_packets *packets, unsigned units, const char *const *options);

/* The same with the bytes that belong to no message, each time that they are shown. */
GPtrArray *gt06_read_all(gt06_packets *packets, unsigned units, const char *const *options);

/* Prints the first line in which a text of a message differs from the one that it should be. */
void gt06_show_lines(const char *wanted, const char *got);

#endif
