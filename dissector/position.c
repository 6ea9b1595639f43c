/* position.c
 * The GPS block and what goes with a position: course word, altitude, mileage, reason, fence.
 *
 * SPDX-License-Identifier: GPL-2.0-or-later
 */
#include "blocks.h"
#include "../protocol/line.h"
#include "../protocol/degrees.h"
#include "../protocol/where.h"

static int hf_gps_length;
static int hf_gps_length_byte;
static int hf_course_word;
static int hf_north;
static int hf_west;
static int hf_positioned;
static int hf_differential;
static int hf_course_acc_valid;
static int hf_course_acc;
static int hf_course_reserved;
static int hf_positioned_text;
static int hf_altitude;
static int hf_location_source;
static int hf_reason;
static int hf_mileage;
static int hf_odometer;
static int hf_fence;

static int ett_gps = -1;
static int ett_course = -1;

enum {
    UNITS_PER_DEGREE = 1800000, /* core 3.2 */
    LARGEST_LATITUDE = 90 * UNITS_PER_DEGREE,
    LARGEST_LONGITUDE = 180 * UNITS_PER_DEGREE,
    ACC_ON = 0x8000,
    ACC_VALID = 0x4000,
    DIFFERENTIAL = 0x2000,
    POSITIONED = 0x1000,
    WEST = 0x0800,
    NORTH = 0x0400,
    COURSE = 0x03FF
};

static value_string reason_values[32];

static const true_false_string north_south = { "North", "South" };
static const true_false_string west_east = { "West", "East" };
static const true_false_string differential_real_time = { "differential", "real-time" };
static const true_false_string fixed = { "fix valid", "no fix" };
static const true_false_string on_off = { "on", "off" };

static void check_range(gt06_cursor *cursor, proto_item *item, uint32_t raw, uint32_t largest)
{
    if (raw > largest)
        gt06_found(cursor->reading->pinfo, item, GT06_F_coordinate_range,
                   "Coordinate out of range: %u is %.6f degrees", raw,
                   (double)raw / UNITS_PER_DEGREE);
}

/* Latitude and longitude whose signs the course word tells. */
static void add_coordinates(gt06_cursor *cursor, unsigned word)
{
    gt06_record *record = cursor->reading->record;
    uint32_t latitude = tvb_get_ntohl(cursor->tvb, cursor->offset);
    uint32_t longitude = tvb_get_ntohl(cursor->tvb, cursor->offset + 4);
    proto_item *item;

    record->latitude = (double)latitude / UNITS_PER_DEGREE * (word & NORTH ? 1 : -1);
    record->longitude = (double)longitude / UNITS_PER_DEGREE * (word & WEST ? -1 : 1);
    if (latitude == 0)
        record->latitude = 0;
    if (longitude == 0)
        record->longitude = 0;
    item = proto_tree_add_double(cursor->tree, gt06_hf_latitude, cursor->tvb, cursor->offset, 4,
                                 record->latitude);
    check_range(cursor, item, latitude, LARGEST_LATITUDE);
    item = proto_tree_add_double(cursor->tree, gt06_hf_longitude, cursor->tvb, cursor->offset + 4,
                                 4, record->longitude);
    check_range(cursor, item, longitude, LARGEST_LONGITUDE);
    cursor->offset += 8;
}

static void add_course(gt06_cursor *cursor)
{
    static int *const with_acc[] = { &hf_course_acc,
                                     &hf_course_acc_valid,
                                     &hf_differential,
                                     &hf_positioned,
                                     &hf_west,
                                     &hf_north,
                                     NULL };
    static int *const without_acc[] = { &hf_course_reserved,
                                        &hf_course_acc_valid,
                                        &hf_differential,
                                        &hf_positioned,
                                        &hf_west,
                                        &hf_north,
                                        NULL };
    gt06_record *record = cursor->reading->record;
    unsigned word = tvb_get_ntohs(cursor->tvb, cursor->offset);
    proto_item *item;

    /* No names of bits behind the word: "Longitude" alone would tell nobody that it is west. */
    item = proto_tree_add_bitmask_with_flags(cursor->tree, cursor->tvb, cursor->offset,
                                             hf_course_word, ett_course,
                                             word & ACC_VALID ? with_acc : without_acc,
                                             ENC_BIG_ENDIAN, BMT_NO_APPEND);
    record->course = word & COURSE;
    record->has |= GT06_HAS_COURSE;
    proto_tree_add_uint(proto_item_get_subtree(item), gt06_hf_course, cursor->tvb, cursor->offset,
                        2, record->course);
    record->positioned = (word & POSITIONED) != 0;
    if (word & ACC_VALID)
        gt06_record_acc(record, (word & ACC_ON) != 0, GT06_ACC_COURSE);
    cursor->offset += 2;
}

