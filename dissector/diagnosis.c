/* diagnosis.c
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "diagnosis.h"
#include "endpoints.h"
#include "exchange.h"
#include "../protocol/alarms.h"
#include "../protocol/distance.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Seconds that a packet takes at most to what translates its addresses, or through a proxy. */
static const double PASSED_ON = 0.1;

enum {
    MINUTE = 60,
    HOUR = 60 * MINUTE,
    DAY = 24 * HOUR,
    LARGEST_GAP = 1000,         /* serial numbers; a larger step is no gap but another count */
    CAPTURED_TWICE = 1,         /* seconds; a terminal does not log in again so soon */
    SAME_LOGIN_SERIES = 10 * MINUTE, /* logins that follow each other so quickly belong together */
    ZONE_STEP = 15 * MINUTE,    /* time zones are multiples of it */
    ZONE_TOLERANCE = 2 * MINUTE,
    LARGEST_ZONE = 14 * HOUR,
    CLOCK_TOLERANCE = 10 * MINUTE,
    STUCK_AFTER = 5,            /* live messages with one and the same time ... */
    STUCK_SECONDS = 2 * MINUTE, /* ... over so long */
    FASTEST = 300,              /* km/h */
    SHORTEST_JUMP = 2000,       /* m; below it a jump is noise */
    RIGHT_AFTER = 5             /* seconds between a message and the closing it may have caused */
};

/* "+8:00" for a number of seconds. */
static const char *hours_text(packet_info *pinfo, double seconds)
{
    int minutes = (int)(fabs(seconds) / MINUTE + 0.5);

    return wmem_strdup_printf(pinfo->pool, "%d:%02d", minutes / 60, minutes % 60);
}

/* Was this very message seen lately? Its CRC stands for its content. */
static const gt06_recent *find_twin(const gt06_order *order, const gt06_recent *message)
{
    for (unsigned i = 0; i < GT06_RECENT; i++) {
        const gt06_recent *twin = &order->recent[i];

        if (twin->frame != 0 && twin->serial == message->serial && twin->crc == message->crc &&
            twin->number == message->number && twin->size == message->size)
            return twin;
    }
    return NULL;
}

static void judge_step(gt06_order *order, const packet_info *pinfo, gt06_moment now,
                       const gt06_record *record)
{
    int step = (uint16_t)(record->serial - order->last_serial);

    if (!order->counting || (step >= 1 && step <= order->damaged + 1) ||
        record->message->answer == GT06_ANSWER_LOGIN ||
        record->serial <= 1)
        return;
    if (step >= 2 && step <= LARGEST_GAP) {
        gt06_make_note(now)->lost = (uint16_t)(step - 1 - order->damaged);
        order->missed = (uint16_t)(order->last_serial + 1);
        order->missed_count = (uint16_t)(step - 1);
        order->missed_time = pinfo->abs_ts;
    }
    if (step == 2)
        gt06_add_remark(now, GT06_F_serial_gap, order->last_frame,
                        "Serial number 0x%04x was not seen: a message is missing in the capture, or "
                        "was lost", (uint16_t)(record->serial - 1));
    else if (step > 2 && step <= LARGEST_GAP)
        gt06_add_remark(now, GT06_F_serial_gap, order->last_frame,
                        "%d serial numbers (0x%04x to 0x%04x) were not seen: messages are missing in the "
                        "capture, or were lost%s", step - 1, (uint16_t)(order->last_serial + 1),
                        (uint16_t)(record->serial - 1),
                        order->damaged > 0 ? ", or are among the damaged ones" : "");
    else
        gt06_add_remark(now, GT06_F_serial_back, order->last_frame,
                        "The serial number is 0x%04x after 0x%04x: out of order, sent again, or another "
                        "count", record->serial, order->last_serial);
}

/* Does it take part in the count? The terminal's answers to commands do, bare acknowledgements not. */
static bool is_counted(const gt06_record *record)
{
    return record->direction == GT06_FROM_TERMINAL &&
           (record->layout != &gt06_acknowledgement || record->message == &gt06_unknown_message);
}

