/* time.c
 * Dates and times: binary, BCD and seconds since 1970; local time and UTC (core 3.1).
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"

static int hf_time_sent;
static int hf_travel_time;
static int hf_driving_time;
static int hf_working_time;

enum { MINUTE = 60, HOUR = 60 * MINUTE, DAY = 24 * HOUR };

/* Days from 1970-01-01 to a date of the Gregorian calendar. */
static int64_t days_since_1970(int year, int month, int day)
{
    static const int before_month[] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };
    int past = month > 2 ? year : year - 1; /* the last year whose February has passed */

    return 365 * (int64_t)(year - 1970) + (past / 4 - past / 100 + past / 400) - 477 +
           before_month[month - 1] + day - 1;
}

static bool is_valid(const uint8_t parts[6])
{
    return g_date_valid_dmy(parts[2], (GDateMonth)parts[1], (GDateYear)(2000 + parts[0])) &&
           parts[3] < 24 && parts[4] < 60 && parts[5] < 60;
}

/* The seconds to take off a time as shown to get UTC, and why, for the label. */
static int zone_offset(const gt06_cursor *cursor, gt06_clock clock, const char **label)
{
    const gt06_reading *reading = cursor->reading;

    *label = NULL;
    if (clock == GT06_CLOCK_UTC || clock == GT06_CLOCK_NONE)
        return 0;
    if (reading->zone_known)
        return reading->zone * MINUTE;
    *label = " (zone not known)";
    return 0;
}

static void add_time(gt06_cursor *cursor, int hf, nstime_t *moment, const char *label)
{
    proto_item *item;

    item = proto_tree_add_time(cursor->tree, hf, cursor->tvb, cursor->offset, 6, moment);
    if (label != NULL)
        proto_item_append_text(item, "%s", label);
}

static void add_no_date(gt06_cursor *cursor, const uint8_t parts[6])
{
    proto_item *item;

    item =
        proto_tree_add_item(cursor->tree, gt06_hf_time_raw, cursor->tvb, cursor->offset, 6, ENC_NA);
    if (parts[0] == 0 || parts[1] == 0) {
        proto_item_append_text(item, " (clock not set)");
        return;
    }
    gt06_found(cursor->reading->pinfo, item, GT06_F_date_invalid,
               "Not a date: %u-%02u-%02u %02u:%02u:%02u", 2000u + parts[0], parts[1], parts[2],
               parts[3], parts[4], parts[5]);
}

void gt06_add_date(gt06_cursor *cursor, int hf, const uint8_t parts[6], gt06_clock clock)
{
    gt06_record *record = cursor->reading->record;
    const char *label;
    nstime_t moment = NSTIME_INIT_ZERO;

    if (!is_valid(parts)) {
        add_no_date(cursor, parts);
        cursor->offset += 6;
        return;
    }
    moment.secs = (time_t)(days_since_1970(2000 + parts[0], parts[1], parts[2]) * DAY +
                         parts[3] * HOUR + parts[4] * MINUTE + parts[5]);
    moment.secs -= zone_offset(cursor, clock, &label);
    add_time(cursor, hf, &moment, label);
    if (hf == gt06_hf_time && (record->has & GT06_HAS_TIME) == 0) {
        record->has |= GT06_HAS_TIME;
        record->time = moment;
    }
    if (parts[0] > 99)
        gt06_found(cursor->reading->pinfo, cursor->reading->item, GT06_F_date_unlikely,
                   "The year is %u: a damaged or wrong date", 2000u + parts[0]);
    cursor->offset += 6;
}

static void peek_parts(const gt06_cursor *cursor, uint8_t parts[6])
{
    for (int i = 0; i < 6; i++)
        parts[i] = gt06_tvb_u8(cursor->tvb, cursor->offset + i);
}

static void read_date(gt06_cursor *cursor, const gt06_reader *reader)
{
    uint8_t parts[6];

    peek_parts(cursor, parts);
    gt06_add_date(cursor, *reader->hf, parts,
                  (gt06_clock)cursor->reading->choice.message->clock);
}

