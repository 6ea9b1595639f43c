/* requests.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "requests.h"
#include "preferences.h"

bool gt06_has_number_and_serial(const gt06_pending *request, const gt06_record *record)
{
    return request->number == record->number &&
           (request->serial == record->serial || gt06_is_dialect(record->form));
}

static bool has_number(const gt06_pending *request, const gt06_record *record)
{
    return request->due && request->number == record->number;
}

/* Nothing was said yet about how it fared: each wrong answer is that of another message. */
static bool has_number_untold(const gt06_pending *request, const gt06_record *record)
{
    return has_number(request, record) && request->form == record->form && !request->complained;
}

static bool has_serial(const gt06_pending *request, const gt06_record *record)
{
    return request->due && request->serial == record->serial;
}

bool gt06_has_flag(const gt06_pending *request, const gt06_record *record)
{
    return request->server_flag == record->server_flag;
}

static bool wants_address(const gt06_pending *request, const gt06_record *record G_GNUC_UNUSED)
{
    return request->message->answer == GT06_ANSWER_ADDRESS ||
           request->message->answer == GT06_ANSWER_ACK_ADDRESS;
}

static bool wants_this_address(const gt06_pending *request, const gt06_record *record)
{
    return wants_address(request, record) && request->serial == record->serial;
}

static bool wants_first_address(const gt06_pending *request, const gt06_record *record)
{
    return wants_address(request, record) && !request->addressed;
}

static bool wants_photo(const gt06_pending *request, const gt06_record *record)
{
    gt06_answer answer = (gt06_answer)request->message->answer;

    return answer == (record->direction == GT06_FROM_SERVER ? GT06_ANSWER_PHOTO_REQUEST
                                                            : GT06_ANSWER_PHOTO_DATA);
}

/* Where the messages wait that pass the test. */
static gt06_queue *tested_queue(gt06_conversation *conversation, gt06_answer_test test)
{
    return test == gt06_has_flag ? &conversation->commands : &conversation->pending;
}

gt06_queue *gt06_queue_of(gt06_conversation *conversation, const gt06_pending *message)
{
    return message->message->answer == GT06_ANSWER_TEXT ? &conversation->commands
                                                        : &conversation->pending;
}

gt06_pending *gt06_find_answered(gt06_conversation *conversation, const gt06_record *record,
                                 gt06_answer_test test)
{
    gt06_queue *queue = tested_queue(conversation, test);

    for (unsigned i = queue->count; i > 0; i--) {
        gt06_pending *request = gt06_pending_at(queue, i - 1);

        if (request->direction != record->direction && request->answered && !request->damaged &&
            test(request, record))
            return request;
    }
    return NULL;
}

bool gt06_waits_for_answer(const gt06_pending *request)
{
    return !request->answered && !request->damaged;
}

/* Messages that may share a serial number: commands, and the logins of several terminals. */
static bool shares_serial(const gt06_pending *request)
{
    return request->message->answer == GT06_ANSWER_TEXT ||
           request->message->answer == GT06_ANSWER_LOGIN;
}

bool gt06_is_repetition(const gt06_pending *first, const gt06_pending *again)
{
    return first->message == again->message && first->serial == again->serial &&
           first->direction == again->direction && !gt06_is_dialect(first->form) &&
           (!shares_serial(first) || first->crc == again->crc);
}

/* Is `later`, which passes the same test, more likely to be what is answered now? */
static bool is_likelier(const gt06_pending *later, const gt06_pending *first)
{
    if (gt06_is_dialect(first->form))
        return gt06_seconds_between(&first->time, &later->time) > gt06_preferences.answer_timeout;
    return first->complained && (!later->complained || first->heard != later->heard);
}

gt06_pending *gt06_find_request(gt06_conversation *conversation, const gt06_record *record,
                                gt06_answer_test test)
{
    gt06_queue *queue = tested_queue(conversation, test);
    gt06_pending *first = NULL;
    gt06_pending *found = NULL;
    bool repeated = false; /* nothing but repetitions came since the first */

    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *request = gt06_pending_at(queue, i);

        if (request->direction == record->direction || !gt06_waits_for_answer(request) ||
            !test(request, record))
            continue;
        if (first == NULL || is_likelier(request, first)) {
            first = request;
            found = request;
            repeated = true;
        } else if (repeated && gt06_is_repetition(first, request)) {
            found = request;
        } else {
            repeated = false;
        }
    }
    return found;
}

gt06_pending *gt06_find_damaged(gt06_conversation *conversation, const packet_info *pinfo,
                                const gt06_record *record, bool unseen)
{
    const gt06_queue *queue = &conversation->pending;
    gt06_pending *near = NULL;

    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *damaged = gt06_pending_at(queue, i);

        if (!damaged->damaged || damaged->answered || damaged->number != record->number)
            continue;
        if (damaged->serial == record->serial)
            return damaged;
        if (near == NULL && !unseen &&
            gt06_seconds_between(&damaged->time, &pinfo->abs_ts) <= gt06_preferences.answer_timeout)
            near = damaged;
    }
    return near;
}

unsigned gt06_waiting_time(void)
{
    return MAX(GT06_FORGOTTEN_AFTER, gt06_preferences.answer_timeout);
}

/* The same, and it waits no longer than messages do: what is older goes only behind this one. */
static gt06_pending *find_waiting(gt06_conversation *conversation, const packet_info *pinfo,
                                  const gt06_record *record, gt06_answer_test test)
{
    gt06_pending *request = gt06_find_request(conversation, record, test);

    if (request == NULL ||
        gt06_seconds_between(&request->time, &pinfo->abs_ts) > gt06_waiting_time())
        return NULL;
    return request;
}

gt06_pending *gt06_find_meant(gt06_conversation *conversation, const packet_info *pinfo,
                              const gt06_record *record)
{
    gt06_pending *request = find_waiting(conversation, pinfo, record, has_number_untold);

    return request != NULL ? request : find_waiting(conversation, pinfo, record, has_number);
}

gt06_pending *gt06_find_same_serial(gt06_conversation *conversation, const packet_info *pinfo,
                                    const gt06_record *record)
{
    return find_waiting(conversation, pinfo, record, has_serial);
}

gt06_pending *gt06_find_addressed(gt06_conversation *conversation, const gt06_record *record)
{
    static const gt06_answer_test tests[] = { wants_this_address, wants_first_address,
                                              wants_address };
    gt06_pending *request = NULL;

    for (size_t i = 0; request == NULL && i < G_N_ELEMENTS(tests); i++) {
        request = gt06_find_request(conversation, record, tests[i]);
        if (request == NULL)
            request = gt06_find_answered(conversation, record, tests[i]);
    }
    return request;
}

gt06_answer_test gt06_answer_test_of(const gt06_record *record)
{
    if (record->layout == &gt06_acknowledgement)
        return gt06_has_number_and_serial;
    if (record->message->answer != GT06_ANSWER_IS_ONE) {
        if (record->number == 0x36)
            return wants_photo;
        return record->number == 0x98 && record->direction == GT06_FROM_SERVER
                   ? gt06_has_number_and_serial
                   : NULL;
    }
    if (record->direction == GT06_FROM_TERMINAL)
        return (record->has & GT06_HAS_SERVER_FLAG) != 0 ? gt06_has_flag : NULL;
    if (record->number == 0x21)
        return NULL;
    return gt06_has_number_and_serial;
}
