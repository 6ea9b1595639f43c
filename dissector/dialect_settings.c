/* dialect_settings.c
 * The dialect without serial number and CRC: what its server sets and commands.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"
#include "blocks.h"
#include <wsutil/time_util.h>

#include <string.h>

static int hf_login_result;
static int hf_locate_mode;
static int hf_listen_mode;
static int hf_white_list_count;
static int hf_lbs_upload;
static int hf_power;
static int hf_find;
static int hf_record_command;
static int hf_record_seconds;
static int hf_speed_limit;
static int hf_vibration_level;
static int hf_interval;
static int hf_address;
static int hf_port;
static int hf_enabled;
static int hf_enabled_gps;
static int hf_enabled_steps;
static int hf_enabled_vibration;
static int hf_enabled_bluetooth;
static int hf_enabled_light;
static int hf_enabled_sensor;
static int hf_enabled_unknown;
static int hf_gps;
static int hf_lbs;
static int hf_period_off;
static int hf_gps_off;
static int hf_gps_timer;
static int hf_dnd;
static int hf_power_on;
static int hf_power_on_time;
static int hf_power_off;
static int hf_power_off_time;
static int hf_weekdays;
static int hf_from;
static int hf_to;
static int hf_alarm_time;

static int ett_enabled = -1;
static int ett_list = -1;
static int ett_alarm = -1;

static const true_false_string on_off = { "on", "off" };
static const true_false_string off_on = { "off", "on" };
static const true_false_string allowed_forbidden = { "allowed", "forbidden" };
static const true_false_string start_stop = { "start", "stop" };

static const value_string login_results[] = { { 0x01, "accepted" },
                                              { 0x44, "rejected" },
                                              { 0, NULL } };

static const value_string locate_modes[] = { { 1, "GPS, Wi-Fi and LBS" },
                                             { 2, "Wi-Fi and LBS only" },
                                             { 0, NULL } };

static const value_string listen_modes[] = { { 1, "the supervisor's call is answered to listen" },
                                             { 2, "calls are answered to talk" },
                                             { 3, "ring" },
                                             { 0, NULL } };

static const value_string power_commands[] = { { 1, "restart" }, { 2, "shut down" }, { 0, NULL } };

/* The document has 4 to 6 as switches of their own, without a place for on and off. */
static const value_string record_commands[] = { { 1, "photo" },
                                                { 2, "video" },
                                                { 3, "record" },
                                                { 4, "voice" },
                                                { 5, "call back" },
                                                { 6, "LED" },
                                                { 0, NULL } };

/* ---- times ---- */

/* A clock whose year has two bytes; it is UTC. */
static void read_clock(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;
    unsigned year = tvb_get_ntohs(cursor->tvb, cursor->offset);
    struct tm parts = { .tm_year = (int)year - 1900 };
    int *const fields[] = { &parts.tm_mon, &parts.tm_mday, &parts.tm_hour, &parts.tm_min,
                            &parts.tm_sec };
    nstime_t moment = NSTIME_INIT_ZERO;

    for (int i = 0; i < 5; i++)
        *fields[i] = gt06_tvb_u8(cursor->tvb, cursor->offset + 2 + i);
    if (year >= 1970 && parts.tm_hour < 24 && parts.tm_min < 60 && parts.tm_sec < 60 &&
        g_date_valid_dmy((GDateDay)parts.tm_mday, (GDateMonth)parts.tm_mon, (GDateYear)year)) {
        parts.tm_mon--;
        moment.secs = mktime_utc(&parts);
        proto_tree_add_time(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, &moment);
    } else {
        proto_item *item = proto_tree_add_item(cursor->tree, gt06_hf_time_raw, cursor->tvb,
                                               cursor->offset, size, ENC_NA);

        gt06_found(cursor->reading->pinfo, item, GT06_F_date_invalid,
                   "Not a date: %u-%02d-%02d %02d:%02d:%02d", year, parts.tm_mon, parts.tm_mday,
                   parts.tm_hour, parts.tm_min, parts.tm_sec);
    }
    cursor->offset += size;
}