static const char block_name[] = "Position";

/* What the block says, behind its name. */
static void set_position(proto_item *item, const gt06_record *record)
{
    char room[GT06_DEGREES_ROOM];
    gt06_line line;

    if (!gt06_has_label(item))
        return;
    gt06_line_begin(&line, block_name);
    gt06_line_add(&line, ": ");
    gt06_line_add(&line, gt06_write_degrees(record->latitude, room));
    gt06_line_add(&line, ", ");
    gt06_line_add(&line, gt06_write_degrees(record->longitude, room));
    gt06_line_add_number(&line, ", ", record->speed);
    gt06_line_add_number(&line, " km/h, course ", record->course);
    if (!record->positioned)
        gt06_line_add(&line, ", no fix");
    proto_item_set_text(item, "%s", line.text);
}

static void read_gps(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_record *record = cursor->reading->record;
    gt06_cursor block = *cursor;
    proto_item *item;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 12, ett_gps,
                                        &item, block_name);
    record->satellites = gt06_tvb_u8(block.tvb, block.offset) & 0xF;
    proto_tree_add_uint(block.tree, hf_gps_length, block.tvb, block.offset, 1,
                        gt06_tvb_u8(block.tvb, block.offset));
    record->has |= GT06_HAS_SATELLITES;
    proto_tree_add_uint(block.tree, gt06_hf_satellites, block.tvb, block.offset, 1,
                        record->satellites);
    block.offset++;
    add_coordinates(&block, tvb_get_ntohs(block.tvb, block.offset + 9));
    record->speed = gt06_tvb_u8(block.tvb, block.offset);
    proto_tree_add_uint(block.tree, gt06_hf_speed, block.tvb, block.offset, 1, record->speed);
    block.offset++;
    add_course(&block);
    record->has |= GT06_HAS_POSITION | GT06_HAS_SPEED;
    set_position(item, record);
    cursor->offset = block.offset;
}

/* Satellites, altitude and position with seconds since 1970 in front; all zero is no fix. */
static void read_gps_module(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    gt06_record *record = cursor->reading->record;
    gt06_cursor block = *cursor;
    bool empty = tvb_get_ntohl(block.tvb, block.offset) == 0;

    block.tree = proto_tree_add_subtree(cursor->tree, cursor->tvb, cursor->offset, 18, ett_gps,
                                        NULL, empty ? "Position: no fix" : "Position");
    if (empty) {
        proto_tree_add_item(block.tree, gt06_hf_time_raw, block.tvb, block.offset, 4, ENC_NA);
        block.offset += 4;
    } else {
        gt06_add_unix_time(&block, tvb_get_ntohl(block.tvb, block.offset));
    }
    record->satellites = gt06_tvb_u8(block.tvb, block.offset);
    record->has |= GT06_HAS_SATELLITES;
    proto_tree_add_item(block.tree, gt06_hf_satellites, block.tvb, block.offset, 1, ENC_BIG_ENDIAN);
    block.offset++;
    gt06_read_element(&block, E_ALTITUDE);
    add_coordinates(&block, tvb_get_ntohs(block.tvb, block.offset + 9));
    record->speed = gt06_tvb_u8(block.tvb, block.offset);
    proto_tree_add_item(block.tree, gt06_hf_speed, block.tvb, block.offset, 1, ENC_BIG_ENDIAN);
    block.offset++;
    add_course(&block);
    if (!empty)
        record->has |= GT06_HAS_POSITION | GT06_HAS_SPEED;
    cursor->offset = block.offset;
}

/* The course word in front of the coordinates whose signs it tells (extended 23.2). */
static void read_course_lat_lon(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    unsigned word = tvb_get_ntohs(cursor->tvb, cursor->offset);

    add_course(cursor);
    add_coordinates(cursor, word);
    cursor->reading->record->has |= GT06_HAS_POSITION;
}

/* Coordinates and the course word that tells their signs; no satellites, no speed. */
static void read_lat_lon_course(gt06_cursor *cursor, const gt06_reader *reader G_GNUC_UNUSED)
{
    add_coordinates(cursor, tvb_get_ntohs(cursor->tvb, cursor->offset + 8));
    add_course(cursor);
    cursor->reading->record->has |= GT06_HAS_POSITION;
}

