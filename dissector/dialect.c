/* dialect.c
 * The dialect without serial number and CRC: what its terminals say.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "dialect.h"
#include "blocks.h"

#include <string.h>

static int hf_software_version;
static int hf_second_latitude;
static int hf_second_longitude;
static int hf_alarm_bits;
static int hf_alarm_vibration;
static int hf_alarm_overspeed;
static int hf_alarm_low_battery;
static int hf_alarm_unknown;
static int hf_status_interval;
static int hf_temperature_bytes;
static int hf_heart_rate;
static int hf_charge_event;
static int hf_worn;
static int hf_overspeed;
static int hf_key_dialled;
static int hf_password_recovery;
static int hf_refusal;

static int ett_alarm_bits = -1;
static int ett_cell = -1;

enum { MINUTE = 60, MILLION = 1000000, LARGEST_LATITUDE = 90, LARGEST_LONGITUDE = 180 };

static const true_false_string worn_off = { "worn", "taken off" };

static const value_string charge_events[] = { { 1, "charging complete" },
                                              { 2, "low battery" },
                                              { 0, NULL } };

static const value_string refusals[] = { { 1, "wrong time" },
                                         { 2, "few cells" },
                                         { 3, "few access points" },
                                         { 4, "LBS more than three times" },
                                         { 5, "same data as before" },
                                         { 6, "LBS forbidden and no Wi-Fi" },
                                         { 7, "moved less than 50 m" },
                                         { 0, NULL } };

/* ---- positions ---- */

/* Concluded from the number: the terminal has others for what it sends at once. */
static void read_stored(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;
    proto_item *item;

    item = proto_tree_add_boolean(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 0, true);
    proto_item_set_generated(item);
    record->reupload = true;
    record->has |= GT06_HAS_REUPLOAD;
}

/* A byte of degrees; a nibble that is not 0 for south or west; 20 bits of millionths. */
static double degrees_at(const gt06_cursor *cursor)
{
    uint32_t raw = tvb_get_ntohl(cursor->tvb, cursor->offset);
    double degrees = (raw >> 24) + (double)(raw & 0xFFFFF) / MILLION;

    return (raw & 0xF00000) != 0 && degrees != 0 ? -degrees : degrees;
}

/* The reader's scale is the largest value. */
static double add_degrees(gt06_cursor *cursor, const gt06_reader *reader)
{
    double degrees = degrees_at(cursor);
    proto_item *item;

    item = proto_tree_add_double(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 4,
                                 degrees);
    if (degrees > reader->scale || degrees < -reader->scale)
        gt06_found(cursor->reading->pinfo, item, GT06_F_coordinate_range,
                   "Coordinate out of range: %.6f degrees", degrees);
    cursor->offset += 4;
    return degrees;
}

static void read_second_degrees(gt06_cursor *cursor, const gt06_reader *reader)
{
    add_degrees(cursor, reader);
}

static void read_latitude(gt06_cursor *cursor, const gt06_reader *reader)
{
    cursor->reading->record->latitude = add_degrees(cursor, reader);
}

/* The latitude came before. No bit tells of a fix: zeros are none. */
static void read_longitude(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->longitude = add_degrees(cursor, reader);
    record->positioned = record->latitude != 0 || record->longitude != 0;
    record->has |= GT06_HAS_POSITION;
}

static void read_speed(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->speed = gt06_tvb_u8(cursor->tvb, cursor->offset);
    record->has |= GT06_HAS_SPEED;
    gt06_read_field(cursor, reader);
}

static void read_course(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->course = (uint16_t)(2 * gt06_tvb_u8(cursor->tvb, cursor->offset));
    record->has |= GT06_HAS_COURSE;
    proto_tree_add_uint(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 1, record->course);
    cursor->offset++;
}

static void read_alarm_bits(gt06_cursor *cursor, const gt06_reader *reader)
{
    static int *const bits[] = { &hf_alarm_low_battery, &hf_alarm_overspeed, &hf_alarm_vibration,
                                 &hf_alarm_unknown, NULL };

    proto_tree_add_bitmask(cursor->tree, cursor->tvb, cursor->offset, *reader->hf, ett_alarm_bits,
                           bits, ENC_BIG_ENDIAN);
    cursor->offset++;
}

/* Is the text a latitude, a comma and a longitude, in degrees with signs (extended 14)? */
static bool parse_position(const char *text, double *latitude, double *longitude)
{
    const char *comma = strchr(text, ',');
    char *end;

    if (comma == NULL)
        return false;
    *latitude = g_ascii_strtod(text, &end);
    if (end == text || end != comma)
        return false;
    *longitude = g_ascii_strtod(comma + 1, &end);
    return end != comma + 1 && ABS(*latitude) <= LARGEST_LATITUDE &&
           ABS(*longitude) <= LARGEST_LONGITUDE;
}

static void add_concluded(gt06_cursor *cursor, int hf, double degrees)
{
    proto_item *item = proto_tree_add_double(cursor->tree, hf, cursor->tvb, cursor->offset, 0,
                                             degrees);

    proto_item_set_generated(item);
}