static bool is_time_of_day(unsigned hour, unsigned minute, bool decimal)
{
    return decimal && (hour < 24 || (hour == 24 && minute == 0)) && minute < 60;
}

/* Hour and minute in BCD as text: "08:30". */
static proto_item *add_time_of_day(gt06_cursor *cursor, proto_tree *tree, int hf)
{
    char digits[5];
    bool decimal = gt06_bcd_digits(cursor->tvb, cursor->offset, 2, digits);
    unsigned number = (unsigned)strtoul(digits, NULL, 10);
    proto_item *item;

    item = proto_tree_add_string_format_value(
        tree, hf, cursor->tvb, cursor->offset, 2,
        wmem_strdup_printf(cursor->reading->pinfo->pool, "%.2s:%s", digits, digits + 2), "%.2s:%s",
        digits, digits + 2);
    if (!is_time_of_day(number / 100, number % 100, decimal))
        gt06_found(cursor->reading->pinfo, item, GT06_F_date_invalid, "Not a time of day: %.2s:%s",
                   digits, digits + 2);
    cursor->offset += 2;
    return item;
}

static void read_time_of_day(gt06_cursor *cursor, const gt06_reader *reader)
{
    add_time_of_day(cursor, cursor->tree, *reader->hf);
}

static void read_alarm_clock(gt06_cursor *cursor, const gt06_reader *reader)
{
    proto_tree *tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset,
                                              gt06_elements[reader->element].size, ett_alarm, NULL,
                                              "Alarm clock");

    proto_tree_add_item(tree, hf_weekdays, cursor->tvb, cursor->offset, 1, ENC_BIG_ENDIAN);
    cursor->offset++;
    add_time_of_day(cursor, tree, *reader->hf);
}

static void read_seconds(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_elements[reader->element].size;
    nstime_t interval = { .secs = (time_t)gt06_peek(cursor, size), .nsecs = 0 };

    proto_tree_add_time(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, &interval);
    cursor->offset += size;
}

static void read_seconds_bcd(gt06_cursor *cursor, const gt06_reader *reader)
{
    char digits[5];
    bool decimal = gt06_bcd_digits(cursor->tvb, cursor->offset, 2, digits);
    nstime_t interval = { .secs = (time_t)strtoul(digits, NULL, 10), .nsecs = 0 };
    proto_item *item;

    item = proto_tree_add_time(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 2,
                               &interval);
    if (!decimal)
        gt06_found(cursor->reading->pinfo, item, GT06_F_count_wrong,
                   "The interval %s holds digits that are not decimal", digits);
    cursor->offset += 2;
}

/* ---- bits and values ---- */

static void read_enabled(gt06_cursor *cursor, const gt06_reader *reader)
{
    static int *const bits[] = { &hf_enabled_gps, &hf_enabled_steps, &hf_enabled_vibration,
                                 &hf_enabled_bluetooth, &hf_enabled_light, &hf_enabled_sensor,
                                 &hf_enabled_unknown, NULL };

    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, *reader->hf, ett_enabled,
                           bits, ENC_BIG_ENDIAN);
    cursor->offset++;
}

/* ---- numbers and names ---- */

/* Bytes in front of `mark`, at most `size`. */
static int length_before(const gt06_cursor *cursor, int offset, int size, uint8_t mark)
{
    int length = 0;

    while (length < size && gt06_tvb_u8(cursor->tvb, offset + length) != mark)
        length++;
    return length;
}

static void add_part(gt06_cursor *cursor, proto_tree *tree, int hf, int offset, int size)
{
    if (size > 0)
        proto_tree_add_item(tree, hf, cursor->tvb, offset, size, ENC_UTF_8 | ENC_NA);
}