/* The terminal counts all its messages with one serial number (core 2.4). */
static void judge_order(gt06_order *order, const packet_info *pinfo, gt06_moment now,
                        const gt06_record *record)
{
    gt06_recent message = { now.frame, record->serial, record->crc, (uint16_t)record->content_size,
                            record->number };
    const gt06_recent *twin = find_twin(order, &message);

    if (twin != NULL)
        gt06_add_remark(now, GT06_F_duplicate, twin->frame,
                        "The same message with the same serial number 0x%04x was in frame %u",
                        record->serial, twin->frame);
    else
        judge_step(order, pinfo, now, record);
    order->recent[order->counted++ % GT06_RECENT] = message;
    order->last_serial = record->serial;
    order->last_frame = now.frame;
    order->damaged = 0;
    order->counting = true;
}

/* A message whose serial number was cut off hides what was counted. */
static void examine_order(gt06_conversation *conversation, const packet_info *pinfo,
                          gt06_moment now, const gt06_record *record)
{
    if ((record->has & GT06_HAS_SERIAL) != 0) {
        if (is_counted(record) && record->crc_status == GT06_CRC_BAD)
            conversation->order.damaged++; /* its serial number may be what was damaged */
        else if (is_counted(record))
            judge_order(&conversation->order, pinfo, now, record);
        return;
    }
    if (record->direction == GT06_FROM_TERMINAL)
        conversation->order.counting = false;
    if (!gt06_is_dialect(record->form))
        conversation->serials_cut = true;
}

static const char *fate_text(const gt06_terminal_state *state)
{
    static const char *const texts[] = {
        [GT06_LOGIN_UNANSWERED] = "no answer to it was seen",
        [GT06_LOGIN_ANSWERED] = "it was answered",
        [GT06_LOGIN_ANSWERED_LATE] = "it was answered too late",
        [GT06_LOGIN_WRONG_SERIAL] = "its answer carried a wrong serial number",
        [GT06_LOGIN_WRONG_NUMBER] = "its answer carried a wrong protocol number",
        [GT06_LOGIN_BAD_CRC] = "its answer had a wrong CRC",
    };

    return texts[state->fate];
}

/* Packets that came out of order may be a little older than the last login. */
static void complain_login(gt06_moment now, const gt06_terminal_state *state, double since)
{
    since = MAX(since, 0);
    if (state->fate == GT06_LOGIN_ANSWERED && state->closed_after != NULL)
        gt06_add_remark(now, GT06_F_login_repeated, state->login_frame,
                        "Login number %u within %.0f s: the last one in frame %u was answered, and "
                        "the server closed the connection after %s", state->logins, since,
                        state->login_frame, state->closed_after);
    else
        gt06_add_remark(now, GT06_F_login_repeated, state->login_frame,
                        "Login number %u within %.0f s: of the last one in frame %u, %s",
                        state->logins, since, state->login_frame, fate_text(state));
}

/* Negative where packets came out of order, or the capture was put together so. */
static double since_login(const gt06_terminal_state *state, const packet_info *pinfo)
{
    return gt06_seconds_between(&state->login_time, &pinfo->abs_ts);
}

/*
 * Captured twice, or delivered twice: the terminal logged in once. The copy may have other
 * addresses, where it was captured before and behind what translates them.
 */
static bool is_login_copy(const gt06_terminal_state *state, const packet_info *pinfo,
                          gt06_moment now, const gt06_record *record)
{
    const bool same_addresses = gt06_has_remark(gt06_find_note(now), GT06_F_duplicate);
    const double most = same_addresses ? CAPTURED_TWICE : PASSED_ON;

    return state->logins > 0 && state->login_crc != 0 && state->login_crc == record->crc &&
           state->closed_after == NULL && fabs(since_login(state, pinfo)) < most;
}

/* A terminal that logs in may have begun anew, so that none of its messages comes again. */
static void forget_messages_before(gt06_order *order, gt06_moment now)
{
    for (unsigned i = 0; i < GT06_RECENT; i++) {
        if (order->recent[i].frame != now.frame)
            order->recent[i] = (gt06_recent){ 0 };
    }
}