/* The position that the server found for cells and access points. */
static void read_position_text(gt06_cursor *cursor, const gt06_reader *reader)
{
    int size = gt06_extent(cursor, gt06_elements[reader->element].name);
    const char *text = (const char *)tvb_get_string_enc(cursor->reading->pinfo->pool, cursor->tvb,
                                                        cursor->offset, size, ENC_ASCII | ENC_NA);
    double latitude;
    double longitude;

    proto_tree_add_string(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size, text);
    cursor->reading->record->text = text;
    if (parse_position(*text == '"' ? text + 1 : text, &latitude, &longitude)) {
        add_concluded(cursor, gt06_hf_latitude, latitude);
        add_concluded(cursor, gt06_hf_longitude, longitude);
    }
    cursor->offset += size;
}

/* ---- access points and cells ---- */

/* The length byte is the number of access points that follow. */
static void read_wifi_of_length(gt06_cursor *cursor, const gt06_reader *reader)
{
    proto_item *item;

    cursor->count = cursor->reading->content.length_byte;
    item = proto_tree_add_uint(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 0,
                               cursor->count);
    proto_item_append_text(item, " (by the length byte)");
    proto_item_set_generated(item);
}

static void read_cell_32(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;
    uint32_t lac = tvb_get_ntohl(cursor->tvb, cursor->offset);
    uint32_t id = tvb_get_ntohl(cursor->tvb, cursor->offset + 4);
    int signal = gt06_tvb_u8(cursor->tvb, cursor->offset + 8);
    proto_tree *tree;
    proto_item *item;

    tree = proto_tree_add_subtree_format(cursor->tree, cursor->tvb, cursor->offset,
                                         gt06_elements[reader->element].size, ett_cell, NULL,
                                         "Cell: LAC %u, cell id %u", lac, id);
    proto_tree_add_uint(tree, gt06_hf_lac, cursor->tvb, cursor->offset, 4, lac);
    proto_tree_add_uint64(tree, gt06_hf_cell_id, cursor->tvb, cursor->offset + 4, 4, id);
    proto_tree_add_uint(tree, gt06_hf_rssi, cursor->tvb, cursor->offset + 8, 1, (uint32_t)signal);
    item = proto_tree_add_int(tree, gt06_hf_rssi_dbm, cursor->tvb, cursor->offset + 8, 1, -signal);
    proto_item_set_generated(item);
    if ((record->has & GT06_HAS_CELL) == 0) {
        record->has |= GT06_HAS_CELL;
        record->lac = lac;
        record->cell_id = id;
    }
    record->cells++;
    cursor->offset += gt06_elements[reader->element].size;
}

/* ---- state of the terminal ---- */

static void read_zone_hours(gt06_cursor *cursor, const gt06_reader *reader)
{
    int minutes = (int8_t)gt06_tvb_u8(cursor->tvb, cursor->offset) * MINUTE;
    proto_item *item;

    cursor->reading->record->zone = (int16_t)minutes;
    cursor->reading->record->has |= GT06_HAS_ZONE;
    item = proto_tree_add_int(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 1, minutes);
    proto_item_append_text(item, " minutes east of UTC");
    cursor->offset++;
}

static void read_minutes(gt06_cursor *cursor, const gt06_reader *reader)
{
    nstime_t interval = { .secs = gt06_tvb_u8(cursor->tvb, cursor->offset) * MINUTE, .nsecs = 0 };

    proto_tree_add_time(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 1, &interval);
    cursor->offset++;
}

void gt06_read_length_value(gt06_cursor *cursor, const gt06_reader *reader)
{
    proto_item *item;

    item = proto_tree_add_uint(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 0,
                               cursor->reading->content.length_byte);
    proto_item_append_text(item, ", by the length byte");
    proto_item_set_generated(item);
}

static const gt06_reader readers[] = {
    { E_SOFTWARE_VERSION, gt06_read_field, &hf_software_version, 0 },
    { E_STORED, read_stored, &gt06_hf_reupload, 0 },
    { E_LATITUDE_DEGREES, read_latitude, &gt06_hf_latitude, LARGEST_LATITUDE },
    { E_LONGITUDE_DEGREES, read_longitude, &gt06_hf_longitude, LARGEST_LONGITUDE },
    { E_SECOND_LATITUDE, read_second_degrees, &hf_second_latitude, LARGEST_LATITUDE },
    { E_SECOND_LONGITUDE, read_second_degrees, &hf_second_longitude, LARGEST_LONGITUDE },
    { E_SPEED, read_speed, &gt06_hf_speed, 0 },
    { E_COURSE_HALF, read_course, &gt06_hf_course, 0 },
    { E_ALARM_BITS, read_alarm_bits, &hf_alarm_bits, 0 },
    { E_WIFI_OF_LENGTH, read_wifi_of_length, &gt06_hf_wifi_count, 0 },
    { E_CELL_32, read_cell_32, NULL, 0 },
    { E_POSITION_TEXT, read_position_text, &gt06_hf_text, 0 },
    { E_ZONE_HOURS, read_zone_hours, &gt06_hf_time_zone, 0 },
    { E_STATUS_INTERVAL, read_minutes, &hf_status_interval, 0 },
    { E_TEMPERATURE_BYTES, gt06_read_bytes, &hf_temperature_bytes, 0 },
    { E_HEART_RATE, gt06_read_field, &hf_heart_rate, 0 },
    { E_CHARGE_EVENT, gt06_read_length_value, &hf_charge_event, 0 },
    { E_WORN, gt06_read_field, &hf_worn, 0 },
    { E_OVERSPEED, gt06_read_field, &hf_overspeed, 0 },
    { E_KEY_DIALLED, gt06_read_field, &hf_key_dialled, 0 },
    { E_PASSWORD_RECOVERY, gt06_read_field, &hf_password_recovery, 0 },
    { E_LOCATING_REFUSED, gt06_read_field, &hf_refusal, 0 },
    { E_ICCID_TEXT, gt06_read_ascii, &gt06_hf_iccid, 0 },
    { E_FILE_NAME, gt06_read_ascii, &gt06_hf_file, 0 },
};