static void add_concluded(gt06_cursor *cursor, int hf, double value)
{
    proto_item *item;

    if (value < 0 && hf != gt06_hf_latitude && hf != gt06_hf_longitude)
        return;
    if (hf == gt06_hf_latitude || hf == gt06_hf_longitude)
        item = proto_tree_add_double(cursor->tree, hf, cursor->tvb, cursor->offset, 0, value);
    else
        item = proto_tree_add_uint(cursor->tree, hf, cursor->tvb, cursor->offset, 0,
                                   (uint32_t)(value + 0.5));
    proto_item_set_generated(item);
}

void gt06_add_where(gt06_cursor *cursor, const char *text)
{
    gt06_record *record = cursor->reading->record;
    gt06_where where;
    proto_item *item;

    if (!gt06_read_where(text, &where))
        return;
    if (where.has_time)
        gt06_add_text_time(cursor, where.year, where.month, where.day,
                           (where.hour * 60 + where.minute) * 60 + where.second);
    add_concluded(cursor, gt06_hf_latitude, where.latitude);
    add_concluded(cursor, gt06_hf_longitude, where.longitude);
    add_concluded(cursor, gt06_hf_speed, where.speed);
    add_concluded(cursor, gt06_hf_course, where.course);
    item = proto_tree_add_boolean(cursor->tree, hf_positioned_text, cursor->tvb, cursor->offset, 0,
                                  true);
    proto_item_set_generated(item);
    if (where.speed >= 0) {
        record->speed = (uint16_t)(where.speed + 0.5);
        record->has |= GT06_HAS_SPEED;
    }
    if (where.course >= 0) {
        record->course = (uint16_t)(where.course + 0.5);
        record->has |= GT06_HAS_COURSE;
    }
    record->latitude = where.latitude;
    record->longitude = where.longitude;
    record->positioned = true;
    record->has |= GT06_HAS_POSITION;
}

/* A coordinate on its own: its sign is not known (core 6.8B). */
static void read_coordinate(gt06_cursor *cursor, const gt06_reader *reader)
{
    uint32_t raw = tvb_get_ntohl(cursor->tvb, cursor->offset);
    proto_item *item;

    item = proto_tree_add_double(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 4,
                                 (double)raw / UNITS_PER_DEGREE);
    check_range(cursor, item, raw,
                reader->element == E_LATITUDE ? LARGEST_LATITUDE : LARGEST_LONGITUDE);
    cursor->offset += 4;
}

static void read_altitude(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;
    int32_t altitude = (int16_t)tvb_get_ntohs(cursor->tvb, cursor->offset);

    proto_tree_add_int(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 2, altitude);
    record->altitude = altitude;
    record->has |= GT06_HAS_ALTITUDE;
    cursor->offset += 2;
}

static void read_reupload(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;

    record->reupload = gt06_tvb_u8(cursor->tvb, cursor->offset) != 0;
    record->has |= GT06_HAS_REUPLOAD;
    proto_tree_add_boolean(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, 1,
                           record->reupload);
    cursor->offset++;
}

/* The reader's scale is the metres of one unit. */
static void read_mileage(gt06_cursor *cursor, const gt06_reader *reader)
{
    gt06_record *record = cursor->reading->record;
    int size = gt06_width(cursor, reader);
    uint64_t metres = gt06_peek(cursor, size) * (uint64_t)reader->scale;

    record->mileage = (uint32_t)MIN(metres, UINT32_MAX);
    record->has |= GT06_HAS_MILEAGE;
    proto_tree_add_uint(cursor->tree, *reader->hf, cursor->tvb, cursor->offset, size,
                        record->mileage);
    cursor->offset += size;
}

static const gt06_reader readers[] = {
    { E_GPS, read_gps, NULL, 0 },
    { E_GPS_MODULE, read_gps_module, NULL, 0 },
    { E_COURSE_LAT_LON, read_course_lat_lon, NULL, 0 },
    { E_LAT_LON_COURSE, read_lat_lon_course, NULL, 0 },
    { E_GPS_LENGTH, gt06_read_count, &hf_gps_length_byte, 0 },
    { E_LATITUDE, read_coordinate, &gt06_hf_latitude, 0 },
    { E_LONGITUDE, read_coordinate, &gt06_hf_longitude, 0 },
    { E_ALTITUDE, read_altitude, &hf_altitude, 0 },
    { E_LOCATION_SOURCE, gt06_read_field, &hf_location_source, 0 },
    { E_REASON, gt06_read_field, &hf_reason, 0 },
    { E_REUPLOAD, read_reupload, &gt06_hf_reupload, 0 },
    { E_MILEAGE, read_mileage, &hf_mileage, 1 },
    { E_MILEAGE_10M, read_mileage, &hf_mileage, 10 },
    { E_ODOMETER_3, gt06_read_field, &hf_odometer, 0 },
    { E_FENCE, gt06_read_field, &hf_fence, 0 },
};