static void read_date_bcd(gt06_cursor *cursor, const gt06_reader *reader)
{
    uint8_t parts[6];

    peek_parts(cursor, parts);
    for (int i = 0; i < 6; i++)
        parts[i] = (uint8_t)((parts[i] >> 4) * 10 + (parts[i] & 0xF));
    if (cursor->reading->content.number == 0x8A)
        gt06_found(cursor->reading->pinfo, cursor->reading->item, GT06_F_date_bcd,
                   "The clock is sent in BCD where the terminal reads binary: it will ask again");
    gt06_add_date(cursor, *reader->hf, parts,
                  (gt06_clock)cursor->reading->choice.message->clock);
}

void gt06_add_unix_time(gt06_cursor *cursor, uint32_t seconds)
{
    gt06_record *record = cursor->reading->record;
    nstime_t moment = { .secs = (time_t)seconds, .nsecs = 0 };

    proto_tree_add_time(cursor->tree, gt06_hf_time, cursor->tvb, cursor->offset, 4, &moment);
    if ((record->has & GT06_HAS_TIME) == 0) {
        record->has |= GT06_HAS_TIME;
        record->time = moment;
    }
    cursor->offset += 4;
}

static void read_unix_time(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_add_unix_time(cursor, (uint32_t)gt06_peek(cursor, 4));
}

void gt06_add_text_time(gt06_cursor *cursor, int year, int month, int day, int second_of_day)
{
    gt06_record *record = cursor->reading->record;
    const char *label;
    nstime_t moment = NSTIME_INIT_ZERO;
    proto_item *item;

    moment.secs = (time_t)(days_since_1970(year, month, day) * DAY + second_of_day);
    moment.secs -= zone_offset(cursor, GT06_CLOCK_DEVICE, &label);
    item = proto_tree_add_time(cursor->tree, gt06_hf_time, cursor->tvb, cursor->offset, 0, &moment);
    if (label != NULL)
        proto_item_append_text(item, "%s", label);
    proto_item_set_generated(item);
    record->time = moment;
    record->has |= GT06_HAS_TIME;
}

/* A duration; the reader's scale is the seconds of one unit. */
static void read_duration(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;
    nstime_t moment = NSTIME_INIT_ZERO;

    moment.secs = (time_t)((double)gt06_peek(cursor, size) * reader->scale);
    proto_tree_add_time(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, &moment);
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_DATE_TIME, read_date, &gt06_hf_time, 0 },
    { E_DATE_TIME_BCD, read_date_bcd, &gt06_hf_time, 0 },
    { E_SEND_TIME, read_date, &hf_time_sent, 0 },
    { E_UNIX_TIME, read_unix_time, &gt06_hf_time, 0 },
    { E_ENGINE_MINUTES, read_duration, &gt06_hf_hours, MINUTE },
    { E_ACC_SECONDS, read_duration, &gt06_hf_hours, 1 },
    { E_TRAVEL_TIME, gt06_read_field, &hf_travel_time, 0 },
    { E_DRIVING_TIME, gt06_read_field, &hf_driving_time, 0 },
    { E_WORKING_TIME, gt06_read_field, &hf_working_time, 0 },
};

void gt06_register_time(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_time_sent,
          { "Time of sending", "gt06.time.sent", FT_ABSOLUTE_TIME, ABSOLUTE_TIME_UTC, NULL, 0,
            "Time at which the terminal sent the message, in UTC (core 6.22)", HFILL } },
        { &hf_travel_time,
          { "Travel time", "gt06.travel_time", FT_UINT32, BASE_DEC, NULL, 0,
            "Travel time, unit not stated (core 6.22)", HFILL } },
        { &hf_driving_time,
          { "Driving time", "gt06.driving_time", FT_UINT16, BASE_DEC, NULL, 0,
            "Driving time, unit not stated (core 6.12)", HFILL } },
        { &hf_working_time,
          { "Working time", "gt06.working_time", FT_UINT16, BASE_DEC, NULL, 0,
            "Working time, unit not stated (core 6.13)", HFILL } },
    };

    proto_register_field_array(protocol, fields, array_length(fields));
    gt06_add_readers(readers, array_length(readers));
}