static hf_register_info fields[] = {
    { &hf_software_version,
      { "Software version", "gt06.software_version", FT_UINT8, BASE_DEC, NULL, 0,
        "Version of the terminal's software (extended 26.2)", HFILL } },
    { &hf_second_latitude,
      { "Second latitude", "gt06.latitude.second", FT_DOUBLE, BASE_NONE, NULL, 0,
        "Another latitude, degrees; no document tells its purpose (extended 26.2)", HFILL } },
    { &hf_second_longitude,
      { "Second longitude", "gt06.longitude.second", FT_DOUBLE, BASE_NONE, NULL, 0,
        "Another longitude, degrees; no document tells its purpose (extended 26.2)", HFILL } },
    { &hf_alarm_bits,
      { "Alarm bits", "gt06.alarm_bits", FT_UINT8, BASE_HEX, NULL, 0,
        "Alarms of the dialect, a bit each (extended 14)", HFILL } },
    { &hf_alarm_vibration,
      { "Vibration", "gt06.alarm_bits.vibration", FT_BOOLEAN, 8, NULL, 0x01,
        "Vibration alarm (extended 14)", HFILL } },
    { &hf_alarm_overspeed,
      { "Overspeed", "gt06.alarm_bits.overspeed", FT_BOOLEAN, 8, NULL, 0x02,
        "Overspeed alarm (extended 14)", HFILL } },
    { &hf_alarm_low_battery,
      { "Low battery", "gt06.alarm_bits.low_battery", FT_BOOLEAN, 8, NULL, 0x10,
        "Low-battery alarm (extended 14)", HFILL } },
    { &hf_alarm_unknown,
      { "Unknown", "gt06.alarm_bits.unknown", FT_UINT8, BASE_HEX, NULL, 0xEC,
        "Bits of unknown meaning (extended 14)", HFILL } },
    { &hf_status_interval,
      { "Status interval", "gt06.status_interval", FT_RELATIVE_TIME, BASE_NONE, NULL, 0,
        "Time between two status messages; sent in minutes (extended 26.2)", HFILL } },
    { &hf_temperature_bytes,
      { "Temperature as sent", "gt06.temperature.raw", FT_BYTES, BASE_NONE, NULL, 0,
        "Said to be a temperature; no document tells its format (extended 26.2)", HFILL } },
    { &hf_heart_rate,
      { "Heart rate", "gt06.heart_rate", FT_UINT8, BASE_DEC, NULL, 0,
        "Heart rate of the wearer, per minute (extended 26.2)", HFILL } },
    { &hf_charge_event,
      { "Charge event", "gt06.charge_event", FT_UINT8, BASE_DEC, VALS(charge_events), 0,
        "What happened to the battery: the length byte (extended 26.2)", HFILL } },
    { &hf_worn,
      { "Worn", "gt06.worn", FT_BOOLEAN, BASE_NONE, TFS(&worn_off), 0,
        "The terminal is worn (extended 26.2)", HFILL } },
    { &hf_overspeed,
      { "Overspeed", "gt06.overspeed", FT_UINT8, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_kmh, 0,
        "Speed that an overspeed alarm tells, km/h (extended 26.2)", HFILL } },
    { &hf_key_dialled,
      { "Key dialled", "gt06.key_dialled", FT_UINT8, BASE_DEC, NULL, 0,
        "1 when the key of this number was used to call (extended 26.2)", HFILL } },
    { &hf_password_recovery,
      { "Password recovery", "gt06.password_recovery", FT_UINT8, BASE_DEC, NULL, 0,
        "1 when the password is to be recovered (extended 26.2)", HFILL } },
    { &hf_refusal,
      { "Reason of the refusal", "gt06.locate.refusal", FT_UINT8, BASE_DEC, VALS(refusals), 0,
        "Why the terminal does not locate now (extended 26.2)", HFILL } },
};

void gt06_register_dialect(int protocol)
{
    static int *trees[] = { &ett_alarm_bits, &ett_cell };

    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
    gt06_register_dialect_settings(protocol);
}
