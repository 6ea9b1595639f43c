/* exchange.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "exchange.h"
#include "preferences.h"
#include "../protocol/answer.h"
#include "../protocol/commands.h"

#include <epan/dissectors/packet-tcp.h>
#include <string.h>

/*
 * Seconds for which a message waits at least, and for which is not known what could not be seen. It
 * is forgotten with the first message that comes after that.
 */
enum { FORGOTTEN_AFTER = 60 };

/*
 * Does the capture show anything from the side that had to answer? Else it saw one side only: over
 * UDP nothing but a message tells, over TCP a handshake does.
 */
static bool other_side_is_seen(gt06_conversation *conversation, packet_info *pinfo,
                               const gt06_pending *request, gt06_direction now_from)
{
    struct tcp_analysis *tcp;
    gt06_direction other =
        request->direction == GT06_FROM_TERMINAL ? GT06_FROM_SERVER : GT06_FROM_TERMINAL;

    if (conversation->sides[other].messages > 0 || now_from == other)
        return true;
    if (pinfo->ptype != PT_TCP)
        return false;
    tcp = get_tcp_conversation_data(NULL, pinfo);
    return tcp != NULL && tcp->rev != NULL && tcp->rev->tcp_analyze_seq_info != NULL &&
           tcp->rev->tcp_analyze_seq_info->nextseq != 0;
}

static void note_login_fate(const gt06_pending *request, gt06_login_fate fate)
{
    if (request->terminal != NULL && request->terminal->login_frame == request->moment.frame)
        request->terminal->fate = fate;
}

/* How many messages of the request's packet want an answer, and how many got one. */
static void count_packet(const gt06_queue *queue, const gt06_pending *request, unsigned *due,
                         unsigned *answered)
{
    *due = 0;
    *answered = 0;
    for (unsigned i = 0; i < queue->count; i++) {
        const gt06_pending *entry = gt06_pending_at(queue, i);

        if (entry->moment.frame == request->moment.frame && entry->due) {
            ++*due;
            *answered += entry->answered;
        }
    }
}

static void complain_unanswered(const gt06_conversation *conversation, gt06_moment now,
                                const gt06_pending *request)
{
    unsigned timeout = gt06_preferences.answer_timeout;
    uint32_t frame = request->moment.frame;
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
                        "server read only one message of a segment?",
                        frame, due, answered);
    else if (request->message->answer == GT06_ANSWER_LOGIN)
        gt06_add_remark(now, GT06_F_not_answered, frame,
                        "No answer to the login in frame %u (serial 0x%04x) was seen within %u s: "
                        "without one the terminal logs in again",
                        frame, request->serial, timeout);
    else
        gt06_add_remark(
            now, GT06_F_not_answered, frame,
            "No answer to the message %s in frame %u (serial 0x%04x) was seen within %u s",
            request->message->name, frame, request->serial, timeout);
}

/* Complains once about each message whose time is up. */
static void judge_queue(gt06_conversation *conversation, gt06_queue *queue, packet_info *pinfo,
                        gt06_moment now, gt06_direction from)
{
    for (unsigned i = queue->settled; i < queue->count; i++) {
        gt06_pending *request = gt06_pending_at(queue, i);

        if (!gt06_misses_answer(request)) {
            queue->settled += i == queue->settled;
            continue;
        }
        if (gt06_seconds_between(&request->time, &pinfo->abs_ts) <= gt06_preferences.answer_timeout)
            break;
        if (other_side_is_seen(conversation, pinfo, request, from)) {
            request->complained = true;
            complain_unanswered(conversation, now, request);
        }
    }
}

/* Seconds for which a message waits for its answer. */
static unsigned waiting_time(void)
{
    return MAX(FORGOTTEN_AFTER, gt06_preferences.answer_timeout);
}

/* Commands are not forgotten: a terminal that sleeps answers them when it wakes. */
static void judge_waiting(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                          gt06_direction from)
{
    gt06_queue *pending = &conversation->pending;

    judge_queue(conversation, pending, pinfo, now, from);
    judge_queue(conversation, &conversation->commands, pinfo, now, from);
    while (pending->count > 0 && gt06_seconds_between(&gt06_pending_at(pending, 0)->time,
                                                      &pinfo->abs_ts) > waiting_time())
        gt06_drop_oldest(pending);
}

