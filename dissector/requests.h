/* requests.h
 * Which message that waits is it that another one answers? First pass only.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_REQUESTS_H
#define GT06_REQUESTS_H

#include "conversation.h"

/*
 * Seconds for which a message waits at least, and for which is not known what could not be seen. It
 * is forgotten with the first message that comes after that.
 */
enum { GT06_FORGOTTEN_AFTER = 60 };

/* May this be the answer to that request? */
typedef bool (*gt06_answer_test)(const gt06_pending *request, const gt06_record *record);

/* Same number and serial number; of the dialect, which has no serial numbers, the same number. */
bool gt06_has_number_and_serial(const gt06_pending *request, const gt06_record *record);

/* Same server flag: of commands only. */
bool gt06_has_flag(const gt06_pending *request, const gt06_record *record);

/* The test that tells which request this message answers; NULL if it is no answer. */
gt06_answer_test gt06_answer_test_of(const gt06_record *record);

/* Where a message waits. */
gt06_queue *gt06_queue_of(gt06_conversation *conversation, const gt06_pending *message);

/* Is it neither answered nor damaged? */
bool gt06_waits_for_answer(const gt06_pending *request);

/* Is it the same message once more? The dialect has no serial number. */
bool gt06_is_repetition(const gt06_pending *first, const gt06_pending *again);

/*
 * The message of the other side that waits and passes the test; NULL if none does. Answers come in
 * the order of what they answer; what was complained about already is not expected any more, nor in
 * the dialect, where nothing is complained about, what came long before another. If all were, it is
 * the first of those since which the other side said nothing until the last: commands for a
 * terminal that slept. Of a message and its repetitions right behind it it is the last, which the
 * answer follows.
 */
gt06_pending *gt06_find_request(gt06_conversation *conversation, const gt06_record *record,
                                gt06_answer_test test);

/* The last message of the other side that was answered and passes the test; NULL if none does. */
gt06_pending *gt06_find_answered(gt06_conversation *conversation, const gt06_record *record,
                                 gt06_answer_test test);

/*
 * The damaged message that this may answer; NULL: none. Damaged messages want no answer and do not
 * wait for one. The serial number tells; without it only a message of the same number can be meant
 * that came just before, and none that was not seen.
 *
 * unseen  what this answers may not have been captured
 */
gt06_pending *gt06_find_damaged(gt06_conversation *conversation, const packet_info *pinfo,
                                const gt06_record *record, bool unseen);

/* Seconds for which a message waits for its answer. */
unsigned gt06_waiting_time(void);

/* The message with this number that waits and that a stray answer is meant for; NULL if none. */
gt06_pending *gt06_find_meant(gt06_conversation *conversation, const packet_info *pinfo,
                              const gt06_record *record);

/* The message with this serial number that must be answered and waits; NULL if none. */
gt06_pending *gt06_find_same_serial(gt06_conversation *conversation, const packet_info *pinfo,
                                    const gt06_record *record);

/* What an address is for: the query or alarm of its serial number, else the next that waits. */
gt06_pending *gt06_find_addressed(gt06_conversation *conversation, const gt06_record *record);

#endif
