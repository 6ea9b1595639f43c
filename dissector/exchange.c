/* exchange.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "exchange.h"
#include "preferences.h"
#include "requests.h"
#include "../protocol/answer.h"
#include "../protocol/commands.h"

#include <epan/dissectors/packet-tcp.h>
#include <string.h>

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

/* What is said of a packet is said of all its messages. */
static void settle_packet(gt06_queue *queue, uint32_t frame)
{
    for (unsigned i = 0; i < queue->count; i++) {
        gt06_pending *entry = gt06_pending_at(queue, i);

        if (entry->moment.frame == frame && gt06_misses_answer(entry))
            entry->complained = true;
    }
}

static void complain_unanswered(gt06_conversation *conversation, gt06_moment now,
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
    if (due > 1 && answered > 0) {
        gt06_add_remark(now, GT06_F_one_answer_for_several, frame,
                        "Frame %u carries %u messages that want an answer, %u answered: does the "
                        "server read only one message of a segment?",
                        frame, due, answered);
        settle_packet(&conversation->pending, frame);
    } else if (request->message->answer == GT06_ANSWER_LOGIN) {
        gt06_add_remark(now, GT06_F_not_answered, frame,
                        "No answer to the login in frame %u (serial 0x%04x) was seen within %u s: "
                        "without one the terminal logs in again",
                        frame, request->serial, timeout);
    } else {
        gt06_add_remark(
            now, GT06_F_not_answered, frame,
            "No answer to the message %s in frame %u (serial 0x%04x) was seen within %u s",
            request->message->name, frame, request->serial, timeout);
    }
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

/* Commands are not forgotten: a terminal that sleeps answers them when it wakes. */
static void judge_waiting(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                          gt06_direction from)
{
    gt06_queue *pending = &conversation->pending;

    judge_queue(conversation, pending, pinfo, now, from);
    judge_queue(conversation, &conversation->commands, pinfo, now, from);
    while (pending->count > 0 && gt06_seconds_between(&gt06_pending_at(pending, 0)->time,
                                                      &pinfo->abs_ts) > gt06_waiting_time())
        gt06_drop_oldest(pending);
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

        if (copy == request || !gt06_waits_for_answer(copy) || !gt06_is_repetition(copy, request))
            continue;
        due = due || is_demanded(copy);
        if (!copy->complained)
            gt06_make_note(copy->moment)->asked = exchange;
        copy->due = false;
    }
    return due;
}

/* Answers come in order: what was not answered before, though the terminal spoke, never will be. */
static void give_up_before(gt06_queue *commands, const gt06_pending *request)
{
    for (unsigned i = 0; i < commands->count && gt06_pending_at(commands, i) != request; i++) {
        gt06_pending *before = gt06_pending_at(commands, i);

        if (before->complained && before->heard != request->heard &&
            before->server_flag == request->server_flag)
            before->answered = true;
    }
}