/* An entry of a list: a number, or name:number. */
static void add_entry(gt06_cursor *cursor, proto_tree *tree, int offset, int size, bool named)
{
    int name = named ? length_before(cursor, offset, size, ':') : size;

    if (named && name < size) {
        add_part(cursor, tree, gt06_hf_contact, offset, name);
        offset += name + 1;
        size -= name + 1;
    }
    add_part(cursor, tree, gt06_hf_phone, offset, size);
}

/* Entries with a semicolon between them, or behind each. */
static void read_list(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    int end = cursor->offset + size;
    proto_tree *tree;
    proto_item *item;

    if (size <= 0)
        return;
    item = proto_tree_add_item(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                               ENC_UTF_8 | ENC_NA);
    tree = proto_item_add_subtree(item, ett_list);
    for (int offset = cursor->offset; offset < end;) {
        int length = length_before(cursor, offset, end - offset, ';');

        add_entry(cursor, tree, offset, length, reader->element == E_WHITE_LIST);
        offset += length + 1;
    }
    cursor->offset = end;
}

static const gt06_reader readers[] = {
    { E_LOGIN_RESULT, gt06_read_field, &hf_login_result, 0 },
    { E_CLOCK_WIDE_YEAR, read_clock, &gt06_hf_time, 0 },
    { E_LOCATE_MODE, gt06_read_length_value, &hf_locate_mode, 0 },
    { E_LISTEN_MODE, gt06_read_field, &hf_listen_mode, 0 },
    { E_WHITE_LIST_COUNT, gt06_read_field, &hf_white_list_count, 0 },
    { E_WHITE_LIST, read_list, &gt06_hf_text, 0 },
    { E_LBS_UPLOAD, gt06_read_field, &hf_lbs_upload, 0 },
    { E_POWER_COMMAND, gt06_read_field, &hf_power, 0 },
    { E_FIND_DEVICE, gt06_read_field, &hf_find, 0 },
    { E_RECORD_COMMAND, gt06_read_field, &hf_record_command, 0 },
    { E_RECORD_SECONDS, read_seconds, &hf_record_seconds, 0 },
    { E_SPEED_LIMIT, gt06_read_field, &hf_speed_limit, 0 },
    { E_VIBRATION_LEVEL, gt06_read_field, &hf_vibration_level, 0 },
    { E_UPLOAD_INTERVAL, read_seconds, &hf_interval, 0 },
    { E_UPLOAD_INTERVAL_BCD, read_seconds_bcd, &hf_interval, 0 },
    { E_PHONE_TEXT, gt06_read_ascii, &gt06_hf_phone, 0 },
    { E_PHONE_LIST, read_list, &gt06_hf_text, 0 },
    { E_SERVER_ADDRESS, gt06_read_field, &hf_address, 0 },
    { E_SERVER_PORT, gt06_read_field, &hf_port, 0 },
    { E_ENABLED_BITS, read_enabled, &hf_enabled, 0 },
    { E_GPS_SWITCH, gt06_read_field, &hf_gps, 0 },
    { E_LBS_SWITCH, gt06_read_field, &hf_lbs, 0 },
    { E_PERIOD_OFF, gt06_read_field, &hf_period_off, 0 },
    { E_GPS_OFF_SWITCH, gt06_read_field, &hf_gps_off, 0 },
    { E_GPS_TIMER_SWITCH, gt06_read_field, &hf_gps_timer, 0 },
    { E_DND_SWITCH, gt06_read_field, &hf_dnd, 0 },
    { E_POWER_ON_SWITCH, gt06_read_field, &hf_power_on, 0 },
    { E_POWER_ON_TIME, read_time_of_day, &hf_power_on_time, 0 },
    { E_POWER_OFF_SWITCH, gt06_read_field, &hf_power_off, 0 },
    { E_POWER_OFF_TIME, read_time_of_day, &hf_power_off_time, 0 },
    { E_WEEKDAYS, gt06_read_field, &hf_weekdays, 0 },
    { E_PERIOD_FROM, read_time_of_day, &hf_from, 0 },
    { E_PERIOD_TO, read_time_of_day, &hf_to, 0 },
    { E_ALARM_CLOCK, read_alarm_clock, &hf_alarm_time, 0 },
};

