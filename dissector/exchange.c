/* exchange.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "exchange.h"
#include "preferences.h"
#include "../protocol/answer.h"
#include "../protocol/commands.h"

#include <epan/dissectors/packet-tcp.h>
#include <string.h>

enum {
    MOST_PENDING = 256,  /* messages that wait in one conversation */
    FORGOTTEN_AFTER = 60 /* seconds after which an answer is no answer any more */
};

static gt06_pending *pending_at(gt06_queue *queue, unsigned place)
{
    return &queue->entries[(queue->first + place) & (queue->capacity - 1)];
}

static void drop_first(gt06_queue *queue)
{
    queue->first = (queue->first + 1) & (queue->capacity - 1);
    queue->count--;
}

static void grow(gt06_queue *queue)
{
    unsigned capacity = queue->capacity != 0 ? 2 * queue->capacity : 4;
    gt06_pending *entries = wmem_alloc_array(wmem_file_scope(), gt06_pending, capacity);

    for (unsigned i = 0; i < queue->count; i++)
        entries[i] = *pending_at(queue, i);
    wmem_free(wmem_file_scope(), queue->entries);
    queue->entries = entries;
    queue->first = 0;
    queue->capacity = capacity;
}

static gt06_pending *append(gt06_queue *queue)
{
    if (queue->count == MOST_PENDING)
        drop_first(queue);
    if (queue->count == queue->capacity)
        grow(queue);
    queue->count++;
    return pending_at(queue, queue->count - 1);
}

static double seconds_since(const nstime_t *then, const nstime_t *now)
{
    nstime_t passed;

    nstime_delta(&passed, now, then);
    return nstime_to_sec(&passed);
}

/* Does the capture show anything from the side that had to answer? Else it saw one side only. */
static bool other_side_is_seen(gt06_conversation *conversation, packet_info *pinfo,
                               const gt06_pending *request, gt06_direction now_from)
{
    struct tcp_analysis *tcp;
    gt06_direction other = request->direction == GT06_FROM_TERMINAL ? GT06_FROM_SERVER
                                                                    : GT06_FROM_TERMINAL;

    if (conversation->sides[other].messages > 0 || now_from == other)
        return true;
    if (pinfo->ptype != PT_TCP)
        return true;
    tcp = get_tcp_conversation_data(NULL, pinfo);
    return tcp != NULL && tcp->rev != NULL && tcp->rev->tcp_analyze_seq_info != NULL &&
           tcp->rev->tcp_analyze_seq_info->nextseq != 0;
}

static void note_login_fate(gt06_conversation *conversation, const gt06_pending *request,
                            gt06_login_fate fate)
{
    if (conversation->state != NULL && request->message->answer == GT06_ANSWER_LOGIN &&
        conversation->state->login_frame == request->moment.frame)
        conversation->state->fate = fate;
}

/* How many messages of the request's packet want an answer, and how many got one. */
static void count_packet(gt06_queue *queue, const gt06_pending *request, unsigned *due,
                         unsigned *answered)
{
    *due = 0;
    *answered = 0;
    for (unsigned i = 0; i < queue->count; i++) {
        const gt06_pending *entry = pending_at(queue, i);

        if (entry->moment.frame == request->moment.frame && entry->due) {
            ++*due;
            *answered += entry->answered;
        }
    }
}