static void accept_answer(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                          gt06_pending *request)
{
    double taken = gt06_seconds_between(&request->time, &pinfo->abs_ts);
    gt06_note *answer = link_answer(request, now);
    bool command = request->message->answer == GT06_ANSWER_TEXT;
    bool late;

    gt06_make_note(request->moment)->asked = answer->answered;
    answer->accepted = true;
    answer->due = is_demanded(request) ||
                  settle_copies(gt06_queue_of(conversation, request), request, answer->answered);
    late = !command && (request->due || answer->due) && taken > gt06_preferences.answer_timeout;
    request->answered = true;
    if (command)
        give_up_before(&conversation->commands, request);
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

/* May what this answers have had to go for others? */
static bool may_answer_displaced(const gt06_conversation *conversation, const packet_info *pinfo,
                                 const gt06_record *record)
{
    const bool command = record->direction == GT06_FROM_TERMINAL;
    const nstime_t *displaced =
        command ? &conversation->commands.displaced : &conversation->pending.displaced;

    return !nstime_is_zero(displaced) &&
           (command || gt06_seconds_between(displaced, &pinfo->abs_ts) <= gt06_waiting_time());
}

/* Did the message that this may answer come in a gap, or before the capture began? */
static bool may_answer_unseen(const gt06_conversation *conversation, const packet_info *pinfo,
                              const gt06_record *record)
{
    const gt06_order *asking = &conversation->order;

    if ((uint16_t)(record->serial - asking->missed) < asking->missed_count &&
        gt06_seconds_between(&asking->missed_time, &pinfo->abs_ts) <= GT06_FORGOTTEN_AFTER)
        return true;
    if (conversation->serials_cut || may_answer_displaced(conversation, pinfo, record))
        return true;
    return conversation->logins == NULL &&
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

/* Closes the case of a wrong answer, with the one that would have been right if that is known. */
static void note_wrong_answer(gt06_remark *remark, gt06_pending *request, gt06_login_fate fate)
{
    const gt06_content asked = { .number = request->number, .form = request->form };
    uint8_t answer[GT06_LARGEST_ANSWER];
    const size_t size = gt06_build_answer(request->message, &asked, request->serial,
                                          (int64_t)request->time.secs, answer);

    if (size > 0)
        remark->expected = (const uint8_t *)wmem_memdup(wmem_file_scope(), answer, size);
    remark->expected_size = (uint8_t)size;
    request->complained = true;
    request->wrong = true;
    note_login_fate(request, fate);
}

/* Is it the answer to a message that waits, but for its serial number or its number? */
static bool is_wrong_answer(gt06_conversation *conversation, const packet_info *pinfo,
                            gt06_moment now, const gt06_record *record)
{
    gt06_pending *request = gt06_find_meant(conversation, pinfo, record);
    gt06_remark *remark;

    if (request != NULL) {
        remark = gt06_add_remark(now, GT06_F_answer_wrong_serial, request->moment.frame,
                                 "The answer carries serial 0x%04x, the message %s in frame %u has "
                                 "0x%04x: the terminal will not accept it",
                                 record->serial, request->message->name, request->moment.frame,
                                 request->serial);
        note_wrong_answer(remark, request, GT06_LOGIN_WRONG_SERIAL);
        return true;
    }
    request = gt06_find_same_serial(conversation, pinfo, record);
    if (request == NULL)
        return false;
    remark =
        gt06_add_remark(now, GT06_F_answer_wrong_number, request->moment.frame,
                        "The answer has number 0x%02x, the message in frame %u with its serial "
                        "0x%04x has 0x%02x",
                        record->number, request->moment.frame, record->serial, request->number);
    note_wrong_answer(remark, request, GT06_LOGIN_WRONG_NUMBER);
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
        note_login_fate(damaged, GT06_LOGIN_ANSWERED);
    }
    return repeated != NULL || damaged != NULL;
}

/* A damaged answer that matches nothing: it may be its number or serial number that is damaged. */
static void judge_damaged_stray(gt06_conversation *conversation, const packet_info *pinfo,
                                gt06_moment now, const gt06_record *record)
{
    gt06_pending *meant = gt06_find_meant(conversation, pinfo, record);

    if (meant == NULL)
        meant = gt06_find_same_serial(conversation, pinfo, record);
    if (meant != NULL)
        refuse_answer(now, meant);
}

/* An answer that matches nothing that waits: what is nearest? */
static void judge_stray(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                        const gt06_record *record)
{
    bool unseen = may_answer_unseen(conversation, pinfo, record);
    gt06_pending *repeated = gt06_find_answered(conversation, record, gt06_has_number_and_serial);
    gt06_pending *damaged = gt06_find_damaged(conversation, pinfo, record, unseen);
    bool certain = (damaged != NULL && damaged->serial == record->serial) ||
                   (repeated != NULL && gt06_seconds_between(&repeated->time, &pinfo->abs_ts) <=
                                            gt06_preferences.answer_timeout);

    if (record->crc_status == GT06_CRC_BAD) {
        if (!certain && !unseen)
            judge_damaged_stray(conversation, pinfo, now, record);
        return;
    }
    if (!certain && !unseen && is_wrong_answer(conversation, pinfo, now, record))
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

/* An alarm wants its acknowledgement besides: an address is none (core 6.16). */
static void examine_address(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                            const gt06_record *record)
{
    gt06_pending *request = gt06_find_addressed(conversation, record);

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
    gt06_answer_test test = gt06_answer_test_of(record);
    gt06_pending *request;

    if (is_address(record)) {
        examine_address(conversation, pinfo, now, record);
        return;
    }
    if (test == NULL)
        return;
    request = gt06_find_request(conversation, record, test);
    if (request != NULL && record->crc_status == GT06_CRC_BAD) {
        refuse_answer(now, request);
    } else if (request != NULL) {
        judge_outcome(now, record, request);
        accept_answer(conversation, pinfo, now, request);
    } else if (test == gt06_has_number_and_serial && !gt06_is_dialect(record->form) &&
               record->direction == GT06_FROM_SERVER) {
        judge_stray(conversation, pinfo, now, record);
    } else if (test == gt06_has_flag && record->server_flag != 0 &&
               gt06_find_answered(conversation, record, gt06_has_flag) == NULL) {
        complain_unasked(conversation, pinfo, now, record);
    }
}

/* Servers may acknowledge a text of the terminal, though it is an answer itself (core 6.15). */
static bool is_acknowledged_answer(const gt06_record *record)
{
    return record->message->answer == GT06_ANSWER_IS_ONE && record->direction == GT06_FROM_TERMINAL;
}

/* Whole messages with a right CRC, in the direction that their number has. */
static bool wants_answer(const gt06_record *record)
{
    return record->layout != &gt06_acknowledgement && !record->layout->unanswered &&
           (gt06_answer_is_possible(record->message) || is_acknowledged_answer(record)) &&
           (record->message->directions >> record->direction & 1) != 0 &&
           ((record->has & GT06_HAS_SERIAL) != 0 || gt06_is_dialect(record->form)) &&
           record->crc_status != GT06_CRC_BAD;
}

/* Does the same message wait already, and is nothing amiss with it yet? One answer will do. */
static bool waits_already(const gt06_queue *queue, const gt06_pending *message)
{
    for (unsigned i = queue->count; i > 0; i--) {
        const gt06_pending *request = gt06_pending_at(queue, i - 1);

        if (gt06_waits_for_answer(request) && !request->complained &&
            gt06_is_repetition(request, message))
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
                  !waits_already(gt06_queue_of(conversation, &message), &message);
    gt06_append_pending(gt06_queue_of(conversation, &message), &message);
}

void gt06_examine_exchange(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    examine_answer(conversation, pinfo, now, record);
    judge_waiting(conversation, pinfo, now, record->direction);
    examine_request(conversation, pinfo, now, record);
}

void gt06_examine_end(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                      gt06_direction from)
{
    judge_waiting(conversation, pinfo, now, from);
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
