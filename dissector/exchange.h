/* exchange.h
 * Requests and answers: links them, and says what is wrong with them. First pass only.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#ifndef GT06_EXCHANGE_H
#define GT06_EXCHANGE_H

#include "conversation.h"

/*
 * Looks at a message as an answer to what waits, and as a request that waits itself; complains on
 * it about what should have been answered by now.
 */
void gt06_examine_exchange(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record);

/*
 * Complains about what should have been answered when the connection ends.
 *
 * now   the moment of the whole packet
 * from  who ends it
 */
void gt06_examine_end(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                      gt06_direction from);

/*
 * Is this a message that the other side has to answer: whole, with a right CRC, in the direction
 * that its number has, and no repetition? The same on every pass, once the record has its note.
 */
bool gt06_answer_is_demanded(const gt06_record *record);

/* Was no answer to this message seen, though the capture goes on long enough? Second pass only. */
bool gt06_lacks_answer(const gt06_conversation *conversation, const packet_info *pinfo,
                       const gt06_record *record, const gt06_note *note);

#endif