static void complain_unanswered(gt06_conversation *conversation, const packet_info *pinfo,
                                gt06_moment now, const gt06_pending *request)
{
    unsigned timeout = gt06_preferences.answer_timeout;
    uint32_t frame = request->moment.frame;
    bool heard = pinfo->ptype != PT_UDP || conversation->sides[1 - request->direction].messages > 0;
    const char *silence = heard ? "" : "; nothing that the other side sent was seen yet";
    unsigned due;
    unsigned answered;

    if (request->message->answer == GT06_ANSWER_TEXT) {
        gt06_add_remark(now, GT06_F_command_unanswered, frame,
                        "No answer to the command in frame %u was seen within %u s", frame,
                        timeout);
        return;
    }
    count_packet(&conversation->pending, request, &due, &answered);
    if (due > 1 && answered > 0)
        gt06_add_remark(now, GT06_F_one_answer_for_several, frame,
                        "Frame %u carries %u messages that want an answer, %u answered: does the "
                        "server read only one message of a segment?", frame, due, answered);
    else if (request->message->answer == GT06_ANSWER_LOGIN)
        gt06_add_remark(now, GT06_F_not_answered, frame,
                        "No answer to the login in frame %u (serial 0x%04x) was seen within %u s: "
                        "without one the terminal logs in again%s", frame, request->serial, timeout,
                        silence);
    else
        gt06_add_remark(now, GT06_F_not_answered, frame,
                        "No answer to the message %s in frame %u (serial 0x%04x) was seen within %u s%s",
                        request->message->name, frame, request->serial, timeout, silence);
}

static bool is_missing_answer(const gt06_pending *request)
{
    return request->due && !request->answered && !request->complained;
}

/* Complains once about each message whose time is up, and forgets the old ones. */
static void judge_waiting(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                          gt06_direction from)
{
    gt06_queue *queue = &conversation->pending;

    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *request = pending_at(queue, i);

        if (!is_missing_answer(request))
            continue;
        if (seconds_since(&request->time, &pinfo->abs_ts) <= gt06_preferences.answer_timeout)
            break;
        if (other_side_is_seen(conversation, pinfo, request, from)) {
            request->complained = true;
            complain_unanswered(conversation, pinfo, now, request);
        }
    }
    while (queue->count > 0 &&
           seconds_since(&pending_at(queue, 0)->time, &pinfo->abs_ts) > FORGOTTEN_AFTER)
        drop_first(queue);
}

/* What a message may be the answer to. */
typedef bool (*answer_test)(const gt06_pending *request, const gt06_record *record);

static bool has_number_and_serial(const gt06_pending *request, const gt06_record *record)
{
    return request->message->number == record->number &&
           (request->serial == record->serial || gt06_is_dialect(record->form));
}

static bool has_number(const gt06_pending *request, const gt06_record *record)
{
    return request->due && request->message->number == record->number;
}

/* Nothing was said yet about how it fared: each wrong answer is that of another message. */
static bool has_number_untold(const gt06_pending *request, const gt06_record *record)
{
    return has_number(request, record) && request->form == record->form && !request->complained;
}

static bool has_serial(const gt06_pending *request, const gt06_record *record)
{
    return request->due && request->serial == record->serial &&
           request->message->answer != GT06_ANSWER_TEXT;
}

static bool has_flag(const gt06_pending *request, const gt06_record *record)
{
    return request->message->answer == GT06_ANSWER_TEXT &&
           request->server_flag == record->server_flag;
}

static bool wants_address(const gt06_pending *request, const gt06_record *record G_GNUC_UNUSED)
{
    return request->message->answer == GT06_ANSWER_ADDRESS ||
           request->message->answer == GT06_ANSWER_ACK_ADDRESS;
}

static bool wants_photo(const gt06_pending *request, const gt06_record *record)
{
    gt06_answer answer = (gt06_answer)request->message->answer;

    return answer == (record->direction == GT06_FROM_SERVER ? GT06_ANSWER_PHOTO_REQUEST
                                                            : GT06_ANSWER_PHOTO_DATA);
}

/* The last message of the other side that was answered and passes the test; NULL if none does. */
static gt06_pending *find_answered(gt06_conversation *conversation, const gt06_record *record,
                                   answer_test test)
{
    gt06_queue *queue = &conversation->pending;

    for (unsigned i = queue->count; i > 0; i--) {
        gt06_pending *request = pending_at(queue, i - 1);

        if (request->direction != record->direction && request->answered && test(request, record))
            return request;
    }
    return NULL;
}