static hf_register_info command_fields[] = {
    { &hf_login_result,
      { "Login result", "gt06.login_result", FT_UINT8, BASE_HEX, VALS(login_results), 0,
        "Whether the server accepts the terminal (extended 26.2)", HFILL } },
    { &hf_locate_mode,
      { "Locate by", "gt06.locate.mode", FT_UINT8, BASE_DEC, VALS(locate_modes), 0,
        "How the terminal is to locate itself: the length byte (extended 26.2)", HFILL } },
    { &hf_listen_mode,
      { "Listen mode", "gt06.listen_mode", FT_UINT8, BASE_DEC, VALS(listen_modes), 0,
        "What happens when the supervisor calls (extended 26.2)", HFILL } },
    { &hf_white_list_count,
      { "Entries of the white list", "gt06.white_list.count", FT_UINT8, BASE_DEC, NULL, 0,
        "Number of entries, at most 50 (extended 26.2)", HFILL } },
    { &hf_lbs_upload,
      { "LBS upload", "gt06.lbs_upload", FT_BOOLEAN, BASE_NONE, TFS(&allowed_forbidden), 0,
        "The terminal may send cells (extended 26.2)", HFILL } },
    { &hf_power,
      { "Power command", "gt06.power_command", FT_UINT8, BASE_DEC, VALS(power_commands), 0,
        "Restart or shut down (extended 26.2)", HFILL } },
    { &hf_find,
      { "Find device", "gt06.find", FT_BOOLEAN, BASE_NONE, TFS(&start_stop), 0,
        "The terminal is to make itself heard (extended 26.2)", HFILL } },
    { &hf_record_command,
      { "Record command", "gt06.record_command", FT_UINT8, BASE_DEC, VALS(record_commands), 0,
        "What the terminal is to take or switch (extended 26.2)", HFILL } },
    { &hf_record_seconds,
      { "Time to record", "gt06.record_time", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
        "How long to record, 0 to send the file again; sent in seconds (extended 26.2)", HFILL } },
    { &hf_speed_limit,
      { "Speed limit", "gt06.speed_limit", FT_UINT8, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_kmh,
        0, "Speed above which an alarm is sent, km/h (extended 26.2)", HFILL } },
    { &hf_vibration_level,
      { "Vibration level", "gt06.vibration_level", FT_UINT8, BASE_DEC, NULL, 0,
        "Level of the vibration alarm that is switched on (extended 26.2)", HFILL } },
    { &hf_interval,
      { "Upload interval", "gt06.upload_interval", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
        "Time between two positions; sent in seconds (extended 26.2)", HFILL } },
    { &hf_address,
      { "Server address", "gt06.server.address", FT_IPv4, BASE_NONE, NULL, 0,
        "Address of the new server (extended 26.2)", HFILL } },
    { &hf_port,
      { "Server port", "gt06.server.port", FT_UINT16, BASE_DEC, NULL, 0,
        "Port of the new server (extended 26.2)", HFILL } },
};

static hf_register_info enabled_fields[] = {
    { &hf_enabled,
      { "Enabled", "gt06.enabled", FT_UINT8, BASE_HEX, NULL, 0,
        "Functions that are switched on, a bit each (extended 26.2)", HFILL } },
    { &hf_enabled_gps,
      { "GPS", "gt06.enabled.gps", FT_BOOLEAN, 8, TFS(&on_off), 0x01, "GPS (extended 26.2)",
        HFILL } },
    { &hf_enabled_steps,
      { "Steps", "gt06.enabled.steps", FT_BOOLEAN, 8, TFS(&on_off), 0x02,
        "Step counter (extended 26.2)", HFILL } },
    { &hf_enabled_vibration,
      { "Vibration alarm", "gt06.enabled.vibration", FT_BOOLEAN, 8, TFS(&on_off), 0x04,
        "Vibration alarm (extended 26.2)", HFILL } },
    { &hf_enabled_bluetooth,
      { "Bluetooth", "gt06.enabled.bluetooth", FT_BOOLEAN, 8, TFS(&on_off), 0x08,
        "Bluetooth (extended 26.2)", HFILL } },
    { &hf_enabled_light,
      { "Light", "gt06.enabled.light", FT_BOOLEAN, 8, TFS(&on_off), 0x10, "Light (extended 26.2)",
        HFILL } },
    { &hf_enabled_sensor,
      { "Sensor", "gt06.enabled.sensor", FT_BOOLEAN, 8, TFS(&on_off), 0x20,
        "Sensor (extended 26.2)", HFILL } },
    { &hf_enabled_unknown,
      { "Unknown", "gt06.enabled.unknown", FT_UINT8, BASE_HEX, NULL, 0xC0,
        "Bits of unknown meaning (extended 26.2)", HFILL } },
};