/* What a message may be the answer to. */
typedef bool (*answer_test)(const gt06_pending *request, const gt06_record *record);

static bool has_number_and_serial(const gt06_pending *request, const gt06_record *record)
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

static bool has_flag(const gt06_pending *request, const gt06_record *record)
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
static gt06_queue *tested_queue(gt06_conversation *conversation, answer_test test)
{
    return test == has_flag ? &conversation->commands : &conversation->pending;
}

/* Where a message waits. */
static gt06_queue *queue_of(gt06_conversation *conversation, const gt06_pending *message)
{
    return message->message->answer == GT06_ANSWER_TEXT ? &conversation->commands
                                                        : &conversation->pending;
}

/* The last message of the other side that was answered and passes the test; NULL if none does. */
static gt06_pending *find_answered(gt06_conversation *conversation, const gt06_record *record,
                                   answer_test test)
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

static bool waits(const gt06_pending *request)
{
    return !request->answered && !request->damaged;
}

/* Messages that may share a serial number: commands, and the logins of several terminals. */
static bool shares_serial(const gt06_pending *request)
{
    return request->message->answer == GT06_ANSWER_TEXT ||
           request->message->answer == GT06_ANSWER_LOGIN;
}

/* Is it the same message once more? The dialect has no serial number. */
static bool is_repetition(const gt06_pending *first, const gt06_pending *again)
{
    return first->message == again->message && first->serial == again->serial &&
           first->direction == again->direction && !gt06_is_dialect(first->form) &&
           (!shares_serial(first) || first->crc == again->crc);
}

/*
 * The message of the other side that waits and passes the test; NULL if none does. Answers come in
 * the order of what they answer; what was complained about already is not expected any more. If all
 * were, it is the first of those since which the other side said nothing until the last: commands
 * for a terminal that slept. Of a message and its repetitions it is the last, which the answer
 * follows.
 */
static gt06_pending *find_request(gt06_conversation *conversation, const gt06_record *record,
                                  answer_test test)
{
    gt06_queue *queue = tested_queue(conversation, test);
    gt06_pending *first = NULL;
    gt06_pending *last = NULL;

    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *request = gt06_pending_at(queue, i);

        if (request->direction == record->direction || !waits(request) || !test(request, record))
            continue;
        if (first == NULL || (first->complained &&
                              (!request->complained || first->heard != request->heard)))
            first = request;
        last = request;
    }
    return first == NULL || is_repetition(first, last) ? last : first;
}

/* Links an answer to its request; returns the answer's note. */
static gt06_note *link_answer(const gt06_pending *request, gt06_moment now)
{
    gt06_exchange *exchange = wmem_new(wmem_file_scope(), gt06_exchange);
    gt06_note *answered = gt06_make_note(now);

    *exchange = (gt06_exchange){
        .request = request->moment.frame,
        .answer = now.frame,
        .request_time = request->time,
        .message = request->message,
    };
    answered->answered = exchange;
    return answered;
}

/* Must it be answered, and does it count: it is no message that came before? */
static bool is_demanded(const gt06_pending *request)
{
    return request->due && !gt06_has_remark(gt06_find_note(request->moment), GT06_F_duplicate);
}

/*
 * What is answered needs no answer to its earlier copies; they wait on, should each get its own.
 * Returns true if one of them had to be answered.
 */
static bool settle_copies(gt06_queue *queue, const gt06_pending *request,
                          const gt06_exchange *exchange)
{
    bool due = false;

    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *copy = gt06_pending_at(queue, i);

        if (copy == request || !waits(copy) || !is_repetition(copy, request))
            continue;
        due = due || is_demanded(copy);
        if (!copy->complained)
            gt06_make_note(copy->moment)->asked = exchange;
        copy->due = false;
    }
    return due;
}