/* The first message of the other side that waits and passes the test; NULL if none does. */
static gt06_pending *find_request(gt06_conversation *conversation, const gt06_record *record,
                                  answer_test test)
{
    gt06_queue *queue = &conversation->pending;

    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *request = pending_at(queue, i);

        if (request->direction != record->direction && !request->answered &&
            test(request, record))
            return request;
    }
    return NULL;
}

static void link_answer(const gt06_pending *request, gt06_moment now, bool accepted)
{
    gt06_exchange *exchange = wmem_new(wmem_file_scope(), gt06_exchange);
    gt06_note *asked = gt06_make_note(request->moment);
    gt06_note *answered = gt06_make_note(now);

    *exchange = (gt06_exchange){
        .request = request->moment.frame,
        .answer = now.frame,
        .request_time = request->time,
        .message = request->message,
    };
    if (asked->asked == NULL)
        asked->asked = exchange;
    answered->answered = exchange;
    answered->due = request->due;
    answered->accepted = accepted;
}

static void accept_answer(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                          const gt06_record *record, gt06_pending *request)
{
    double taken = seconds_since(&request->time, &pinfo->abs_ts);
    bool late = request->due && !request->answered && taken > gt06_preferences.answer_timeout;

    link_answer(request, now,
                !request->answered && record->crc_status != GT06_CRC_BAD);
    if (record->crc_status == GT06_CRC_BAD) {
        gt06_add_remark(now, GT06_F_answer_bad_crc, request->moment.frame,
                        "The CRC of this answer is wrong: the other side drops it, and what it "
                        "answers counts as unanswered");
        request->complained = true;
        note_login_fate(conversation, request, GT06_LOGIN_BAD_CRC);
        return;
    }
    if (request->answered)
        return; /* an address behind the acknowledgement of its alarm */
    request->answered = true;
    if (late)
        gt06_add_remark(now, GT06_F_answer_late, request->moment.frame,
                        "Answered after %.1f s, %u s are allowed: the other side may have given up",
                        taken, gt06_preferences.answer_timeout);
    note_login_fate(conversation, request, late ? GT06_LOGIN_ANSWERED_LATE : GT06_LOGIN_ANSWERED);
}

/* Keeps the acknowledgement that would have been right, to be shown with the wrong one. */
static void keep_expected(gt06_remark *remark, const gt06_pending *request, gt06_form form)
{
    uint8_t *expected = (uint8_t *)wmem_alloc(wmem_file_scope(), GT06_LARGEST_ANSWER);

    remark->expected = expected;
    remark->expected_size = (uint8_t)gt06_build_frame(expected, form, request->message->number, NULL,
                                                     0, request->serial);
}

/* Damaged messages want no answer and do not wait for one. */
static bool answers_damaged(const gt06_conversation *conversation, const gt06_record *record)
{
    return conversation->damaged.frame != 0 && conversation->damaged_number == record->number &&
           record->direction == GT06_FROM_SERVER;
}

static void tell_damaged_answered(gt06_conversation *conversation, gt06_moment now)
{
    uint32_t frame = conversation->damaged.frame;

    gt06_add_remark(now, GT06_F_answer_to_damaged, frame,
                    "The message in frame %u has a wrong CRC, and this answers it: the server does "
                    "not look at the CRC", frame);
    conversation->damaged.frame = 0;
}

/* Did the message that this may answer come in a gap, or before the capture began? */
static bool may_answer_unseen(const gt06_conversation *conversation, const packet_info *pinfo,
                              const gt06_record *record)
{
    const gt06_side *asking = &conversation->sides[1 - record->direction];

    if ((uint16_t)(record->serial - asking->missed) < asking->missed_count)
        return true;
    return wmem_array_get_count(conversation->logins) == 0 &&
           seconds_since(&conversation->first_time, &pinfo->abs_ts) <=
               gt06_preferences.answer_timeout;
}

