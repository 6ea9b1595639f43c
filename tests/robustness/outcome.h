/* outcome.h
 * What tshark reads in packets, by conversation, in a form that can be compared.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_TEST_OUTCOME_H
#define GT06_TEST_OUTCOME_H

#include "packets.h"

/*
 * Findings that depend on other conversations of the file. Of all, by their times, the logins of a
 * terminal are counted; and its clock and places are judged by what it sent before, wherever. Where
 * all that a terminal sends is read in each form, only the first is to be muted.
 */
#define GT06_MUTED_COUNTS "gt06.mute:login_repeated"
#define GT06_MUTED_TERMINALS                                                                       \
    GT06_MUTED_COUNTS ",clock_zone,clock_wrong,date_epoch,date_future,date_stuck,position_jump,"   \
                      "hemisphere_flip"

/*
 * Reads the packets and gives, for each of `units` conversations, its messages: a GPtrArray of
 * GPtrArrays of texts. A text is a message's tree as tshark prints it, line by line. Left out is
 * what tells of packets: their numbers and times, and what is only known on a second pass. Bytes
 * that belong to no message are no message.
 *
 * muted    the findings that are left out: one of the lists above
 * options  further words for tshark, NULL at the end
 */
GPtrArray *gt06_read_units(gt06_packets *packets, unsigned units, const char *muted,
                           const char *const *options);

/* The same with the bytes that belong to no message, each time that they are shown. */
GPtrArray *gt06_read_all(gt06_packets *packets, unsigned units, const char *muted,
                         const char *const *options);

/* Prints the first line in which a text of a message differs from the one that it should be. */
void gt06_show_lines(const char *wanted, const char *got);

#endif