static hf_register_info schedule_fields[] = {
    { &hf_gps,
      { "GPS", "gt06.schedule.gps", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "GPS is used (extended 26.2)", HFILL } },
    { &hf_lbs,
      { "LBS", "gt06.schedule.lbs", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "LBS is used (extended 26.2)", HFILL } },
    { &hf_period_off,
      { "Data period", "gt06.schedule.period_off", FT_BOOLEAN, BASE_NONE, TFS(&off_on), 0,
        "The period in which data are sent is switched off (extended 26.2)", HFILL } },
    { &hf_gps_off,
      { "GPS off period", "gt06.schedule.gps_off", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "GPS is off in the period that follows (extended 26.2)", HFILL } },
    { &hf_gps_timer,
      { "GPS timer", "gt06.schedule.gps_timer", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "The timer of GPS is used (extended 26.2)", HFILL } },
    { &hf_dnd,
      { "Do not disturb", "gt06.schedule.do_not_disturb", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "No calls in the periods that follow (extended 26.2)", HFILL } },
    { &hf_power_on,
      { "Switch on", "gt06.schedule.power_on", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "The terminal switches itself on at a time of day (extended 26.2)", HFILL } },
    { &hf_power_on_time,
      { "Time of switching on", "gt06.schedule.power_on_time", FT_STRING, BASE_NONE, NULL, 0,
        "Time of day, hours and minutes (extended 26.2)", HFILL } },
    { &hf_power_off,
      { "Switch off", "gt06.schedule.power_off", FT_BOOLEAN, BASE_NONE, TFS(&on_off), 0,
        "The terminal switches itself off at a time of day (extended 26.2)", HFILL } },
    { &hf_power_off_time,
      { "Time of switching off", "gt06.schedule.power_off_time", FT_STRING, BASE_NONE, NULL, 0,
        "Time of day, hours and minutes (extended 26.2)", HFILL } },
    { &hf_weekdays,
      { "Weekdays", "gt06.schedule.weekdays", FT_UINT8, BASE_HEX, NULL, 0,
        "Days of the week; no document tells which bit is which (extended 26.2)", HFILL } },
    { &hf_from,
      { "From", "gt06.schedule.from", FT_STRING, BASE_NONE, NULL, 0,
        "Begin of a period, hours and minutes (extended 26.2)", HFILL } },
    { &hf_to,
      { "To", "gt06.schedule.to", FT_STRING, BASE_NONE, NULL, 0,
        "End of a period, hours and minutes (extended 26.2)", HFILL } },
    { &hf_alarm_time,
      { "Alarm time", "gt06.schedule.alarm_time", FT_STRING, BASE_NONE, NULL, 0,
        "Time of an alarm clock, hours and minutes (extended 26.2)", HFILL } },
};

void gt06_register_dialect_settings(int protocol)
{
    static int *trees[] = { &ett_enabled, &ett_list, &ett_alarm };

    proto_register_field_array(protocol, command_fields, array_length(command_fields));
    proto_register_field_array(protocol, enabled_fields, array_length(enabled_fields));
    proto_register_field_array(protocol, schedule_fields, array_length(schedule_fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