static void complain_unasked(const gt06_conversation *conversation, gt06_moment now,
                             const gt06_record *record)
{
    if (conversation->sides[1 - record->direction].messages == 0 || conversation->serials_cut)
        return; /* what it answers could not be seen */
    if (record->direction == GT06_FROM_TERMINAL)
        gt06_add_remark(now, GT06_F_answer_unasked, 0,
                        "No command with server flag 0x%08x that waits for an answer was seen",
                        record->server_flag);
    else
        gt06_add_remark(now, GT06_F_answer_unasked, 0,
                        "No message with number 0x%02x and serial 0x%04x that waits for an answer "
                        "was seen", record->number, record->serial);
}

/* The message with this number that waits and that a stray answer is meant for; NULL if none. */
static gt06_pending *find_meant(gt06_conversation *conversation, const gt06_record *record)
{
    gt06_pending *request = find_request(conversation, record, has_number_untold);

    return request != NULL ? request : find_request(conversation, record, has_number);
}

/* An answer that matches nothing that waits: what is nearest? */
static void judge_stray(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                        const gt06_record *record)
{
    bool unseen = may_answer_unseen(conversation, pinfo, record);
    gt06_pending *request = unseen ? NULL : find_meant(conversation, record);
    gt06_remark *remark;

    if (answers_damaged(conversation, record) && conversation->damaged_serial == record->serial) {
        tell_damaged_answered(conversation, now);
        return;
    }
    if (request != NULL) {
        remark = gt06_add_remark(now, GT06_F_answer_wrong_serial, request->moment.frame,
                        "The answer carries serial 0x%04x, the message %s in frame %u has 0x%04x: "
                        "the terminal will not accept it", record->serial, request->message->name,
                        request->moment.frame, request->serial);
        keep_expected(remark, request, record->form);
        request->complained = true;
        note_login_fate(conversation, request, GT06_LOGIN_WRONG_SERIAL);
        return;
    }
    request = unseen ? NULL : find_request(conversation, record, has_serial);
    if (request != NULL) {
        remark = gt06_add_remark(now, GT06_F_answer_wrong_number, request->moment.frame,
                        "The answer has number 0x%02x, the message in frame %u with its serial "
                        "0x%04x has 0x%02x", record->number, request->moment.frame, record->serial,
                        request->message->number);
        keep_expected(remark, request, record->form);
        request->complained = true;
        note_login_fate(conversation, request, GT06_LOGIN_WRONG_NUMBER);
        return;
    }
    request = find_answered(conversation, record, has_number_and_serial);
    if (answers_damaged(conversation, record))
        tell_damaged_answered(conversation, now);
    else if (request != NULL)
        gt06_add_remark(now, GT06_F_answer_repeated, request->moment.frame,
                        "The message in frame %u was answered before", request->moment.frame);
    else
        complain_unasked(conversation, now, record);
}

/* The test that tells which request this message answers; NULL if it is no answer. */
static answer_test test_of(const gt06_record *record)
{
    if (record->layout == &gt06_acknowledgement)
        return has_number_and_serial;
    if (record->message->answer != GT06_ANSWER_IS_ONE) {
        if (record->number == 0x36)
            return wants_photo;
        return record->number == 0x98 && record->direction == GT06_FROM_SERVER
                   ? has_number_and_serial
                   : NULL;
    }
    if (record->direction == GT06_FROM_TERMINAL)
        return (record->has & GT06_HAS_SERVER_FLAG) != 0 ? has_flag : NULL;
    return (record->has & GT06_HAS_SERVER_FLAG) != 0 ? wants_address : has_number_and_serial;
}

static void judge_outcome(gt06_moment now, const gt06_record *record, const gt06_pending *request)
{
    if (request->message->answer == GT06_ANSWER_TEXT && record->text != NULL &&
        gt06_answer_outcome(record->text, strlen(record->text)) == GT06_OUTCOME_FAILURE)
        gt06_add_remark(now, GT06_F_command_refused, request->moment.frame,
                        "The terminal did not carry out the command in frame %u: \"%.60s\"",
                        request->moment.frame, record->text);
}

