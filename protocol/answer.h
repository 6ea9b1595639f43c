/* answer.h
 * The right answer to a message.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_ANSWER_H
#define GT06_ANSWER_H

#include "catalogue.h"

/* Does the other side have to answer a message of this row? */
bool gt06_answer_is_due(const gt06_message *message);

/* May the other side acknowledge it: is an answer due or harmless? */
bool gt06_answer_is_possible(const gt06_message *message);

enum { GT06_LARGEST_ANSWER = 32 };

/*
 * Builds the answer that a message wants, byte for byte: same number and serial number, in the form
 * that the catalogue says, with the time where a clock is asked for.
 *
 * content  of the message to be answered
 * serial   its information serial number
 * unix_time  seconds since 1970 for answers with a clock
 * out      room for GT06_LARGEST_ANSWER bytes
 * returns  the answer's size; 0 if none is due, or if it is not determined by the message (texts,
 *          addresses, photo requests)
 */
size_t gt06_build_answer(const gt06_message *message, const gt06_content *content, uint16_t serial,
                         int64_t unix_time, uint8_t *out);

#endif