static void accept_answer(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                          gt06_pending *request)
{
    double taken = gt06_seconds_between(&request->time, &pinfo->abs_ts);
    gt06_note *answer = link_answer(request, now);
    bool late;

    gt06_make_note(request->moment)->asked = answer->answered;
    answer->accepted = true;
    answer->due = is_demanded(request) ||
                  settle_copies(queue_of(conversation, request), request, answer->answered);
    late = (request->due || answer->due) && taken > gt06_preferences.answer_timeout;
    request->answered = true;
    if (late)
        gt06_add_remark(now, GT06_F_answer_late, request->moment.frame,
                        "Answered after %.1f s, %u s are allowed: the other side may have given up",
                        taken, gt06_preferences.answer_timeout);
    note_login_fate(request, late ? GT06_LOGIN_ANSWERED_LATE : GT06_LOGIN_ANSWERED);
}

/* The other side drops it, so that the request has no answer. */
static void refuse_answer(gt06_moment now, gt06_pending *request)
{
    link_answer(request, now);
    gt06_add_remark(now, GT06_F_answer_bad_crc, request->moment.frame,
                    "The CRC of this answer is wrong: the other side drops it, and what it "
                    "answers counts as unanswered");
    request->complained = true;
    note_login_fate(request, GT06_LOGIN_BAD_CRC);
}

/*
 * The damaged message that this may answer; NULL: none. Damaged messages want no answer and do not
 * wait for one. The serial number tells; without it only a message of the same number can be meant
 * that came just before, and none that was not seen.
 */