static void examine_answer(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    answer_test test = test_of(record);
    gt06_pending *request;

    if (test == NULL)
        return;
    request = find_request(conversation, record, test);
    if (request == NULL && test == wants_address)
        request = find_answered(conversation, record, test);
    if (request != NULL) {
        judge_outcome(now, record, request);
        accept_answer(conversation, pinfo, now, record, request);
    } else if (test == has_number_and_serial && !gt06_is_dialect(record->form) &&
               record->direction == GT06_FROM_SERVER) {
        judge_stray(conversation, pinfo, now, record);
    } else if (test == has_flag && record->server_flag != 0 &&
               find_answered(conversation, record, has_flag) == NULL) {
        complain_unasked(conversation, now, record);
    }
}

/* Whole messages with a right CRC, in the direction that their number has. */
static bool wants_answer(const gt06_record *record)
{
    return record->layout != &gt06_acknowledgement && !record->layout->unanswered &&
           gt06_answer_is_possible(record->message) &&
           (record->message->directions >> record->direction & 1) != 0 &&
           ((record->has & GT06_HAS_SERIAL) != 0 || gt06_is_dialect(record->form)) &&
           record->crc_status != GT06_CRC_BAD;
}

/* Does the same message wait already? An answer to either of them will do. */
static bool waits_already(gt06_conversation *conversation, const gt06_record *record)
{
    gt06_queue *queue = &conversation->pending;

    for (unsigned i = queue->count; i > 0; i--) {
        const gt06_pending *request = pending_at(queue, i - 1);

        if (request->direction == record->direction && request->serial == record->serial &&
            request->message == record->message && !request->answered)
            return true;
    }
    return false;
}

static void examine_request(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                            const gt06_record *record)
{
    gt06_pending *request;
    bool due;

    if (record->crc_status == GT06_CRC_BAD && record->direction == GT06_FROM_TERMINAL) {
        conversation->damaged = now;
        conversation->damaged_number = record->number;
        conversation->damaged_serial = record->serial;
    }
    if (!wants_answer(record))
        return;
    due = gt06_answer_is_due(record->message) && !gt06_is_dialect(record->form) &&
          !waits_already(conversation, record);
    request = append(&conversation->pending);
    *request = (gt06_pending){
        .moment = now,
        .time = pinfo->abs_ts,
        .message = record->message,
        .server_flag = record->server_flag,
        .serial = record->serial,
        .direction = record->direction,
        .form = record->form,
        .due = due,
    };
}

void gt06_examine_exchange(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    examine_answer(conversation, pinfo, now, record);
    judge_waiting(conversation, pinfo, now, record->direction);
    if (record->login_imei != NULL && record->message->answer == GT06_ANSWER_LOGIN)
        conversation->pending.count = 0; /* whoever logs in again has given up what it sent */
    examine_request(conversation, pinfo, now, record);
}

/* Was it said of the message that it came before? */
static bool is_duplicate(const gt06_record *record)
{
    const gt06_remark *remark = record->note != NULL ? record->note->remarks : NULL;

    while (remark != NULL && remark->finding != GT06_F_duplicate)
        remark = remark->next;
    return remark != NULL;
}

bool gt06_answer_is_demanded(const gt06_record *record)
{
    return !is_duplicate(record) && !gt06_is_dialect(record->form) && wants_answer(record) &&
           gt06_answer_is_due(record->message);
}

bool gt06_lacks_answer(const gt06_conversation *conversation, const packet_info *pinfo,
                       const gt06_record *record, const gt06_note *note)
{
    return conversation != NULL && gt06_answer_is_demanded(record) &&
           (note == NULL || note->asked == NULL) &&
           conversation->sides[1 - record->direction].messages > 0 &&
           seconds_since(&pinfo->abs_ts, &conversation->last_time) >
               gt06_preferences.answer_timeout;
}