static void judge_login(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                        const gt06_record *record)
{
    gt06_terminal_state *state = gt06_terminal_state_of(record->login_imei);
    bool series = state->logins > 0 && since_login(state, pinfo) > -CAPTURED_TWICE &&
                  since_login(state, pinfo) <= SAME_LOGIN_SERIES;

    if (is_login_copy(state, pinfo, now, record)) {
        conversation->state = state;
        state->login_frame = now.frame; /* the answer is that to the last copy */
        return;
    }
    if (record->crc_status == GT06_CRC_BAD && conversation->state == state &&
        fabs(since_login(state, pinfo)) < CAPTURED_TWICE)
        return; /* a damaged copy, which nobody answers */
    forget_messages_before(&conversation->order, now);
    if (!series) {
        state->logins = 0;
        state->first_of_series = pinfo->abs_ts;
    }
    state->logins++;
    if (series)
        complain_login(now, state, gt06_seconds_between(&state->first_of_series, &pinfo->abs_ts));
    state->login_frame = now.frame;
    state->login_time = pinfo->abs_ts;
    state->login_crc = record->crc;
    state->fate = GT06_LOGIN_UNANSWERED;
    state->closed_after = NULL;
    conversation->state = state;
}

static void judge_imei(gt06_moment now, const char *imei)
{
    unsigned sum = 0;

    if (imei[strspn(imei, "0123456789")] != '\0')
        return; /* its reader has said so: imei_digits */
    if (strlen(imei) != 15) {
        gt06_add_remark(now, GT06_F_imei_luhn, 0, "%s is not an IMEI of 15 digits", imei);
        return;
    }
    for (unsigned i = 0; i < 15; i++) {
        unsigned digit = (unsigned)(imei[i] - '0');

        if (i % 2 == 1)
            digit = digit * 2 > 9 ? digit * 2 - 9 : digit * 2;
        sum += digit;
    }
    if (sum % 10 != 0)
        gt06_add_remark(now, GT06_F_imei_luhn, 0,
                        "The check digit of IMEI %s is wrong: %u would be right", imei,
                        (unsigned)(imei[14] - '0' + 10 - sum % 10) % 10);
}

/* Alarm bits of the terminal information and the alarm codes that mean the same (core 3.6, 4). */
static bool alarm_agrees(unsigned bits, unsigned code)
{
    static const struct {
        uint8_t bits;
        uint16_t codes[6];
    } pairs[] = {
        { 1, { 0x03, 0x09 } },
        { 2, { 0x02 } },
        { 3, { 0x0E, 0x0F, 0x15, 0x19 } },
        { 4, { 0x01 } },
        { 6, { 0x04, 0x05 } },
        { 7, { 0x13, 0x18, 0x32, 0x06 } },
    };

    for (size_t i = 0; i < G_N_ELEMENTS(pairs); i++) {
        if (pairs[i].bits != bits)
            continue;
        for (size_t k = 0; k < G_N_ELEMENTS(pairs[i].codes); k++) {
            if (pairs[i].codes[k] == code)
                return true;
        }
        return false;
    }
    return true;
}

static void judge_alarm(gt06_moment now, const gt06_record *record)
{
    unsigned both = GT06_HAS_ALARM | GT06_HAS_STATUS_ALARM;
    const char *name;

    if ((record->has & both) != both || record->alarm == 0 || record->status_alarm == 0 ||
        alarm_agrees(record->status_alarm, record->alarm))
        return;
    name = gt06_alarm_name(record->alarm, GT06_FAMILY_GENERAL);
    gt06_add_remark(now, GT06_F_alarm_disagrees, 0,
                    "The alarm byte says %s (0x%02x), the alarm bits of the terminal information "
                    "say %s", name != NULL ? name : "something unknown", record->alarm,
                    gt06_name_of(gt06_status_alarm_names, record->status_alarm));
}

/* The offset in whole quarters of an hour, in seconds, without its sign. */
static long nearest_zone(double offset)
{
    return lround(fabs(offset) / ZONE_STEP) * ZONE_STEP;
}