void gt06_register_position(int protocol)
{
    static hf_register_info fields[] = {
        { &hf_gps_length,
          { "Length of GPS information", "gt06.gps_length", FT_UINT8, BASE_DEC, NULL, 0xF0,
            "Said length of the block, unreliable: always 12 bytes (core 3.2)", HFILL } },
        { &hf_gps_length_byte,
          { "Length of GPS block", "gt06.gps_block_length", FT_UINT8, BASE_DEC, NULL, 0,
            "Bytes of the GPS block that follows, 0 for none (core 6.32)", HFILL } },
        { &hf_course_word,
          { "Course and status", "gt06.course_word", FT_UINT16, BASE_HEX, NULL, 0,
            "Course and status bits of the position (core 3.2)", HFILL } },
        { &hf_course_acc,
          { "ACC", "gt06.acc", FT_BOOLEAN, 16, TFS(&on_off), ACC_ON, "Ignition on (core 3.2)",
            HFILL } },
        { &hf_course_reserved,
          { "Reserved", "gt06.course.reserved", FT_BOOLEAN, 16, NULL, ACC_ON,
            "Bit 15 without a meaning, since bit 14 is clear (core 3.2)", HFILL } },
        { &hf_course_acc_valid,
          { "Bit 15 tells ACC", "gt06.course.acc_valid", FT_BOOLEAN, 16, NULL, ACC_VALID,
            "Bit 15 of the course word carries ACC (core 3.2)", HFILL } },
        { &hf_differential,
          { "Positioning", "gt06.differential", FT_BOOLEAN, 16, TFS(&differential_real_time),
            DIFFERENTIAL, "Differential rather than real-time positioning (core 3.2)", HFILL } },
        { &hf_positioned,
          { "Fix", "gt06.positioned", FT_BOOLEAN, 16, TFS(&fixed), POSITIONED,
            "The fix is valid (core 3.2)", HFILL } },
        { &hf_west,
          { "Longitude", "gt06.course.west", FT_BOOLEAN, 16, TFS(&west_east), WEST,
            "Hemisphere of the longitude (core 3.2)", HFILL } },
        { &hf_north,
          { "Latitude", "gt06.course.north", FT_BOOLEAN, 16, TFS(&north_south), NORTH,
            "Hemisphere of the latitude (core 3.2)", HFILL } },
        { &hf_positioned_text,
          { "Fix", "gt06.positioned", FT_BOOLEAN, BASE_NONE, TFS(&fixed), 0,
            "A text tells a position (core 7.3)", HFILL } },
        { &hf_altitude,
          { "Altitude", "gt06.altitude", FT_INT32, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_metre, 0,
            "Altitude, m (core 6.31)", HFILL } },
        { &hf_location_source,
          { "Location source", "gt06.location_source", FT_UINT8, BASE_HEX, NULL, 0,
            "Location source type (core 6.22)", HFILL } },
        { &hf_reason,
          { "Reason", "gt06.report_reason", FT_UINT8, BASE_HEX, VALS(reason_values), 0,
            "Why this position was sent: data upload mode (core 3.7)", HFILL } },
        { &hf_mileage,
          { "Mileage", "gt06.mileage", FT_UINT32, BASE_DEC | BASE_UNIT_STRING, &gt06_unit_metre, 0,
            "Mileage, m (core 3.8)", HFILL } },
        { &hf_odometer,
          { "Odometer", "gt06.odometer", FT_UINT32, BASE_DEC, NULL, 0,
            "Odometer whose unit no document states (core 6.22)", HFILL } },
        { &hf_fence,
          { "Fence", "gt06.fence", FT_UINT8, BASE_DEC, NULL, 0,
            "Geofence number, 255 for none; documents count from 0 or 1 (core 6.27)", HFILL } },
    };
    static int *trees[] = { &ett_gps, &ett_course };

    gt06_fill_values(reason_values, array_length(reason_values), gt06_reason_names);
    proto_register_field_array(protocol, fields, array_length(fields));
    proto_register_subtree_array(trees, array_length(trees));
    gt06_add_readers(readers, array_length(readers));
}