static gt06_pending *find_damaged(gt06_conversation *conversation, const packet_info *pinfo,
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

/* May what this answers have had to go for others? */
static bool may_answer_displaced(const gt06_conversation *conversation, const packet_info *pinfo,
                                 const gt06_record *record)
{
    const bool command = record->direction == GT06_FROM_TERMINAL;
    const nstime_t *displaced =
        command ? &conversation->commands.displaced : &conversation->pending.displaced;

    return !nstime_is_zero(displaced) &&
           (command || gt06_seconds_between(displaced, &pinfo->abs_ts) <= waiting_time());
}

/* Did the message that this may answer come in a gap, or before the capture began? */
static bool may_answer_unseen(const gt06_conversation *conversation, const packet_info *pinfo,
                              const gt06_record *record)
{
    const gt06_order *asking = &conversation->order;

    if ((uint16_t)(record->serial - asking->missed) < asking->missed_count &&
        gt06_seconds_between(&asking->missed_time, &pinfo->abs_ts) <= FORGOTTEN_AFTER)
        return true;
    if (may_answer_displaced(conversation, pinfo, record))
        return true;
    return conversation->newest_login == NULL &&
           gt06_seconds_between(&conversation->first_time, &pinfo->abs_ts) <=
               gt06_preferences.answer_timeout;
}

static void complain_unasked(const gt06_conversation *conversation, const packet_info *pinfo,
                             gt06_moment now, const gt06_record *record)
{
    if (conversation->sides[1 - record->direction].messages == 0 || conversation->serials_cut ||
        may_answer_displaced(conversation, pinfo, record))
        return; /* what it answers could not be seen, or is not known any more */
    if (record->direction == GT06_FROM_TERMINAL)
        gt06_add_remark(now, GT06_F_answer_unasked, 0,
                        "No command with server flag 0x%08x that waits for an answer was seen",
                        record->server_flag);
    else
        gt06_add_remark(now, GT06_F_answer_unasked, 0,
                        "No message with number 0x%02x and serial 0x%04x that waits for an answer "
                        "was seen",
                        record->number, record->serial);
}

/* The message with this number that waits and that a stray answer is meant for; NULL if none. */
static gt06_pending *find_meant(gt06_conversation *conversation, const gt06_record *record)
{
    gt06_pending *request = find_request(conversation, record, has_number_untold);

    return request != NULL ? request : find_request(conversation, record, has_number);
}

/* Closes the case of a wrong answer, with the acknowledgement that would have been right. */
static void note_wrong_answer(gt06_remark *remark, gt06_pending *request, gt06_form form,
                              gt06_login_fate fate)
{
    uint8_t *expected = (uint8_t *)wmem_alloc(wmem_file_scope(), GT06_LARGEST_ANSWER);

    remark->expected = expected;
    remark->expected_size =
        (uint8_t)gt06_build_frame(expected, form, request->number, NULL, 0, request->serial);
    request->complained = true;
    note_login_fate(request, fate);
}

/* Is it the answer to a message that waits, but for its serial number or its number? */
static bool is_wrong_answer(gt06_conversation *conversation, gt06_moment now,
                            const gt06_record *record)
{
    gt06_pending *request = find_meant(conversation, record);
    gt06_remark *remark;

    if (request != NULL) {
        remark = gt06_add_remark(now, GT06_F_answer_wrong_serial, request->moment.frame,
                                 "The answer carries serial 0x%04x, the message %s in frame %u has "
                                 "0x%04x: the terminal will not accept it",
                                 record->serial, request->message->name, request->moment.frame,
                                 request->serial);
        note_wrong_answer(remark, request, record->form, GT06_LOGIN_WRONG_SERIAL);
        return true;
    }
    request = find_request(conversation, record, has_serial);
    if (request == NULL)
        return false;
    remark =
        gt06_add_remark(now, GT06_F_answer_wrong_number, request->moment.frame,
                        "The answer has number 0x%02x, the message in frame %u with its serial "
                        "0x%04x has 0x%02x",
                        record->number, request->moment.frame, record->serial, request->number);
    note_wrong_answer(remark, request, record->form, GT06_LOGIN_WRONG_NUMBER);
    return true;
}

/* Is it an answer that came before, or one to a damaged message? Nobody is accused by chance. */
static bool is_needless_answer(gt06_moment now, const gt06_pending *repeated, gt06_pending *damaged)
{
    if (repeated != NULL) {
        gt06_add_remark(now, GT06_F_answer_repeated, repeated->moment.frame,
                        "The message in frame %u was answered before", repeated->moment.frame);
    } else if (damaged != NULL) {
        gt06_add_remark(now, GT06_F_answer_to_damaged, damaged->moment.frame,
                        "The message in frame %u has a wrong CRC, and this answers it: the server "
                        "does not look at the CRC",
                        damaged->moment.frame);
        damaged->answered = true;
    }
    return repeated != NULL || damaged != NULL;
}

/* A damaged answer that matches nothing: it may be its number or serial number that is damaged. */
static void judge_damaged_stray(gt06_conversation *conversation, gt06_moment now,
                                const gt06_record *record)
{
    gt06_pending *meant = find_meant(conversation, record);

    if (meant == NULL)
        meant = find_request(conversation, record, has_serial);
    if (meant != NULL)
        refuse_answer(now, meant);
}

/* An answer that matches nothing that waits: what is nearest? */
static void judge_stray(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                        const gt06_record *record)
{
    bool unseen = may_answer_unseen(conversation, pinfo, record);
    gt06_pending *repeated = find_answered(conversation, record, has_number_and_serial);
    gt06_pending *damaged = find_damaged(conversation, pinfo, record, unseen);
    bool certain = (damaged != NULL && damaged->serial == record->serial) ||
                   (repeated != NULL && gt06_seconds_between(&repeated->time, &pinfo->abs_ts) <=
                                            gt06_preferences.answer_timeout);

    if (record->crc_status == GT06_CRC_BAD) {
        if (!certain && !unseen)
            judge_damaged_stray(conversation, now, record);
        return;
    }
    if (!certain && !unseen && is_wrong_answer(conversation, now, record))
        return;
    if (!is_needless_answer(now, repeated, damaged))
        complain_unasked(conversation, pinfo, now, record);
}

/* A text with a flag that answers something; texts of the server's own have number 0x21. */
static bool is_address(const gt06_record *record)
{
    return record->direction == GT06_FROM_SERVER && record->number != 0x21 &&
           record->message->answer == GT06_ANSWER_IS_ONE &&
           (record->has & GT06_HAS_SERVER_FLAG) != 0;
}

/* What an address is for: the query or alarm of its serial number, else the next that waits. */
static gt06_pending *find_addressed(gt06_conversation *conversation, const gt06_record *record)
{
    static const answer_test tests[] = { wants_this_address, wants_first_address, wants_address };
    gt06_pending *request = NULL;

    for (size_t i = 0; request == NULL && i < G_N_ELEMENTS(tests); i++) {
        request = find_request(conversation, record, tests[i]);
        if (request == NULL)
            request = find_answered(conversation, record, tests[i]);
    }
    return request;
}

/* An alarm wants its acknowledgement besides: an address is none (core 6.16). */
static void examine_address(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                            const gt06_record *record)
{
    gt06_pending *request = find_addressed(conversation, record);

    if (request == NULL)
        return;
    request->addressed = true;
    if (request->answered || request->message->answer == GT06_ANSWER_ACK_ADDRESS)
        link_answer(request, now);
    else if (record->crc_status == GT06_CRC_BAD)
        refuse_answer(now, request);
    else
        accept_answer(conversation, pinfo, now, request);
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
    if (record->number == 0x21)
        return NULL;
    return has_number_and_serial;
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

    if (is_address(record)) {
        examine_address(conversation, pinfo, now, record);
        return;
    }
    if (test == NULL)
        return;
    request = find_request(conversation, record, test);
    if (request != NULL && record->crc_status == GT06_CRC_BAD) {
        refuse_answer(now, request);
    } else if (request != NULL) {
        judge_outcome(now, record, request);
        accept_answer(conversation, pinfo, now, request);
    } else if (test == has_number_and_serial && !gt06_is_dialect(record->form) &&
               record->direction == GT06_FROM_SERVER) {
        judge_stray(conversation, pinfo, now, record);
    } else if (test == has_flag && record->server_flag != 0 &&
               find_answered(conversation, record, has_flag) == NULL) {
        complain_unasked(conversation, pinfo, now, record);
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

/* Does the same message wait already, and is nothing amiss with it yet? One answer will do. */
static bool waits_already(const gt06_queue *queue, const gt06_pending *message)
{
    for (unsigned i = queue->count; i > 0; i--) {
        const gt06_pending *request = gt06_pending_at(queue, i - 1);

        if (waits(request) && !request->complained && is_repetition(request, message))
            return true;
    }
    return false;
}

static void examine_request(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                            const gt06_record *record)
{
    gt06_pending message = {
        .moment = now,
        .time = pinfo->abs_ts,
        .message = record->message,
        .terminal = record->login_imei != NULL && record->message->answer == GT06_ANSWER_LOGIN
                        ? gt06_terminal_state_of(record->login_imei)
                        : NULL,
        .server_flag = record->server_flag,
        .serial = record->serial,
        .crc = record->crc,
        .number = record->number,
        .direction = record->direction,
        .form = record->form,
        .damaged = record->crc_status == GT06_CRC_BAD,
        .heard = conversation->sides[1 - record->direction].messages,
    };

    if (message.damaged ? record->direction != GT06_FROM_TERMINAL : !wants_answer(record))
        return;
    message.due = !message.damaged && gt06_answer_is_due(record->message) &&
                  !gt06_is_dialect(record->form) &&
                  !waits_already(queue_of(conversation, &message), &message);
    gt06_append_pending(queue_of(conversation, &message), &message);
}

void gt06_examine_exchange(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    examine_answer(conversation, pinfo, now, record);
    judge_waiting(conversation, pinfo, now, record->direction);
    examine_request(conversation, pinfo, now, record);
}

bool gt06_answer_is_demanded(const gt06_record *record)
{
    return !gt06_has_remark(record->note, GT06_F_duplicate) && !gt06_is_dialect(record->form) &&
           wants_answer(record) && gt06_answer_is_due(record->message);
}

bool gt06_lacks_answer(const gt06_conversation *conversation, const packet_info *pinfo,
                       const gt06_record *record, const gt06_note *note)
{
    return conversation != NULL && gt06_answer_is_demanded(record) &&
           (note == NULL || note->asked == NULL) &&
           conversation->sides[1 - record->direction].messages > 0 &&
           gt06_seconds_between(&pinfo->abs_ts, &conversation->last_time) >
               gt06_preferences.answer_timeout;
}