/* Zones are off by whole or half hours; a few in the east by three quarters. */
static bool is_zone(double offset)
{
    long zone = nearest_zone(offset);
    long quarter = zone % HOUR / ZONE_STEP;

    return zone > 0 && zone <= LARGEST_ZONE && fabs(fabs(offset) - (double)zone) <= ZONE_TOLERANCE &&
           (quarter % 2 == 0 || (quarter == 3 && offset < 0));
}

/* A clock that is off by a time zone, or by anything else; offset is capture minus message. */
static void judge_offset(gt06_terminal_state *state, packet_info *pinfo, gt06_moment now,
                         double offset)
{
    bool constant = gt06_is_late_again(&state->lateness, &pinfo->abs_ts, offset) || offset < 0;
    bool zone = is_zone(offset);
    bool *judged = zone ? &state->zone_judged : &state->clock_judged;
    const char *side = offset < 0 ? "ahead" : "behind";
    const char *shown;

    if (fabs(offset) <= CLOCK_TOLERANCE || *judged)
        return;
    if (zone && !constant)
        return; /* it may have been stored: the next one will tell */
    shown = hours_text(pinfo, offset);
    *judged = true;
    if (zone)
        gt06_add_remark(now, GT06_F_clock_zone, 0,
                        "The terminal's clock is %s %s: local time of GMT%c%s where UTC is due?",
                        shown, side, offset < 0 ? '+' : '-',
                        hours_text(pinfo, (double)nearest_zone(offset)));
    else if (offset < -DAY)
        gt06_add_remark(now, GT06_F_date_future, 0,
                        "The date lies %.0f days in the future of the capture", -offset / DAY);
    else
        gt06_add_remark(now, GT06_F_clock_wrong, 0,
                        "The terminal's clock is %s hours %s, and the message is not marked as "
                        "stored", shown, side);
}

/* 1970, 1980 (GPS) and 2000 are where clocks begin to count. */
static bool is_epoch(const nstime_t *time)
{
    static const int64_t epochs[] = { 0, 315964800, 946684800 };

    for (size_t i = 0; i < G_N_ELEMENTS(epochs); i++) {
        if (llabs((int64_t)time->secs - epochs[i]) < 2 * DAY)
            return true;
    }
    return false;
}

static void judge_standstill(gt06_terminal_state *state, packet_info *pinfo, gt06_moment now,
                             const gt06_record *record)
{
    if (nstime_cmp(&state->last_time, &record->time) != 0) {
        state->last_time = record->time;
        state->last_captured = pinfo->abs_ts;
        state->same_time = 1;
        return;
    }
    state->same_time++;
    if (state->same_time == STUCK_AFTER &&
        gt06_seconds_between(&state->last_captured, &pinfo->abs_ts) >= STUCK_SECONDS)
        gt06_add_remark(now, GT06_F_date_stuck, 0,
                        "The date has not changed in %u messages over %.0f s", state->same_time,
                        gt06_seconds_between(&state->last_captured, &pinfo->abs_ts));
    else if (state->same_time == STUCK_AFTER)
        state->same_time--;
}

static bool is_live(const gt06_record *record)
{
    return record->direction == GT06_FROM_TERMINAL && (record->has & GT06_HAS_TIME) != 0 &&
           !((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload) &&
           record->crc_status != GT06_CRC_BAD;
}

static void judge_clock(gt06_terminal_state *state, packet_info *pinfo, gt06_moment now,
                        const gt06_record *record)
{
    if (!is_live(record))
        return;
    if (is_epoch(&record->time)) {
        if (!state->epoch_judged)
            gt06_add_remark(now, GT06_F_date_epoch, 0,
                            "The date is where a clock begins that was never set: the terminal "
                            "had no fix and no time from the server yet");
        state->epoch_judged = true;
        return;
    }
    judge_offset(state, pinfo, now, gt06_seconds_between(&record->time, &pinfo->abs_ts));
    judge_standstill(state, pinfo, now, record);
}

static bool flipped(double before, double after)
{
    return fabs(before) > 1 && fabs(before + after) < 0.5;
}

/* ": 4428 km/h"; nothing for two places at one time. */
static const char *speed_text(packet_info *pinfo, double metres, double seconds)
{
    return seconds > 0 ? wmem_strdup_printf(pinfo->pool, ": %.0f km/h", metres / seconds * 3.6)
                       : "";
}

static void judge_movement(gt06_terminal_state *state, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    double metres = gt06_distance(state->latitude, state->longitude, record->latitude,
                                  record->longitude);
    double seconds = fabs(gt06_seconds_between(&state->position_time, &record->time));

    if (flipped(state->latitude, record->latitude) || flipped(state->longitude, record->longitude))
        gt06_add_remark(now, GT06_F_hemisphere_flip, state->position_frame,
                        "The position jumped from %.4f, %.4f to %.4f, %.4f: a hemisphere bit "
                        "changed", state->latitude, state->longitude, record->latitude,
                        record->longitude);
    else if (metres > SHORTEST_JUMP && metres > seconds * FASTEST / 3.6)
        gt06_add_remark(now, GT06_F_position_jump, state->position_frame,
                        "The position jumped %.1f km in %.0f s since frame %u%s", metres / 1000,
                        seconds, state->position_frame, speed_text(pinfo, metres, seconds));
}

static void judge_position(gt06_terminal_state *state, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    if ((record->has & GT06_HAS_POSITION) == 0 || record->crc_status == GT06_CRC_BAD)
        return;
    if (!record->positioned)
        return;
    if (record->latitude == 0 && record->longitude == 0) {
        gt06_add_remark(now, GT06_F_zero_coordinates, 0,
                        "The fix is said to be valid, yet latitude and longitude are 0");
        return;
    }
    if (record->speed > FASTEST - 100)
        gt06_add_remark(now, GT06_F_speed_implausible, 0, "%u km/h is implausible on the road",
                        record->speed);
    if (state->has_position && is_live(record))
        judge_movement(state, pinfo, now, record);
    if (!is_live(record))
        return;
    state->has_position = true;
    state->latitude = record->latitude;
    state->longitude = record->longitude;
    state->position_time = record->time;
    state->position_frame = now.frame;
}

static void judge_endpoint(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                           const gt06_record *record)
{
    bool up = record->direction == GT06_FROM_TERMINAL;
    const address *server = up ? &pinfo->dst : &pinfo->src;
    uint32_t port = up ? pinfo->destport : pinfo->srcport;
    gt06_endpoint_verdict verdict;

    if (conversation->endpoint_judged)
        return;
    conversation->endpoint_judged = true;
    verdict = gt06_judge_endpoint(server, port, pinfo->ptype == PT_UDP);
    if (verdict == GT06_ENDPOINT_WRONG)
        gt06_add_remark(now, GT06_F_endpoint_unexpected, 0,
                        "Port %u over %s at this address is none of the expected endpoints", port,
                        pinfo->ptype == PT_UDP ? "UDP" : "TCP");
    else if (verdict == GT06_ENDPOINT_UNKNOWN)
        gt06_add_remark(now, GT06_F_endpoint_unknown, 0,
                        "The capture tells no name for this address: whether it is an expected "
                        "endpoint is not known");
}

/* Does another terminal log in on this connection than the one before? */
static bool is_other_terminal(const gt06_conversation *conversation, const gt06_record *record)
{
    return record->login_imei != NULL && record->message->answer == GT06_ANSWER_LOGIN &&
           conversation->state != NULL &&
           strcmp(conversation->state->imei, record->login_imei) != 0;
}

void gt06_diagnose(gt06_conversation *conversation, packet_info *pinfo, gt06_moment now,
                   const gt06_record *record)
{
    judge_endpoint(conversation, pinfo, now, record);
    if (is_other_terminal(conversation, record))
        conversation->order = (gt06_order){ 0 }; /* it counts from a number of its own */
    examine_order(conversation, pinfo, now, record);
    if (record->login_imei != NULL && record->message->answer == GT06_ANSWER_LOGIN) {
        judge_imei(now, record->login_imei);
        judge_login(conversation, pinfo, now, record);
    }
    judge_alarm(now, record);
    if (conversation->state != NULL) {
        judge_clock(conversation->state, pinfo, now, record);
        judge_position(conversation->state, pinfo, now, record);
    }
    conversation->sides[record->direction].messages++;
    if (nstime_is_zero(&conversation->first_time))
        conversation->first_time = pinfo->abs_ts;
    conversation->last_time = pinfo->abs_ts;
    gt06_note_terminal_end(conversation, pinfo, record->direction);
    if (record->direction == GT06_FROM_TERMINAL) {
        conversation->last_up_frame = now.frame;
        conversation->last_up_name = record->message->name;
        conversation->last_up_number = record->number;
        conversation->last_up_time = pinfo->abs_ts;
    }
}

void gt06_tell_progress(packet_info *pinfo, proto_item *item, const gt06_record *record)
{
    if (gt06_is_dialect(record->form))
        gt06_found(pinfo, item, GT06_F_dialect,
                   "A message of the dialect without serial number and CRC (TopIn, ZhongXun)");
    if ((record->has & GT06_HAS_REUPLOAD) != 0 && record->reupload)
        gt06_found(pinfo, item, GT06_F_reupload, "Stored earlier, sent later");
    if ((record->has & GT06_HAS_POSITION) != 0 && record->crc_status != GT06_CRC_BAD &&
        !record->positioned)
        gt06_found(pinfo, item, GT06_F_no_fix, "No fix: %s",
                   record->latitude == 0 && record->longitude == 0
                       ? "there is no position"
                       : "this is the last known position");
}

static void judge_unfinished(gt06_conversation *conversation, gt06_moment now)
{
    enum { LOGIN = 0x01 };

    for (unsigned direction = 0; direction < 2; direction++) {
        gt06_side *side = &conversation->sides[direction];
        bool login = direction == GT06_FROM_TERMINAL && side->unfinished_head &&
                     side->unfinished_number == LOGIN;

        if (side->unfinished == 0)
            continue;
        gt06_add_remark(now, GT06_F_unfinished_at_end, side->unfinished_frame,
                        "The connection ended inside a %s of the %s: %u bytes of it came%s",
                        login ? "login" : "message",
                        direction == GT06_FROM_TERMINAL ? "terminal" : "server", side->unfinished,
                        login ? ", it never logged in" : "");
        side->unfinished = 0;
    }
}

/* Was the terminal's last login on this connection? It may have come back on another one. */
static bool is_last_login_here(gt06_conversation *conversation, gt06_moment now)
{
    const gt06_login *login = gt06_login_at(conversation, now);

    return conversation->state != NULL && login != NULL &&
           conversation->state->login_frame == login->moment.frame;
}

void gt06_diagnose_closing(gt06_conversation *conversation, packet_info *pinfo, bool reset)
{
    gt06_moment now = { pinfo->num, GT06_WHOLE_PACKET };
    bool closed_before = conversation->closing_seen;
    bool terminal_seen = conversation->last_up_name != NULL;
    bool by_terminal = gt06_is_from_terminal_end(conversation, pinfo);
    const char *who = by_terminal ? "The terminal" : "The server";
    double since = terminal_seen ? gt06_seconds_between(&conversation->last_up_time, &pinfo->abs_ts) : 0;
    const char *after = !terminal_seen ? ""
                                       : wmem_strdup_printf(pinfo->pool,
                                                            " %.1f s after the terminal's message %s",
                                                            since, conversation->last_up_name);

    gt06_examine_end(conversation, pinfo, now, by_terminal ? GT06_FROM_TERMINAL : GT06_FROM_SERVER);
    conversation->last_time = pinfo->abs_ts;
    judge_unfinished(conversation, now);
    if (closed_before && !reset)
        return;
    conversation->closing_seen = true;
    conversation->closing_number = conversation->last_up_number;
    if (reset)
        gt06_add_remark(now, GT06_F_reset, conversation->last_up_frame,
                        "%s reset the connection%s", who, after);
    else if (terminal_seen && !by_terminal && since <= RIGHT_AFTER)
        gt06_add_remark(now, GT06_F_closed_by_server, conversation->last_up_frame,
                        "%s closed the connection%s", who, after);
    else
        gt06_add_remark(now, GT06_F_closed, conversation->last_up_frame,
                        "%s closed the connection%s", who, after);
    if (terminal_seen && !by_terminal && !closed_before && is_last_login_here(conversation, now))
        conversation->state->closed_after = conversation->last_up_name;
}
